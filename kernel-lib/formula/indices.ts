/** @file Sums over indices: joined, with δ put in, constants in front, and counted where nothing varies. */

import { isNumber, number, productOf } from "./build.js";
import { rewrite, type EntryForm, type Form } from "./form.js";
import { type Index, type Places } from "./places.js";
import { times } from "./terms.js";

/** The product of entries: sums among the factors run over the whole product, constants stand in front. */
export function multiplied(factors: readonly Form[]): Form {
  let coefficient = number(1);
  const indices: Index[] = [];
  const rest: Form[] = [];
  const visit = (factor: Form): void => {
    if (factor.kind === "number") coefficient = times(coefficient, factor);
    else if (factor.kind === "product") factor.factors.forEach(visit);
    else if (factor.kind === "over") {
      indices.push(...factor.indices);
      visit(factor.of);
    } else rest.push(factor);
  };
  factors.forEach(visit);
  if (isNumber(coefficient, 0)) return number(0);
  const summed = over(indices, rest);
  return scaled(coefficient, summed);
}

/** The sum of an entry over these places; those of an axis of size 1 add nothing. */
export function added(places: Places, of: Form): Form {
  const indices = places.filter((place) => place !== undefined);
  if (indices.length === 0) return of;
  return multiplied([{ kind: "over", indices, of, shape: [] }]);
}

/** Σ over the indices of a product: Σ_k δ_{ik} x_k = x_i, and an index that does not occur counts. */
function over(indices: readonly Index[], factors: readonly Form[]): Form {
  const [first, ...others] = indices;
  if (indices.length === 0) return productOf(factors);
  const delta = factors.find((factor): factor is EntryForm => isDelta(factor, first));
  if (delta !== undefined) {
    const rest = factors.filter((factor) => factor !== delta);
    const other = delta.at.find((place) => place?.letter !== first.letter);
    return over(
      others,
      rest.map((factor) => replaced(factor, first, other)),
    );
  }
  const inside = over(others, factors);
  if (!uses(inside, first)) return multiplied([number(first.size), inside]);
  const body = inside.kind === "over" ? inside : undefined;
  return { kind: "over", indices: [first, ...(body?.indices ?? [])], of: body?.of ?? inside, shape: [] };
}

function scaled(coefficient: ReturnType<typeof number>, form: Form): Form {
  if (isNumber(coefficient, 1)) return form;
  if (isNumber(form, 1)) return coefficient;
  return form.kind === "number"
    ? times(coefficient, form)
    : productOf([coefficient, ...(form.kind === "product" ? form.factors : [form])]);
}

function isDelta(form: Form, index: Index): form is EntryForm {
  return form.kind === "entry" && form.of.kind === "identity" && uses(form, index);
}

/** Whether an index occurs. */
function uses(form: Form, { letter }: Index): boolean {
  let found = false;
  rewrite(form, (part) => {
    if (part.kind === "entry")
      found ||= [...part.at, ...(part.above ?? [])].some((at) => at?.letter === letter);
    return part;
  });
  return found;
}

/** The form with one index in the place of another. */
function replaced(form: Form, from: Index, to: Index | undefined): Form {
  const move = (places: Places): Places => places.map((at) => (at?.letter === from.letter ? to : at));
  return rewrite(form, (part) => {
    if (part.kind !== "entry") return part;
    const at = move(part.at);
    if (part.of.kind === "identity" && at[0]?.letter === at[1]?.letter) return number(1);
    return { ...part, at, above: part.above && move(part.above) };
  });
}
