/** @file Algebra of reshaped tensors: what a sum over their entries does not need to know. */

import { sameShape, sizeOf, type Shape } from "../tensor/shape.js";
import { onesForm, powerOf, productOf, stretched, totalOf } from "./build.js";
import type { ApplyForm, Form, TotalForm } from "./form.js";
import { factorsOf } from "./terms.js";

/** Whether a form is a tensor under another shape. */
function isReshaped(form: Form): form is ApplyForm {
  return form.kind === "apply" && form.operation.role?.kind === "reshape";
}

/** The tensor under this shape, without a reshape where it has it already. */
function reshaped(form: ApplyForm, shape: Shape): Form {
  const [of] = form.inputs;
  return sameShape(of.shape, shape) ? of : { ...form, settings: { shape }, shape };
}

function isScalar({ shape }: Form): boolean {
  return shape.length === 0;
}

/** 𝟏 under any shape is 𝟏, scalars stand before the reshape, a shape given twice is the last, and a Kronecker product may fall into its blocks. */
export function reshapeOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  if (of.kind === "ones") return onesForm(form.shape);
  if (of.kind === "product" && of.factors.some(isScalar)) {
    const inside = stretched(productOf(of.factors.filter((factor) => !isScalar(factor))), of.shape);
    return productOf([...of.factors.filter(isScalar), { ...form, inputs: [inside] }]);
  }
  return isReshaped(of) ? reshaped({ ...form, inputs: of.inputs }, form.shape) : blocksOf(form);
}

/** A Kronecker product cut into its blocks is an outer product: A over the blocks, B inside them. */
function blocksOf(form: ApplyForm): Form {
  const [product] = form.inputs;
  if (product.kind !== "apply" || product.operation.role?.kind !== "kronecker") return form;
  const [a, b] = product.inputs;
  const [[m, n], [p, q]] = [a.shape, b.shape];
  if (!sameShape(form.shape, [m, p, n, q])) return form;
  const over = { ...form, inputs: [a] };
  const inside = { ...form, inputs: [b] };
  return productOf([reshaped(over, [m, 1, n, 1]), reshaped(inside, [1, p, 1, q])]);
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
  if (of.kind === "total" && sizeOf(shape) === 1) return totalOf(of.of, undefined, false);
  if (shape.length > 0) return undefined;
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
