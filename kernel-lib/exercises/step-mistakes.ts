/** @file Mistakes of a single step: paths, factors, partners, transposes and sums. */

import { negative, productOf, sumOf, totalOf, transposeOf } from "../formula/build.js";
import {
  parts,
  withParts,
  type Form,
  type MatrixForm,
  type ProductForm,
  type SymbolForm,
} from "../formula/form.js";
import { symbolOf } from "../formula/read.js";
import { shapeText } from "../tensor/shape.js";
import { namePlain } from "../writing/names.js";
import { plainOf } from "../writing/plain.js";
import { symbolsIn } from "./activation-mistakes.js";
import { rightStep, withEdge, withSymbol, type Mutation, type Rule } from "./mutation.js";

/** M01: what arrives from some later nodes is left out. M02: what arrives is multiplied. */
export const fanOut: Rule = (node) => {
  const { edges } = node;
  if (edges.length < 2) return [];
  const parameters = { symbol: namePlain(node.name), count: edges.length };
  const contributions = edges.map(({ contribution }) => contribution);
  const without = contributions.map((left) => contributions.filter((form) => form !== left));
  const some = edges.length > 2 ? [...contributions, ...without.map(sumOf)] : contributions;
  return [
    ...some.map((step): Mutation => ({ code: "M01", at: node, step, parameters })),
    { code: "M02", at: node, step: productOf(contributions), parameters },
  ];
};

/** M04: the derivative of a product u·c by u taken as u. */
export const ownFactor: Rule = (node) => {
  const own = symbolOf(node.tensor);
  return node.edges.flatMap((edge) => {
    if (own === undefined) return [];
    return productsWith(own, edge.consumer.definition).flatMap((product) => {
      const partners = product.factors.filter(
        (factor): factor is SymbolForm => factor.kind === "symbol" && factor.text !== own.text,
      );
      return partners.map((partner) => ({
        code: "M04",
        at: node,
        step: withEdge(node, edge, withSymbol(edge.contribution, partner.text, own)),
        parameters: { symbol: plainOf(own), partner: plainOf(partner), product: plainOf(product) },
      }));
    });
  });
};

/** The products that a definition is, or adds, with this symbol among their factors. */
function productsWith(own: SymbolForm, definition: Form | undefined): ProductForm[] {
  if (definition?.kind === "sum") return definition.terms.flatMap((term) => productsWith(own, term));
  if (definition?.kind !== "product") return [];
  const isFactor = definition.factors.some((factor) => factor.kind === "symbol" && factor.text === own.text);
  return isFactor ? [definition] : [];
}

/** M15: the gradient of a weight with another partner than what it was multiplied by. */
export const partner: Rule = (node, { named }) => {
  if (node.tensor.trace !== undefined) return [];
  return node.edges.flatMap((edge) => {
    if (!holdsMatrix(edge.contribution)) return [];
    const partners = tensorsIn(edge.contribution);
    return partners.flatMap((right) =>
      [...named].flatMap(([text, tensor]): Mutation[] => {
        const other = symbolOf(tensor);
        if (other === undefined || text === right.text || tensor.shape.at(-1) !== right.shape.at(-1))
          return [];
        const step = withEdge(node, edge, withSymbol(edge.contribution, right.text, other));
        const parameters = {
          symbol: `d${namePlain(node.name)}`,
          used: plainOf(other),
          weight: namePlain(node.name),
        };
        return [{ code: "M15", at: node, step, parameters }];
      }),
    );
  });
};

/** M18: what is shared by all examples left per example, or added over the neurons. */
export const unreduced: Rule = (node) => {
  const step = rightStep(node);
  const wanted = shapeText(node.tensor.shape);
  return onePartChanged(step, (part) => {
    if (part.kind !== "total" || part.axis === undefined) return [];
    return [part.of, totalOf(part.of, 1 - part.axis, part.keepdims)];
  }).map((wrong) => ({
    code: "M18",
    at: node,
    step: wrong,
    parameters: { weight: namePlain(node.name), want: wanted, got: "" },
  }));
};

/** M19: a transpose missing or on the wrong factor. */
export const transposed: Rule = (node) =>
  [
    ...onePartChanged(rightStep(node), (part) => (part.kind === "matrix" ? turned(part) : [])),
    ...(holdsMatrix(rightStep(node)) ? [transposeOf(rightStep(node))] : []),
  ].map((step) => ({
    code: "M19",
    at: node,
    step,
    parameters: { symbol: namePlain(node.name), want: shapeText(node.tensor.shape) },
  }));

/** M14: ⊙ where a matrix product is needed, or the reverse. */
export const otherProduct: Rule = (node) => {
  const symbol = namePlain(node.name);
  const wrong = (steps: readonly Form[], used: string, needed: string): Mutation[] =>
    steps.map((step) => ({ code: "M14", at: node, step, parameters: { symbol, used, needed } }));
  const [entries, matrices] = ["⊙", "a matrix product"];
  return [
    ...wrong(onePartChanged(rightStep(node), byEntries), entries, matrices),
    ...wrong(onePartChanged(rightStep(node), asMatrices), matrices, entries),
  ];
};

function byEntries(part: Form): Form[] {
  return part.kind === "matrix" ? [{ ...part, kind: "product" }] : [];
}

function asMatrices(part: Form): Form[] {
  const factors = part.kind === "product" ? part.factors.filter(({ shape }) => shape.length === 2) : [];
  return factors.length === 2 ? [{ kind: "matrix", factors, shape: part.shape }] : [];
}

/** M20: a weight that has been updated already passes the error back. */
export const stale: Rule = (node, { named }) =>
  node.edges.flatMap((edge) =>
    tensorsIn(edge.contribution).flatMap((weight): Mutation[] => {
      if (node.tensor.trace === undefined || named.get(weight.text)?.trace !== undefined) return [];
      const meaning = { kind: "tensor", name: { base: `d_${weight.text}` } } as const;
      const derivative: Form = { ...weight, text: `d_${weight.text}`, meaning };
      const along = negative(withSymbol(edge.contribution, weight.text, derivative));
      const parameters = { symbol: namePlain(node.name), weight: plainOf(weight) };
      return [{ code: "M20", at: node, step: rightStep(node), along, parameters }];
    }),
  );

/** M28: the updated parameter where its gradient is asked for. */
export const updated: Rule = (node, { source }) => {
  const own = symbolOf(node.tensor);
  if (node !== source || node.tensor.trace !== undefined || own === undefined) return [];
  return [{ code: "M28", at: node, step: own, along: negative(rightStep(node)), parameters: {} }];
};

/** A factor left out, or there once too often: mistakes that have no number in the catalogue. */
export const factors: Rule = (node) =>
  node.edges.flatMap((edge) => {
    const { contribution } = edge;
    if (contribution.kind !== "product") return [];
    return contribution.factors.flatMap((factor): Mutation[] => {
      if (factor.kind === "ones") return [];
      const rest = contribution.factors.filter((other) => other !== factor);
      const parameters = { symbol: namePlain(node.name), factor: plainOf(factor) };
      const twice = productOf([...contribution.factors, factor]);
      return [
        { code: "dropped", at: node, step: withEdge(node, edge, productOf(rest)), parameters },
        { code: "doubled", at: node, step: withEdge(node, edge, twice), parameters },
      ];
    });
  });

/** The form changed at one place, in every way that the rule knows. */
function onePartChanged(form: Form, change: (part: Form) => readonly Form[]): Form[] {
  const inside = parts(form).flatMap((part, at) =>
    onePartChanged(part, change).map((changed) =>
      withParts(
        form,
        parts(form).map((each, place) => (place === at ? changed : each)),
      ),
    ),
  );
  return [...change(form), ...inside];
}

function turned({ factors: all, shape }: MatrixForm): Form[] {
  return all.map((factor) => ({
    kind: "matrix",
    factors: all.map((each) =>
      each !== factor ? each : each.kind === "transpose" ? each.of : transposeOf(each),
    ),
    shape,
  }));
}

function holdsMatrix(form: Form): boolean {
  return form.kind === "matrix" || parts(form).some(holdsMatrix);
}

function tensorsIn(form: Form): SymbolForm[] {
  return symbolsIn(form).filter(({ meaning: { kind } }) => kind === "tensor");
}
