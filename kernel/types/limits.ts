/** @file Questions about texts, given up where these nest too deeply to be parsed, or take too long to check. */

import { nestsTooDeeply } from "../syntax/nesting.js";
import { BackendSlow } from "./backend.js";
import type { Completions } from "./completions.js";
import type { Diagnostic } from "./diagnostics.js";
import type { Inspection } from "./inspection.js";

/** What a type service is asked about a text. Offsets count UTF-16 units; one question at a time. */
export interface Questions {
  /** What is wrong with a cell, given what the accepted cells have declared; files that it imports included. */
  check(cell: string): Promise<readonly Diagnostic[]>;
  /** What may stand at a place of a cell that is being written. */
  complete(text: string, offset: number): Promise<Completions>;
  /** What stands at a place, or else the call around it; nothing where neither is known. */
  inspect(text: string, offset: number): Promise<Inspection | undefined>;
}

const TOO_DEEP =
  "This cell has more than a thousand brackets within each other; give inner parts names of their own.";
const TOO_SLOW = "This cell runs unchecked: its types took too long.";

/** The same answers for all other texts. */
export function withinLimits(service: Questions): Questions {
  return {
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
