/** @file The matrix of a linear formula: from H v to H. */

import { diag } from "../operations/rows.js";
import { matrixOf, onesForm, productOf, sumOf, transposeOf } from "./build.js";
import { rewrite, parts, type Form, type SymbolForm } from "./form.js";
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
  switch (form.kind) {
    case "symbol":
      return form.shape.length === 0
        ? onesForm([])
        : { kind: "identity", shape: [form.shape[0], form.shape[0]] };
    case "sum": {
      const terms = form.terms.map((term) => mapOf(term, text));
      return terms.every((term) => term !== undefined) ? sumOf(terms) : undefined;
    }
    case "product":
      return mapOfProduct(form.factors, text);
    case "matrix": {
      const last = form.factors[form.factors.length - 1];
      const map = symbolIn(last, text) && mapOf(last, text);
      return map && matrixOf([...form.factors.slice(0, -1), map]);
    }
    case "total": {
      const map = form.of.shape.length === 2 && form.of.shape[1] === 1 ? mapOf(form.of, text) : undefined;
      return map && matrixOf([onesForm([1, form.of.shape[0]]), map]);
    }
    default:
      return undefined;
  }
}

/** d ⊙ (M v) is diag(d) M v; u (w v) with a number w v is (u w) v. */
function mapOfProduct(factors: readonly Form[], text: string): Form | undefined {
  const linear = factors.filter((factor) => symbolIn(factor, text) !== undefined);
  const [of] = linear;
  const map = linear.length === 1 ? mapOf(of, text) : undefined;
  if (map === undefined) return undefined;
  const others = factors.filter((factor) => factor !== of);
  const scalars = others.filter(({ shape }) => shape.every((size) => size === 1));
  const columns = others.filter(({ shape }) => shape.some((size) => size > 1));
  if (columns.length === 0) return productOf([...scalars, map]);
  const column = productOf(columns);
  const single = of.shape.every((size) => size === 1);
  const product = single ? matrixOf([column, map]) : matrixOf([diagonal(column), map]);
  return productOf([...scalars, product]);
}

function diagonal(column: Form): Form {
  const [side] = column.shape;
  return { kind: "apply", operation: diag.row, inputs: [column], settings: {}, shape: [side, side] };
}
