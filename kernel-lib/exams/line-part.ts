/** @file The key of a line of a derivation: the engine's lines, the forms that it may have, and the lines of mistakes. */

import { derive, type Derivation } from "../derivation/derivation.js";
import { written } from "../derivation/present.js";
import type { Board } from "../exercises/board.js";
import { stepOf } from "../exercises/quantities.js";
import { attempt, mutationsAt, rightValue } from "../exercises/mutations.js";
import { symbolsAt } from "../exercises/points.js";
import type { Quantity } from "../exercises/quantities.js";
import { evaluate } from "../formula/evaluate.js";
import { distance } from "../autodiff/check.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import { sidesOf, type Sides } from "../writing/sides.js";
import { distinct, keyValue, mistakeWords, type KeyLine, type KeyMistake, type Part } from "./part.js";
import { resultLines } from "./value-part.js";

/** Closer than this a mistake gives the right value. */
const SAME = 1e-9;

/** The key of one quantity on a board. */
export function quantityPart({ found }: Board, quantity: Quantity): Part {
  const { label, node, whole, value } = quantity;
  const point = symbolsAt(found, (tensor) => tensor);
  const derivation = derive(found.output.tensor, node.tensor, { digits: 6 });
  const local = `d_${label.replace("/", "_d_")}`;
  const lines: readonly KeyLine[] = whole
    ? resultLines(derivation)
    : derivation.lines.flatMap((line) =>
        line.of !== "result" && line.of.text === local ? [written(line, derivation)] : [],
      );
  return {
    ...{ lines, hasMethod: true },
    name: stepOf(quantity),
    value: keyValue(value(point)),
    equivalents: whole ? otherForms(derivation) : [],
    mistakes: whole ? mistakeLines(found, node, point) : [],
  };
}

/** The closed form, where it is not the last line, and the same by entries. */
function otherForms(derivation: Derivation): Sides[] {
  const { textbook, closedForm, dependence } = derivation;
  const closed = sidesOf(closedForm);
  const index = derive(dependence.output.tensor, dependence.source.tensor, { notation: "index" });
  const byEntry = written(index.lines[index.lines.length - 1], index);
  return [...(closed.plain === sidesOf(textbook).plain ? [] : [closed]), byEntry];
}

function mistakeLines(
  found: Board["found"],
  node: Quantity["node"],
  point: ReturnType<typeof symbolsAt>,
): KeyMistake[] {
  const right = rightValue(node, point);
  const all = mutationsAt(found, node).flatMap(({ code, step, parameters }): KeyMistake[] => {
    const value = attempt(() => evaluate(step, point));
    if (value === undefined) return [];
    if (sameShape(value.shape, right.shape) && distance(value, right) <= SAME) return [];
    const words = mistakeWords({ key: code, parameters }, shapeText(value.shape));
    return [{ ...words, line: sidesOf(step), gives: keyValue(value).three }];
  });
  return distinct(all);
}
