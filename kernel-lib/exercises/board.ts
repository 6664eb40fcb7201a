/** @file The board: a gradient derived again by a student, line by line, each line judged by its value and its mistakes. */

import { requireTensors } from "../autodiff/trace.js";
import { dependence, type Dependence } from "../derivation/dependence.js";
import { derive, type Derivation } from "../derivation/derivation.js";
import type { Environment } from "../formula/evaluate.js";
import type { Form } from "../formula/form.js";
import { UsageError } from "../tensor/errors.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { plainOf } from "../writing/plain.js";
import { aliasesOf, withAliases, type Aliases } from "./aliases.js";
import { judgeLine, type Judgement } from "./judge-line.js";
import { readLine, type LineSyntax, type ReadLine } from "./line.js";
import { pointsAround, textOf } from "./points.js";
import type { Earlier } from "./not-yet.js";
import { quantitiesOf, scopeOf, stepOf, withLocals, type Quantity } from "./quantities.js";
import { hashOf } from "./seed.js";
import { verdict, type Verdict } from "./verdict.js";

/** One line of a student, and what the judge says. */
export interface BoardLine {
  readonly text: string;
  readonly syntax: LineSyntax;
  readonly verdict: Verdict;
  /** What it was taken to be about; undefined where that is not on the board. */
  readonly quantity?: Quantity | undefined;
  readonly form?: Form | undefined;
}

/** A board on which a student derives a gradient. */
export class Board {
  /** What a line can be about, from the result to the target. */
  readonly quantities: readonly Quantity[];
  readonly #lines: BoardLine[] = [];
  readonly #points: readonly Environment[];
  readonly #aliases: Aliases;
  readonly #scope: ReadonlyMap<string, Tensor>;
  readonly #asked: readonly string[] | undefined;
  readonly #followers: (() => void)[] = [];

  /** A board for what was found; `asked` are the steps that must have a line, else only the last one. */
  constructor(
    readonly found: Dependence,
    asked?: readonly string[],
  ) {
    this.#asked = asked;
    this.quantities = quantitiesOf(found);
    this.#points = pointsAround(found).map((point) => withLocals(point, this.quantities));
    this.#aliases = aliasesOf(found);
    this.#scope = withAliases(scopeOf(found, this.#points[0]), this.#aliases, textOf(found.output));
  }

  /** The lines written so far, with their verdicts. */
  get lines(): readonly BoardLine[] {
    return this.#lines;
  }

  /** The same for the same graph, data and target, whenever it is made. */
  get id(): string {
    const { output, source, named, nodes } = this.found;
    const formulas = nodes.flatMap(({ definition }) =>
      definition === undefined ? [] : [plainOf(definition)],
    );
    const data = [...named].flatMap(([text, tensor]) => [text, shapeText(tensor.shape), tensor.data.join()]);
    return hashOf([textOf(output), textOf(source), ...(this.#asked ?? []), ...formulas, ...data]).toString(
      36,
    );
  }

  /** Whether a line about this is asked for; where nothing is said of it, all are offered. */
  isAsked(quantity: Quantity): boolean {
    return this.#asked?.includes(stepOf(quantity)) ?? true;
  }

  /** Whether the gradient itself has been written right, and every other step that is asked for. */
  get done(): boolean {
    const wanted = this.#asked ?? [stepOf({ label: `d_${textOf(this.found.source)}`, whole: true })];
    return wanted.every((step) =>
      this.#lines.some(
        ({ quantity, verdict: { passed } }) => passed && quantity !== undefined && stepOf(quantity) === step,
      ),
    );
  }

  /** The library's own derivation, once the student's is done; undefined before. */
  get derivation(): Derivation | undefined {
    return this.done ? derive(this.found.output.tensor, this.found.source.tensor) : undefined;
  }

  /**
   * Judges one line, `"dz2 = yhat - y"` or the right side alone, and keeps it. Names are those of the graph; `dz2`
   * is the derivative of the result by z2; a product is one of matrices or by a scalar, `.*` or ⊙ acts entry by
   * entry, `A1'` is a transpose. A mathematics input gives `"latex"`.
   */
  async line(text: string, syntax: LineSyntax = "student"): Promise<Verdict> {
    const read = await this.#read(text, syntax);
    const line = "passed" in read ? { text, syntax, verdict: read } : this.#judged({ text, syntax }, read);
    this.#lines.push(line);
    this.#changed();
    return line.verdict;
  }

  /** Takes all lines off the board. */
  clear(): void {
    this.#lines.length = 0;
    this.#changed();
  }

  /** Calls back whenever the lines have changed. */
  follow(follower: () => void): void {
    this.#followers.push(follower);
  }

  #changed(): void {
    for (const follower of this.#followers) follower();
  }

  #judged(typed: Pick<BoardLine, "text" | "syntax">, read: ReadLine): BoardLine {
    const about = this.#about(read.label);
    if (about.length === 0) return { ...typed, verdict: this.#unknown(read.label ?? "") };
    const setting = { found: this.found, points: this.#points, scope: this.#scope, earlier: this.#earlier() };
    const judged = about.map((quantity) => ({ quantity, ...judgeLine(read, quantity, setting) }));
    return { ...typed, ...best(judged) };
  }

  async #read(text: string, syntax: LineSyntax): Promise<ReadLine | Verdict> {
    try {
      return await readLine(text, this.#scope, { syntax, spellings: this.#aliases });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const problem = error.message.replace(/^formula: /, "");
      // Of typeset mathematics nobody wants to see the source.
      const typed = { key: "unread", parameters: { text: `“${text}”`, problem } } as const;
      const typeset = { key: "unread-line", parameters: { problem } } as const;
      return verdict(`line ${this.#lines.length + 1}`, syntax === "latex" ? typeset : typed);
    }
  }

  /** The last line about each quantity. */
  #earlier(): Earlier[] {
    const last = new Map<string, Earlier>();
    for (const [
      at,
      {
        quantity,
        form,
        verdict: { passed },
      },
    ] of this.#lines.entries()) {
      if (quantity !== undefined && form !== undefined)
        last.set(quantity.label, { number: at + 1, passed, quantity, form });
    }
    return [...last.values()];
  }

  /** The quantities that a label means; without one all of them, the target first. */
  #about(label: string | undefined): readonly Quantity[] {
    if (label === undefined) return [...this.quantities].reverse();
    const [of, by = ""] = label.split("/");
    const whole = by !== "" && this.#isResult(of) ? `d_${by}` : label;
    return this.quantities.filter((quantity) => quantity.label === whole);
  }

  #unknown(label: string): Verdict {
    const [of, by = ""] = label.split("/");
    if (this.#isResult(by)) {
      const reason = { key: "M32", parameters: { symbol: of, loss: by } } as const;
      return verdict(label, reason, { code: "M32" });
    }
    const steps = this.quantities.map(stepOf).join(", ");
    const symbol = stepOf({ label, whole: by === "" });
    return verdict(label, { key: "off-board", parameters: { symbol, steps } });
  }

  #isResult(text: string): boolean {
    return text === textOf(this.found.output);
  }
}

/**
 * Opens a board on which the gradient of `loss` by a named tensor is derived line by line.
 *
 * ```ts
 * const board = rederive(loss, W2);
 * await board.line("dz2 = yhat - y");
 * await board.line("dW2 = dz2 A1'");
 * ```
 *
 * @throws UsageError if the result does not depend on the tensor, or the tensor has no name.
 */
export function rederive(loss: Tensor, source: Tensor): Board {
  requireTensors("rederive", { "the result": loss, "what it is derived by": source });
  return new Board(dependence(loss, source));
}

/** What is said of a line that nothing explains. */
const UNEXPLAINED: readonly string[] = ["different", "different-one", "shape", "untyped"];

/** The reading of a line that says most about it: right, following from another, with a mistake that is known. */
function best<Judged extends Judgement>(judged: readonly Judged[]): Judged {
  return (
    judged.find((each) => each.verdict.passed) ??
    judged.find((each) => each.verdict.follows !== undefined) ??
    judged.find((each) => each.verdict.code !== undefined) ??
    judged.find((each) => !UNEXPLAINED.includes(each.verdict.reason.key)) ??
    judged[0]
  );
}
