/** @file Algebra of diagonals: taken from products, and of matrices that are nothing else. */

import {
  isNumber,
  isPlain,
  matrixOf,
  onesForm,
  productOf,
  scalarsApart,
  stretched,
  sumOf,
  transposeOf,
} from "./build.js";
import { keyOf, type ApplyForm, type Form, type MatrixForm } from "./form.js";
import { reshapedTo } from "./reshapes.js";
import { splitCoefficient } from "./terms.js";

/** The entries of a diagonal matrix; undefined for any other. */
export function entriesOfDiagonal(form: Form): Form | undefined {
  return form.kind === "apply" && form.operation.role?.kind === "diagonal matrix"
    ? form.inputs[0]
    : undefined;
}

/** diag(𝟏) = I, and constants stand in front. */
export function diagonalMatrixOf(form: ApplyForm): Form {
  const [coefficient, entries] = splitCoefficient(form.inputs[0]);
  if (isNumber(coefficient, 0)) return stretched(coefficient, form.shape);
  if (isNumber(coefficient, 1) && entries.kind !== "ones") return form;
  const matrix: Form =
    entries.kind === "ones" ? { kind: "identity", shape: form.shape } : { ...form, inputs: [entries] };
  return isNumber(coefficient, 1) ? matrix : productOf([coefficient, matrix]);
}

/** diagpart(Aᵀ) = diagpart(A), diagpart(diag(v) A) = v ⊙ diagpart(A), diagpart(u vᵀ) = u ⊙ v, scalars in front. */
export function diagonalOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  const diagonal = (part: Form): Form => diagonalOf({ ...form, inputs: [part] });
  const entries = entriesOfDiagonal(of);
  if (entries !== undefined) return reshapedTo(entries, form.shape);
  switch (of.kind) {
    case "identity":
    case "ones":
      return onesForm(form.shape);
    case "transpose":
      return diagonal(of.of);
    case "sum": {
      // Only where a term is known to be simpler: a diagonal of a sum is one call, of its terms several.
      const terms = of.terms.map((term) => diagonal(stretched(term, of.shape)));
      const simpler = terms.some((term) => splitCoefficient(term)[1].kind !== "apply");
      const shared = new Set(terms.map((term) => keyOf(splitCoefficient(term)[1]))).size < terms.length;
      return simpler || shared ? sumOf(terms) : form;
    }
    case "product": {
      const { scalars, rest } = scalarsApart(of);
      return scalars.length === 0 ? form : productOf([...scalars, diagonal(rest)]);
    }
    case "matrix":
      return diagonalOfProduct(form, of);
    default:
      return form;
  }
}

function diagonalOfProduct(form: ApplyForm, { factors }: MatrixForm): Form {
  const ends = [factors[0], factors[factors.length - 1]].map(entriesOfDiagonal);
  const [before, behind] = ends;
  if (before !== undefined || behind !== undefined) {
    const inner = factors.slice(before === undefined ? 0 : 1, behind === undefined ? undefined : -1);
    const own = ends.flatMap((entries) => (entries === undefined ? [] : [reshapedTo(entries, form.shape)]));
    const rest = inner.length === 0 ? [] : [diagonalOf({ ...form, inputs: [matrixOf(inner)] })];
    return productOf([...own, ...rest]);
  }
  const at = factors.findIndex(({ shape }) => shape[1] === 1);
  if (at < 0 || at + 1 >= factors.length) return form;
  const [column, row] = [factors.slice(0, at + 1), factors.slice(at + 1)];
  return productOf([matrixOf(column), transposeOf(matrixOf(row))]);
}

/** A diag(v) x as A (v ⊙ x) for a column x, and the same of a row from the left. */
export function scaledByDiagonal(form: MatrixForm): Form {
  const { factors, shape } = form;
  const at = factors.findIndex((factor) => entriesOfDiagonal(factor) !== undefined);
  const [before, behind] = [factors.slice(0, at), factors.slice(at + 1)];
  const entries = at < 0 ? undefined : entriesOfDiagonal(factors[at]);
  if (entries === undefined || !isPlain(form)) return form;
  if (shape[1] === 1 && behind.length > 0)
    return matrixOf([
      ...before,
      productOf([reshapedTo(entries, [factors[at].shape[0], 1]), matrixOf(behind)]),
    ]);
  if (shape[0] === 1 && before.length > 0)
    return matrixOf([
      productOf([matrixOf(before), reshapedTo(entries, [1, factors[at].shape[0]])]),
      ...behind,
    ]);
  return form;
}
