/** @file Algebra of single operations: what their part in algebra says about their inputs. */

import type { Role } from "../tensor/operation.js";
import { matrixOf, powerOf, productOf, sumOf, transposeOf, valueOf } from "./build.js";
import type { ApplyForm, Form } from "./form.js";
import { determinantOf, inverseOf, logDeterminantOf } from "./matrices.js";
import { reshapeOf } from "./reshapes.js";
import { withoutOnes } from "./terms.js";

/** What each part says; an operation without one of these stays as it is. */
const RULES: Readonly<Partial<Record<Role["kind"], (form: ApplyForm) => Form>>> = {
  inverse: inverseOf,
  determinant: determinantOf,
  "log determinant": logDeterminantOf,
  reshape: reshapeOf,
  power: splitPower,
  diagonal: diagonalOf,
};

/** The operation by the rule of its part; otherwise without 𝟏 where another operand has the shape. Not tidied. */
export function applied(form: ApplyForm): Form {
  const { elementwise, role } = form.operation;
  const rule = role && RULES[role.kind];
  if (rule !== undefined) return rule(form);
  const bare = elementwise ? withoutOnes(form.inputs) : form.inputs;
  return bare === form.inputs ? form : { ...form, inputs: bare };
}

/** The diagonal of a column times a row is their product entry by entry: diagpart(u vᵀ) = u ⊙ v. */
function diagonalOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  if (of.kind !== "matrix") return form;
  const at = of.factors.findIndex(({ shape }) => shape[1] === 1);
  if (at < 0 || at + 1 >= of.factors.length) return form;
  const [column, row] = [of.factors.slice(0, at + 1), of.factors.slice(at + 1)];
  return productOf([matrixOf(column), transposeOf(matrixOf(row))]);
}

/** x^(e − 1) as x^e · x⁻¹: a constant in the exponent is a factor of its own. */
function splitPower(form: ApplyForm): Form {
  const [base, exponent] = form.inputs;
  const constant = exponent.kind === "sum" ? exponent.terms.find(({ kind }) => kind === "number") : undefined;
  if (exponent.kind !== "sum" || constant?.kind !== "number") return form;
  const rest = sumOf(exponent.terms.filter((term) => term !== constant));
  return productOf([{ ...form, inputs: [base, rest] }, powerOf(base, valueOf(constant))]);
}
