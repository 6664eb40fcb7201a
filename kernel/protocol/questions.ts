/** @file Questions to the student: one at a time, to the front end whose cell asks. */

import type { Mailer, Request } from "./message.js";

/** Questions of the running cell. */
export interface Questions {
  /** From now on questions go to the front end that sent this request; without one nobody takes them. */
  open(request: Request | undefined): void;
  /** Resolves with the answer. Rejects where nobody takes questions, or with the reason of `cancel`. */
  ask(prompt: string, isPassword: boolean): Promise<string>;
  /** The answer from a front end; false where nothing was asked. */
  answer(value: string): boolean;
  /** Gives up every question. */
  cancel(reason: Error): void;
}

interface Question {
  readonly prompt: string;
  readonly isPassword: boolean;
  readonly resolve: (answer: string) => void;
  readonly reject: (reason: Error) => void;
}

/** Nothing is asked yet. */
export function createQuestions(mailer: Mailer): Questions {
  let asker: Request | undefined;
  const waiting: Question[] = [];
  const pose = (): void => {
    const [question] = waiting;
    if (asker === undefined || waiting.length === 0) return;
    mailer.ask(asker, "input_request", { prompt: question.prompt, password: question.isPassword });
  };
  const cancel = (reason: Error): void => {
    for (const question of waiting.splice(0)) question.reject(reason);
  };
  return {
    open(request) {
      cancel(new Error("prompt: the cell has ended, nobody waits for the answer any more"));
      asker = request;
    },
    ask(prompt, isPassword) {
      if (asker === undefined) return Promise.reject(new Error(NOBODY));
      return new Promise((resolve, reject) => {
        waiting.push({ prompt, isPassword, resolve, reject });
        if (waiting.length === 1) pose();
      });
    },
    answer(value) {
      const question = waiting.shift();
      question?.resolve(value);
      pose();
      return question !== undefined;
    },
    cancel,
  };
}

const NOBODY =
  "prompt: this front end takes no questions (allow_stdin is false); run the cell in a notebook or a console";
