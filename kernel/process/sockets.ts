/** @file The kernel's five ZeroMQ sockets: bound, read and written until they are closed. */

import { Publisher, Reply, Router } from "zeromq";

import type { AskingChannel, Message, Request } from "../protocol/message.js";
import { SOCKETS, type Connection } from "./connection.js";
import { createOutbox } from "./outbox.js";
import { createWire, WireError } from "./wire.js";

/** The open sockets. */
export interface Sockets {
  send(message: Message): void;
  /** Resolves when nothing that was published waits in this process any more. */
  published(): Promise<void>;
  /** Lets go of the addresses; what is on its way still arrives. */
  close(): void;
}

/** Whom the sockets tell. */
export interface Listener {
  readonly receive: (request: Request) => void;
  /** Takes a line about a message that had to be dropped. */
  readonly log: (line: string) => void;
}

/** Never waits, never drops: otherwise zeromq loses what is sent in one turn beyond some hundred messages. */
const LOSSLESS = { sendTimeout: 0, sendHighWaterMark: 0 };
/** So many messages may wait for a front end within zeromq; a loop that shows without an end would fill the memory. */
const PUBLISHING = { sendTimeout: 0, sendHighWaterMark: 32, noDrop: true };

/** Binds the sockets; resolves when all of them listen. */
export async function openSockets(connection: Connection, { receive, log }: Listener): Promise<Sockets> {
  const wire = createWire(connection.key, connection.hash);
  const sockets = createSockets();
  await Promise.all(SOCKETS.map((name) => sockets[name].bind(connection.addresses[name])));
  let isClosed = false;
  const failed = (error: unknown): void => {
    if (!isClosed) log(`a socket failed: ${told(error)}`);
  };
  const listen = async (channel: AskingChannel): Promise<void> => {
    for await (const frames of sockets[channel]) {
      try {
        receive(wire.unpack(channel, frames));
      } catch (error) {
        log(`${channel}: a message was dropped: ${told(error)}`);
      }
    }
  };
  for (const channel of ["shell", "control", "stdin"] as const) listen(channel).catch(failed);
  echo(sockets.hb).catch(failed);
  const outbox = createOutbox(sockets.iopub, failed);
  return {
    send(message) {
      try {
        const frames = wire.pack(message);
        if (message.channel === "iopub") outbox.send(frames);
        else sockets[message.channel].send(frames).catch(failed);
      } catch (error) {
        failed(error);
      }
    },
    published: () => outbox.empty(),
    close() {
      isClosed = true;
      for (const name of SOCKETS) sockets[name].close();
    },
  };
}

function createSockets() {
  const router = (): Router => new Router({ ...LOSSLESS, receiveHighWaterMark: 0, handover: true });
  const [shell, control, stdin] = [router(), router(), router()];
  return { shell, control, stdin, iopub: new Publisher(PUBLISHING), hb: new Reply() };
}

/** The heartbeat: whoever sends something gets it back. */
async function echo(socket: Reply): Promise<void> {
  for await (const frames of socket) await socket.send(frames);
}

/** One line; with where it happened if it is a fault of ours. */
function told(error: unknown): string {
  if (error instanceof WireError || !(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
