/** @file A type service that gives up on texts which nest too deeply to be parsed, or take too long to check. */

import { nestsTooDeeply } from "../syntax/nesting.js";
import { BackendSlow } from "./backend.js";
import type { Completions } from "./completions.js";
import type { Diagnostic } from "./diagnostics.js";
import type { TypeService } from "./type-service.js";

const TOO_DEEP =
  "This cell has more than a thousand brackets within each other; give inner parts names of their own.";
const TOO_SLOW = "This cell runs unchecked: its types took too long.";

/** The same service for all other texts. */
export function withinLimits(service: TypeService): TypeService {
  return {
    ...service,
    check: (cell) =>
      nestsTooDeeply(cell)
        ? Promise.resolve([about(cell, "error", TOO_DEEP)])
        : orElse(service.check(cell), () => [about(cell, "warning", TOO_SLOW)]),
    complete(text, offset) {
      const nothing: Completions = { start: offset, end: offset, matches: [] };
      return nestsTooDeeply(text)
        ? Promise.resolve(nothing)
        : orElse(service.complete(text, offset), () => nothing);
    },
    inspect: (text, offset) =>
      nestsTooDeeply(text)
        ? Promise.resolve(undefined)
        : orElse(service.inspect(text, offset), () => undefined),
  };
}

async function orElse<Answer>(answer: Promise<Answer>, instead: () => Answer): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BackendSlow) return instead();
    throw error;
  }
}

/** TypeScript has no number for what is said here. */
function about(cell: string, severity: Diagnostic["severity"], message: string): Diagnostic {
  return { message, code: 0, severity, start: 0, end: cell.length };
}
