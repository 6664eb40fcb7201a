/** @file Names: the symbol that the lecture uses for a tensor, kept as fields and never parsed as powers. */

import { UsageError } from "./errors.js";

/** What stands beside the letter: `{ layer: 1 }` gives W^{[1]}, `{ sample: 2 }` gives x^{(2)}, `{ hat: true }` ŷ. */
export interface NameParts {
  readonly layer?: number;
  readonly sample?: number | string;
  readonly hat?: boolean;
  /** A fact that formulas may use: the entries of each column, or of each row, add up to 1, as one-hot labels do. */
  readonly sumsToOne?: "columns" | "rows";
  /** A fact that notation may use: each column of a matrix is one example. */
  readonly examples?: "columns";
  /** A fact that formulas may use: a matrix that equals its transpose. */
  readonly symmetric?: boolean;
  /** How the symbol is typeset, where the letter and the fields do not say it, e.g. `"\\theta_0"`. */
  readonly latex?: string;
}

/** A symbol as it is written in every style. */
export interface WrittenSymbol {
  readonly latex: string;
  readonly plain: string;
  readonly spoken: string;
}

/** A symbol: its letter or word, and what stands beside it. */
export interface Name extends NameParts {
  readonly base: string;
  /** Letters of the entry that is meant, where a formula is written entry by entry: W_{ij}. */
  readonly entry?: readonly string[];
  /** Another symbol that is shown in place of all this. */
  readonly written?: WrittenSymbol | undefined;
}

const COMBINING_CIRCUMFLEX = "\u0302";

/**
 * The name for a letter or word as students type it; `"ŷ"`, `"yhat"` and `"y"` with `{ hat: true }` are one name.
 * @throws UsageError if nothing is left of the name, or it holds a character no symbol has.
 */
export function makeName(written: string, parts: NameParts = {}): Name {
  const decomposed = written.trim().normalize("NFD");
  const marked = decomposed.endsWith(COMBINING_CIRCUMFLEX);
  const spelled = /^\p{L}hat$/u.test(decomposed);
  const base = marked
    ? decomposed.slice(0, -1)
    : spelled
      ? decomposed.slice(0, -3)
      : decomposed.normalize("NFC");
  if (!/^\p{L}[\p{L}\p{N}_]*$/u.test(base)) {
    throw new UsageError(
      `named: "${written}" is not a symbol; give a letter or a word such as "W" or "loss", and index it with { layer: 1 } or { sample: 2 }`,
    );
  }
  return marked || spelled ? { ...parts, base, hat: true } : { ...parts, base };
}

const GREEK: Readonly<Record<string, string>> = {
  ℓ: "ell",
  α: "alpha",
  β: "beta",
  γ: "gamma",
  λ: "lam",
  σ: "sigma",
  μ: "mu",
  θ: "theta",
};

/** The index of a layer or an example where a name is written as in the lecture: the `[1]` of `W^[1]`. */
export const INDEX = /\^([[(]\w+[\])])/g;

/** The name as it is typed in plain text: `W1`, `yhat`, `ell`; sample 2 of x is `x_2`. */
export function nameText({ base, layer, sample, hat }: Name): string {
  const letters = GREEK[base] ?? base;
  return `${letters}${hat ? "hat" : ""}${layer ?? ""}${sample === undefined ? "" : `_${sample}`}`;
}
