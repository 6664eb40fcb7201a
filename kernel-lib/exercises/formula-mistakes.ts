/** @file Mistakes in a formula as it is written: a sign, or a sum where a product is needed and the reverse. */

import { negative, productOf, sumOf, totalOf } from "../formula/build.js";
import type { ApplyForm, Form, TotalForm } from "../formula/form.js";
import { prod } from "../operations/rows.js";
import type { ForwardRule, Wrong } from "./forward-mistakes.js";

/** The whole value, or one of its terms, with the opposite sign. */
const opposite: ForwardRule = ({ text: symbol, definition }) => {
  const terms = (form: Form): Form[] => {
    if (form.kind === "total") return insideOf(form.of, terms).map((of) => ({ ...form, of }));
    if (form.kind !== "sum") return [];
    return form.terms.map((term) => sumOf(form.terms.map((each) => (each === term ? negative(term) : each))));
  };
  const wrong = [negative(definition), ...insideOf(definition, terms)];
  return wrong.map((form): Wrong => ({ code: "opposite", form, parameters: { symbol } }));
};

const [SUM, PRODUCT] = ["a sum", "a product"];

/** A sum for a product, or a product for a sum, of two things or of all entries. */
const otherJoin: ForwardRule = ({ text: symbol, definition }) => {
  const joined = (form: Form): Form[] => {
    if (form.kind === "sum") return [productOf(form.terms)];
    if (form.kind === "total") return [productOfAll(form)];
    if (isProductOfAll(form))
      return [totalOf(form.inputs[0], axisOf(form), form.settings["keepdims"] === true)];
    return form.kind === "product" ? [sumOf(form.factors)] : [];
  };
  return insideOf(definition, (form) => joined(form)).map((form): Wrong => {
    const adds = ["product", "apply"].includes(core(definition).kind);
    const [used, needed] = adds ? [SUM, PRODUCT] : [PRODUCT, SUM];
    return { code: "other-join", form, parameters: { symbol, used, needed } };
  });
};

/** The rules for formulas, beside those for values. */
export const FORMULA_RULES: readonly ForwardRule[] = [opposite, otherJoin];

/** A form changed where it is more than a number times something: at its core. */
function insideOf(form: Form, change: (core: Form) => readonly Form[]): Form[] {
  const inner = core(form);
  return inner === form || form.kind !== "product"
    ? [...change(form)]
    : change(inner).map((changed) =>
        productOf(form.factors.map((factor) => (factor === inner ? changed : factor))),
      );
}

/** What a number multiplies, where it is a single factor; otherwise the form itself. */
function core(form: Form): Form {
  if (form.kind !== "product") return form;
  const others = form.factors.filter(({ kind }) => kind !== "number");
  return others.length === 1 ? others[0] : form;
}

function productOfAll({ of, axis, keepdims, shape }: TotalForm): ApplyForm {
  const settings = { ...(axis !== undefined && { axis }), ...(keepdims && { keepdims }) };
  return { kind: "apply", operation: prod.row, inputs: [of], settings, shape };
}

function isProductOfAll(form: Form): form is ApplyForm {
  return form.kind === "apply" && form.operation === prod.row;
}

function axisOf({ settings }: ApplyForm): number | undefined {
  return typeof settings["axis"] === "number" ? settings["axis"] : undefined;
}
