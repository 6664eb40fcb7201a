/** @file A function of tensors written down as the operations that it applied. */

import { UsageError } from "../tensor/errors.js";
import { taped } from "../tensor/apply.js";
import type { Operation, Settings } from "../tensor/operation.js";
import { random } from "../tensor/random.js";
import { sameShape, type Shape } from "../tensor/shape.js";
import { Tensor, type Numbers } from "../tensor/tensor.js";

/** Tensors, one or several by name, as a function takes them and gives them. */
export type Given = Tensor | Readonly<Record<string, Tensor>>;

/** Numbers that a recording speaks of: which, and under which shape they are read. */
export interface Place {
  readonly slot: number;
  readonly shape: Shape;
}

/** One operation, over places. */
export interface Step {
  readonly operation: Operation;
  readonly settings: Settings;
  readonly inputs: readonly Place[];
  readonly output: Place;
}

/** Operations in their order, each place before its use; a place that no operation gives is an input or constant. */
export interface Recording {
  /** By slot: the numbers as they were when this was recorded. */
  readonly numbers: readonly Numbers[];
  readonly inputs: readonly Place[];
  readonly constants: ReadonlySet<number>;
  /** Only those that a result depends on. */
  readonly steps: readonly Step[];
  readonly outputs: readonly Place[];
  readonly result: Given;
}

/** The tensors of what a function takes or gives, in their order. */
export function tensorsOf(given: Given): readonly Tensor[] {
  return given instanceof Tensor ? [given] : Object.values(given);
}

/** Something of the same structure with other tensors, in the order of `tensorsOf`. */
export function withTensors(like: Given, tensors: Iterator<Tensor, undefined>): Given {
  const next = (): Tensor => {
    const { value } = tensors.next();
    if (value === undefined) throw new UsageError("compile: a tensor is missing");
    return value;
  };
  if (like instanceof Tensor) return next();
  return Object.fromEntries(Object.keys(like).map((key) => [key, next()]));
}

/**
 * What `f` applies to inputs like these, found at them and at numbers nearby.
 * @throws UsageError if that differs.
 */
export function recordedTwice<Inputs extends readonly Given[]>(
  f: (...inputs: Inputs) => Given,
  given: Inputs,
): Recording {
  const recording = recorded(
    f,
    copied(given, ({ data }) => data.slice()),
  );
  const seed = random(1);
  const moved = (value: number): number => value * (1 + 0.1 * seed.uniform()) + 0.01 * seed.uniform();
  requireSame(
    recording,
    recorded(
      f,
      copied(given, ({ data }) => data.map(moved)),
    ),
  );
  return recording;
}

/** The same inputs with arrays of their own, by which a recording knows them. */
function copied<Inputs extends readonly Given[]>(given: Inputs, copy: (tensor: Tensor) => Numbers): Inputs {
  const tensors = given.flatMap(tensorsOf).map((tensor) => new Tensor(copy(tensor), tensor.shape, tensor));
  const values = tensors.values();
  return given.map((one) => withTensors(one, values)) as readonly Given[] as Inputs;
}

/** Runs `f` once and writes down what it applied to its inputs, including what it did without a trace. */
function recorded<Inputs extends readonly Given[]>(
  f: (...inputs: Inputs) => Given,
  inputs: Inputs,
): Recording {
  const given = inputs.flatMap(tensorsOf);
  const { result, tape } = taped(() => f(...inputs));
  const slots = new Map<Numbers, number>();
  const numbers: Numbers[] = [];
  const constants = new Set<number>();
  // What a tensor is called and how it is cut into axes may change; its numbers are the same array.
  const place = ({ data, shape }: Pick<Tensor, "data" | "shape">, isNew = false): Place => {
    let slot = slots.get(data);
    if (slot === undefined) {
      slot = numbers.push(data) - 1;
      slots.set(data, slot);
      if (!isNew) constants.add(slot);
    }
    return { slot, shape };
  };
  const places = given.map((tensor) => place(tensor, true));
  const known = new Map<Operation, Map<string, number>>();
  const steps: Step[] = [];
  for (const { operation, inputs, settings, output } of tape) {
    if (slots.has(output.data)) continue;
    const from = inputs.map((input) => place(input));
    // What gives the same again, as forward and backward pass often do, is done once.
    const same = known.get(operation) ?? new Map<string, number>();
    const key = textOf([settings, from]);
    const slot = same.get(key);
    if (slot !== undefined) {
      slots.set(output.data, slot);
      continue;
    }
    const into = place(output, true);
    known.set(operation, same.set(key, into.slot));
    steps.push({ operation, settings, inputs: from, output: into });
  }
  const outputs = tensorsOf(result).map((tensor) => place(tensor));
  return { numbers, inputs: places, constants, steps: needed(steps, outputs), outputs, result };
}

function needed(steps: readonly Step[], outputs: readonly Place[]): readonly Step[] {
  const wanted = new Set(outputs.map(({ slot }) => slot));
  const kept = steps.toReversed().filter(({ inputs, output }) => {
    if (!wanted.has(output.slot)) return false;
    for (const { slot } of inputs) wanted.add(slot);
    return true;
  });
  return kept.reverse();
}

/**
 * Refuses a function whose operations, settings or constants are not the same for other numbers.
 * @throws UsageError naming the first difference.
 */
function requireSame(one: Recording, other: Recording): void {
  const at = one.steps.findIndex((step, index) => !sameStep(step, other.steps.at(index)));
  if (at >= 0 || one.steps.length !== other.steps.length) {
    const named = one.steps.at(at)?.operation.name ?? "another operation";
    throw refusal(`it applies ${named} for some numbers and something else for others`);
  }
  for (const slot of one.constants) {
    if (equal(one.numbers[slot], other.numbers[slot])) continue;
    const user = one.steps.find(({ inputs }) => inputs.some((input) => input.slot === slot));
    throw refusal(
      `${user?.operation.name ?? "its result"} takes numbers that were read out of a tensor or drawn at random`,
    );
  }
}

function refusal(reason: string): UsageError {
  return new UsageError(
    `compile: the function cannot be replayed, because ${reason}; keep to operations on the tensors it is given, or call it without compile`,
  );
}

function sameStep(one: Step, other: Step | undefined): boolean {
  return (
    other !== undefined &&
    one.operation === other.operation &&
    textOf(one.settings) === textOf(other.settings) &&
    [...one.inputs, one.output].every((place, index) => {
      const twin = [...other.inputs, other.output].at(index);
      return twin !== undefined && place.slot === twin.slot && sameShape(place.shape, twin.shape);
    })
  );
}

function equal(a: Numbers, b: Numbers): boolean {
  return a === b || (a.length === b.length && a.every((value, at) => Object.is(value, b[at])));
}

/** Data as one text. JSON alone would make one of all numbers that are not finite. */
function textOf(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
}
