/** @file Derivations: the gradient of a result by one tensor, line by line, each line verified. */

import { requireFinite, requireTensors } from "../autodiff/trace.js";
import { ShapeError, UsageError } from "../tensor/errors.js";
import { sameShape, shapeText, type Shape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { dependence, type Dependence } from "./dependence.js";
import type { Environment } from "../formula/evaluate.js";
import { sameForm, type Form } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import { outline, type Outline, type Statement } from "./lines.js";
import { DIGITS } from "../writing/numerals.js";
import { NOTATIONS, resultOf, verifyWritten, type NotationName } from "./notations.js";
import { pointsOf, type Points } from "./points.js";
import { onPiece } from "../formula/pieces.js";
import { plainOf } from "../writing/plain.js";
import { stepsTo } from "./reach.js";
import { opened, symbolsOf, type Opened, type Surroundings } from "./unfold.js";
import { renamedKeys, renaming, type Symbols } from "./symbols.js";
import { verify, type Verification } from "./verify.js";

const DETAILS = ["brief", "steps", "full"] as const;
/** How much of a derivation is shown. */
export type Detail = (typeof DETAILS)[number];

/** Every option by its name, so that a cell whose types are not checked is told of a slip. */
const OPTIONS: Readonly<Record<keyof DeriveOptions, true>> = {
  detail: true,
  digits: true,
  seed: true,
  elsewhere: true,
  notation: true,
  symbols: true,
};

/** A number of 64 bits has no more significant digits than these. */
const MOST_DIGITS = 17;

/** What a derivation may be told. */
export interface DeriveOptions {
  /**
   * `brief` shows the closed form and its value, `steps` (the default) every line, `full` also how each local
   * derivative follows from elementary rules.
   */
  readonly detail?: Detail;
  /** Significant digits of the numbers shown, 1 to 17, and 4 unless asked otherwise; the exact data are kept. */
  readonly digits?: number;
  /** Gradient arriving at a result with many entries, of its shape; the gradient is then that of Σ seed ⊙ result. */
  readonly seed?: Tensor | undefined;
  /** Values of named data at which every line is checked as well; a seeded random point when left out. */
  readonly elsewhere?: ReadonlyMap<Tensor, Tensor> | undefined;
  /**
   * How lines are written: `lecture` with matrices (the default), `index` for one entry with sums over indices,
   * `examples` with sums over the examples that data have as columns, `differential` as dℓ = tr(Gᵀ dW). Each is evaluated as it is written before it is shown.
   */
  readonly notation?: NotationName;
  /** Other symbols for named tensors, in LaTeX, by the names as they are typed: `{ W1: "\\Theta" }`. */
  readonly symbols?: Symbols;
}

/** What a derivation keeps of how it is shown. */
type Shown = Required<Pick<DeriveOptions, "detail" | "digits" | "notation">>;

/** One verified line of a derivation. */
export interface Line extends Statement {
  /** Shape of its value. */
  readonly shape: Shape;
  /** Its value at the data. */
  readonly value: Tensor;
  /** The computation that it is a line about; undefined where it was not found from one. */
  readonly dependence?: Dependence | undefined;
  /** With `detail: "full"`: how it follows from more elementary rules, for each part that does. */
  readonly unfolded: readonly Unfolding[];
}

/** How a line follows from elementary rules. */
export interface Unfolding {
  /** The law that its intermediate results come from. */
  readonly rule: string;
  /** Which of its nodes the steps end in: before it stands what they are weighted with. */
  readonly inner: 0 | 1;
  readonly derivation: Derivation;
}

/** A derivation as data: what is derived, line by line, and how well it was verified. */
export class Derivation {
  /** What the last line gives: the gradient, of the shape of what it is derived by; a Hessian or a Jacobian. */
  readonly gradient: Tensor;
  /** Values of all symbols at the data. */
  readonly environment: Environment;

  constructor(
    readonly dependence: Dependence,
    readonly lines: readonly Line[],
    /** In the lecture's notation, with σ′(z) where it survives. */
    readonly textbook: Form,
    /** With every local derivative written out. */
    readonly closedForm: Form,
    /** The largest differences found when each line was evaluated again. */
    readonly verification: Verification,
    /** How it is shown. */
    readonly options: Shown,
    /** What its lines of the result give: the derivative of the result by the source, unless said otherwise. */
    readonly of: Meaning = resultOf(dependence),
  ) {
    this.gradient = lines[lines.length - 1].value;
    this.environment = dependence.named;
  }

  /** What is derived: what the last line establishes. */
  get title(): Meaning {
    const { of } = this.lines[this.lines.length - 1];
    return of === "result" ? this.of : of.meaning;
  }
}

/**
 * Derives the gradient of one number by a named tensor: chain rule, local derivatives, substitution, cancellation,
 * closed form. Every line is evaluated again at the data and at a second point and compared with the reverse
 * sweep, the gradient itself with central differences as well.
 *
 * ```ts
 * show(derive(loss, W1))
 * ```
 *
 * @throws UsageError if the result does not depend on the tensor, the tensor has no name, a name occurs twice, or an
 * option is not known.
 * @throws ShapeError if the result is not a single number.
 * @throws DomainError if a value on the way is NaN or infinite.
 */
export function derive(output: Tensor, source: Tensor, options: DeriveOptions = {}): Derivation {
  const { detail = "steps", digits = DIGITS, notation = "lecture", seed, elsewhere } = options;
  requireTensors("derive", { "the result": output, "what it is derived by": source });
  requireKnown({ ...options, detail, digits, notation });
  requireFinite(output, "derive");
  const result = seed === undefined ? output : weighted(output, seed);
  const to = renaming(result, options.symbols ?? {});
  const found = dependence(to(result), to(source));
  const points = pointsOf(found, { elsewhere: elsewhere && renamedKeys(elsewhere, to) });
  const outlined = withPiece(withLast(outline(found)), points);
  return verified(outlined, { found, points, taken: new Set() }, { detail, digits, notation });
}

/** The derivation with these lines, each of them checked, and opened where every detail is asked for. */
function verified(
  { statements, textbook, closed }: Outline,
  around: Surroundings,
  options: Derivation["options"],
): Derivation {
  const { found, points } = around;
  const { values, verification } = verify(statements, found, points);
  const lines = statements.map((statement, at) => ({
    ...statement,
    value: values[at],
    shape: values[at].shape,
    dependence: found,
    unfolded:
      options.detail === "full"
        ? opened(statement, around).map((part) => unfolding(part, around, options))
        : [],
  }));
  const asWritten = verifyWritten(statements, around, { verification, notation: options.notation });
  return new Derivation(found, lines, textbook, closed, asWritten, options);
}

function unfolding(part: Opened, { taken }: Surroundings, options: Derivation["options"]): Unfolding {
  const { found, points, rule, target, inner } = part;
  const { statements, closed } = outline(found, { primes: false });
  const steps = stepsTo(part, closed);
  if (steps === undefined)
    throw new Error(
      `derive: the steps from ${plainOf(closed)} to ${plainOf(target)} are not known; ask for detail: "steps", and please report the computation`,
    );
  // What arrives at the part was established outside it.
  const inside = statements.filter(
    ({ of }) => inner === 0 || of === "result" || !sameForm(of, found.nodes[1].adjoint),
  );
  const ends = steps.map((step): Statement => ({ ...step, show: "plain", of: "result" }));
  const form = steps.at(-1)?.after ?? closed;
  const outlined = withLast({ statements: [...inside, ...ends], textbook: form, closed: form });
  const names = new Set([...taken, ...symbolsOf(found)]);
  return { rule, inner, derivation: verified(outlined, { found, points, taken: names }, options) };
}

function requireKnown(options: DeriveOptions & Shown): void {
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(OPTIONS, key));
  if (unknown !== undefined)
    throw new UsageError(
      `derive: there is no option "${unknown}"; there are ${Object.keys(OPTIONS).join(", ")}`,
    );
  const { detail, digits, notation } = options;
  if (!NOTATIONS.includes(notation))
    throw new UsageError(
      `derive: the notation "${notation}" is not known; write ${NOTATIONS.map((known) => `"${known}"`).join(" or ")}`,
    );
  if (notation !== "lecture" && detail === "full")
    throw new UsageError(
      `derive: detail "full" is written in the lecture's notation only; leave out notation: "${notation}", or ask for detail: "steps"`,
    );
  if (!DETAILS.includes(detail))
    throw new UsageError(
      `derive: the detail "${detail}" is not known; write ${DETAILS.map((known) => `"${known}"`).join(" or ")}`,
    );
  if (!Number.isInteger(digits) || digits < 1 || digits > MOST_DIGITS)
    throw new UsageError(
      `derive: digits is ${digits}; give a whole number from 1 to ${MOST_DIGITS}, such as 4`,
    );
}

/** The weighted sum whose gradient is the vector-Jacobian product of a result with many entries. */
function weighted(output: Tensor, seed: Tensor): Tensor {
  if (!sameShape(output.shape, seed.shape)) {
    throw new ShapeError(
      `derive: the seed has shape ${shapeText(seed.shape)}, the result ${shapeText(output.shape)}; they must be the same`,
    );
  }
  return (seed.name === undefined ? seed.named("seed") : seed).mul(output).sum();
}

/** One more line where the data lie away from a kink and the formula is much shorter there. */
function withPiece(outline: Outline, { here, there }: Points): Outline {
  const closed = onPiece(outline.closed, [here.environment, there.environment]);
  if (closed === outline.closed) return outline;
  const line: Statement = {
    rule: "on this side of the kink",
    show: "plain",
    of: "result",
    before: outline.textbook,
    after: closed,
  };
  return { statements: [...outline.statements, line], textbook: closed, closed };
}

/** The last line is always the closed form of the result, also where nothing had to be rewritten. */
function withLast({ statements, textbook, closed }: Outline): Outline {
  const last = statements[statements.length - 1];
  if (last.of === "result" && last.show !== "chain" && sameForm(last.after, textbook)) {
    return { statements, textbook, closed };
  }
  return {
    statements: [...statements, { rule: "closed form", show: "plain", of: "result", after: textbook }],
    textbook,
    closed,
  };
}
