/** @file The notations that a derivation can be written in, by name. */

import type { Meaning } from "../formula/meaning.js";
import type { Dependence } from "./dependence.js";
import { differentialNotation } from "./differential-notation.js";
import { exampleNotation } from "./example-notation.js";
import { indexNotation } from "./index-notation.js";
import type { Statement } from "./lines.js";
import { middleOf, type Notation } from "./notation.js";
import type { Point, Points } from "./points.js";
import type { Verification } from "./verify.js";

/** How a derivation can be written: with matrices, for one entry, for one example, or in differentials. */
export const NOTATIONS = ["lecture", "index", "examples", "differential"] as const;
/** How a derivation is written. */
export type NotationName = (typeof NOTATIONS)[number];

const MAKERS: Readonly<Record<NotationName, (found: Dependence, of: Meaning) => Notation>> = {
  lecture: lectureNotation,
  index: indexNotation,
  examples: exampleNotation,
  differential: differentialNotation,
};

/** A notation over the names of a dependence, whose lines of the result give `of`. */
export function notationOf(name: NotationName, found: Dependence, of: Meaning = resultOf(found)): Notation {
  return MAKERS[name](found, of);
}

/** The derivative of the result by the source. */
export function resultOf({ output, source }: Dependence): Meaning {
  return { kind: "adjoint", output: output.name, by: source.name };
}

/** Every line, and every definition above them, checked once more as it is written. */
export function verifyWritten(
  statements: readonly Statement[],
  { found, points: { here, there } }: { readonly found: Dependence; readonly points: Points },
  { verification, notation: name }: { readonly verification: Verification; readonly notation: NotationName },
): Verification {
  const notation = notationOf(name, found);
  const worst = (point: Point): number =>
    Math.max(
      ...statements.map((statement) => notation.check(statement, point)),
      ...found.nodes.map((node) => notation.checkGiven(node, point)),
    );
  const lines = Math.max(verification.lines, worst(here));
  return { ...verification, lines, secondPoint: Math.max(verification.secondPoint, worst(there)) };
}

/** The lines as they are: they have been checked already. */
function lectureNotation(_: Dependence, result: Meaning): Notation {
  return {
    line: (statement) => {
      const { show, of, after } = statement;
      if (show === "chain") return undefined;
      const middle = middleOf(statement);
      return { left: of === "result" ? result : of.meaning, right: after, ...(middle && { middle }) };
    },
    given: ({ name, definition }) => definition && { left: { kind: "tensor", name }, right: definition },
    check: () => 0,
    checkGiven: () => 0,
  };
}
