/** @file Algebra of reshaped tensors: what a sum over their entries does not need to know. */

import { reshape } from "../operations/rows.js";
import { sameShape, sizeOf, type Shape } from "../tensor/shape.js";
import {
  isEntrywise,
  matrixOf,
  onesForm,
  powerOf,
  productOf,
  scalarsApart,
  stretched,
  totalOf,
} from "./build.js";
import { kroneckerFactors } from "./kronecker.js";
import { parts, withParts, type ApplyForm, type Form, type MatrixForm, type TotalForm } from "./form.js";
import { factorsOf } from "./terms.js";

/** Whether a form is a tensor under another shape. */
export function isReshaped(form: Form): form is ApplyForm {
  return form.kind === "apply" && form.operation.role?.kind === "reshape";
}

/** The tensor under this shape, without a reshape where it has it already. */
function reshaped(form: ApplyForm, shape: Shape): Form {
  const [of] = form.inputs;
  return sameShape(of.shape, shape) ? of : { ...form, settings: { shape }, shape };
}

/** A tensor under this shape: itself where it has it already. */
export function reshapedTo(of: Form, shape: Shape): Form {
  return sameShape(of.shape, shape)
    ? of
    : { kind: "apply", operation: reshape.row, inputs: [of], settings: { shape }, shape };
}

/** A row under another shape turned round is that column, and the other way round; undefined for anything else. */
export function turnedReshape(form: ApplyForm): Form | undefined {
  const [rows, columns] = form.shape;
  if (!isReshaped(form) || form.shape.length !== 2 || (rows !== 1 && columns !== 1)) return undefined;
  return reshaped(form, [columns, rows]);
}

/** 𝟏 under any shape is 𝟏, scalars stand before the reshape, a shape given twice is the last, and a Kronecker product may fall into its blocks. */
export function reshapeOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  if (of.kind === "ones") return onesForm(form.shape);
  const { scalars, rest } = scalarsApart(of);
  if (scalars.length > 0) return productOf([...scalars, { ...form, inputs: [rest] }]);
  if (isReshaped(of)) return reshaped({ ...form, inputs: of.inputs }, form.shape);
  return underShape(of, form.shape) ?? blocksOf(form);
}

/** The tensor under another shape without a reshape; undefined where a part of it needs one. */
function underShape(of: Form, shape: Shape): Form | undefined {
  if (sameShape(of.shape, shape)) return of;
  if (of.kind === "ones") return onesForm(shape);
  if (isReshaped(of)) return sameShape(of.inputs[0].shape, shape) ? of.inputs[0] : undefined;
  const reduced = [true, false].flatMap((keepdims) => withAxis(of, keepdims) ?? []);
  if (reduced.length > 0) return reduced.find((form) => sameShape(form.shape, shape));
  if (of.kind === "matrix") return asColumn(of, shape);
  if (!isEntrywise(of) || parts(of).length === 0 || of.shape.length === 0) return undefined;
  const within = parts(of).flatMap((part) =>
    part.shape.length === 0 ? [part] : sameShape(part.shape, of.shape) ? (underShape(part, shape) ?? []) : [],
  );
  return within.length < parts(of).length ? undefined : { ...withParts(of, within), shape };
}

/** A x as a column, where x is one under another shape. */
function asColumn({ factors, shape }: MatrixForm, wanted: Shape): Form | undefined {
  const behind = factors[factors.length - 1];
  if (behind.shape.length !== 1 || !sameShape([...shape, 1], wanted)) return undefined;
  const column = underShape(behind, [behind.shape[0], 1]);
  return column && matrixOf([...factors.slice(0, -1), column]);
}

/** A sum or another reduction along an axis with this axis kept or not; undefined for anything else. */
function withAxis(form: Form, keepdims: boolean): Form | undefined {
  if (form.kind === "total") return totalOf(form.of, form.axis, keepdims);
  if (form.kind !== "apply" || typeof form.settings.axis !== "number") return undefined;
  const { keepdims: kept = false, ...settings } = form.settings;
  const [of] = form.inputs;
  // What keeps every axis without being told to, as the softmax does, is no reduction.
  if (kept === false && form.shape.length === of.shape.length) return undefined;
  const { shape } = totalOf(of, form.settings.axis, keepdims);
  return { ...form, settings: { ...settings, ...(keepdims && { keepdims }) }, shape };
}

/** A Kronecker product cut into its blocks is an outer product: A over the blocks, B inside them. */
function blocksOf(form: ApplyForm): Form {
  if (form.shape.length !== 4) return form;
  const [m, p, n, q] = form.shape;
  // A single block is the matrix itself.
  if (m * n === 1 || p * q === 1) return form;
  const factors = kroneckerFactors(form.inputs[0], [m, p, n, q]);
  if (factors === undefined) return form;
  const [over, inside] = factors;
  return productOf([reshapedTo(over, [m, 1, n, 1]), reshapedTo(inside, [1, p, 1, q])]);
}

/** Reshaped factors that do not vary along the summed axis stand outside the sum, without that axis. */
export function reshapedOut({ of, axis, keepdims }: TotalForm): Form | undefined {
  if (axis === undefined || keepdims || of.kind !== "product") return undefined;
  const outside = of.factors.flatMap((factor) =>
    isReshaped(factor) && factor.shape.length === of.shape.length && factor.shape[axis] === 1
      ? [
          reshaped(
            factor,
            factor.shape.filter((_, at) => at !== axis),
          ),
        ]
      : [],
  );
  const inside = of.factors.filter((factor) => !(isReshaped(factor) && factor.shape[axis] === 1));
  if (outside.length === 0 || inside.length === 0) return undefined;
  const within = productOf(inside);
  // What has fewer axes is stretched first: its axis of this number is another one.
  const whole = within.shape.length === of.shape.length ? within : stretched(within, of.shape);
  return productOf([...outside, totalOf(whole, axis, false)]);
}

/** A sum of sums that leaves one number is the sum of all entries, whatever their shape was. */
export function wholeTotal({ of, shape }: TotalForm): Form | undefined {
  if (sizeOf(shape) !== 1) return undefined;
  if (of.kind === "total") return totalOf(of.of, undefined, false);
  const { coefficient, factors } = factorsOf(of);
  const bases = factors.map(({ base }) => base);
  const [first] = bases;
  const shared = bases.every(
    (base) =>
      isReshaped(base) &&
      sameShape(base.shape, of.shape) &&
      sameShape(base.inputs[0].shape, first.kind === "apply" ? first.inputs[0].shape : []),
  );
  if (!shared || bases.length === 0) return undefined;
  const plain = factors.map(({ base, exponent }) =>
    powerOf(isReshaped(base) ? base.inputs[0] : base, exponent),
  );
  return totalOf(productOf([coefficient, ...plain]), undefined, false);
}
