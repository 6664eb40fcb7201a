/** @file The matrix of a linear formula: from H v to H. */

import { diag } from "../operations/rows.js";
import { matrixOf, onesForm, productOf, sumOf, transposeOf } from "./build.js";
import { sameShape, sizeOf } from "../tensor/shape.js";
import { rewrite, parts, type Form, type SymbolForm } from "./form.js";
import { reshapedTo } from "./reshapes.js";
import { simplify } from "./simplify.js";
import { tidy } from "./tidy.js";

/**
 * The matrix M of a form that is linear in the symbol `text`, so that the form equals M times it; of a scalar its
 * factor. Rows and columns follow the row-major order of a column or a row. Undefined where no rule gives one.
 */
export function linearMap(form: Form, text: string): Form | undefined {
  const symbol = symbolIn(form, text);
  if (symbol === undefined) return undefined;
  const [rows = 1, columns = 1] = symbol.shape;
  if (symbol.shape.length > 2 || (rows > 1 && columns > 1)) return undefined;
  if (symbol.shape.length === 2 && columns > 1) {
    const column: SymbolForm = { ...symbol, shape: [columns, 1] };
    const turned = rewrite(form, (part) =>
      part.kind === "symbol" && part.text === text ? transposeOf(column) : part,
    );
    return found(tidy(transposeOf(turned)), text);
  }
  return found(tidy(form), text);
}

function found(form: Form, text: string): Form | undefined {
  const map = mapOf(form, text);
  return map && simplify(map);
}

function symbolIn(form: Form, text: string): SymbolForm | undefined {
  if (form.kind === "symbol" && form.text === text) return form;
  for (const part of parts(form)) {
    const inside = symbolIn(part, text);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** M for a form with one column, M with one row for a form with one entry. */
function mapOf(form: Form, text: string): Form | undefined {
  if (form.shape.length > 2 || (form.shape.length === 2 && form.shape[1] !== 1)) return undefined;
  switch (form.kind) {
    case "symbol":
      return form.shape.length === 0
        ? onesForm([])
        : { kind: "identity", shape: [form.shape[0], form.shape[0]] };
    case "sum":
      return mapOfSum(form.terms, text);
    case "product":
      return mapOfProduct(form.factors, text);
    case "matrix":
      return mapOfMatrices(form.factors, text);
    case "total": {
      const map = form.of.shape.length === 2 && form.of.shape[1] === 1 ? mapOf(form.of, text) : undefined;
      return map && summedRows(map);
    }
    default:
      return undefined;
  }
}

/** Terms of one shape: a number that is added to every entry of a column would need as many rows. */
function mapOfSum(terms: readonly Form[], text: string): Form | undefined {
  if (terms.some(({ shape }) => !sameShape(shape, terms[0].shape))) return undefined;
  const maps = terms.map((term) => mapOf(term, text));
  return maps.every((map) => map !== undefined) ? sumOf(maps) : undefined;
}

/** A B v is (A B) v; the number vᵀ b is bᵀ v; of A (vᵀ b) and (A v) (bᵀ c) one side is a number. */
function mapOfMatrices(factors: readonly Form[], text: string): Form | undefined {
  const last = factors[factors.length - 1];
  const before = factors.slice(0, -1);
  if (symbolIn(matrixOf(before), text) === undefined) {
    const map = mapOf(last, text);
    return map && matrixOf([asRow(before[0]), ...before.slice(1), map]);
  }
  const at = factors.findIndex(({ shape }, index) => shape[1] === 1 && index < factors.length - 1);
  if (at < 0) {
    const first = symbolIn(factors[0], text) !== undefined && symbolIn(last, text) === undefined;
    const turned = first && sizeOf(matrixOf(factors).shape) === 1;
    return turned ? mapOf(tidy(matrixOf([...factors].reverse().map(transposeOf))), text) : undefined;
  }
  const [column, single] = [matrixOf(factors.slice(0, at + 1)), matrixOf(factors.slice(at + 1))];
  if (symbolIn(column, text) === undefined) {
    const map = mapOf(single, text);
    return map && matrixOf([column, map]);
  }
  const map = symbolIn(single, text) === undefined ? mapOf(column, text) : undefined;
  return map && productOf([single, map]);
}

/** 𝟏ᵀ M, where M is diag(c) N the row cᵀ N. */
function summedRows(map: Form): Form {
  const [first, ...rest] = map.kind === "matrix" ? map.factors : [map];
  if (first.kind === "apply" && first.operation.role?.kind === "diagonal matrix")
    return matrixOf([transposeOf(first.inputs[0]), ...rest]);
  return matrixOf([onesForm([1, map.shape[0]]), map]);
}

/** d ⊙ (M v) is diag(d) M v; u (w v) with a number w v is (u w) v; d ⊙ (M v + N v) is taken term by term. */
function mapOfProduct(factors: readonly Form[], text: string): Form | undefined {
  const linear = factors.filter((factor) => symbolIn(factor, text) !== undefined);
  const [of] = linear;
  if (linear.length === 1 && of.kind === "sum") {
    const others = factors.filter((factor) => factor !== of);
    return mapOfSum(
      of.terms.map((term) => productOf([...others, term])),
      text,
    );
  }
  const map = linear.length === 1 ? mapOf(of, text) : undefined;
  if (map === undefined) return undefined;
  const others = factors.filter((factor) => factor !== of);
  const scalars = others.filter(({ shape }) => shape.every((size) => size === 1));
  const columns = others.filter(({ shape }) => shape.some((size) => size > 1));
  if (columns.length === 0) return productOf([...scalars, map]);
  const column = productOf(columns);
  const single = of.shape.every((size) => size === 1);
  const product = single ? matrixOf([asColumn(column), map]) : matrixOf([diagonal(column), map]);
  return productOf([...scalars, product]);
}

/** A vector as the row that it counts as on the left of a product. */
function asRow(form: Form): Form {
  return form.shape.length === 1 ? reshapedTo(form, [1, form.shape[0]]) : form;
}

function asColumn(form: Form): Form {
  return form.shape.length === 1 ? reshapedTo(form, [form.shape[0], 1]) : form;
}

function diagonal(column: Form): Form {
  const [side] = column.shape;
  return { kind: "apply", operation: diag.row, inputs: [column], settings: {}, shape: [side, side] };
}
