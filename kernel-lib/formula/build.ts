/** @file Making forms: constructors that keep what is written, and work out the shape. */

import { ShapeError } from "../tensor/errors.js";
import { broadcast, sameShape, shapeText, sizeOf, type Shape } from "../tensor/shape.js";
import type { Form, MatrixForm, NumberForm, OnesForm, TotalForm } from "./form.js";

/** A decimal of up to so many characters is written out: 0.1/4 as 0.025, but not 0.1/3. */
const SHORT_DECIMAL = 8;

/** A constant fraction in lowest terms, as far as both parts are whole; a decimal where that is short. */
export function number(numerator: number, denominator = 1): NumberForm {
  if (denominator !== 1 && !Number.isInteger(numerator)) {
    // Halves, quarters and eighths are whole over a larger denominator: 0.5/2 is 1/4.
    if (Number.isInteger(8 * numerator)) return number(8 * numerator, 8 * denominator);
    const decimal = numerator / denominator;
    if (String(decimal).length <= SHORT_DECIMAL && decimal * denominator === numerator)
      return number(decimal);
  }
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  const shared = whole ? divisor(Math.abs(numerator), Math.abs(denominator)) : 1;
  const sign = denominator < 0 ? -1 : 1;
  return {
    kind: "number",
    numerator: (sign * numerator) / shared,
    denominator: (sign * denominator) / shared,
    shape: [],
  };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a || 1 : divisor(b, a % b);
}

/** The value of a constant. */
export function valueOf({ numerator, denominator }: NumberForm): number {
  return numerator / denominator;
}

/** Whether a form is this constant. */
export function isNumber(form: Form, value: number): boolean {
  return form.kind === "number" && valueOf(form) === value;
}

/** Whether a form is zeros of a shape, 0 𝟏. */
export function isZeros(form: Form): boolean {
  if (form.kind !== "product" || form.factors.length !== 2) return false;
  const [zero, ones] = form.factors;
  return isNumber(zero, 0) && ones.kind === "ones";
}

/** Ones of a shape. */
export function onesForm(shape: Shape): OnesForm {
  return { kind: "ones", shape };
}

/** Terms added; one term is itself, none is zero. */
export function sumOf(terms: readonly Form[]): Form {
  if (terms.length === 1) return terms[0];
  return { kind: "sum", terms, shape: jointShape(terms) };
}

/** Factors multiplied entry by entry; one factor is itself, none is one. */
export function productOf(factors: readonly Form[]): Form {
  if (factors.length === 0) return number(1);
  if (factors.length === 1) return factors[0];
  return { kind: "product", factors, shape: jointShape(factors) };
}

/** The form times −1. */
export function negative(form: Form): Form {
  return productOf([number(-1), form]);
}

/** The negative, a sign that stands in front taken away. */
export function opposite(form: Form): Form {
  if (form.kind !== "product" || !isNumber(form.factors[0], -1)) return negative(form);
  return productOf(form.factors.slice(1));
}

/** A constant power; the first power is the form itself. */
export function powerOf(base: Form, exponent: number): Form {
  return exponent === 1 ? base : { kind: "power", base, exponent, shape: base.shape };
}

/** A product of matrices, from left to right. */
export function matrixOf(factors: readonly Form[]): Form {
  if (factors.length === 1) return factors[0];
  return { kind: "matrix", factors, shape: factors.map(({ shape }) => shape).reduce(matrixShape) };
}

/** The last two axes exchanged. */
export function transposeOf(of: Form): Form {
  const { shape } = of;
  return shape.length < 2
    ? of
    : {
        kind: "transpose",
        of,
        shape: [...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]],
      };
}

/** The sum of entries along an axis, or of all. */
export function totalOf(of: Form, axis: number | undefined, keepdims: boolean): TotalForm {
  const kept = of.shape.flatMap((size, at) =>
    axis === undefined || at === axis ? (keepdims ? [1] : []) : [size],
  );
  return { kind: "total", of, axis, keepdims, shape: kept };
}

/** How many entries of `of` fall into one of its total. */
export function countIn({ of, axis }: TotalForm): number {
  return axis === undefined ? sizeOf(of.shape) : of.shape[axis];
}

/** The form copied until it has this shape; nothing where it has it already. */
export function stretched(form: Form, shape: Shape): Form {
  if (sameShape(form.shape, shape)) return form;
  return isNumber(form, 1) ? onesForm(shape) : productOf([form, onesForm(shape)]);
}

/** The shape that forms share after broadcasting. */
export function jointShape(forms: readonly Form[]): Shape {
  return forms.reduce<Shape>((shape, form) => {
    const joint = broadcast(shape, form.shape);
    if (joint === undefined) {
      throw new ShapeError(`formula: ${shapeText(shape)} and ${shapeText(form.shape)} do not broadcast`);
    }
    return joint;
  }, []);
}

/** The scalars among the factors of a product, and what is left of it in its shape. */
export function scalarsApart(form: Form): { readonly scalars: readonly Form[]; readonly rest: Form } {
  const scalars = form.kind === "product" ? form.factors.filter(({ shape }) => shape.length === 0) : [];
  if (form.kind !== "product" || scalars.length === 0) return { scalars: [], rest: form };
  const others = form.factors.filter(({ shape }) => shape.length > 0);
  return { scalars, rest: stretched(productOf(others), form.shape) };
}

/** Whether each entry depends on the entries of the parts at the same place only. */
export function isEntrywise(form: Form): boolean {
  return form.kind === "apply" ? form.operation.elementwise : ENTRYWISE.has(form.kind);
}

const ENTRYWISE: ReadonlySet<Form["kind"]> = new Set([
  "number",
  "symbol",
  "ones",
  "sum",
  "product",
  "power",
] as const);

/** Whether every factor is a matrix, so that brackets do not matter. */
export function isPlain({ factors }: MatrixForm): boolean {
  return factors.every(({ shape }) => shape.length === 2);
}

function matrixShape(a: Shape, b: Shape): Shape {
  const left = a.length === 1 ? [1, ...a] : a;
  const right = b.length === 1 ? [...b, 1] : b;
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2));
  if (
    batch === undefined ||
    left.length < 2 ||
    right.length < 2 ||
    left[left.length - 1] !== right[right.length - 2]
  ) {
    throw new ShapeError(`formula: ${shapeText(a)} × ${shapeText(b)} cannot be multiplied as matrices`);
  }
  const rows = a.length === 1 ? [] : [left[left.length - 2]];
  const columns = b.length === 1 ? [] : [right[right.length - 1]];
  return [...batch, ...rows, ...columns];
}
