/** @file What occurs in a form: looked up before a rewriting is tried, because most find nothing to do. */

import { sizeOf } from "../tensor/shape.js";
import { parts, type Form } from "./form.js";

/** A kind of part, a way in which parts stand together, or an operation by its name. */
export type Feature =
  Form["kind"] | "below the line" | "stacked" | "turned call" | "one among matrices" | Call;

type Call = `${string}()`;

/** The feature that an operation of this name occurs. */
function callOf(name: string): Call {
  return `${name}()`;
}

/** Everything that occurs in a form. */
export function featuresOf(form: Form): ReadonlySet<Feature> {
  const found = new Set<Feature>();
  const seen = new Set<Form>();
  const visit = (part: Form): void => {
    if (seen.has(part)) return;
    seen.add(part);
    found.add(part.kind);
    for (const feature of ownFeatures(part)) found.add(feature);
    parts(part).forEach(visit);
  };
  visit(form);
  return found;
}

function ownFeatures(form: Form): readonly Feature[] {
  switch (form.kind) {
    case "power":
      return form.exponent < 0 ? ["below the line"] : [];
    case "transpose":
      return form.of.kind === "apply" ? ["turned call"] : [];
    case "matrix":
      return form.factors.some(({ shape }) => sizeOf(shape) === 1) ? ["one among matrices"] : [];
    case "apply": {
      const { name, role } = form.operation;
      const stacked = role?.kind === "rows stacked" || role?.kind === "columns stacked";
      return stacked ? [callOf(name), "stacked"] : [callOf(name)];
    }
    default:
      return [];
  }
}
