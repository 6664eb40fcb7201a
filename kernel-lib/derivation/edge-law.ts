/** @file The law that leads from what one tensor receives to what it passes on. */

import { parts, type Form } from "../formula/form.js";
import type { Edge } from "./dependence.js";

/** The laws on the way, each once; the sum rule only where there is no other. */
export function lawOf({ rows, contribution, local }: Edge): string {
  const laws = [...new Set(rows.map(({ law }) => law))];
  const telling = laws.filter((law) => law !== "sum rule" && law !== "constant factor");
  const reduces = rows.some(({ role }) => role?.kind === "total" || role?.kind === "mean");
  if (local === undefined && !reduces && holdsTotal(contribution))
    telling.push("a copied entry collects from all copies");
  return (telling.length > 0 ? telling : laws.slice(0, 1)).join(", ");
}

/** Whether a sum over entries occurs: the mark of an input that was broadcast. */
function holdsTotal(form: Form): boolean {
  return form.kind === "total" || parts(form).some(holdsTotal);
}
