/** @file The wire of language servers: JSON-RPC messages, each after a header with its length. */

import type { Readable, Writable } from "node:stream";

/** The other side, as a caller sees it. */
export interface Connection {
  /** Resolves with what the other side answers; rejects with what it complains about, and with why the wire ended. */
  readonly request: (method: string, params: unknown) => Promise<unknown>;
  readonly notify: (method: string, params: unknown) => void;
  /** Rejects everything that still waits, and all that comes later. */
  readonly end: (reason: Error) => void;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
}

const HEADER_END = "\r\n\r\n";

/** Speaks over two streams; `answer` gives the results of what the other side requests. */
export function connect(
  input: Readable,
  output: Writable,
  answer: (method: string, params: unknown) => unknown,
): Connection {
  const waiting = new Map<number | string, Waiting>();
  let count = 0;
  let ended: Error | undefined;
  const send = (message: Message): void => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    output.write(`Content-Length: ${Buffer.byteLength(body)}${HEADER_END}${body}`);
  };
  readMessages(input, ({ id, method, params, ...outcome }) => {
    if (id === undefined) return;
    if (method !== undefined) send({ id, result: answer(method, params) });
    else settle(waiting, id, outcome);
  });
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        count += 1;
        waiting.set(count, { resolve, reject });
        send({ id: count, method, params });
      }),
    notify(method, params) {
      if (ended === undefined) send({ method, params });
    },
    end(reason) {
      ended ??= reason;
      for (const { reject } of waiting.values()) reject(ended);
      waiting.clear();
    },
  };
}

function settle(
  waiting: Map<number | string, Waiting>,
  id: number | string,
  { result, error }: Pick<Message, "result" | "error">,
): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) asked?.resolve(result);
  else asked?.reject(new Error(error.message));
}

function readMessages(input: Readable, receive: (message: Message) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = 0;
  input.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    // A long message comes in many chunks: they are joined once it is whole.
    if (size < needed) return;
    let rest = Buffer.concat(chunks);
    for (;;) {
      const header = rest.indexOf(HEADER_END);
      if (header < 0) break;
      const start = header + HEADER_END.length;
      needed = start + lengthIn(rest.toString("latin1", 0, header));
      if (rest.length < needed) break;
      // The language server is a program of ours to start, and it speaks this protocol.
      receive(JSON.parse(rest.toString("utf8", start, needed)) as Message);
      rest = rest.subarray(needed);
      needed = 0;
    }
    chunks = [rest];
    size = rest.length;
  });
}

function lengthIn(header: string): number {
  const length = /Content-Length: *(\d+)/i.exec(header)?.[1];
  if (length === undefined) throw new Error(`language server: a header without Content-Length: ${header}`);
  return Number(length);
}
