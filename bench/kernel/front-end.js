/** @file A front end that measures: it starts a kernel's process and times what it answers. */

import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { Dealer, Subscriber } from "zeromq";

const DELIMITER = Buffer.from("<IDS|MSG>");
const CLONE = fileURLToPath(new URL("../../", import.meta.url));
const NAMES = ["shell", "iopub", "stdin", "control", "hb"];
const ANSWER_MS = 60_000;
/**
 * Certificates that a machine adds to those of Node.js are read at every start (29 ms for a bundle of the usual size);
 * students' machines add none, so no kernel is started with them.
 */
const environment = { ...process.env };
delete environment.NODE_EXTRA_CA_CERTS;

// A kernel leads a group of its own: interrupted, the measuring process takes it along.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Starts a kernel; times are counted from the spawn of its process. */
export async function startKernel({ command, interrupt }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-kernel-"));
  const ports = await freePorts();
  const connection = {
    transport: "tcp",
    ip: "127.0.0.1",
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
  };
  NAMES.forEach((name, index) => (connection[`${name}_port`] = ports[index]));
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify({ ...connection, kernel_name: "" }));
  const spawned = performance.now();
  const [program, ...words] = command;
  // Started in the clone, so that the same packages are found by all.
  const child = spawn(program, [...words, file], {
    cwd: CLONE,
    env: environment,
    stdio: "ignore",
    detached: true,
  });
  const front = new FrontEnd(connection, child);
  const stop = () => end(front, child, folder);
  process.once("exit", stop);
  return {
    front,
    child,
    spawned,
    interrupt: () => interruptBy(interrupt, front, child),
    end() {
      process.off("exit", stop);
      stop();
    },
  };
}

function interruptBy(way, front, child) {
  if (way === "signal") child.kill("SIGINT");
  else front.send("control", "interrupt_request", {});
}

function end(front, child, folder) {
  front.close();
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended.
  }
  rmSync(folder, { recursive: true, force: true });
}

/** One front end on a kernel. */
export class FrontEnd {
  #key;
  #sockets;
  #waiting = new Map();
  hasEnded = false;

  constructor(connection, child) {
    this.#key = connection.key;
    const settings = { linger: 0, reconnectInterval: 5 };
    const iopub = new Subscriber({ ...settings, receiveHighWaterMark: 0 });
    iopub.subscribe();
    this.#sockets = { shell: new Dealer(settings), control: new Dealer(settings), iopub };
    for (const [name, socket] of Object.entries(this.#sockets)) {
      socket.connect(`tcp://127.0.0.1:${connection[`${name}_port`]}`);
      void this.#listen(name, socket);
    }
    child.once("exit", () => {
      this.hasEnded = true;
      for (const { reject } of this.#waiting.values()) reject(new Error("the kernel's process ended"));
    });
  }

  /** Sends a request and gives its id. */
  send(channel, type, content) {
    const id = randomUUID();
    const header = {
      msg_id: id,
      msg_type: type,
      session: "bench",
      username: "",
      date: new Date().toISOString(),
      version: "5.3",
    };
    const parts = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    void this.#sockets[channel].send([DELIMITER, hmac.digest("hex"), ...parts]);
    return id;
  }

  /** Sends a request; resolves with its reply's content once that is there, and idle too where it is wanted. */
  ask(type, content, { wantsIdle = true, milliseconds = ANSWER_MS } = {}) {
    const id = this.send("shell", type, content);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id, () => reject(new Error("no answer"))), milliseconds);
      const settled = (settle) => (value) => {
        clearTimeout(timer);
        this.#settle(id, () => settle(value));
      };
      this.#waiting.set(id, { wantsIdle, resolve: settled(resolve), reject: settled(reject) });
    });
  }

  execute(code, options) {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    };
    return this.ask("execute_request", content, options);
  }

  close() {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  #settle(id, settle) {
    this.#waiting.delete(id);
    settle();
  }

  async #listen(name, socket) {
    for await (const frames of socket) {
      const start = frames.findIndex((frame) => frame.equals(DELIMITER)) + 2;
      const { msg_id: id } = JSON.parse(frames[start + 1].toString());
      const asked = this.#waiting.get(id);
      if (asked === undefined) continue;
      const content = JSON.parse(frames[start + 3].toString());
      if (name !== "iopub") asked.reply = content;
      else if (content.execution_state === "idle") asked.isIdle = true;
      if (asked.reply !== undefined && (asked.isIdle || !asked.wantsIdle)) asked.resolve(asked.reply);
    }
  }
}

async function freePorts() {
  const servers = NAMES.map(() => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
