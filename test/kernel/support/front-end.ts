/** @file A front end for tests: it speaks with a kernel over real sockets and remembers all that it hears. */

import { randomUUID } from "node:crypto";

import { Dealer, Request, Subscriber } from "zeromq";

import { seal, unseal } from "../../../app/server/wire.js";

/** A message as the front end got it. */
export interface Heard {
  readonly channel: Asking | "iopub";
  readonly type: string;
  /** The id of the request that it is about. */
  readonly parent: string;
  readonly content: Json;
  readonly metadata: Json;
  readonly header: Json;
  readonly buffers: readonly Buffer[];
}

/** A JSON object from a kernel. */
export type Json = Readonly<Record<string, unknown>>;

/** Where a kernel listens, as in a connection file. */
export type Addresses = Readonly<Record<string, string | number>>;

/** How a front end says something. */
interface Saying {
  readonly channel?: Asking;
  readonly metadata?: unknown;
  readonly parent?: unknown;
  readonly buffers?: readonly Buffer[];
}

/** A reply with everything that was published about the request. */
export interface Answer {
  readonly id: string;
  readonly reply: Json;
  readonly published: readonly Heard[];
  /** The contents of the published messages of one type. */
  readonly contents: (type: string) => readonly Json[];
  /** The text on one stream. */
  readonly text: (name: string) => string;
}

type Asking = "shell" | "control" | "stdin";

const ASKING = ["shell", "control", "stdin"] as const;
const TIMEOUT_MS = 20_000;
const DELIMITER = Buffer.from("<IDS|MSG>");
const QUOTED = 20;

/** One front end on a kernel. */
export class FrontEnd {
  /** Everything heard so far. */
  readonly heard: Heard[] = [];
  readonly #key: string;
  readonly #session = randomUUID();
  readonly #waiting = new Set<() => void>();
  readonly #asking: Readonly<Record<Asking, Dealer>>;
  readonly #iopub = new Subscriber({ linger: 0, reconnectInterval: 10, receiveHighWaterMark: 0 });
  readonly #heartbeat = new Request({ linger: 0, reconnectInterval: 10 });

  constructor(connection: Addresses) {
    this.#key = String(connection["key"]);
    const settings = { linger: 0, reconnectInterval: 10, sendHighWaterMark: 0, sendTimeout: 0 };
    const routingId = randomUUID();
    const dealer = (): Dealer => new Dealer({ ...settings, routingId });
    this.#asking = { shell: dealer(), control: dealer(), stdin: dealer() };
    this.#iopub.subscribe();
    const [transport, ip] = [String(connection["transport"]), String(connection["ip"])];
    const address = (name: string): string =>
      `${transport}://${ip}${transport === "ipc" ? "-" : ":"}${String(connection[`${name}_port`])}`;
    for (const channel of ASKING) {
      this.#asking[channel].connect(address(channel));
      this.#listen(channel, this.#asking[channel]).catch(() => undefined);
    }
    this.#iopub.connect(address("iopub"));
    this.#listen("iopub", this.#iopub).catch(() => undefined);
    this.#heartbeat.connect(address("hb"));
  }

  /** Sends a message and gives its id. */
  say(
    type: string,
    content: unknown,
    { channel = "shell", metadata = {}, parent = {}, buffers = [] }: Saying = {},
  ): string {
    const id = randomUUID();
    const named = { msg_id: id, msg_type: type, session: this.#session, username: "test" };
    const header = { ...named, date: new Date().toISOString(), version: "5.3" };
    const parts = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
    const frames = this.#key === "" ? [DELIMITER, Buffer.alloc(0), ...parts] : seal(this.#key, parts);
    void this.sayRaw(channel, [...frames, ...buffers]);
    return id;
  }

  /** Sends frames as they are. */
  sayRaw(channel: Asking, frames: readonly (Buffer | string)[]): Promise<void> {
    return this.#asking[channel].send([...frames]);
  }

  /** The first message, heard already or to come, that fits. */
  hears(fits: (heard: Heard) => boolean, timeoutMs = TIMEOUT_MS): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const look = (): void => {
        const found = this.heard.find(fits);
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`not heard in ${timeoutMs} ms; the last messages were:\n${this.#said()}`));
      }, timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }

  /** Asks, and waits for the reply and for idle. */
  ask(type: string, content: unknown, saying?: Saying): Promise<Answer> {
    return this.answer(this.say(type, content, saying));
  }

  /** Runs a cell. */
  execute(code: string, options: object = {}): Promise<Answer> {
    return this.ask("execute_request", { code, ...options });
  }

  /** What becomes of a message that was said, once its reply and idle are there. */
  async answer(id: string): Promise<Answer> {
    const reply = await this.hears(
      ({ parent, type, channel }) => parent === id && channel !== "iopub" && type.endsWith("_reply"),
    );
    await this.idle(id);
    const published = this.heard.filter(({ channel, parent }) => channel === "iopub" && parent === id);
    const contents = (wanted: string): readonly Json[] =>
      published.filter(({ type }) => type === wanted).map(({ content }) => content);
    const text = (name: string): string =>
      contents("stream")
        .filter((content) => content["name"] === name)
        .map((content) => String(content["text"]))
        .join("");
    return { id, reply: reply.content, published, contents, text };
  }

  /** Waits until the kernel is through with a message. */
  async idle(id: string): Promise<void> {
    await this.hears(({ parent, content }) => parent === id && content["execution_state"] === "idle");
  }

  /** Sends a heartbeat; resolves with its echo. */
  async beat(): Promise<void> {
    await this.#heartbeat.send("beat");
    await this.#heartbeat.receive();
  }

  close(): void {
    for (const socket of [...Object.values(this.#asking), this.#iopub, this.#heartbeat]) socket.close();
  }

  async #listen(channel: Heard["channel"], socket: AsyncIterable<Buffer[]>): Promise<void> {
    for await (const received of socket) {
      const frames =
        this.#key === ""
          ? received.slice(received.findIndex((frame) => frame.equals(DELIMITER)) + 2)
          : unseal(this.#key, received);
      if (frames === undefined) continue; // Counts as not said: whoever waits for it is told what came instead.
      const [header, parent, metadata, content] = frames
        .slice(0, 4)
        .map((frame) => JSON.parse(frame.toString("utf8")) as Json);
      const about = { type: String(header["msg_type"]), parent: String(parent["msg_id"]) };
      this.heard.push({ channel, ...about, content, metadata, header, buffers: frames.slice(4) });
      for (const look of [...this.#waiting]) look();
    }
  }

  #said(): string {
    return this.heard
      .slice(-QUOTED)
      .map(({ channel, type, content }) => `${channel} ${type} ${JSON.stringify(content).slice(0, 200)}`)
      .join("\n");
  }
}
