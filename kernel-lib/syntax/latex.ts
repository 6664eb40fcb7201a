/** @file LaTeX, as a mathematics input emits it, turned into the tokens of student text. */

import { UsageError } from "../tensor/errors.js";
import type { Scope } from "./program.js";
import { lexemesOf, type Lexeme } from "./latex-lexer.js";
import { LatexCursor } from "./latex-cursor.js";
import { latexNames, withDerivatives, type LatexNames } from "./latex-names.js";
import { sign, type Place, type Token } from "./tokens.js";

/**
 * The tokens of a formula in LaTeX. What stands above and beside a letter belongs to its name: `W^{[1]}` is W1 and
 * `\hat{y}` is yhat; `^\top` and `^T` transpose; a `\sum` runs to the next + or −.
 * @throws UsageError for what has no meaning in a formula.
 */
export function latexTokens(latex: string, scope: Scope): Token[] {
  return withDerivatives(new Reader(lexemesOf(latex), scope).all(), scope);
}

const SIGNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries("+ - * / ( ) , = '".split(" ").map((text) => [text, text])),
  "\\cdot": "*",
  "\\times": "*",
  "\\odot": ".*",
  "\\circ": ".*",
  "\\oslash": "/",
  "\\div": "/",
  "\\prime": "'",
  "⊙": ".*",
  "·": "*",
};

const ENDS_SUM = /^(?:[-+),}]|\\rvert)$/u;

/** Commands that are words of mathematics or Greek letters. */
const WORD =
  /^\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|ell|partial|xi|pi|rho|sigma|tau|phi|omega|Sigma|ln|log|exp|sin|cos|tan|sinh|cosh|tanh|arcsin|arccos|arctan|max|min|det)$/u;

const FUNCTION = /^\\(?:ln|log|exp|sin|cos|tan|sinh|cosh|tanh|arcsin|arccos|arctan|det)$/u;

class Reader extends LatexCursor {
  private readonly names: LatexNames;

  constructor(lexemes: readonly Lexeme[], scope: Scope) {
    super(lexemes);
    this.names = latexNames(scope);
  }

  all(): Token[] {
    while (this.at < this.lexemes.length) this.element();
    return this.tokens;
  }

  private element(): void {
    const lexeme = this.lexemes[this.at];
    const { text } = lexeme;
    if (this.longest()) return;
    if (/^[\d.]$/u.test(text)) this.number();
    else if (text === "{") this.bracketed("}");
    else if (text === "(") this.bracketed(")");
    else if (text === "^") this.superscript();
    else if (text === "_") this.subscript();
    else if (Object.hasOwn(SIGNS, text)) this.put(sign(SIGNS[text], this.next()));
    else if (text === "\\lvert") this.absolute();
    else if (Object.hasOwn(this.commands, text)) this.commands[text]();
    else if (WORD.test(text)) this.wordCommand();
    else if (/^\p{L}$/u.test(text)) this.name(text, this.next());
    else throw this.failure(lexeme);
  }

  private readonly commands: Readonly<Record<string, () => void>> = {
    "\\frac": () => {
      this.fraction();
    },
    "\\sqrt": () => {
      const place = this.next();
      if (this.peek() === "[") throw this.failure(place);
      this.name("sqrt", place);
      this.argument();
    },
    "\\cancel": () => {
      this.next();
      this.argument();
    },
    "\\hat": () => {
      const place = this.next();
      this.name(`${this.word()}hat`, place);
    },
    "\\mathrm": () => {
      const place = this.next();
      this.name(this.word(), place);
    },
    "\\placeholder": () => {
      this.next();
      const isEmpty = this.peek() === "{" && this.lexemes.at(this.at + 1)?.text === "}";
      if (isEmpty) throw this.stillEmpty();
      this.argument();
    },
    "\\sum": () => {
      this.sum();
    },
  };

  /** A name that is written here in more than one lexeme, or a word of letters. */
  private longest(): boolean {
    const { lexemes, at } = this;
    const found = this.names.at(lexemes, at);
    if (found === undefined) return false;
    this.name(found.text, { start: lexemes[at].start, end: lexemes[at + found.length - 1].end });
    this.at += found.length;
    return true;
  }

  private fraction(): void {
    const place = this.next();
    this.put(sign("(", place));
    this.argument();
    this.put(sign("/", place));
    this.argument();
    this.put(sign(")", { start: this.lexemes[this.at - 1].end, end: this.lexemes[this.at - 1].end }));
  }

  /** What a command takes: a group, or one lexeme, such as each digit of \frac12. */
  private argument(): void {
    if (this.peek() === "{") {
      this.bracketed("}");
      return;
    }
    const place = this.lexemes.at(this.at);
    if (place === undefined) throw this.failure(undefined);
    this.put(sign("(", place));
    if (/^\d$/u.test(place.text)) this.put({ kind: "number", ...this.next() });
    else this.element();
    this.put(sign(")", place));
  }

  /** A Greek letter, or a function, which may have its argument without brackets: \log x. */
  private wordCommand(): void {
    const lexeme = this.next();
    const word = lexeme.text.slice(1);
    this.name(word, lexeme);
    if (FUNCTION.test(lexeme.text) && !/^[(^']$/u.test(this.peek())) this.argument();
  }

  private bracketed(end: string): void {
    this.put(sign("(", this.next()));
    this.until(end);
    this.put(sign(")", this.next()));
  }

  private absolute(): void {
    const place = this.next();
    this.name("abs", place);
    this.put(sign("(", place));
    this.until("\\rvert");
    this.put(sign(")", this.next()));
  }

  private until(end: string): void {
    while (this.peek() !== end) {
      if (this.at >= this.lexemes.length) throw this.failure(undefined);
      this.element();
    }
  }

  /** Layer and sample belong to the name; a transpose, a prime; otherwise a power. */
  private superscript(): void {
    const above = this.next();
    const grouped = this.peek() === "{";
    if (!grouped) {
      this.raised(above);
      return;
    }
    this.next();
    while (this.index()) {
      // Each index has become part of the name.
    }
    const named = this.peek() === "}";
    if (!named && this.peek() === "^") this.superscript();
    else if (!named) this.raised(above, "}");
    if (this.peek() !== "}") throw this.failure(this.lexemes.at(this.at));
    const { end } = this.next();
    const last = this.tokens.at(-1);
    if (named && last !== undefined) this.tokens.splice(-1, 1, { ...last, end });
  }

  /** What is raised: up to `until` in a group, one lexeme otherwise. */
  private raised(above: Place, until?: string): void {
    // An upright T is one as well.
    if (this.peek() === "\\mathrm" && this.lexemes.at(this.at + 1)?.text === "T") this.next();
    if (/^(?:\\top|T|\\prime|')$/u.test(this.peek())) this.put(sign("'", this.next()));
    else this.power(above, until !== undefined);
  }

  private index(): boolean {
    const [open, close] = this.peek() === "[" ? ["[", "]"] : ["(", ")"];
    const last = this.tokens.at(-1);
    const end = this.lexemes.findIndex(({ text }, at) => at > this.at && text === close);
    if (this.peek() !== open || end < 0 || last?.kind !== "name") return false;
    const inside = this.lexemes
      .slice(this.at + 1, end)
      .map(({ text }) => text)
      .join("");
    if (!/^[\p{L}\d]+$/u.test(inside)) return false;
    this.tokens.pop();
    this.put({
      ...last,
      text: `${last.text}${open === "[" ? "" : "_"}${inside}`,
      end: this.lexemes[end].end,
    });
    this.at = end + 1;
    return true;
  }

  private power(place: Place, grouped: boolean): void {
    const entrywise = this.peek() === "\\odot";
    if (entrywise) this.next();
    this.put(sign(entrywise ? ".^" : "^", place));
    if (!grouped) {
      this.argument();
      return;
    }
    this.put(sign("(", place));
    this.until("}");
    this.put(sign(")", place));
  }

  private subscript(): void {
    const below = this.next();
    const last = this.tokens.pop();
    if (last?.kind !== "name") throw this.failure(below);
    this.put({ ...last, text: `${last.text}_${this.word()}`, end: this.lexemes[this.at - 1].end });
  }

  /** Σ of what follows up to the next + or −; below it may stand what it runs over, the rows or the columns. */
  private sum(): void {
    const place = this.next();
    const axis = this.peek() === "_" ? this.below() : "";
    if (!["", "rows", "columns"].includes(axis) || this.peek() === "^")
      throw new UsageError(
        `formula: a sum over an index, at place ${place.start + 1}, is not read; write \\sum x for all entries, or \\sum_{\\text{rows}} and \\sum_{\\text{columns}}`,
      );
    this.name("sum", place);
    this.put(sign("(", place));
    while (this.at < this.lexemes.length && !ENDS_SUM.test(this.peek())) this.element();
    const end = this.lexemes[this.at - 1];
    // Sums along an axis stay matrices, as the lecture has them.
    if (axis !== "") this.settings({ axis: axis === "rows" ? "0" : "1", keepdims: "true" }, end);
    this.put(sign(")", end));
  }
}
