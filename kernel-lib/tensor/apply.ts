/** @file How a row is applied: with a trace or without, on a tape, counted. */

import { UsageError } from "./errors.js";
import type { Application, Operation, Settings, Value } from "./operation.js";
import { Tensor, type Operand } from "./tensor.js";

let recording = true;

/** Runs `compute` without recording traces: for numbers that nothing will be derived from. */
export function untraced<Result>(compute: () => Result): Result {
  const before = recording;
  recording = false;
  try {
    return compute();
  } finally {
    recording = before;
  }
}

/** One entry of a tape: an operation as it was applied. */
export interface Applied {
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly settings: Settings;
  readonly output: Value;
}

let tape: Applied[] | undefined;

/** What `compute` gives, and every operation that it applied, in order, whether or not tensors remember them. */
export function taped<Result>(compute: () => Result): {
  readonly result: Result;
  readonly tape: readonly Applied[];
} {
  const [before, own] = [tape, new Array<Applied>()];
  tape = own;
  try {
    return { result: compute(), tape: own };
  } finally {
    tape = before;
  }
}

/** Whether operations are being written down on a tape. */
export function isTaping(): boolean {
  return tape !== undefined;
}

/** Thrown by the operation after the last one that was allowed. */
export class StepsUsedUp extends Error {}

let onStep: (() => void) | undefined;

/**
 * What `compute` gives, if it takes at most so many operations; `step` counts something else as one of them.
 * @throws StepsUsedUp at the first that is too many.
 */
export async function counted<Result>(
  most: number,
  compute: (step: () => void) => Result,
): Promise<Awaited<Result>> {
  const before = onStep;
  let steps = 0;
  const step = (): void => {
    if (++steps > most) throw new StepsUsedUp(`more than ${most} operations`);
  };
  onStep = step;
  try {
    return await compute(step);
  } finally {
    onStep = before;
  }
}

/**
 * The tensor of an operand; a number becomes a scalar constant. Errors speak in the name of `operation`.
 * @throws UsageError for anything else, which a notebook cell can pass where types were silenced.
 */
export function asTensor(operand: unknown, operation: string): Tensor {
  if (operand instanceof Tensor) return operand;
  if (typeof operand === "number") {
    const data = new Float64Array(1);
    data[0] = operand;
    return new Tensor(data, []);
  }
  throw new UsageError(
    `${operation}: expected a tensor or a number, got ${operand === null ? "null" : typeof operand}; make a tensor with tensor([[1, 2]])`,
  );
}

const NO_SETTINGS: Settings = {};
const NO_ORIGIN = {};

/** Applies an operation and records the trace. */
export function apply(
  operation: Operation,
  operands: readonly Operand[],
  settings: Settings = NO_SETTINGS,
): Tensor {
  onStep?.();
  const inputs = operands.every((operand) => operand instanceof Tensor)
    ? operands
    : operands.map((operand) => asTensor(operand, operation.name));
  const output = operation.compute?.evaluate?.(inputs, settings) ?? operation.evaluate(inputs, settings);
  tape?.push({ operation, inputs, settings, output });
  const { data, shape } = output;
  return new Tensor(data, shape, recording ? { trace: { operation, inputs, settings } } : NO_ORIGIN);
}

/** What one input receives: through the row's fast rule where nothing is recorded and it has one. */
export function pulledBack(operation: Operation, index: number, application: Application): Tensor {
  // A fast rule is no operation, so that a tape would miss it.
  const fast =
    recording || tape !== undefined ? undefined : operation.compute?.pullbacks?.[index](application);
  return fast ?? operation.pullbacks[index](application);
}
