/** @file Mistakes on the way through an activation: its derivative lost, taken twice, or taken of something else. */

import type { Dependence, Edge, Node } from "../derivation/dependence.js";
import { negative, productOf } from "../formula/build.js";
import { rewrite, type Form, type SymbolForm } from "../formula/form.js";
import { mentions } from "../formula/linear.js";
import { reader, symbolOf } from "../formula/read.js";
import { tidy } from "../formula/tidy.js";
import { relu, sigmoid, tanh } from "../operations/rows.js";
import { tensor } from "../tensor/create.js";
import type { Operation } from "../tensor/operation.js";
import { namePlain } from "../writing/names.js";
import { plainOf } from "../writing/plain.js";
import { jointOrNone } from "./shapes.js";
import { withEdge, type Mutation, type Rule } from "./mutation.js";

/** Activations that are taken for one another. */
const USUAL: readonly Operation[] = [sigmoid.row, tanh.row, relu.row];

/** M10 at the output, M12 in a hidden layer: the derivative of the activation is not there. */
export const lostPrime: Rule = (node, found) =>
  throughActivation(node).map(({ edge }) => ({
    code: isOutput(edge, found) ? "M10" : "M12",
    at: node,
    step: withEdge(node, edge, edge.consumer.adjoint),
    parameters: names(node, edge),
  }));

/** M11: the derivative of the activation counted twice. */
export const twicePrime: Rule = (node, found) =>
  throughActivation(node).map(({ edge, prime }) => ({
    code: isOutput(edge, found) ? "M11" : "doubled",
    at: node,
    step: withEdge(node, edge, productOf([edge.contribution, prime])),
    parameters: {
      ...names(node, edge),
      factor: `∂${namePlain(edge.consumer.name)}/∂${namePlain(node.name)}`,
    },
  }));

/** M13: the derivative of the activation at the wrong place, or of another activation. */
export const wrongPrime: Rule = (node) =>
  throughActivation(node).flatMap(({ edge, prime, row }) =>
    variants({ edge, node, prime, row }).map((variant) => ({
      code: "M13",
      at: node,
      step: withEdge(node, edge, productOf([edge.consumer.adjoint, variant])),
      parameters: { ...names(node, edge), variant: plainOf(variant) },
    })),
  );

/** M26: the short form ŷ − y of the output written for a hidden layer. */
export const analogy: Rule = (node, found) =>
  throughActivation(node).flatMap(({ edge }): Mutation[] => {
    const own = symbolOf(edge.consumer.tensor);
    if (isOutput(edge, found) || own === undefined) return [];
    return labelsOf(found).flatMap((label) =>
      jointOrNone([own, label]) === undefined
        ? []
        : [
            {
              code: "M26",
              at: node,
              step: { kind: "sum", terms: [own, negative(label)], shape: own.shape },
              parameters: { ...names(node, edge), prediction: predictionOf(found), label: plainOf(label) },
            },
          ],
    );
  });

interface Passage {
  readonly edge: Edge;
  readonly prime: Form;
  readonly row: Operation;
}

function throughActivation({ edges }: Node): Passage[] {
  return edges.flatMap((edge) => {
    // An activation is a row of its own; any other local derivative would be shortened for nothing.
    const meaning = edge.rows.length === 1 ? edge.local?.prime?.meaning : undefined;
    const prime = edge.local?.symbol.definition;
    if (meaning?.kind !== "local" || meaning.activation === undefined || prime === undefined) return [];
    return edge.consumer.edges.length === 0 ? [] : [{ edge, prime, row: meaning.activation }];
  });
}

/** Whether what the activation gives goes to the result and nowhere else. */
function isOutput({ consumer }: Edge, { output }: Dependence): boolean {
  return consumer.edges.every(({ consumer: next }) => next === output);
}

function names({ name }: Node, { consumer }: Edge): { symbol: string; output: string } {
  return { symbol: namePlain(name), output: namePlain(consumer.name) };
}

function variants({ edge, node, prime, row }: Passage & { readonly node: Node }): Form[] {
  const [z, a] = [symbolOf(node.tensor), symbolOf(edge.consumer.tensor)];
  if (z === undefined || a === undefined) return [];
  const again: Form = { kind: "apply", operation: row, inputs: [a], settings: {}, shape: a.shape };
  const moved = rewrite(prime, (part) =>
    part.kind !== "symbol" ? part : part.text === a.text ? again : part.text === z.text ? a : part,
  );
  const inside = mentions(prime, a) ? [rewrite(prime, (part) => (isSymbol(part, a) ? z : part))] : [];
  const others = USUAL.filter((other) => other !== row).flatMap((other) => {
    const value: Form = { kind: "apply", operation: other, inputs: [z], settings: {}, shape: z.shape };
    const written = derivativeOf(other, { edge, node });
    return [written, rewrite(written, (part) => (isSymbol(part, a) ? value : part))];
  });
  return [moved, ...inside, a, ...others];
}

/** The derivative of another activation, in terms of this node and its activation. */
function derivativeOf(row: Operation, { edge, node }: { readonly edge: Edge; readonly node: Node }): Form {
  const { tensor: output } = edge.consumer;
  const [pullback] = row.pullbacks;
  const value = pullback({ gradient: tensor(1), inputs: [node.tensor], output, settings: {} });
  return tidy(reader(symbolOf)(value));
}

function isSymbol(part: Form, { text }: SymbolForm): boolean {
  return part.kind === "symbol" && part.text === text;
}

/** The data that the result is computed from directly: the labels of a loss. */
function labelsOf({ output, named }: Dependence): SymbolForm[] {
  return symbolsIn(output.definition).filter(({ text }) => named.get(text)?.trace === undefined);
}

/** What the result is computed from and was computed itself: the prediction of a model. */
export function predictionOf({ output, named }: Dependence): string {
  const found = symbolsIn(output.definition).find(({ text }) => named.get(text)?.trace !== undefined);
  return found === undefined ? "the prediction" : plainOf(found);
}

/** Every symbol of a form, once. */
export function symbolsIn(form: Form | undefined): SymbolForm[] {
  const symbols = new Map<string, SymbolForm>();
  if (form !== undefined) {
    rewrite(form, (part) => {
      if (part.kind === "symbol") symbols.set(part.text, part);
      return part;
    });
  }
  return [...symbols.values()];
}
