/** @file Mistakes that come from the loss: signs, terms left out, another logarithm, the mean. */

import type { Dependence } from "../derivation/dependence.js";
import { negative, number, opposite, productOf, sumOf } from "../formula/build.js";
import { log } from "../operations/rows.js";
import { namePlain } from "../writing/names.js";
import { plainOf } from "../writing/plain.js";
import { predictionOf, symbolsIn } from "./activation-mistakes.js";
import { rightStep, withEdge, type Mutation, type Rule } from "./mutation.js";

/** M09: the whole step, or one term of it, with the opposite sign; the words on logarithms are for losses that have some. */
export const sign: Rule = (node, found) => {
  const step = rightStep(node);
  const hasLogarithm = found.nodes.some(({ edges }) => edges.some(({ rows }) => rows.includes(log.row)));
  const says = hasLogarithm ? {} : ({ says: "opposite" } as const);
  const parameters = { symbol: namePlain(node.name), prediction: predictionOf(found) };
  const terms = step.kind === "sum" ? step.terms : [];
  const flipped = terms.map((term): Mutation => {
    const wrong = opposite(term);
    const one = sumOf(terms.map((each) => (each === term ? wrong : each)));
    const words = { ...parameters, term: plainOf(wrong) };
    return { code: "M09", says: "M09-term", ...says, at: node, step: one, parameters: words };
  });
  return [{ code: "M09", ...says, at: node, step: negative(step), parameters }, ...flipped];
};

/** M08: what arrives from a logarithm, as that of base 10 or 2 passes it back. */
export const otherBase: Rule = (node, found) =>
  node.edges.flatMap((edge) => {
    if (!edge.rows.some((row) => row === log.row)) return [];
    const data = symbolsIn(edge.consumer.definition).filter(
      ({ text }) => found.named.get(text)?.trace === undefined,
    );
    const label = data.length === 0 ? "the label" : plainOf(data[0]);
    const parameters = { label, prediction: predictionOf(found) };
    return [Math.LN10, Math.LN2].map((base): Mutation => {
      const step = withEdge(node, edge, productOf([number(1 / base), edge.contribution]));
      return { code: "M08", at: node, step, parameters };
    });
  });

/** M16: the sum in place of the mean. M17: the mean twice. */
export const meaning: Rule = (node, found) => {
  const count = meanCount(found);
  if (count === undefined) return [];
  const step = rightStep(node);
  const parameters = { symbol: namePlain(node.name), count, loss: namePlain(found.output.name) };
  return [
    { code: "M16", at: node, step: productOf([number(count), step]), parameters },
    { code: "M17", at: node, step: productOf([number(1, count), step]), parameters },
  ];
};

/** One term of the step left out: a mistake that has no number in the catalogue. */
export const lostTerm: Rule = (node) => {
  const step = rightStep(node);
  if (step.kind !== "sum") return [];
  return step.terms.map((term): Mutation => {
    const parameters = { symbol: namePlain(node.name), term: plainOf(term) };
    return {
      code: "dropped-term",
      at: node,
      step: sumOf(step.terms.filter((each) => each !== term)),
      parameters,
    };
  });
};

/** How many examples the result is a mean over; undefined where it is none. */
export function meanCount({ output }: Dependence): number | undefined {
  for (let { trace } = output.tensor; trace !== undefined; trace = trace.inputs.at(0)?.trace) {
    const { operation, inputs } = trace;
    if (operation.role?.kind === "mean") return inputs[0].size / output.tensor.size;
  }
  return undefined;
}
