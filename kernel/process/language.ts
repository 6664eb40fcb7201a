/** @file The types of this session, once the checker has started: what is asked before then waits for it. */

import process from "node:process";

import type { Language } from "../protocol/language.js";
import type { TypeService } from "../types/type-service.js";

/** The language of the notebooks in the process's folder; its checker begins to start when this module is loaded. */
export const language: Language = typedLanguage(process.cwd());

function typedLanguage(folder: string): Language {
  const started = startService(folder);
  started.catch(() => undefined); // Whoever asks is told.
  const turn = createTurn();
  const ask = <Answer>(question: (service: TypeService) => Promise<Answer>): Promise<Answer> =>
    turn(async () => question(await started));
  return {
    check: (code) => ask((service) => service.check(code)),
    accept: (code) => ask((service) => service.accept(code)),
    complete: (code, offset) => ask((service) => service.complete(code, offset)),
    inspect: (code, offset) => ask((service) => service.inspect(code, offset)),
    async completeness(code) {
      const { completenessOf } = await import("../types/completeness.js");
      return completenessOf(code);
    },
  };
}

/** Loaded late: the sockets answer before it is there. */
async function startService(folder: string): Promise<TypeService> {
  const { createTypeService } = await import("../types/type-service.js");
  return createTypeService({ folder });
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
