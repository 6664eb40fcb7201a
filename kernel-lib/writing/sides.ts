/** @file One formula in all three styles of writing. */

import type { Form } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import { latexOf } from "./latex.js";
import { meaningLatex, meaningPlain, meaningSpoken } from "./names.js";
import { plainOf } from "./plain.js";
import type { RenderOptions } from "./render.js";
import { spokenOf } from "./spoken.js";

/** The same typeset, in plain text and read aloud. */
export interface Sides {
  readonly latex: string;
  readonly plain: string;
  readonly spoken: string;
}

/** A formula in every style. */
export function sidesOf(form: Form, options: RenderOptions = {}): Sides {
  return { latex: latexOf(form, options), plain: plainOf(form), spoken: spokenOf(form, options) };
}

/** A symbol in every style. */
export function meaningSides(meaning: Meaning): Sides {
  return { latex: meaningLatex(meaning), plain: meaningPlain(meaning), spoken: meaningSpoken(meaning) };
}

/** Two sides with the sign of equality between them. */
export function equation(left: Sides, right: Sides): Sides {
  return {
    latex: `${left.latex} = ${right.latex}`,
    plain: `${left.plain} = ${right.plain}`,
    spoken: `${left.spoken} equals ${right.spoken}`,
  };
}

/** Several, one after the other. */
export function listed(all: readonly Sides[]): Sides {
  return {
    latex: all.map(({ latex }) => latex).join(",\\quad "),
    plain: all.map(({ plain }) => plain).join(", "),
    spoken: all.map(({ spoken }) => spoken).join(", and "),
  };
}

/** Words beside a formula, typeset: signs that text does not have are set as formulas. */
export function wordsLatex(words: string): string {
  return `\\text{${words.replaceAll("⊙", "$\\odot$").replaceAll("σ", "$\\sigma$")}}`;
}
