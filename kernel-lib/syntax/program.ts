/** @file Programs of the corpus grammar run on tensors: every bound name becomes a named tensor. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import type { Name } from "../tensor/name.js";
import { asTensor } from "../tensor/apply.js";
import type { Operation, Settings } from "../tensor/operation.js";
import { apply } from "../tensor/apply.js";
import { ones, zeros } from "../tensor/create.js";
import { resolveAxis, type Shape } from "../tensor/shape.js";
import { Tensor, type Operand } from "../tensor/tensor.js";
import { dot, vec } from "../operations/composed.js";
import { pi } from "../operations/constants.js";
import { eye } from "../operations/identity.js";
import { table } from "../operations/methods.js";
import {
  add,
  div,
  elem,
  expand,
  hstack,
  matmul,
  matpow,
  mul,
  neg,
  outer,
  pow,
  reshape,
  sub,
  transpose,
  vstack,
} from "../operations/rows.js";
import { budgetOver, type Budget } from "./budget.js";
import { localDerivative, power, product } from "./by-shape.js";
import type { Program, Sign, Syntax } from "./grammar.js";

/** Tensors by the names that a program uses. */
export type Scope = ReadonlyMap<string, Tensor>;

/** What a program computed. */
export interface Outcome {
  readonly result: Tensor;
  /** The variables and all bound names. */
  readonly scope: Scope;
}

/**
 * Runs a program over these variables.
 * @throws UsageError for a name or a function that is not known, and whatever the operations throw.
 */
export function runProgram({ bindings, result }: Program, variables: Scope): Outcome {
  const scope = new Map(variables);
  const run: Run = { scope, budget: budgetOver(variables.values()) };
  for (const { name, value } of bindings) scope.set(name, called(valueOf(value, run), { base: name }));
  return { result: asTensor(valueOf(result, run), "formula"), scope };
}

interface Run {
  readonly scope: Scope;
  readonly budget: Budget;
}

/** The same tensor under a symbol that is written as it stands. */
export function called(value: Operand, name: Name): Tensor {
  const { data, shape, trace } = asTensor(value, "formula");
  return new Tensor(data, shape, { name, trace });
}

const SIGNS: Readonly<Record<Sign, (a: Operand, b: Operand) => Tensor>> = {
  "+": add,
  "-": sub,
  "*": mul,
  "/": div,
  "@": matmul,
  "**": pow,
  "·": product,
  "^": power,
};

/** Functions whose arguments are not just tensors and settings. */
const CALLS: Readonly<Record<string, (inputs: readonly Operand[], shape: readonly number[]) => Tensor>> = {
  dot: ([a, b]) => dot(a, b),
  outer: ([a, b]) => outer(a, b),
  vec: ([x]) => vec(x),
  eye: (_, [side]) => eye(side),
  ones: (_, shape) => ones(shape),
  zeros: (_, shape) => zeros(shape),
  reshape: ([x], [, ...shape]) => reshape(x, shape),
  elem: ([x], [, ...index]) => elem(x, ...index),
  matpow: ([x], [, exponent]) => matpow(x, exponent),
  vstack: (parts) =>
    asTensor(
      parts.reduce((above, below) => vstack(above, below)),
      "vstack",
    ),
  hstack: (parts) =>
    asTensor(
      parts.reduce((left, right) => hstack(left, right)),
      "hstack",
    ),
};

/** The first part of a formula whose operands do not fit together. */
export class IllTyped extends ShapeError {
  constructor(
    message: string,
    readonly part: Syntax,
    /** Shapes of its operands. */
    readonly shapes: readonly Shape[],
  ) {
    super(message);
  }
}

/** The value of a part from those of its operands; where these do not fit, the error says which part it is. */
function typed<Value>(part: Syntax, operands: readonly Operand[], compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const shapes = operands.map((operand) => asTensor(operand, "formula").shape);
    throw new IllTyped(error.message, part, shapes);
  }
}

/** A number stays one until an operation takes it, so that it is written as a number. */
function valueOf(syntax: Syntax, run: Run): Operand {
  switch (syntax.kind) {
    case "number":
      return syntax.value;
    case "name":
      return named(syntax.name, run.scope);
    case "negative":
      return syntax.of.kind === "number" ? -syntax.of.value : neg(valueOf(syntax.of, run));
    case "transpose":
      return transpose(valueOf(syntax.of, run));
    case "binary": {
      const [left, right] = [valueOf(syntax.left, run), valueOf(syntax.right, run)];
      run.budget(syntax.sign, [left, right]);
      const fraction = typeof left === "number" && typeof right === "number" && syntax.sign !== "/";
      return typed(syntax, [left, right], () => {
        const value = SIGNS[syntax.sign](left, right);
        return fraction ? value.item() : value;
      });
    }
    case "call":
      return call(syntax, run);
  }
}

function named(name: string, scope: Scope): Operand {
  const found = scope.get(name);
  if (found !== undefined) return found;
  if (name === "pi") return pi();
  throw new UsageError(
    `formula: the name ${name} is not known here; known are ${[...scope.keys()].join(", ")}`,
  );
}

function call(part: Extract<Syntax, { kind: "call" }>, run: Run): Tensor {
  const values = part.inputs.map((input) => valueOf(input, run));
  run.budget(part.name, values);
  return typed(part, values, () => applied(part, values));
}

function applied({ name, settings }: Extract<Syntax, { kind: "call" }>, values: readonly Operand[]): Tensor {
  const special = CALLS[name] as (typeof CALLS)[string] | undefined;
  if (special !== undefined) {
    requireArguments(name, values, ARITIES[name]);
    return special(values, sizesIn(name, values));
  }
  if (name.endsWith("'")) {
    requireArguments(name, values, { least: 1, most: 1 });
    return localDerivative(rowNamed(name.slice(0, -1)), values[0]);
  }
  const row = rowNamed(name);
  requireArguments(name, values, { least: row.pullbacks.length, most: row.pullbacks.length });
  return apply(row, values, resolved(row, settings, values));
}

/** How many arguments those functions take. */
const ARITIES: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  dot: { least: 2, most: 2 },
  outer: { least: 2, most: 2 },
  vec: { least: 1, most: 1 },
  eye: { least: 1, most: 1 },
  ones: { least: 1, most: Infinity },
  zeros: { least: 1, most: Infinity },
  reshape: { least: 2, most: Infinity },
  elem: { least: 2, most: Infinity },
  matpow: { least: 2, most: 2 },
  vstack: { least: 1, most: Infinity },
  hstack: { least: 1, most: Infinity },
};

function requireArguments(
  name: string,
  { length }: readonly Operand[],
  { least, most }: { least: number; most: number },
): void {
  if (length >= least && length <= most) return;
  const wanted = `${least === most ? "" : "at least "}${least} argument${least === 1 ? "" : "s"}`;
  throw new UsageError(
    `formula: ${name} takes ${wanted}, got ${length}; a setting has its name, as in sum(x, axis=1)`,
  );
}

/** Functions all or all but the first of whose arguments are sizes, indices or an exponent. */
const SIZED: Readonly<Record<string, number>> = { eye: 0, ones: 0, zeros: 0, reshape: 1, elem: 1, matpow: 1 };

/** The numbers among the arguments; those that say a size must be whole. */
function sizesIn(name: string, values: readonly Operand[]): number[] {
  const numbers = values.map((value) => (typeof value === "number" ? value : NaN));
  const from = name in SIZED ? SIZED[name] : Infinity;
  const wrong = numbers.find((value, at) => at >= from && !(Number.isSafeInteger(value) && value >= 0));
  if (wrong === undefined) return numbers;
  throw new UsageError(
    `formula: ${name} needs whole numbers from 0 for sizes and indices, got ${Number.isNaN(wrong) ? "a tensor" : wrong}; write them out, as in reshape(x, 2, 3)`,
  );
}

const byName = new Map<string, Operation>([...table.values()].map((row) => [row.name, row]));

function rowNamed(name: string): Operation {
  const row = byName.get(name);
  if (row === undefined)
    throw new UsageError(`formula: there is no function ${name}; known are ${callable().join(", ")}`);
  return row;
}

/** Functions as they are called in formulas: without rows that are written by a sign, or by shapes alone. */
function callable(): string[] {
  const bySign = new Set(
    [add, sub, mul, div, matmul, pow, neg, transpose, expand].map(({ row }) => row.name),
  );
  const names = new Set([...byName.keys(), ...Object.keys(CALLS)]);
  return [...names].filter((name) => !bySign.has(name)).sort();
}

/** Settings as the row keeps them: the axis counted from the front, nothing that is off. */
function resolved(
  { name }: Operation,
  { axis, keepdims }: Readonly<Record<string, number | boolean>>,
  [x]: readonly Operand[],
): Settings {
  return {
    ...(typeof axis === "number" && { axis: resolveAxis(axis, asTensor(x, name).shape, name) }),
    ...(keepdims === true && { keepdims }),
  };
}
