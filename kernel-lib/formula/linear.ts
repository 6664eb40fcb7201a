/** @file Forms that are linear in some symbols, as a derivative is in those that it is made of: taken apart by symbol. */

import { stretched, sumOf } from "./build.js";
import { parts, rewrite, withParts, type Form, type SymbolForm } from "./form.js";

/** Whether a symbol occurs in a form. */
export function mentions(form: Form, symbol: Form): boolean {
  const seen = new Set<Form>();
  const visit = (part: Form): boolean => {
    if (seen.has(part)) return false;
    seen.add(part);
    return part === symbol || sameSymbol(part, symbol) || parts(part).some(visit);
  };
  return visit(form);
}

/** Whether two forms are one symbol. */
export function sameSymbol(form: Form, symbol: Form): boolean {
  return form.kind === "symbol" && symbol.kind === "symbol" && form.text === symbol.text;
}

/** The form with another in the place of a symbol. */
export function putIn(form: Form, text: string, other: Form): Form {
  return rewrite(form, (part) => (part.kind === "symbol" && part.text === text ? other : part));
}

/**
 * The form where these symbols are 0; undefined where nothing is left.
 * Only a sum goes on without one of its parts: all else that is linear is 0 where one part is.
 */
export function withoutSymbols(form: Form, symbols: readonly Form[]): Form | undefined {
  if (form.kind === "symbol") return symbols.some((symbol) => sameSymbol(form, symbol)) ? undefined : form;
  const before = parts(form);
  const left = before.flatMap((part) => withoutSymbols(part, symbols) ?? []);
  if (left.length === before.length) return withParts(form, left);
  return form.kind === "sum" && left.length > 0 ? stretched(sumOf(left), form.shape) : undefined;
}

/** The terms with this symbol, wherever in the form they are added; undefined where there are none. */
export function linearIn(form: Form, symbol: SymbolForm): Form | undefined {
  if (!mentions(form, symbol)) return undefined;
  if (form.kind !== "sum")
    return withParts(
      form,
      parts(form).map((part) => linearIn(part, symbol) ?? part),
    );
  return stretched(sumOf(form.terms.flatMap((term) => linearIn(term, symbol) ?? [])), form.shape);
}
