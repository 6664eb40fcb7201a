/** @file The laws of the operations that a line passes through, with what their letters stand for in it. */

import type { Form } from "../formula/form.js";
import type { Tensor, Trace } from "../tensor/tensor.js";
import { tensorText } from "../writing/numerals.js";
import { sidesOf } from "../writing/sides.js";
import type { Node } from "./dependence.js";
import type { Line } from "./derivation.js";
import { formOf, lawSides, rowLaw, symbolSides, type Law } from "./laws.js";

/** The rules of the operations that a line passes through. */
export function rowLaws(line: Line): Law[] {
  const node = nodeOf(line);
  const edges = line.edge === undefined ? (node?.edges ?? []) : [line.edge];
  if (node === undefined || line.before !== undefined) return [];
  const steps = new Set(edges.flatMap((edge) => edge.steps));
  return [...steps].flatMap((step) => {
    // By those inputs that depend on the node without a symbol in between.
    const by = step.trace?.inputs.flatMap((input, at) =>
      input === node.tensor || steps.has(input) ? [at] : [],
    );
    return step.trace === undefined || by === undefined ? [] : [rowLawOf(step.trace, step, by)];
  });
}

/** The tensor that a line is about the derivative by. */
function nodeOf({ edge, of, dependence: found }: Line): Node | undefined {
  if (found === undefined) return undefined;
  const { nodes, source } = found;
  if (edge !== undefined) return nodes.find(({ edges }) => edges.includes(edge)) ?? source;
  return of === "result" ? undefined : nodes.find(({ adjoint }) => adjoint === of);
}

function rowLawOf(trace: Trace, step: Tensor, by: readonly number[]): Law {
  const { operation, inputs } = trace;
  const law = rowLaw(trace, by);
  const written = [...inputs, step].map(formOf);
  return {
    rule: operation.law,
    general: lawSides(law),
    letters: law.letters.flatMap((letter, at) => {
      const sides = { letter: symbolSides(letter), stands: sidesOf(written[at]) };
      return letter.name === undefined || sides.letter.plain === sides.stands.plain ? [] : [sides];
    }),
    facts:
      operation.needs === undefined ? [] : [`${operation.needs}; here ${numbersText(law.letters, written)}`],
  };
}

/** x is ŷ = 0.55: the numbers of the inputs, for a fact about them. */
function numbersText(letters: readonly Tensor[], written: readonly Form[]): string {
  return letters
    .slice(0, -1)
    .flatMap((letter, at) => {
      if (letter.name === undefined) return [];
      const stands = sidesOf(written[at]).plain;
      const [own, numbers] = [symbolSides(letter).plain, tensorText(letter)];
      if (own === stands || stands === numbers) return `${own} is ${numbers}`;
      return `${own} is ${stands} = ${numbers}`;
    })
    .join(", ");
}
