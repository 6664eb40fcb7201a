/** @file Steps that put equals in for equals, one after the other. */

import { sameForm, type Form } from "./form.js";
import { mentions } from "./linear.js";
import { simplifications, type Simplification } from "./simplify.js";

/** The rewriting, by those equations of which a symbol goes or comes, and what it allows to shorten. */
export function rewritten(
  { rule, uses }: Required<Pick<Simplification, "rule" | "uses">>,
  before: Form,
  after: Form,
): Simplification[] {
  if (sameForm(before, after)) return [];
  const changed = uses.filter(({ symbol }) => mentions(before, symbol) !== mentions(after, symbol));
  return [{ rule, before, after, uses: changed.length > 0 ? changed : uses }, ...simplifications(after)];
}

/** The form that steps end with; the one they begin with where there are none. */
export function last(steps: readonly Simplification[], form: Form): Form {
  return steps.at(-1)?.after ?? form;
}
