/** @file The types of this session, once the checker has started: what is asked before then waits for it. */

import process from "node:process";

import type { Language } from "../protocol/language.js";
import type { Backend } from "../types/backend.js";
import { completenessOf } from "../types/completeness.js";
import { createTypeService, type TypeService } from "../types/type-service.js";

/** The language of the notebooks in the process's folder, with a backend that has begun to start. */
export function typedLanguage(begun: Promise<Backend> | undefined): Language {
  const started = createTypeService({ folder: process.cwd(), begun });
  started.catch(() => undefined); // Whoever asks is told.
  const turn = createTurn();
  const ask = <Answer>(question: (service: TypeService) => Promise<Answer>): Promise<Answer> =>
    turn(async () => question(await started));
  return {
    check: (code) => ask((service) => service.check(code)),
    accept: (code) => ask((service) => service.accept(code)),
    complete: (code, offset) => ask((service) => service.complete(code, offset)),
    inspect: (code, offset) => ask((service) => service.inspect(code, offset)),
    completeness: (code) => Promise.resolve(completenessOf(code)),
  };
}

/** One after the other: the checker takes one question at a time. */
function createTurn(): <Answer>(action: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const result = last.then(action);
    last = result.catch(() => undefined);
    return result;
  };
}
