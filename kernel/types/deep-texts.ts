/** @file A type service that does not look into texts that nest too deeply to be parsed. */

import { nestsTooDeeply } from "../syntax/nesting.js";
import type { Diagnostic } from "./diagnostics.js";
import type { TypeService } from "./type-service.js";

/** The same service for all other texts. */
export function sparedDeepTexts(service: TypeService): TypeService {
  return {
    ...service,
    check: (cell) => (nestsTooDeeply(cell) ? Promise.resolve([tooDeep(cell)]) : service.check(cell)),
    complete: (text, offset) =>
      nestsTooDeeply(text)
        ? Promise.resolve({ start: offset, end: offset, matches: [] })
        : service.complete(text, offset),
    inspect: (text, offset) =>
      nestsTooDeeply(text) ? Promise.resolve(undefined) : service.inspect(text, offset),
  };
}

function tooDeep(cell: string): Diagnostic {
  const message =
    "This cell has more than a thousand brackets within each other; give inner parts names of their own.";
  return { message, code: 0, severity: "error", start: 0, end: cell.length };
}
