/** @file One kernel as clients know it: it keeps its id and its clients through every restart of its process. */

import { RequestError } from "./errors.js";
import { startRun, type KernelRun, type RunOptions } from "./kernel-run.js";
import { createMailboxes, type Client, type Mailboxes } from "./mailboxes.js";
import { createStreamGate, type StreamGate } from "./stream-gate.js";
import type { Envelope } from "./websocket-format.js";
import { frameObject, heading, newMessage, withSession } from "./wire.js";

/** What a kernel is doing, in Jupyter's words. */
export type KernelState = "starting" | "idle" | "busy" | "restarting" | "dead";

/** A kernel as Jupyter's REST API shows it. */
export interface KernelModel {
  readonly id: string;
  readonly name: string;
  readonly last_activity: string;
  readonly execution_state: KernelState;
  readonly connections: number;
  readonly reason?: string;
}

/** What a kernel is, and how it runs. */
export interface KernelOptions extends RunOptions {
  readonly id: string;
  /** Called when the process has ended although nobody asked it to. */
  readonly onDeath: (kernel: Kernel) => void;
}

const GONE_CODE = 1001;
/** How often an interrupt is sent again to a cell that goes on, and how many times. */
const INTERRUPT_AGAIN_MS = 250;
const INTERRUPTS = 40;

/** A kernel: one at a time of its processes, and all clients that speak with it. */
export class Kernel {
  readonly id: string;
  readonly #options: KernelOptions;
  readonly #mailboxes: Mailboxes = createMailboxes();
  readonly #gate: StreamGate = createStreamGate((envelope) => {
    this.#mailboxes.broadcast(envelope);
  });
  /** Requests under way: the client session that each message id belongs to. */
  readonly #askers = new Map<string, string>();
  /** Cells sent and not yet finished, oldest first. */
  readonly #running = new Map<string, Envelope>();
  #run: KernelRun | undefined;
  #turn: Promise<void> = Promise.resolve();
  #ready: Promise<void> = Promise.resolve();
  #state: KernelState = "starting";
  #reason = "";
  #lastActivity = new Date();

  constructor(options: KernelOptions) {
    this.id = options.id;
    this.#options = options;
  }

  /** Resolves when the kernel answers; rejects with a sentence if it never will. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Whether the process is gone for good. */
  get isDead(): boolean {
    return this.#state === "dead";
  }

  /** The kernel as JSON. */
  get model(): KernelModel {
    return {
      id: this.id,
      name: this.#options.spec.name,
      last_activity: this.#lastActivity.toISOString(),
      execution_state: this.#state,
      connections: this.#mailboxes.size,
      ...(this.#reason === "" ? {} : { reason: this.#reason }),
    };
  }

  /** Starts a process; resolves once it is spawned. Wait on `ready` for its first answer. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  /** Ends the process and starts a new one; resolves when that answers. Clients stay connected. */
  async restart(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.isDead) throw new RequestError(409, "restart: the kernel is dead; start a new one.");
      this.#state = "restarting";
      await this.#stop();
      this.#mailboxes.clear();
      await this.#start();
    });
    await this.#ready;
  }

  /**
   * Stops the running cell; our own kernel is asked once, by message. tslab hears nothing while it compiles a cell, and Node hands a signal that comes then to
   * nobody once the cell runs: the signal is sent again, for ten seconds, as long as the same cell goes on.
   * @throws RequestError 501 on Windows, which has no signal to send to stock tslab.
   */
  async interrupt(): Promise<void> {
    await this.#ready; // A signal before tslab listens for it would end it.
    const run = this.#run;
    if (run?.interrupt() === true) {
      const cell = this.#running.keys().next();
      const isSignal = this.#options.spec.spec.interrupt_mode === "signal";
      if (isSignal && cell.done !== true) this.#interruptAgain(run, cell.value);
      return;
    }
    if (this.isDead) throw new RequestError(409, "interrupt: the kernel is dead; restart it.");
    throw new RequestError(501, "interrupt: Windows cannot interrupt this kernel; restart it instead.");
  }

  /** Ends the process for good and lets go of every client. */
  shutdown(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stop();
      this.#state = "dead";
      this.#mailboxes.closeAll(GONE_CODE, "kernel shut down");
    });
  }

  /** Ends the process at once, without waiting: for the last moment of the server. */
  killNow(): void {
    this.#run?.kill();
  }

  /** Connects a client. */
  attach(client: Client): void {
    this.#mailboxes.attach(client);
  }

  /** Disconnects a client; its session's messages are kept for a while. */
  detach(client: Client): void {
    this.#mailboxes.detach(client);
  }

  /** Passes a client's message on to the kernel. */
  request(client: Client, envelope: Envelope): void {
    const { id, type } = heading(envelope.frames, 0);
    if (envelope.channel !== "stdin") this.#askers.set(id, client.session);
    if (type === "execute_request") this.#running.set(id, envelope);
    this.#run?.send(envelope);
  }

  #interruptAgain(run: KernelRun, cell: string): void {
    let sent = 1;
    const timer = setInterval(() => {
      const goesOn = this.#run === run && this.#running.has(cell) && sent++ < INTERRUPTS;
      if (!goesOn || !run.interrupt()) clearInterval(timer);
    }, INTERRUPT_AGAIN_MS);
  }

  /** Starting, restarting and shutting down wait for each other: none must leave a process that nobody knows. */
  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(action);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #start(): Promise<void> {
    const run = await startRun(this.#options, (envelope) => {
      if (this.#run === run) this.#receive(this.#signed(envelope));
    });
    this.#run = run;
    this.#state = "starting";
    this.#ready = run.ready;
    const onReady = (): void => {
      if (this.#run === run) this.#state = "idle";
    };
    run.ready.then(onReady, () => undefined); // Why it is not ready is told where it ends, below.
    void run.exited.then((reason) => this.#ended(run, reason));
  }

  async #stop(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    this.#askers.clear();
    this.#running.clear();
    await run?.stop();
  }

  async #ended(run: KernelRun, reason: string): Promise<void> {
    if (this.#run !== run) return;
    this.#run = undefined;
    this.#state = "dead";
    this.#reason = reason;
    this.#broadcastState("dead", {});
    this.#options.onDeath(this);
    this.#mailboxes.closeAll(GONE_CODE, "kernel died");
    await run.clear();
  }

  /**
   * tslab writes the asking page's session into the headers of its messages, where the kernel's own belongs.
   * @jupyterlab/services takes another session for a restart and drops what it is still handling, so with two
   * pages outputs would be lost.
   */
  #signed({ channel, frames }: Envelope): Envelope {
    return { channel, frames: withSession(frames, this.id) };
  }

  #receive(envelope: Envelope): void {
    this.#lastActivity = new Date();
    if (envelope.channel === "iopub") {
      this.#gate.pass(envelope);
      if (heading(envelope.frames, 0).type === "status") this.#noteStatus(envelope);
      return;
    }
    this.#gate.flush();
    const parent = heading(envelope.frames, 1);
    const session = this.#askers.get(parent.id) ?? parent.session;
    if (envelope.channel !== "stdin") this.#askers.delete(parent.id);
    this.#mailboxes.send(session, envelope);
  }

  /**
   * tslab announces "busy" for every cell when it is queued, not when it begins: after the first of several
   * cells it says "idle" and stays silent while the next one runs. Clients are told that it is busy still.
   */
  #noteStatus(envelope: Envelope): void {
    const cell = heading(envelope.frames, 1);
    const state = frameObject(envelope.frames, 3).execution_state;
    if (cell.type !== "execute_request") return;
    if (state === "idle") this.#running.delete(cell.id);
    const [next] = this.#running.values();
    if (state === "busy" || this.#running.size > 0) this.#state = "busy";
    else this.#state = "idle";
    if (state === "idle" && this.#running.size > 0) this.#broadcastState("busy", frameObject(next.frames, 0));
  }

  #broadcastState(execution_state: KernelState, parent: Readonly<Record<string, unknown>>): void {
    const frames = newMessage({ type: "status", session: this.id, content: { execution_state }, parent });
    this.#gate.pass({ channel: "iopub", frames });
  }
}
