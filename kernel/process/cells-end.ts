/** @file The main thread's end of the lines: what the evaluator asks of the protocol, and what that asks of it. */

import { setImmediate } from "node:timers";
import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";

import type {
  CellRun,
  CommMessage,
  EvaluatorHost,
  Failure,
  LocalEvaluator,
  Outcome,
  Publication,
} from "../evaluate/evaluator.js";
import { failureOf } from "../protocol/failure.js";
import { Interrupt, Place, type Answer, type Question, type ToCells, type ToProtocol } from "./bridge.js";
import type { Lines } from "./remote-evaluator.js";

/** So much may be on its way to the other thread before this one waits for it. */
const MOST_KB_ON_THEIR_WAY = 65_536;
/** What the smallest publication counts for: 2000 of them may be on their way. */
const LEAST_KB = 32;
const WAIT_MS = 10;
/** So long the end of the process waits until the front ends have been told. */
const FAREWELL_MS = 1000;

/** What the evaluator asks of the protocol, over the lines. */
export class ProtocolHost implements EvaluatorHost {
  readonly #lines: Lines;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  #count = 0;
  #published = 0;

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  publish(publication: Publication): void {
    const weight = Math.max(LEAST_KB, Math.ceil(sizeOf(publication) / 1024));
    this.#post({ kind: "publish", publication, weight });
    this.#published += weight;
    // A loop that prints without an end must not fill the memory with what is not sent yet.
    while (this.#published - Atomics.load(this.#lines.shared, Place.taken) > MOST_KB_ON_THEIR_WAY) {
      const taken = Atomics.load(this.#lines.shared, Place.taken);
      Atomics.wait(this.#lines.shared, Place.taken, taken, WAIT_MS);
    }
  }

  ask(prompt: string, isPassword: boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = this.#pose({ prompt, isPassword, blocks: false });
      this.#asked.set(id, (answer) => {
        if ("text" in answer) resolve(answer.text);
        else reject(errorOf(answer));
      });
    });
  }

  askNow(prompt: string, isPassword: boolean): string {
    const { answers, shared } = this.#lines;
    Atomics.store(shared, Place.answered, 0);
    this.#pose({ prompt, isPassword, blocks: true });
    Atomics.wait(shared, Place.answered, 0);
    const answer = takenFrom(answers);
    if ("text" in answer) return answer.text;
    throw errorOf(answer);
  }

  /** The student's answer to a question that did not block. */
  answer(id: number, answer: Answer): void {
    this.#asked.get(id)?.(answer);
    this.#asked.delete(id);
  }

  /** How a cell ended. */
  ran(id: number, outcome: Outcome): void {
    this.#post({ kind: "ran", id, outcome });
  }

  /** That the handler of a comm message is through. */
  handled(id: number, failure?: Failure): void {
    this.#post({ kind: "handled", id, ...(failure === undefined ? {} : { failure }) });
  }

  /** That this thread listens again, said after the outcome of what was cut off, if there is one. */
  freeAgain(count: number): void {
    setImmediate(() => {
      this.#post({ kind: "heard", count });
    });
  }

  /** That the process is about to end; waits until everybody has been told. */
  sayFarewell(failure: Failure): void {
    this.#post({ kind: "ending", failure });
    Atomics.wait(this.#lines.shared, Place.farewell, 0, FAREWELL_MS);
  }

  #post(message: ToProtocol): void {
    this.#lines.port.postMessage(message);
  }

  #pose(question: Question): number {
    const id = ++this.#count;
    this.#post({ kind: "ask", id, question });
    return id;
  }
}

/** About how many bytes a value takes on its way: its texts and bytes, wherever in it they are. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = 0;
  for (const name in value) size += sizeOf(Reflect.get(value, name));
  return size;
}

/** Lets the evaluator do what comes over the lines. */
export function serve(evaluator: LocalEvaluator, host: ProtocolHost, { port, shared }: Lines): void {
  const run = async (id: number, cell: CellRun): Promise<void> => {
    host.ran(id, await evaluator.run(cell));
  };
  const comm = async (id: number, message: CommMessage): Promise<void> => {
    try {
      await evaluator.comm(message);
      host.handled(id);
    } catch (error) {
      host.handled(id, failureOf(error));
    }
  };
  port.on("message", (message: ToCells) => {
    switch (message.kind) {
      case "run":
        void run(message.id, message.cell);
        break;
      case "comm":
        void comm(message.id, message.message);
        break;
      case "interrupt":
        if (isPatient(shared)) evaluator.interrupt();
        break;
      case "terminated":
        Atomics.store(shared, Place.interrupt, Interrupt.none);
        evaluator.terminated();
        host.freeAgain(message.count);
        break;
      case "answer":
        host.answer(message.id, message.answer);
        break;
      case "exit":
        process.exit(message.code);
    }
  });
}

/** False when the other thread has stopped waiting and cuts the code off: then "terminated" is on its way. */
function isPatient(shared: Int32Array): boolean {
  return (
    Atomics.compareExchange(shared, Place.interrupt, Interrupt.asked, Interrupt.none) === Interrupt.asked
  );
}

function takenFrom(port: MessagePort): Answer {
  const received = receiveMessageOnPort(port) as { readonly message: Answer } | undefined;
  return received?.message ?? { name: "Error", message: "prompt: the answer was lost" };
}

function errorOf(answer: { readonly name: string; readonly message: string }): Error {
  return Object.assign(new Error(answer.message), { name: answer.name });
}
