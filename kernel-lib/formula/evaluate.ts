/** @file The value of a form: what the formula says, computed again from its symbols. */

import { filled } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import { apply, untraced } from "../tensor/apply.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, div, expand, matmul, mul, pow, sum, transpose } from "../operations/rows.js";
import { eye } from "../operations/identity.js";
import { valueOf } from "./build.js";
import { parts, type Form } from "./form.js";

/** Values of the symbols, by their plain text. */
export type Environment = ReadonlyMap<string, Tensor>;

/**
 * The value of a form where the symbols have these values; symbols with a definition are computed from it.
 * @throws UsageError for a symbol that has neither.
 */
export function evaluate(form: Form, environment: Environment): Tensor {
  return untraced(() => computed(form, environment));
}

/** The value of a form with its trace, so that it can be derived again. */
export function computed(form: Form, environment: Environment): Tensor {
  const known = new Map<Form, Tensor>();
  const visit = (part: Form): Tensor => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const value = compute(part, part.kind === "symbol" ? [] : parts(part).map(visit), { environment, visit });
    known.set(part, value);
    return value;
  };
  return visit(form);
}

interface Context {
  readonly environment: Environment;
  readonly visit: (form: Form) => Tensor;
}

function compute(form: Form, inputs: readonly Tensor[], { environment, visit }: Context): Tensor {
  switch (form.kind) {
    case "number":
      // As a quotient, so that 1/3 is read as one again.
      return form.denominator === 1 ? filled([], valueOf(form)) : div(form.numerator, form.denominator);
    case "symbol": {
      const value = environment.get(form.text) ?? (form.definition && visit(form.definition));
      if (value === undefined) throw new UsageError(`evaluate: the symbol ${form.text} has no value here`);
      return value;
    }
    case "ones":
      return filled(form.shape, 1);
    case "identity":
      return eye(form.shape[0]);
    case "sum":
      return inputs.reduce((total, term) => add(total, term));
    case "product":
      return inputs.reduce((total, factor) => mul(total, factor));
    case "power":
      return pow(inputs[0], form.exponent);
    case "matrix":
      return inputs.reduce((total, factor) => matmul(total, factor));
    case "transpose":
      return transpose(inputs[0]);
    case "total": {
      const { axis, keepdims } = form;
      return sum(inputs[0], axis === undefined ? { keepdims } : { axis, keepdims });
    }
    case "entry":
    case "over":
      throw new UsageError("evaluate: a formula with indices has a value at each of them; use entryValue");
    case "apply":
      return apply(form.operation, inputs, form.settings);
  }
}

/** The value copied to the shape it is to have, where a formula leaves the copying to broadcasting. */
export function shapedLike(value: Tensor, like: Tensor): Tensor {
  return untraced(() => expand(value, like.shape));
}
