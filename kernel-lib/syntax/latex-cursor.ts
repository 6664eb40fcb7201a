/** @file A place in LaTeX that moves on as it is read, and the tokens that have come of it. */

import { UsageError } from "../tensor/errors.js";
import type { Lexeme } from "./latex-lexer.js";
import { sign, type Place, type Token } from "./tokens.js";

/** How a letter or a word begins a name; signs of its own, such as ∂, are none. */
const LETTER = /^(?:\p{L}|\\[A-Za-z]+)$/u;

/** Reads lexemes one by one and keeps what they mean. */
export class LatexCursor {
  protected at = 0;
  protected readonly tokens: Token[] = [];

  constructor(protected readonly lexemes: readonly Lexeme[]) {}

  protected number(): void {
    const { start } = this.lexemes[this.at];
    let text = "";
    let end = start;
    while (/^[\d.]$/u.test(this.peek())) {
      const digit = this.next();
      text += digit.text;
      end = digit.end;
    }
    this.put({ kind: "number", text, start, end });
  }

  /** Letters and digits in a group, or one of them. */
  protected word(): string {
    const first = this.next();
    if (LETTER.test(first.text) || /^\d$/u.test(first.text)) {
      if (first.text === "\\mathrm") return this.word();
      return first.text.replace("\\", "");
    }
    if (first.text !== "{") throw this.failure(first);
    let text = "";
    while (this.peek() !== "}") {
      const part = this.next();
      if (part.text === "\\mathrm") continue;
      if (!/^(?:[\p{L}\d_]|\\_|\\[A-Za-z]+)$/u.test(part.text)) throw this.failure(part);
      text += part.text.replace("\\", "");
    }
    this.next();
    return text;
  }

  /** What stands below a sign, letters and all. */
  protected below(): string {
    this.next();
    let [text, depth] = ["", 0];
    do {
      const part = this.next().text;
      depth += part === "{" ? 1 : part === "}" ? -1 : 0;
      if (!/^(?:[{}]|\\mathrm)$/u.test(part)) text += part;
    } while (depth > 0 || this.lexemes[this.at - 1].text === "\\mathrm");
    return text;
  }

  protected peek(): string {
    return this.lexemes.at(this.at)?.text ?? "";
  }

  protected next(): Lexeme {
    const lexeme = this.lexemes.at(this.at);
    if (lexeme === undefined) throw this.failure(undefined);
    this.at++;
    return lexeme;
  }

  protected put({ kind, text, start, end }: Token): void {
    this.tokens.push({ kind, text, start, end });
  }

  protected name(text: string, { start, end }: Place): void {
    this.put({ kind: "name", text, start, end });
  }

  protected failure(lexeme: Lexeme | undefined): UsageError {
    const what =
      lexeme === undefined
        ? "the end, where more is needed"
        : `"${lexeme.text}" at place ${lexeme.start + 1}, which has no meaning here`;
    return new UsageError(`formula: cannot read ${what}; use letters, \\cdot, \\odot, \\frac and ^\\top`);
  }

  protected stillEmpty(): UsageError {
    return new UsageError("formula: a part is still empty; write something there or delete it");
  }

  protected settings(values: Readonly<Record<string, string>>, place: Place): void {
    for (const [key, value] of Object.entries(values)) {
      this.put(sign(",", place));
      this.name(key, place);
      this.put(sign("=", place));
      this.put({
        kind: value === "true" ? "name" : "number",
        text: value,
        start: place.start,
        end: place.end,
      });
    }
  }
}
