/** @file The private runtime folder: connection files with the kernels' keys, and the sockets they speak on. */

import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

import { ROOT_FOLDER } from "./installation.js";
import type { Channel } from "./wire.js";

/** What a kernel needs to know to be reached: the contents of Jupyter's connection file. */
export interface Connection {
  readonly transport: "ipc" | "tcp";
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
  readonly kernel_name: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** A connection and where its file lies. */
export interface ConnectionFile {
  readonly connection: Connection;
  readonly path: string;
  /** Removes the file and the sockets beside it. */
  remove(): Promise<void>;
}

/** A folder that only this user can enter. */
export interface Runtime {
  readonly folder: string;
  /** Writes a connection file (mode 0600) with a new key and unused addresses. */
  connectionFile(kernelName: string): Promise<ConnectionFile>;
  /** Removes the folder with all that is in it. */
  remove(): void;
}

// The longest path of a Unix socket is 104 bytes on macOS, 108 on Linux, with a final zero.
const MAX_SOCKET_PATH_BYTES = 100;
const PORT_COUNT = 5;
const KEY_BYTES = 32;

/** Where the runtime folders of this clone's servers lie; a folder's name begins with its server's process id. */
export const RUNTIMES: string = join(ROOT_FOLDER, ".build", "run");

/** Makes the runtime folder (mode 0700) in the clone; outside it nothing is written. */
export function createRuntime(): Runtime {
  mkdirSync(RUNTIMES, { recursive: true, mode: 0o700 });
  removeAbandoned();
  const folder = mkdtempSync(join(RUNTIMES, `${process.pid}-`));
  let count = 0;
  return {
    folder,
    async connectionFile(kernelName) {
      const own = join(folder, String(++count));
      await mkdir(own, { mode: 0o700 });
      const connection = { ...(await addresses(own)), ...secrets(), kernel_name: kernelName };
      const path = join(own, "connection.json");
      await writeFile(path, JSON.stringify(connection), { mode: 0o600, flag: "wx" });
      return { connection, path, remove: () => rm(own, { recursive: true, force: true }) };
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Removes the folders of servers that were killed before they could. */
function removeAbandoned(): void {
  for (const name of readdirSync(RUNTIMES)) {
    if (!isRunning(Number.parseInt(name, 10))) rmSync(join(RUNTIMES, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process with this id lives, but may not be signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The ZeroMQ address of one of the kernel's channels; the separator stands before the number of a Unix socket. */
export function address(connection: Connection, channel: Channel, ipcSeparator: string): string {
  const { transport, ip } = connection;
  return `${transport}://${ip}${transport === "tcp" ? ":" : ipcSeparator}${connection[`${channel}_port`]}`;
}

function secrets(): Pick<Connection, "key" | "signature_scheme"> {
  return { key: randomBytes(KEY_BYTES).toString("hex"), signature_scheme: "hmac-sha256" };
}

type Addresses = Omit<Connection, "key" | "signature_scheme" | "kernel_name">;

/**
 * Unix sockets in the private folder where there are any: no other user can listen in, and no port can be taken
 * between choosing and using it. On Windows, or where the path is too long, ports of 127.0.0.1.
 */
async function addresses(folder: string): Promise<Addresses> {
  const ip = join(folder, "socket");
  const usesSockets = process.platform !== "win32" && ip.length + 2 <= MAX_SOCKET_PATH_BYTES;
  const ports = usesSockets ? Array.from({ length: PORT_COUNT }, (_, index) => index + 1) : await freePorts();
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
  return {
    ...(usesSockets ? { transport: "ipc", ip } : { transport: "tcp", ip: "127.0.0.1" }),
    ...{ shell_port, iopub_port, stdin_port, control_port, hb_port },
  };
}

/** Ports free at this moment, all held open together so that none is given twice. */
async function freePorts(): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: PORT_COUNT }, listening));
  const ports = servers.map((server) => {
    const bound = server.address();
    return typeof bound === "object" && bound !== null ? bound.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listening(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      resolve(server);
    });
  });
}
