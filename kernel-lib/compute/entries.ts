/** @file Arithmetic on big tensors entry by entry, through the machine: an operation at a time, as it is called. */

import type { Operation, Value } from "../tensor/operation.js";
import { sizeOf, type Shape } from "../tensor/shape.js";
import { resultIsSingle, type Numbers, type Tensor } from "../tensor/tensor.js";
import { sharedMachine } from "./engine.js";
import { entryFunction } from "./entry-kernel.js";
import { Group } from "./group.js";
import { spaceFor, type Kernel, type Machine } from "./machine.js";
import type { Step } from "./recording.js";

/** Results of fewer entries are done sooner by plain loops. */
export const BIG = 512;
/** A kernel is for one operation on one kind of inputs; it is written when these come for so many times. */
const OFTEN = 3;
/** More kinds than this are forgotten together. */
const MOST_KINDS = 256;

interface Kind {
  calls: number;
  kernel?: Kernel | undefined;
}

const KINDS = new WeakMap<Machine, Map<string, Kind>>();

/**
 * What an operation with a rule for entries makes of these inputs; undefined where plain loops are to do it: for few
 * entries, mixed precisions, kinds that come seldom, or where no machine can hold them.
 */
export function entryValue(operation: Operation, inputs: readonly Tensor[], shape: Shape): Value | undefined {
  if (sizeOf(shape) < BIG) return undefined;
  const single = resultIsSingle(inputs);
  const isSingle = (slot: number): boolean =>
    slot === inputs.length ? single : inputs[slot].data instanceof Float32Array;
  // An array that is given twice is one place.
  const places = inputs.map((input) => ({
    slot: inputs.findIndex(({ data }) => data === input.data),
    shape: input.shape,
  }));
  const step: Step = { operation, settings: {}, inputs: places, output: { slot: inputs.length, shape } };
  if (!Group.takes(step, isSingle)) return undefined;
  const machine = sharedMachine(spaceFor([...inputs.map(({ size }) => size), sizeOf(shape)], false));
  const kind = machine && kindOf(machine, step, isSingle);
  if (machine === undefined || kind === undefined || ++kind.calls < OFTEN) return undefined;
  machine.shelf.clear();
  const views = inputs.map(({ data }, slot) =>
    places[slot].slot === slot ? machine.shelf.copy(data) : data,
  );
  const into = machine.shelf.take(sizeOf(shape), single);
  // A kind has its arrays at the same places every time.
  kind.kernel ??= kernelOf(machine, step, { views: [...views, into], isSingle });
  if (kind.kernel === undefined) return undefined;
  kind.kernel();
  return { data: into.slice(), shape };
}

/** What is known of an operation on inputs of these shapes and precisions. */
function kindOf(
  machine: Machine,
  { operation, inputs, output }: Step,
  isSingle: (slot: number) => boolean,
): Kind {
  const given = inputs.map(({ slot, shape }) => `${slot}${isSingle(slot) ? "s" : "d"}${shape.join("x")}`);
  const key = `${operation.name} ${given.join(" ")} ${output.shape.join("x")}`;
  const known = KINDS.get(machine) ?? new Map<string, Kind>();
  KINDS.set(machine, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KINDS) known.clear();
  const kind: Kind = { calls: 0 };
  known.set(key, kind);
  return kind;
}

interface Placed {
  readonly views: readonly Numbers[];
  readonly isSingle: (slot: number) => boolean;
}

function kernelOf(machine: Machine, step: Step, { views, isSingle }: Placed): Kernel | undefined {
  const kernel = new Group([step]).kernel({
    isSingle,
    addressOf: (slot) => views[slot].byteOffset,
    isKept: () => true,
    place: () => undefined,
  });
  return machine.with([entryFunction(step.operation.name, kernel)]).get(step.operation.name);
}
