/** @file Claims beyond a gradient: a formula against numbers that were found without one, at both points. */

import { distance } from "../autodiff/check.js";
import { secondPoint } from "../autodiff/second-point.js";
import { evaluate, shapedLike, type Environment } from "../formula/evaluate.js";
import type { Form, SymbolForm } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import type { Tensor } from "../tensor/tensor.js";
import { meaningText } from "../writing/names.js";
import { Derivation, type Line } from "./derivation.js";
import { disagrees, LINE_TOLERANCE } from "./verify.js";

/** Seed of the second point, so that a derivation is the same every time. */
const SEED = 1;

/** A formula, and numbers that it must have wherever its symbols take values. */
export interface Claim {
  readonly form: Form;
  readonly environment: Environment;
  /** What each tensor becomes at the second point. */
  readonly moved: ReadonlyMap<Tensor, Tensor>;
  /** The numbers at a point, from what each tensor is there. */
  readonly numbers: (at: (tensor: Tensor) => Tensor) => Tensor;
}

/** The value of a claim at the data, and how far it was found from its numbers. */
export interface Kept {
  readonly value: Tensor;
  readonly lines: number;
  readonly secondPoint: number;
}

/**
 * Checks a claim at both points.
 * @throws Error if it disagrees: a fault of this library, never shown as a formula.
 */
export function kept({ form, environment, moved, numbers }: Claim): Kept {
  const valueAt = (at: (tensor: Tensor) => Tensor): readonly [Tensor, number] => {
    const expected = numbers(at);
    const symbols = new Map([...environment].map(([text, tensor]) => [text, at(tensor)]));
    const value = shapedLike(evaluate(form, symbols), expected);
    const apart = distance(value, expected);
    if (apart > LINE_TOLERANCE) throw disagrees(form, `differs from numbers found without it by ${apart}`);
    return [value, apart];
  };
  const [value, lines] = valueAt((tensor) => tensor);
  const [, secondPoint] = valueAt((tensor) => moved.get(tensor) ?? tensor);
  return { value, lines, secondPoint };
}

/** Values of the data behind a tensor at a seeded second point near them. */
export function dataElsewhere(tensor: Tensor, source: Tensor): ReadonlyMap<Tensor, Tensor> {
  const values = secondPoint(tensor, SEED, source);
  return new Map([...values].filter(([{ trace, name }]) => trace === undefined && name !== undefined));
}

/** A line that establishes a quantity of its own. */
export function establishing(
  rule: string,
  meaning: Meaning,
  { form, value }: { form: Form; value: Tensor },
): Line {
  const { shape } = value;
  const symbol: SymbolForm = { kind: "symbol", text: meaningText(meaning), meaning, definition: form, shape };
  return { rule, show: "plain", of: symbol, after: form, value, shape, unfolded: [] };
}

/** A derivation with other lines, which ends with what was claimed. */
export function claiming(
  { dependence, verification, options }: Pick<Derivation, "dependence" | "verification" | "options">,
  lines: readonly Line[],
  { textbook, closed, of, found }: { textbook: Form; closed: Form; of: Meaning; found: Kept },
): Derivation {
  const worst = {
    ...verification,
    lines: Math.max(verification.lines, found.lines),
    secondPoint: Math.max(verification.secondPoint, found.secondPoint),
  };
  return new Derivation(dependence, lines, textbook, closed, worst, options, of);
}
