/** @file Why a line of a derivation holds: its laws in general form, and what their letters stand for in this line. */

import type { Meaning } from "../formula/meaning.js";
import { STEP_LAWS, type StepLaw } from "../operations/laws.js";
import { UsageError } from "../tensor/errors.js";
import { equation, meaningSides, sidesOf, type Sides } from "../writing/sides.js";
import type { Line } from "./derivation.js";
import type { Law } from "./laws.js";
import { changeOf } from "./letters.js";
import { rightSide } from "./present.js";
import { rowLaws } from "./row-laws.js";
import { definitionLaws, stepLaw } from "./step-law.js";

/** Why a line holds. */
export class Explanation {
  constructor(
    readonly rule: string,
    readonly laws: readonly Law[],
    /** The line itself. */
    readonly line: Sides,
    /** The part that changed and what it became, where the line rewrites the one above. */
    readonly change: Sides | undefined,
  ) {}
}

/**
 * Says why a line of a derivation holds: each law that it names in general form, what the letters of the law stand for
 * here, and what has to be known about the data.
 *
 * ```ts
 * show(explain(derive(loss, W1).lines[2]))
 * ```
 */
export function explain(line: Line): Explanation {
  const { before, after, rule } = line;
  const change = before === undefined || line.uses !== undefined ? undefined : changeOf({ before, after });
  // The laws of several operations on the way are joined by commas; a step has one law.
  const names = lawOfStep(rule) === undefined ? rule.split(", ") : [rule];
  const left = meaningOf(line);
  return new Explanation(
    rule,
    names.flatMap((name) => lawsOf(name, line)),
    left === undefined ? rightSide(line) : equation(meaningSides(left), rightSide(line)),
    change && equation(sidesOf(change.before), sidesOf(change.after)),
  );
}

/** What a line is about. */
function meaningOf({ of, dependence: found }: Line): Meaning | undefined {
  if (of !== "result") return of.meaning;
  return found && { kind: "adjoint", output: found.output.name, by: found.source.name };
}

/** The law of a step, whose name may go on with a symbol. */
function lawOfStep(name: string): StepLaw | undefined {
  return STEP_LAWS.find(({ rule }) => name === rule || name.startsWith(`${rule} `));
}

/** The laws of one name that stand behind a line. */
function lawsOf(name: string, line: Line): Law[] {
  const rows = rowLaws(line).filter(({ rule }) => rule === name);
  const step = lawOfStep(name);
  const found = [...rows, ...(step === undefined ? definitionLaws(name, line) : [stepLaw(step, line)])];
  if (found.length === 0)
    throw new UsageError(`explain: no law is known by the name "${name}"; state it on the row that names it`);
  return found;
}
