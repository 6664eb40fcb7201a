/** @file What the two threads say to each other, and the few numbers that both see. */

import type { MessagePort } from "node:worker_threads";

import type { CellRun, CommMessage, Failure, Outcome, Publication } from "../evaluate/evaluator.js";

/** From the thread with the sockets to the one that runs the cells. */
export type ToCells =
  | { readonly kind: "run"; readonly id: number; readonly cell: CellRun }
  | { readonly kind: "comm"; readonly id: number; readonly message: CommMessage }
  | { readonly kind: "interrupt" }
  | { readonly kind: "terminated"; readonly count: number }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly kind: "exit"; readonly code: number };

/** And back. */
export type ToProtocol =
  | { readonly kind: "publish"; readonly publication: Publication; readonly weight: number }
  | { readonly kind: "ran"; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: "handled"; readonly id: number; readonly failure?: Failure }
  | { readonly kind: "heard"; readonly count: number }
  | { readonly kind: "ask"; readonly id: number; readonly question: Question }
  | { readonly kind: "ending"; readonly failure: Failure };

/** A question to the student. */
export interface Question {
  readonly prompt: string;
  readonly isPassword: boolean;
  /** The asking thread stands still; the answer goes to the port for such answers. */
  readonly blocks: boolean;
}

/** The student's answer, or why there is none. */
export type Answer = { readonly text: string } | { readonly name: string; readonly message: string };

/** What the thread with the sockets is started with. */
export interface WorkerData {
  readonly connectionFile: string;
  readonly port: MessagePort;
  /** Answers to a thread that stands still: it reads them without turning its event loop. */
  readonly answers: MessagePort;
  readonly shared: Int32Array;
  readonly heapLimit: number;
  /** The process that started this one, which may end at any moment. */
  readonly parent: number;
}

/** The places of the shared numbers. */
export const Place = {
  /** 1 when an answer lies ready on the port for answers. */
  answered: 0,
  /** One of `Interrupt`. */
  interrupt: 1,
  /** What the publications weigh that are on their way to the front ends, in KB. */
  taken: 2,
  /** 1 when the front ends have been told that the process ends. */
  farewell: 3,
} as const;

/** How far an interrupt has come: whoever changes it first from `asked` decides how it goes on. */
export const Interrupt = { none: 0, asked: 1, cutOff: 2 } as const;

const PLACES = 4;

/** Numbers that both threads see, all 0. */
export function sharedNumbers(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT));
}
