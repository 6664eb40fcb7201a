/** @file Forms: formulas as plain data, with sums and products of any length so that algebra can be done on them. */

import type { Operation, Settings } from "../tensor/operation.js";
import type { Meaning } from "./meaning.js";
import { lettersOf, type Index, type Places } from "./places.js";
import { sameShape, type Shape } from "../tensor/shape.js";

/** A constant, kept as a fraction so that 1/3 stays 1/3. */
export interface NumberForm {
  readonly kind: "number";
  readonly numerator: number;
  readonly denominator: number;
  readonly shape: Shape;
}

/** A symbol; one that was established in a derivation carries its definition. */
export interface SymbolForm {
  readonly kind: "symbol";
  /** Its plain text, unique in one derivation: `W1`, `d_z1`, `d_A1_d_z1`. */
  readonly text: string;
  readonly meaning: Meaning;
  readonly definition?: Form | undefined;
  readonly shape: Shape;
}

/** Ones of a shape, 𝟏. */
export interface OnesForm {
  readonly kind: "ones";
  readonly shape: Shape;
}

/** The identity matrix I. */
export interface IdentityForm {
  readonly kind: "identity";
  readonly shape: Shape;
}

/** Terms added with broadcasting. */
export interface SumForm {
  readonly kind: "sum";
  readonly terms: readonly Form[];
  readonly shape: Shape;
}

/** Factors multiplied entry by entry with broadcasting; a number among them is the coefficient. */
export interface ProductForm {
  readonly kind: "product";
  readonly factors: readonly Form[];
  readonly shape: Shape;
}

/** A constant power, entry by entry. */
export interface PowerForm {
  readonly kind: "power";
  readonly base: Form;
  readonly exponent: number;
  readonly shape: Shape;
}

/** Factors multiplied as matrices, from left to right. */
export interface MatrixForm {
  readonly kind: "matrix";
  readonly factors: readonly Form[];
  readonly shape: Shape;
}

/** The last two axes exchanged. */
export interface TransposeForm {
  readonly kind: "transpose";
  readonly of: Form;
  readonly shape: Shape;
}

/** The sum of entries along one axis, or of all of them. */
export interface TotalForm {
  readonly kind: "total";
  readonly of: Form;
  readonly axis: number | undefined;
  readonly keepdims: boolean;
  readonly shape: Shape;
}

/** Any other operation; it equals only itself. */
export interface ApplyForm {
  readonly kind: "apply";
  readonly operation: Operation;
  readonly inputs: readonly Form[];
  readonly settings: Settings;
  readonly shape: Shape;
}

/** One entry of a tensor: of a symbol, of the identity (δ), or of an operation that is not entry by entry. */
export interface EntryForm {
  readonly kind: "entry";
  readonly of: SymbolForm | IdentityForm | ApplyForm;
  readonly at: Places;
  /** Of ∂a/∂z, which entry of a is meant, where `at` says which of z. */
  readonly above?: Places | undefined;
  readonly shape: Shape;
}

/** The sum of a number over indices. */
export interface OverForm {
  readonly kind: "over";
  readonly indices: readonly Index[];
  readonly of: Form;
  readonly shape: Shape;
}

/** A formula. */
export type Form =
  | NumberForm
  | SymbolForm
  | OnesForm
  | IdentityForm
  | SumForm
  | ProductForm
  | PowerForm
  | MatrixForm
  | TransposeForm
  | TotalForm
  | ApplyForm
  | EntryForm
  | OverForm;

/** The parts a form is made of. */
export function parts(form: Form): readonly Form[] {
  switch (form.kind) {
    case "number":
    case "symbol":
    case "ones":
    case "identity":
    case "entry":
      return [];
    case "sum":
      return form.terms;
    case "product":
    case "matrix":
      return form.factors;
    case "power":
      return [form.base];
    case "transpose":
    case "total":
    case "over":
      return [form.of];
    case "apply":
      return form.inputs;
  }
}

/** The same form over other parts; the form itself where nothing changed. */
export function withParts(form: Form, next: readonly Form[]): Form {
  if (parts(form).every((part, at) => part === next[at])) return form;
  switch (form.kind) {
    case "number":
    case "symbol":
    case "ones":
    case "identity":
    case "entry":
      return form;
    case "sum":
      return { ...form, terms: next };
    case "product":
    case "matrix":
      return { ...form, factors: next };
    case "power":
      return { ...form, base: next[0] };
    case "transpose":
    case "total":
    case "over":
      return { ...form, of: next[0] };
    case "apply":
      return { ...form, inputs: next };
  }
}

/** Every form inside and the form itself rewritten from the inside out; shared parts are rewritten once. */
export function rewrite(form: Form, rule: (form: Form) => Form): Form {
  const done = new Map<Form, Form>();
  const visit = (part: Form): Form => {
    const before = done.get(part);
    if (before !== undefined) return before;
    const after = rule(withParts(part, parts(part).map(visit)));
    done.set(part, after);
    return after;
  };
  return visit(form);
}

const keys = new WeakMap<Form, string>();
/** Short keys in place of long ones, so that a key does not grow with the formula. */
const shortened = new Map<string, string>();
/** Keys up to this length are kept as they are. */
const LONGEST_KEY = 200;

/** A text that two forms share exactly when they are the same up to the order of terms and factors. */
export function keyOf(form: Form): string {
  const known = keys.get(form);
  if (known !== undefined) return known;
  const key = short(makeKey(form));
  keys.set(form, key);
  return key;
}

function short(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  const known = shortened.get(key) ?? `#${shortened.size}`;
  shortened.set(key, known);
  return known;
}

function makeKey(form: Form): string {
  switch (form.kind) {
    case "number":
      return `${form.numerator}/${form.denominator}`;
    case "symbol":
      return form.text;
    case "ones":
      return `1[${form.shape.join()}]`;
    case "identity":
      return `I[${form.shape[0]}]`;
    case "sum":
      return `(+ ${form.terms.map(keyOf).sort().join(" ")})`;
    case "product":
      return `(* ${form.factors.map(keyOf).sort().join(" ")})`;
    case "power":
      return `(^ ${keyOf(form.base)} ${form.exponent})`;
    case "matrix":
      return `(@ ${form.factors.map(keyOf).join(" ")})`;
    case "transpose":
      return `(T ${keyOf(form.of)})`;
    case "total":
      return `(Σ${form.axis ?? ""}${form.keepdims ? "k" : ""} ${keyOf(form.of)})`;
    case "entry":
      return `(${keyOf(form.of)} ${lettersOf(form.at).join()})`;
    case "over":
      return `(Σ ${lettersOf(form.indices).join()} ${keyOf(form.of)})`;
    case "apply":
      return `(${form.operation.name} ${form.inputs.map(keyOf).join(" ")} ${JSON.stringify(form.settings)})`;
  }
}

/** Whether two forms are the same up to the order of terms and factors, and of one shape. */
export function sameForm(a: Form, b: Form): boolean {
  return a === b || (sameShape(a.shape, b.shape) && keyOf(a) === keyOf(b));
}
