/** @file Shapes of forms that may not fit. */

import type { Form } from "../formula/form.js";
import { broadcast, type Shape } from "../tensor/shape.js";

/** The shape after broadcasting; undefined where two do not fit. */
export function jointOrNone(forms: readonly Form[]): Shape | undefined {
  return forms.reduce<Shape | undefined>(
    (shape, form) => (shape === undefined ? undefined : broadcast(shape, form.shape)),
    [],
  );
}
