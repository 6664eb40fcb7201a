/** @file WebSocket upgrades: pages connecting to a kernel's channels, or listening for events. */

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { WebSocket, WebSocketServer } from "ws";

import type { Guard } from "./auth.js";
import { asRequestError, RequestError } from "./errors.js";
import type { Kernel } from "./kernel.js";
import type { Kernels } from "./kernels.js";
import type { Client } from "./mailboxes.js";
import { urlOf } from "./http.js";
import { chooseProtocol, formatFor } from "./websocket-format.js";

/** Everything that speaks WebSocket. */
export interface Channels {
  /** Answers an upgrade request, once the kernel is ready, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every connection. */
  close(): void;
}

const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const PING_INTERVAL_MS = 30_000;
const GOING_AWAY_CODE = 1001;
const KERNEL_PATH = /^\/api\/kernels\/([\w-]+)\/channels$/;
const EVENTS_PATH = "/api/events/subscribe";

/** Channels to the kernels, for those whom the guard lets in. */
export function createChannels(guard: Guard, kernels: Kernels): Channels {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: chooseProtocol,
  });
  const pings = setInterval(() => {
    for (const socket of server.clients) socket.ping();
  }, PING_INTERVAL_MS);
  pings.unref();

  const answer = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const url = urlOf(request);
    guard.checkSource(request);
    if (guard.proof(request, url) === "none") throw new RequestError(403, "Forbidden");
    const kernel = await readyKernel(kernels, url.pathname);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      if (kernel !== undefined) connect(kernel, webSocket, url.searchParams.get("session_id") ?? "");
    });
  };

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => undefined); // A client that gave up while the kernel was starting.
      answer(request, socket, head).catch((error: unknown) => {
        refuse(socket, asRequestError(error, "websocket"));
      });
    },
    close() {
      clearInterval(pings);
      for (const socket of server.clients) socket.close(GOING_AWAY_CODE, "server shut down");
      server.close();
    },
  };
}

/** The kernel of a path, once it answers; undefined for the events, which none of the kernels sends. */
async function readyKernel(kernels: Kernels, path: string): Promise<Kernel | undefined> {
  if (path === EVENTS_PATH) return undefined;
  const id = KERNEL_PATH.exec(path)?.[1];
  if (id === undefined) throw new RequestError(404, "Not Found");
  const kernel = kernels.get(id);
  await kernel.ready;
  return kernel;
}

function connect(kernel: Kernel, socket: WebSocket, session: string): void {
  const format = formatFor(socket.protocol);
  const client: Client = {
    session,
    deliver(envelope) {
      if (socket.readyState === WebSocket.OPEN) socket.send(format.encode(envelope));
    },
    close(code, reason) {
      socket.close(code, reason);
    },
  };
  socket.on("message", (data, isBinary) => {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    const envelope = format.decode(bytes, isBinary);
    if (envelope !== undefined) kernel.request(client, envelope);
  });
  socket.on("close", () => {
    kernel.detach(client);
  });
  socket.on("error", () => undefined); // Its close follows.
  kernel.attach(client);
}

const REASON_PHRASES: Readonly<Record<number, string>> = { 403: "Forbidden", 404: "Not Found" };

function refuse(socket: Duplex, { status, message }: RequestError): void {
  const body = JSON.stringify({ message, reason: null });
  socket.end(
    `HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? "Internal Server Error"}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}
