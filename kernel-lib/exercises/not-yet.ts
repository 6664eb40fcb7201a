/** @file Lines that are true and do not pass yet: they go in a circle, or use an earlier line that is wrong. */

import { ancestors } from "../autodiff/trace.js";
import type { Dependence } from "../derivation/dependence.js";
import type { Form } from "../formula/form.js";
import { mentions } from "../formula/linear.js";
import { symbolsIn } from "./activation-mistakes.js";
import { textOf } from "./points.js";
import { stepOf, type Quantity } from "./quantities.js";
import { verdict, type Verdict } from "./verdict.js";

/** An earlier line, as far as later ones can follow from it. */
export interface Earlier {
  readonly number: number;
  readonly passed: boolean;
  readonly quantity: Quantity;
  readonly form: Form;
}

/** Why a line with the right value does not pass; undefined where it does. */
export function notYet(
  form: Form,
  quantity: Quantity,
  { found, earlier }: { readonly found: Dependence; readonly earlier: readonly Earlier[] },
): Verdict | undefined {
  const step = stepOf(quantity);
  const used = circular(form, quantity, found);
  if (used !== undefined) {
    const name = stepOf({ label: used, whole: used.startsWith("d_") });
    const parameters = { used: name, symbol: step, loss: textOf(found.output) };
    return verdict(step, { key: "circular", parameters });
  }
  const shaky = earlier.find(
    ({ passed, quantity: { whole, node } }) =>
      !passed && whole && node !== quantity.node && mentions(form, node.adjoint),
  );
  return (
    shaky && verdict(step, { key: "follows", parameters: { line: shaky.number } }, { follows: shaky.number })
  );
}

/** The derivative in a line that is only known once the line's own is: by the same tensor, or by one behind it. */
function circular(form: Form, { node, label }: Quantity, { named }: Dependence): string | undefined {
  const behind = new Set(ancestors(node.tensor));
  const later = [...named].flatMap(([text, tensor]) => (behind.has(tensor) ? [`d_${text}`] : []));
  return symbolsIn(form).find(({ text }) => text === label || later.includes(text))?.text;
}
