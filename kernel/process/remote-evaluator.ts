/** @file The evaluator as the thread with the sockets sees it: every call is a message to the main thread. */

import { setImmediate, setTimeout as delay } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";

import type {
  CellRun,
  CommMessage,
  Evaluator,
  Failure,
  Outcome,
  Publication,
} from "../evaluate/evaluator.js";
import { Interrupt, Place, type Answer, type Question, type ToCells, type ToProtocol } from "./bridge.js";
import { CUT_OFF, outOfMemory } from "../evaluate/interruptions.js";
import { cutOff } from "./cut-off.js";
import { createMemoryGuard, type MemoryGuard } from "./memory-guard.js";

/** What the main thread wants of this one. */
export interface Desires {
  /** Resolves when there is room for more. */
  publish(publication: Publication): Promise<void>;
  ask(prompt: string, isPassword: boolean): Promise<string>;
  /** The process is about to end; resolves when everybody has been told. */
  end(failure: Failure): Promise<void>;
}

/** The ends of the lines to the main thread. */
export interface Lines {
  readonly port: MessagePort;
  readonly answers: MessagePort;
  readonly shared: Int32Array;
  /** How large the main thread's heap may become, in bytes. */
  readonly heapLimit: number;
}

/** So long the main thread has for answering; if it does not, its event loop stands still. */
const PATIENCE_MS = 100;
/** Asked so often and not answered, it is cut off once more. */
const MOST_ASKED = 10;

/** The evaluator of the main thread. */
export class RemoteEvaluator implements Evaluator {
  readonly #lines: Lines;
  readonly #desires: Desires;
  readonly #runs = new Map<number, (outcome: Outcome) => void>();
  readonly #comms = new Map<number, (failure?: Failure) => void>();
  readonly #guard: MemoryGuard;
  #count = 0;
  #asked = 0;
  #heard: (() => void) | undefined;
  /** Settled while nothing is being cut off: what is said meanwhile could be hit. */
  #free = Promise.resolve();

  constructor(lines: Lines, desires: Desires) {
    this.#lines = lines;
    this.#desires = desires;
    this.#guard = createMemoryGuard(lines.heapLimit, () => {
      this.#stopFullHeap();
    });
    lines.port.on("message", (message: ToProtocol) => {
      this.#hear(message);
    });
  }

  run(cell: CellRun): Promise<Outcome> {
    const id = ++this.#count;
    return new Promise((resolve) => {
      this.#runs.set(id, (outcome) => {
        this.#guard.rest();
        resolve(outcome);
      });
      this.#say({ kind: "run", id, cell }, () => {
        this.#guard.watch();
      });
    });
  }

  comm(message: CommMessage): Promise<void> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#comms.set(id, (failure) => {
        if (failure === undefined) resolve();
        else reject(Object.assign(new Error(failure.evalue), { name: failure.ename }));
      });
      this.#say({ kind: "comm", id, message });
    });
  }

  interrupt(): void {
    const { shared } = this.#lines;
    if (Atomics.compareExchange(shared, Place.interrupt, Interrupt.none, Interrupt.asked) !== Interrupt.none)
      return;
    this.#post({ kind: "interrupt" });
    setTimeout(() => {
      const state = Atomics.compareExchange(shared, Place.interrupt, Interrupt.asked, Interrupt.cutOff);
      if (state === Interrupt.asked) this.#free = this.#cutOff(CUT_OFF);
    }, PATIENCE_MS);
  }

  /** Stops the running cell before its values fill the heap: then it would take all others along. */
  #stopFullHeap(): void {
    const { shared, heapLimit } = this.#lines;
    Atomics.store(shared, Place.interrupt, Interrupt.cutOff);
    this.#free = this.#cutOff(outOfMemory(heapLimit));
  }

  /** Cuts the main thread's code off until it says that it is free again; the running cell ends with this failure. */
  async #cutOff(failure: Failure): Promise<void> {
    const running = [...this.#runs.keys()];
    for (;;) {
      const told = cutOff();
      await Promise.race([told, delay(PATIENCE_MS)]);
      // Before the evaluator's own word on it, which knows of interrupts only.
      for (const id of running) this.#ran(id, { failure, userExpressions: {} });
      await told;
      // A cut that came when nothing ran hits the very message that asks: it is asked until an answer comes, to the
      // last question, lest one that is still on its way takes the next cell for the one that was cut off.
      for (let asked = 0; asked < MOST_ASKED; asked++) if (await this.#isFree()) return;
    }
  }

  #isFree(): Promise<boolean> {
    this.#post({ kind: "terminated", count: ++this.#asked });
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS, false);
      this.#heard = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** Posts a message when nothing is being cut off. */
  #say(message: ToCells, posted?: () => void): void {
    void this.#free.then(() => {
      posted?.();
      this.#post(message);
    });
  }

  #post(message: ToCells): void {
    this.#lines.port.postMessage(message);
  }

  #hear(message: ToProtocol): void {
    switch (message.kind) {
      case "publish":
        void this.#publish(message.publication, message.weight);
        break;
      case "ran":
        this.#ran(message.id, message.outcome);
        break;
      case "handled":
        this.#comms.get(message.id)?.(message.failure);
        this.#comms.delete(message.id);
        break;
      case "heard":
        if (message.count === this.#asked) this.#heard?.();
        break;
      case "ask":
        void this.#ask(message.id, message.question);
        break;
      case "ending":
        void this.#desires.end(message.failure);
        break;
    }
  }

  async #publish(publication: Publication, weight: number): Promise<void> {
    const { shared } = this.#lines;
    await this.#desires.publish(publication);
    // A port hands on what comes to it meanwhile, too; an interrupt is to be heard between two loads.
    await setImmediate();
    Atomics.add(shared, Place.taken, weight);
    Atomics.notify(shared, Place.taken);
  }

  #ran(id: number, outcome: Outcome): void {
    this.#runs.get(id)?.(outcome);
    this.#runs.delete(id);
  }

  async #ask(id: number, { prompt, isPassword, blocks }: Question): Promise<void> {
    const answer = await this.#desires.ask(prompt, isPassword).then(
      (text): Answer => ({ text }),
      (error: unknown): Answer =>
        error instanceof Error
          ? { name: error.name, message: error.message }
          : { name: "Error", message: String(error) },
    );
    if (!blocks) {
      this.#say({ kind: "answer", id, answer });
      return;
    }
    const { answers, shared } = this.#lines;
    answers.postMessage(answer);
    Atomics.store(shared, Place.answered, 1);
    Atomics.notify(shared, Place.answered);
  }
}
