/** @file The laws that lines stand on, in general form: of an operation by the engine itself, of a step from the table. */

import { ones } from "../tensor/create.js";
import type { Name } from "../tensor/name.js";
import { apply } from "../tensor/apply.js";
import { Tensor, type Trace } from "../tensor/tensor.js";
import type { Form, SymbolForm } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import { reader, symbolOf } from "../formula/read.js";
import { equation, listed, meaningSides, sidesOf, type Sides } from "../writing/sides.js";
import { meaningText } from "../writing/names.js";
import { dependence } from "./dependence.js";

/** The letters of an operation's law: its inputs, then its output. */
const LETTERS: Readonly<Record<"entrywise" | "whole", readonly (readonly string[])[]>> = {
  entrywise: [["y"], ["x", "y"], ["a", "b", "c"]],
  whole: [["Y"], ["X", "Y"], ["A", "B", "C"]],
};
/** What the result is called whose derivative is passed back. */
const RESULT: Name = { base: "L" };

/** What one letter of a law stands for. */
export interface Letter {
  readonly letter: Sides;
  readonly stands: Sides;
}

/** A law that a line stands on. */
export interface Law {
  readonly rule: string;
  /** In words, where the formula alone does not say why. */
  readonly why?: string | undefined;
  /** In general form; undefined where the law is no formula. */
  readonly general?: Sides | undefined;
  /** What its letters stand for in this line. */
  readonly letters: readonly Letter[];
  /** What it needs to hold, with the numbers of this line. */
  readonly facts: readonly string[];
}

/** One derivative that a law states. */
export interface LawEquation {
  readonly of: SymbolForm;
  readonly form: Form;
  /** The letter that it is by, with the numbers of the instance. */
  readonly by: Tensor;
  /** The output over the letters. */
  readonly output: Tensor;
}

/** The law of one operation, over letters. */
export interface RowLaw {
  readonly letters: readonly Tensor[];
  /** The operation itself: c = a ⊙ b. */
  readonly definition: Sides;
  readonly equations: readonly LawEquation[];
}

/** The law of an operation by some of its inputs, of the shapes that these inputs have. */
export function rowLaw(trace: Trace, by: readonly number[]): RowLaw {
  const letters = lettersOf(trace, by);
  const output = letters[letters.length - 1];
  return {
    letters,
    definition: sameSides(output),
    equations: by.map((index) => lawEquation(output, letters[index])),
  };
}

/** The law in every style: what the operation is, and each of its derivatives. */
export function lawSides({ definition, equations }: RowLaw): Sides {
  return listed([
    definition,
    ...equations.map(({ of, form }) => equation(meaningSides(of.meaning), sidesOf(form))),
  ]);
}

/** A tensor over letters and how it was computed from them: c = a ⊙ b. */
function sameSides(output: Tensor): Sides {
  const read = reader((tensor) => (tensor === output ? undefined : symbolOf(tensor)));
  const { name = RESULT } = output;
  return equation(meaningSides({ kind: "tensor", name }), sidesOf(read(output)));
}

function lettersOf({ operation, inputs, settings }: Trace, by: readonly number[]): Tensor[] {
  const names = LETTERS[operation.elementwise ? "entrywise" : "whole"][inputs.length];
  const letters = inputs.map(({ data, shape, name, trace }, at) => {
    // The law of a square says 2 a, which b aᵇ⁻¹ hides: an exponent stays a number where it is one.
    const isExponent = operation.role?.kind === "power" && at === 1 && !by.includes(at);
    const isConstant = isExponent && data.length === 1 && name === undefined && trace === undefined;
    return new Tensor(data, shape, { name: isConstant ? undefined : { base: names[at] } });
  });
  return [...letters, apply(operation, letters, settings).named(names[inputs.length])];
}

/** Entry by entry where that can be said, otherwise in terms of the derivative that arrives at the output. */
function lawEquation(output: Tensor, by: Tensor): LawEquation {
  const arriving: Meaning = { kind: "adjoint", output: RESULT, by: output.name ?? RESULT };
  const weights = ones(output.shape).named(meaningText(arriving));
  const { source } = dependence(weights.mul(output).sum().named(RESULT.base), by, {
    established: new Map([[weights, symbol(arriving, output)]]),
  });
  const [{ local, contribution }] = source.edges;
  const meaning: Meaning =
    local === undefined
      ? { kind: "adjoint", output: RESULT, by: source.name }
      : { kind: "local", of: output.name ?? RESULT, by: source.name };
  return { of: symbol(meaning, by), form: local?.written ?? contribution, by, output };
}

function symbol(meaning: Meaning, { shape }: Tensor): SymbolForm {
  return { kind: "symbol", text: meaningText(meaning), meaning, shape };
}

/** The symbol of a tensor in every style. */
export function symbolSides({ name = RESULT }: Tensor): Sides {
  return meaningSides({ kind: "tensor", name });
}

/** The formula of a tensor over its nearest symbols: its own symbol where it has one. */
export function formOf(tensor: Tensor): Form {
  return reader(symbolOf)(tensor);
}
