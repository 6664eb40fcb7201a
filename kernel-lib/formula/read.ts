/** @file From a trace to a form: the formula that a tensor was computed by, cut at symbols. */

import type { Role } from "../tensor/role.js";
import type { Tensor } from "../tensor/tensor.js";
import { UsageError } from "../tensor/errors.js";
import { nameText } from "../tensor/name.js";
import { shapeText, sizeOf } from "../tensor/shape.js";
import {
  matrixOf,
  negative,
  number,
  onesForm,
  powerOf,
  productOf,
  stretched,
  sumOf,
  totalOf,
  transposeOf,
  valueOf,
} from "./build.js";
import type { Form, SymbolForm } from "./form.js";

import { tidy } from "./tidy.js";

/** A named tensor as a symbol. */
export function symbolOf({ name, shape }: Tensor): SymbolForm | undefined {
  return name && { kind: "symbol", text: nameText(name), meaning: { kind: "tensor", name }, shape };
}

/** Which tensors are written as symbols; undefined where a tensor is written out. */
export type Cut = (tensor: Tensor) => Form | undefined;

/** A reader of traces that writes every tensor once, however often it is used. */
export function reader(cut: Cut): (tensor: Tensor) => Form {
  const known = new Map<Tensor, Form>();
  const read = (tensor: Tensor): Form => {
    const before = known.get(tensor);
    if (before !== undefined) return before;
    const form = cut(tensor) ?? written(tensor, read);
    known.set(tensor, form);
    return form;
  };
  return read;
}

function written(tensor: Tensor, read: (tensor: Tensor) => Form): Form {
  if (tensor.trace === undefined) return constant(tensor);
  const { operation, inputs, settings } = tensor.trace;
  const forms = inputs.map(read);
  const axis = typeof settings["axis"] === "number" ? settings["axis"] : undefined;
  const exponent = typeof settings["exponent"] === "number" ? settings["exponent"] : 1;
  const placing = { axis, keepdims: settings["keepdims"] === true, shape: tensor.shape, exponent };
  const plays = operation.role === undefined ? undefined : algebra(operation.role, forms, placing);
  return plays ?? { kind: "apply", operation, inputs: forms, settings, shape: tensor.shape };
}

/** What the settings say about where an operation acts. */
interface Placing {
  readonly exponent: number;
  readonly axis: number | undefined;
  readonly keepdims: boolean;
  readonly shape: Tensor["shape"];
}

/** The form of an operation that plays a part in algebra; undefined where it does not with these inputs. */
function algebra(role: Role, [a, b]: readonly Form[], placing: Placing): Form | undefined {
  switch (role.kind) {
    case "sum":
      return sumOf([a, b]);
    case "difference":
      return sumOf([a, negative(b)]);
    case "product":
      return productOf([a, b]);
    case "quotient":
      return productOf([a, b.kind === "number" ? number(b.denominator, b.numerator) : powerOf(b, -1)]);
    case "negation":
      return negative(a);
    case "fixed power":
      return powerOf(a, role.exponent);
    case "power": {
      const exponent = tidy(b);
      return exponent.kind === "number" ? powerOf(a, valueOf(exponent)) : undefined;
    }
    case "matrix product":
      return matrixOf([a, b]);
    default:
      return wholeAlgebra(role, a, placing);
  }
}

/** The same for operations of one tensor as a whole. */
function wholeAlgebra(
  { kind }: Role,
  of: Form,
  { axis, keepdims, shape, exponent }: Placing,
): Form | undefined {
  switch (kind) {
    case "transpose":
      return transposeOf(of);
    case "expand":
      return stretched(of, shape);
    case "total":
      return totalOf(of, axis, keepdims);
    case "mean":
      return productOf([
        number(1, axis === undefined ? sizeOf(of.shape) : of.shape[axis]),
        totalOf(of, axis, keepdims),
      ]);
    case "matrix power":
      return exponent === 0 ? { kind: "identity", shape } : matrixOf(new Array<Form>(exponent).fill(of));
    case "identity":
      return { kind: "identity", shape };
    default:
      return undefined;
  }
}

/** A tensor that was given without a name: a number, or one value throughout. */
function constant({ data, shape }: Tensor): Form {
  const [first] = data;
  if (data.some((value: number) => value !== first)) {
    throw new UsageError(
      `derive: a tensor of shape ${shapeText(shape)} with different entries has no symbol; name it, as in tensor(…).named("x")`,
    );
  }
  const value = number(first);
  if (shape.length === 0) return value;
  return first === 1 ? onesForm(shape) : productOf([value, onesForm(shape)]);
}
