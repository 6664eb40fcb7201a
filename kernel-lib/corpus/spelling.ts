/** @file Formulas of the corpus written as a student types them and in LaTeX, in the spellings that both allow. */

import { nameLatex } from "../writing/names.js";
import type { Syntax } from "../syntax/grammar.js";
import type { Scope } from "../syntax/program.js";

/** How a formula is spelled. */
export interface SpellingOptions {
  readonly scope: Scope;
  /** Chooses among spellings of one meaning: a number from 0 up to, not including, 1. */
  readonly chance: () => number;
  /** Powers and sums as they are written most often, where a matrix makes that mean something else. */
  readonly careless?: boolean;
}

/** A part that is written, and how tightly it holds together: sum 1, product 2, fraction 3, power 4, whole 5. */
interface Spelled {
  readonly text: string;
  readonly binding: number;
}

/** What the two ways of writing differ in. */
interface Dialect {
  readonly name: (name: string, scope: Scope) => string;
  readonly word: (word: string) => string;
  readonly brackets: (inside: string) => string;
  /** Signs of the product of matrices or by a number; a space is none. */
  readonly products: readonly string[];
  readonly entrywise: readonly string[];
  readonly transposes: readonly string[];
  readonly quotient: (above: Spelled, below: Spelled) => Spelled;
  readonly power: (base: string, exponent: string, entrywise: boolean) => string;
  /** Calls that have a sign of their own; the others are a word with brackets. */
  readonly signs: Readonly<Record<string, (inside: string) => string>>;
  /** The sum over all entries, or along an axis that is kept, where there is a sign for it: no axis has one but 0 and 1. */
  readonly total?: (inside: string, axis: number | undefined) => string | undefined;
}

/** A formula as a student types it: `1/m (yhat - y) A1'`. */
export function studentText(syntax: Syntax, options: SpellingOptions): string {
  return new Speller(STUDENT, options).write(syntax).text;
}

/** A formula in LaTeX: `\frac{1}{m}\,(\hat{y} - y)\,{A^{[1]}}^{\top}`. */
export function latexText(syntax: Syntax, options: SpellingOptions): string {
  return new Speller(LATEX, options).write(syntax).text;
}

const STUDENT: Dialect = {
  name: (name) => name,
  word: (word) => word,
  brackets: (inside) => `(${inside})`,
  products: [" ", " * ", "·"],
  entrywise: [" .* ", " ⊙ ", "∘"],
  transposes: ["'", "ᵀ", "^T"],
  quotient: (above, below) => ({ text: `${held(above, 2)} / ${held(below, 3)}`, binding: 2 }),
  power: (base, exponent, entrywise) => `${base} ${entrywise ? ".^" : "^"} ${exponent}`,
  signs: { sigmoid: (inside) => `σ(${inside})`, log: (inside) => `ln(${inside})` },
};

const FUNCTIONS = ["log", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "det"];

const LATEX: Dialect = {
  name: (name, scope) => nameLatex(scope.get(name)?.name ?? { base: name }),
  word: (word) => `\\operatorname{${word.replaceAll("_", "\\_")}}`,
  brackets: (inside) => `\\left(${inside}\\right)`,
  products: ["\\,", " ", "\\cdot "],
  entrywise: ["\\odot ", "\\circ "],
  transposes: ["^{\\top}", "^T", "^{\\mathsf{T}}"],
  quotient: ({ text: above }, { text: below }) => ({ text: `\\frac{${above}}{${below}}`, binding: 3 }),
  power: (base, exponent, entrywise) => `${base}^{${entrywise ? "\\odot " : ""}${exponent}}`,
  signs: {
    sqrt: (inside) => `\\sqrt{${inside}}`,
    abs: (inside) => `\\left|${inside}\\right|`,
    sigmoid: (inside) => `\\sigma\\left(${inside}\\right)`,
    ...Object.fromEntries(
      FUNCTIONS.map((name) => [name, (inside: string) => `\\${name}\\left(${inside}\\right)`]),
    ),
  },
  total: (inside, axis) => {
    if (axis === undefined) return `\\sum ${inside}`;
    const along = ["rows", "columns"].at(axis);
    return axis < 0 || along === undefined ? undefined : `\\sum_{\\text{${along}}} ${inside}`;
  },
};

class Speller {
  constructor(
    private readonly dialect: Dialect,
    private readonly options: SpellingOptions,
  ) {}

  write(syntax: Syntax): Spelled {
    const { dialect, options } = this;
    switch (syntax.kind) {
      case "number":
        return { text: String(syntax.value), binding: 5 };
      case "name": {
        const text = dialect.name(syntax.name, options.scope);
        return { text, binding: text.includes("^") ? 4 : 5 };
      }
      case "negative":
        return { text: `-${this.held(syntax.of, 2)}`, binding: 1 };
      case "transpose":
        return { text: `${this.raised(syntax.of)}${this.choice(dialect.transposes)}`, binding: 4 };
      case "binary":
        return this.binary(syntax);
      case "call":
        return this.call(syntax);
    }
  }

  private binary({ sign, left, right }: Extract<Syntax, { kind: "binary" }>): Spelled {
    const { dialect, options } = this;
    switch (sign) {
      case "+":
      case "-":
        return { text: `${this.held(left, 1)} ${sign} ${this.held(right, 2)}`, binding: 1 };
      case "/":
        return dialect.quotient(this.write(left), this.write(right));
      case "**":
      case "^": {
        const exponent = this.write(right);
        const text = dialect.power(this.raised(left), held(exponent, 5), options.careless !== true);
        return { text, binding: 4 };
      }
      default: {
        const signs = sign === "*" ? dialect.entrywise : dialect.products;
        return { text: this.joined(this.held(left, 2), this.held(right, 3), signs), binding: 2 };
      }
    }
  }

  /** Two factors; without a sign between two numbers they would be read as one. */
  private joined(left: string, right: string, signs: readonly string[]): string {
    const numbers = /\d$/.test(left) && /^[\d.]/.test(right);
    return `${left}${numbers ? signs[signs.length - 1] : this.choice(signs)}${right}`;
  }

  private call({ name, inputs, settings }: Extract<Syntax, { kind: "call" }>): Spelled {
    const { dialect, options } = this;
    const axis = Object.hasOwn(settings, "axis") ? Number(settings["axis"]) : undefined;
    const kept = axis === undefined || settings["keepdims"] === true || options.careless === true;
    const total =
      name === "sum" && kept && dialect.total !== undefined && options.chance() < 0.7
        ? dialect.total(this.held(inputs[0], 2), axis)
        : undefined;
    if (total !== undefined) return { text: total, binding: 1 };
    const inside = inputs.map((input) => this.write(input).text);
    const taken = name === "sigmoid" && options.scope.has("sigma");
    const signed =
      Object.hasOwn(dialect.signs, name) && inputs.length === 1 && Object.keys(settings).length === 0;
    if (signed && !taken) return { text: dialect.signs[name](inside[0]), binding: 5 };
    const set = Object.entries(settings).map(([key, value]) => `${key}=${String(value)}`);
    const text = `${dialect.word(name)}${dialect.brackets([...inside, ...set].join(", "))}`;
    return { text, binding: 5 };
  }

  private held(part: Syntax, least: number): string {
    return held(this.write(part), least, this.dialect.brackets);
  }

  /** What stands below a power or a transpose. */
  private raised(part: Syntax): string {
    const spelled = this.write(part);
    // A name with a superscript may stand in braces as well: {A^{[1]}}^{\top}.
    if (part.kind === "name" && spelled.binding < 5 && this.options.chance() < 0.5)
      return `{${spelled.text}}`;
    return held(spelled, 5, this.dialect.brackets);
  }

  private choice<Choice>(among: readonly Choice[]): Choice {
    return among[Math.floor(this.options.chance() * among.length)];
  }
}

function held({ text, binding }: Spelled, least: number, brackets = STUDENT.brackets): string {
  return binding < least ? brackets(text) : text;
}
