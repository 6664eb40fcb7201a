/** @file Walking a trace: the tensors a result was computed from, in the order they were made. */

import { DomainError, UsageError } from "../tensor/errors.js";
import { nameText } from "../tensor/name.js";
import { numeral } from "../tensor/numerals.js";
import { shapeText } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/** What a result was computed from, as numbers: each tensor has its place, so that whoever goes over them needs no sets. */
export interface Walk {
  /** By place: inputs before what uses them, the result last. */
  readonly tensors: readonly Tensor[];
  /** Places of all inputs, those of a tensor beside each other from `first`, which is by place. */
  readonly inputs: readonly number[];
  readonly first: readonly number[];
}

/** Walks from a result to everything that it was computed from. */
export function walk(output: Tensor): Walk {
  const tensors: Tensor[] = [];
  const inputs: number[] = [];
  const first: number[] = [];
  // An explicit stack: a long chain of operations must not overflow the call stack.
  const stack = [output];
  const next = [0];
  while (stack.length > 0) {
    const top = stack.length - 1;
    const tensor = stack[top];
    const given = tensor.trace?.inputs ?? NONE;
    let at = next[top];
    while (at < given.length && placeIn(tensors, given[at]) !== undefined) at++;
    if (at < given.length) {
      next[top] = at + 1;
      stack.push(given[at]);
      next.push(0);
      continue;
    }
    stack.pop();
    next.pop();
    first.push(inputs.length);
    for (const input of given) inputs.push(Tensor.hint(input));
    Tensor.setHint(tensor, tensors.length);
    tensors.push(tensor);
  }
  return { tensors, inputs, first };
}

/** The place of a tensor, if it is one of these, and no other walk has met it since. */
function placeIn(tensors: readonly Tensor[], tensor: Tensor): number | undefined {
  const hint = Tensor.hint(tensor);
  return tensors[hint] === tensor ? hint : undefined;
}

/** The place of a tensor, if it is one of these. */
export function placeOf(tensors: readonly Tensor[], tensor: Tensor): number | undefined {
  const place = placeIn(tensors, tensor) ?? tensors.indexOf(tensor);
  return place < 0 ? undefined : place;
}

const NONE: readonly Tensor[] = [];

/** Every tensor that `output` was computed from, inputs before what uses them, `output` last. */
export function ancestors(output: Tensor): Tensor[] {
  return [...walk(output).tensors];
}

/** Those of `order` (inputs first) that depend on one of the `sources`, the sources included. */
export function dependents(order: readonly Tensor[], sources: Iterable<Tensor>): Set<Tensor> {
  const reached = new Set<Tensor>(sources);
  for (const tensor of order) {
    if (tensor.trace?.inputs.some((input) => reached.has(input))) reached.add(tensor);
  }
  return reached;
}

/** The leaves: tensors that were given, not computed. */
export function leaves(order: readonly Tensor[]): Tensor[] {
  return order.filter(({ trace }) => trace === undefined);
}

/** How a message refers to a tensor: its symbol, or its shape where it has none. */
export function label({ name, shape }: Tensor): string {
  return name === undefined ? `a tensor of shape ${shapeText(shape)}` : nameText(name);
}

/**
 * Refuses NaN and ±∞ in what `output` was computed from.
 * @throws DomainError naming the first operation that made one, and from what.
 */
export function requireFinite(output: Tensor, operation: string): void {
  const reason = whyNotFinite(output);
  if (reason !== undefined) throw new DomainError(`${operation}: ${reason}`);
}

/** Where NaN or ±∞ first came into what `output` was computed from; undefined where all numbers are finite. */
export function whyNotFinite(output: Tensor): string | undefined {
  for (const tensor of ancestors(output)) {
    const bad = tensor.data.findIndex((value: number) => !Number.isFinite(value));
    if (bad < 0) continue;
    const value = spelled(tensor.data[bad]);
    if (tensor.trace === undefined)
      return `${label(tensor)} holds ${value} at entry ${bad}; give finite numbers`;
    const { operation: row, inputs } = tensor.trace;
    const given = inputs.map((input) => entryText(input, spelled(entryFor(input, tensor, bad)))).join(", ");
    return `${row.name} made ${value} from ${given}; keep its input inside the range where ${row.name} is defined`;
  }
  return undefined;
}

function entryText(tensor: Tensor, entry: string): string {
  if (tensor.name !== undefined) return `${label(tensor)} = ${entry}`;
  return tensor.rank === 0 ? entry : `${entry} in ${label(tensor)}`;
}

/** The input's entry that stands where the output's entry does, as far as their sizes tell. */
function entryFor(input: Tensor, output: Tensor, at: number): number {
  return input.data[input.size === output.size ? at : 0];
}

/** All digits: what is quoted is looked for. */
function spelled(value: number): string {
  return Number.isFinite(value) ? String(value) : numeral(value);
}

/** @throws UsageError if one of these is no tensor: a key that is not there gives undefined, whatever its type says. */
export function requireTensors(operation: string, values: Readonly<Record<string, unknown>>): void {
  for (const what in values) requireTensor(operation, what, values[what]);
}

/** @throws UsageError if this is no tensor. */
export function requireTensor(operation: string, what: string, value: unknown): void {
  if (value instanceof Tensor) return;
  throw new UsageError(
    `${operation}: ${what} is ${value === null ? "null" : typeof value}, not a tensor; look at how it is spelled where it comes from`,
  );
}
