/** @file Which derivatives of activations may stay σ′(z) in a formula. */

import { keyOf, rewrite, type Form } from "../formula/form.js";
import { factorsOf } from "../formula/terms.js";
import type { LocalDerivative } from "./local.js";

/** The local derivatives, by the text of their symbols, whose every factor is still there when all is cancelled. */
export function lastingPrimes(shortest: Form, locals: ReadonlyMap<string, LocalDerivative>): Set<string> {
  const present = new Set<string>();
  rewrite(shortest, (part) => {
    const keys = factorKeys(part);
    for (const [text, { prime, symbol }] of locals) {
      // exp′(z) = e says less than e.
      if (prime === undefined || symbol.definition === undefined || symbol.definition.kind === "symbol")
        continue;
      const wanted = factorKeys(symbol.definition);
      if (wanted.size > 0 && [...wanted].every((key) => keys.has(key))) present.add(text);
    }
    return part;
  });
  return present;
}

function factorKeys(form: Form): Set<string> {
  return new Set(factorsOf(form).factors.map(({ base, exponent }) => `${keyOf(base)}^${exponent}`));
}
