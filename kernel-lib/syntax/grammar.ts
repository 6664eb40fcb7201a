/** @file The corpus grammar, a subset of Python's expressions: from text to a syntax tree. */

import { UsageError } from "../tensor/errors.js";
import type { Place } from "./tokens.js";

/** An expression as it is written; student text and LaTeX keep the place of each part. */
export type Syntax = Expression & { readonly place?: Place };

type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negative" | "transpose"; readonly of: Syntax }
  | { readonly kind: "binary"; readonly sign: Sign; readonly left: Syntax; readonly right: Syntax }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly inputs: readonly Syntax[];
      readonly settings: Readonly<Record<string, number | boolean>>;
    };

/**
 * An operator between two operands. The corpus grammar says entry by entry (`*`, `**`) or matrix product (`@`);
 * where students write a product or a power, the shapes decide: `·` and `^`.
 */
export type Sign = "+" | "-" | "*" | "/" | "@" | "**" | "·" | "^";

/** Bound names in order, then the expression whose value counts. */
export interface Program {
  readonly bindings: readonly { readonly name: string; readonly value: Syntax }[];
  readonly result: Syntax;
}

const TOKEN = /\s*(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+|[A-Za-z_]\w*|\*\*|[-+*/@().,;=])/gy;

/**
 * Parses `name = expr; … expr`. `*` and `/` act entry by entry, `@` multiplies matrices, all three bind alike and
 * from the left; `**` binds tighter, `.T` tightest.
 *
 * @throws UsageError where the text is not in the grammar, naming the place.
 */
export function parseProgram(text: string): Program {
  return new Parser(text).program();
}

class Parser {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(private readonly text: string) {
    this.tokens = [...text.matchAll(TOKEN)].map(([, token]) => token);
    if (this.tokens.join("") !== text.replaceAll(/\s/g, "")) {
      throw this.failure("a character that the grammar does not have");
    }
  }

  program(): Program {
    const bindings: { name: string; value: Syntax }[] = [];
    while (this.tokens.at(this.at + 1) === "=") {
      const name = this.next();
      this.expect("=");
      bindings.push({ name, value: this.sum() });
      this.expect(";");
    }
    const result = this.sum();
    if (this.at < this.tokens.length) throw this.failure(`"${this.tokens[this.at]}" after the end`);
    return { bindings, result };
  }

  private sum(): Syntax {
    let left = this.term();
    for (let sign = this.sign("+", "-"); sign !== undefined; sign = this.sign("+", "-")) {
      left = { kind: "binary", sign, left, right: this.term() };
    }
    return left;
  }

  private term(): Syntax {
    let left = this.signed();
    for (let sign = this.sign("*", "/", "@"); sign !== undefined; sign = this.sign("*", "/", "@")) {
      left = { kind: "binary", sign, left, right: this.signed() };
    }
    return left;
  }

  private signed(): Syntax {
    return this.take("-") ? { kind: "negative", of: this.signed() } : this.power();
  }

  private power(): Syntax {
    let base = this.atom();
    while (this.take(".")) {
      this.expect("T");
      base = { kind: "transpose", of: base };
    }
    return this.take("**") ? { kind: "binary", sign: "**", left: base, right: this.signed() } : base;
  }

  private atom(): Syntax {
    const token = this.next();
    if (token === "(") {
      const inside = this.sum();
      this.expect(")");
      return inside;
    }
    if (/^[\d.]/.test(token)) return { kind: "number", value: Number(token) };
    if (!/^[A-Za-z_]/.test(token)) throw this.failure(`"${token}" where a value was expected`);
    return this.take("(") ? this.call(token) : { kind: "name", name: token };
  }

  private call(name: string): Syntax {
    const inputs: Syntax[] = [];
    const settings: Record<string, number | boolean> = {};
    while (!this.take(")")) {
      if (this.tokens.at(this.at + 1) === "=") {
        const key = this.next();
        this.expect("=");
        settings[key] = this.setting();
      } else inputs.push(this.sum());
      if (this.tokens.at(this.at) !== ")") this.expect(",");
    }
    return { kind: "call", name, inputs, settings };
  }

  private setting(): number | boolean {
    const sign = this.take("-") ? -1 : 1;
    const token = this.next();
    return token === "true" || token === "false" ? token === "true" : sign * Number(token);
  }

  private sign<Among extends Sign>(...among: readonly Among[]): Among | undefined {
    const found = among.find((sign) => sign === this.tokens.at(this.at));
    if (found !== undefined) this.at++;
    return found;
  }

  private take(token: string): boolean {
    if (this.at >= this.tokens.length || this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private next(): string {
    if (this.at >= this.tokens.length) throw this.failure("nothing where a value was expected");
    return this.tokens[this.at++];
  }

  private expect(token: string): void {
    const found = this.tokens.at(this.at);
    if (found !== token)
      throw this.failure(`${found === undefined ? "the end" : `"${found}"`} instead of "${token}"`);
    this.at++;
  }

  private failure(what: string): UsageError {
    return new UsageError(
      `formula: cannot read "${this.text}": ${what}; write it in the corpus grammar, as in A.T@(x - y)`,
    );
  }
}

/** Operators, calls and leaves, of which an option such as `axis=1` is one: the size of an expression as it is written. */
export function syntaxSize(syntax: Syntax): number {
  switch (syntax.kind) {
    case "number":
    case "name":
      return 1;
    case "negative":
    case "transpose":
      return 1 + syntaxSize(syntax.of);
    case "binary":
      return 1 + syntaxSize(syntax.left) + syntaxSize(syntax.right);
    case "call":
      return (
        1 +
        Object.keys(syntax.settings).length +
        syntax.inputs.reduce((sum, input) => sum + syntaxSize(input), 0)
      );
  }
}
