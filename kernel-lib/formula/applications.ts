/** @file Algebra of single operations: what their part in algebra says about their inputs. */

import type { Role } from "../tensor/role.js";
import { sameShape, sizeOf } from "../tensor/shape.js";
import { number, powerOf, productOf, scalarsApart, stretched, sumOf, valueOf } from "./build.js";
import { diagonalMatrixOf, diagonalOf } from "./diagonals.js";
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
  shares: sharesOf,
  "outer product": outerOf,
  diagonal: diagonalOf,
  "diagonal matrix": diagonalMatrixOf,
};

/** The operation by the rule of its part; otherwise without 𝟏 where another operand has the shape. Not tidied. */
export function applied(form: ApplyForm): Form {
  const { elementwise, role } = form.operation;
  const rule = role && RULES[role.kind];
  if (rule !== undefined) return rule(form);
  const bare = elementwise ? withoutOnes(form.inputs) : form.inputs;
  return bare === form.inputs ? form : { ...form, inputs: bare };
}

/** (2 u) ⊗ v as 2 (u ⊗ v): scalars stand in front. */
function outerOf(form: ApplyForm): Form {
  const apart = form.inputs.map(scalarsApart);
  const scalars = apart.flatMap((input) => input.scalars);
  const inputs = apart.map(({ rest }) => rest);
  return scalars.length === 0 ? form : productOf([...scalars, { ...form, inputs }]);
}

/** The share of the only entry is 1; what is added to all entries alike changes no share. */
function sharesOf(form: ApplyForm): Form {
  const { axis } = form.settings;
  const [of] = form.inputs;
  const among = typeof axis === "number" ? form.shape[axis] : sizeOf(form.shape);
  if (among === 1) return stretched(number(1), form.shape);
  if (of.kind !== "sum") return form;
  const isShift = ({ shape }: Form): boolean =>
    sizeOf(shape) === 1 ||
    (typeof axis === "number" && shape.length === of.shape.length && shape[axis] === 1);
  const telling = of.terms.filter((term) => !isShift(term));
  const inside = sumOf(telling);
  const tells = telling.length < of.terms.length && sameShape(inside.shape, of.shape);
  return tells ? { ...form, inputs: [inside] } : form;
}

/** x^(e − 1) as x^e · x⁻¹: a constant in the exponent is a factor of its own. */
function splitPower(form: ApplyForm): Form {
  const [base, exponent] = form.inputs;
  const constant = exponent.kind === "sum" ? exponent.terms.find(({ kind }) => kind === "number") : undefined;
  if (exponent.kind !== "sum" || constant?.kind !== "number") return form;
  const rest = sumOf(exponent.terms.filter((term) => term !== constant));
  return productOf([{ ...form, inputs: [base, rest] }, powerOf(base, valueOf(constant))]);
}
