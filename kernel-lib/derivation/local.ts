/** @file Local derivatives: what one named tensor passes to the next, where that happens entry by entry. */

import type { Name } from "../tensor/name.js";
import { broadcast, sameShape } from "../tensor/shape.js";
import type { Operation } from "../tensor/operation.js";
import { isNumber, number, productOf, sumOf } from "../formula/build.js";
import type { Form, SymbolForm } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import { mentions, sameSymbol } from "../formula/linear.js";
import { splitCoefficient } from "../formula/terms.js";
import { meaningText } from "../writing/names.js";
import { simplifications, type Simplification } from "../formula/simplify.js";

/** ∂consumer/∂node, entry by entry. */
export interface LocalDerivative {
  /** ∂ŷ/∂z, with its definition. */
  readonly symbol: SymbolForm;
  /** The same written σ′(z), where the consumer is an activation of the node. */
  readonly prime?: SymbolForm | undefined;
  /** As the rule gives it, before anything is collected. */
  readonly written: Form;
  /** What shortens it to the definition. */
  readonly steps: readonly Simplification[];
}

/** The edge that a local derivative belongs to. */
export interface LocalContext {
  readonly consumer: { readonly name: Name; readonly adjoint: Form };
  readonly name: Name;
  readonly rows: readonly Operation[];
  /** Whether the consumer is the result and nothing else uses the tensor. */
  readonly alone: boolean;
  /** Where the consumer is the result: what else the tensor is used by. */
  readonly held: readonly Name[];
}

/** The contribution with the consumer's derivative divided out, where that is a factor of each of its terms. */
export function localDerivative(
  contribution: Form,
  { consumer, name, rows, alone, held }: LocalContext,
): LocalDerivative | undefined {
  // A reshape to a column would meet a 1-D tensor as an outer product.
  const joint = broadcast(consumer.adjoint.shape, contribution.shape);
  const meets = joint !== undefined && sameShape(joint, contribution.shape);
  const whole = meets ? withoutFactor(contribution, consumer.adjoint) : undefined;
  if (whole === undefined) return undefined;
  const steps = simplifications(whole);
  const definition = steps.at(-1)?.after ?? whole;
  // The derivative of the result by what it is directly made of is that of the result: one symbol, not two.
  const meaning: Meaning = alone
    ? { kind: "adjoint", output: consumer.name, by: name }
    : { kind: "local", of: consumer.name, by: name, ...(held.length > 0 && { held }) };
  const { shape } = contribution;
  const symbol: SymbolForm = { kind: "symbol", text: meaningText(meaning), meaning, definition, shape };
  const activation =
    rows.length === 1 && rows[0].elementwise && rows[0].pullbacks.length === 1 && rows[0].role === undefined
      ? rows[0]
      : undefined;
  const prime: SymbolForm | undefined = activation && {
    ...symbol,
    meaning: { kind: "local", of: consumer.name, by: name, activation },
  };
  return { symbol, prime, written: whole, steps };
}

/** The form divided by a symbol that is a factor of every term, in brackets as well; undefined where it is not. */
function withoutFactor(form: Form, factor: Form): Form | undefined {
  // The derivative of the result by itself is 1: nothing to divide out.
  if (factor.kind !== "symbol") return form;
  if (sameSymbol(form, factor)) return number(1);
  // A step is flat: whatever arrives, nothing is passed on.
  if (isNumber(splitCoefficient(form)[0], 0)) return number(0);
  if (form.kind === "sum") {
    const terms = form.terms.flatMap((term) => withoutFactor(term, factor) ?? []);
    return terms.length === form.terms.length ? sumOf(terms) : undefined;
  }
  if (form.kind !== "product") return undefined;
  const holding = form.factors.filter((part) => mentions(part, factor));
  const [own] = holding;
  const divided = holding.length === 1 ? withoutFactor(own, factor) : undefined;
  if (divided === undefined) return undefined;
  const rest = form.factors.flatMap((part) =>
    part !== own ? [part] : isNumber(divided, 1) ? [] : [divided],
  );
  return productOf(rest);
}
