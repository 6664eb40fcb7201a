/** @file Operations entry by entry that follow each other, gathered for one kernel. */

import { sameShape, sizeOf, type Shape } from "../tensor/shape.js";
import type { EntryKernel, KernelRule, Operand, Stretch } from "./entry-kernel.js";
import type { Step } from "./recording.js";

/** What a group asks of the plan it belongs to, by slot. */
interface Places {
  readonly isSingle: (slot: number) => boolean;
  readonly addressOf: (slot: number) => number;
  /** Whether a value is needed after the group. */
  readonly isKept: (slot: number) => boolean;
  /** Called before the place of a value is fixed; `flat` says that entries are read and written in one order. */
  readonly place: (slot: number, flat: boolean) => void;
}

/** Steps of one shape; each is over what was there before the group, or over values of the group. */
export class Group {
  constructor(readonly steps: readonly Step[]) {}

  /** Whether a step can be in any group. */
  static takes(step: Step, isSingle: (slot: number) => boolean): boolean {
    const { inputs, output } = step;
    return (
      ruleOf(step, isSingle(output.slot)) !== undefined &&
      sameStretches([step]) &&
      inputs.every(
        ({ slot, shape }) =>
          stretchOf(shape, output.shape) !== undefined &&
          (sizeOf(shape) === 1 || isSingle(slot) === isSingle(output.slot)),
      )
    );
  }

  /** Whether a step can follow in this one. */
  fits(step: Step, isSingle: (slot: number) => boolean): boolean {
    const { steps } = this;
    const { inputs, output } = step;
    if (steps.length === 0) return true;
    const [first] = steps.map((one) => one.output);
    if (!sameShape(first.shape, output.shape) || isSingle(first.slot) !== isSingle(output.slot)) return false;
    const own = new Set(steps.map((one) => one.output.slot));
    return (
      sameStretches([...steps, step]) &&
      inputs.every(({ slot, shape }) => !own.has(slot) || sameShape(shape, output.shape))
    );
  }

  /** The group with one more step. */
  with(step: Step): Group {
    return new Group([...this.steps, step]);
  }

  /** The kernel of all steps. */
  kernel({ isSingle, addressOf, isKept, place }: Places): EntryKernel {
    const { shape } = this.steps[0].output;
    const own = this.steps.map(({ output }) => output.slot);
    const read = new Map<number, Stretch>();
    for (const { slot, shape: from } of this.steps.flatMap(({ inputs }) => inputs)) {
      const stretch = stretchOf(from, shape);
      if (!own.includes(slot) && stretch !== undefined) read.set(slot, stretch);
    }
    const flat = [...read.values()].every((stretch) => stretch === "none" || stretch === "everywhere");
    const operands = [...read].map(([slot, stretch]): Operand => ({
      at: addressOf(slot),
      stretch,
      single: isSingle(slot),
    }));
    const values = [...read.keys(), ...own];
    const rules = this.steps.flatMap((step) => {
      const { inputs, output } = step;
      const rule = ruleOf(step, isSingle(output.slot));
      if (rule === undefined) return [];
      place(output.slot, flat);
      const into = isKept(output.slot) ? addressOf(output.slot) : undefined;
      return [{ rule, of: inputs.map(({ slot }) => values.indexOf(slot)), into }];
    });
    const [rows, columns] = flat ? [1, sizeOf(shape)] : shape;
    return { rows, columns, single: isSingle(own[0]), operands, rules };
  }
}

/** How a kernel computes a step, if it does. */
function ruleOf({ operation }: Step, single: boolean): KernelRule | undefined {
  const { entry, inDouble } = operation.compute ?? {};
  if (entry !== undefined) return { entry };
  return single && inDouble !== undefined ? { inDouble } : undefined;
}

/** Whether every array is stretched in one way only. */
function sameStretches(steps: readonly Step[]): boolean {
  const known = new Map<number, Stretch | undefined>();
  return steps.every(({ inputs, output }) =>
    inputs.every(({ slot, shape }) => {
      const stretch = stretchOf(shape, output.shape);
      const before = known.get(slot) ?? stretch;
      known.set(slot, stretch);
      return before === stretch;
    }),
  );
}

/** How one shape is stretched to another; undefined where that is not said by rows and columns. */
function stretchOf(from: Shape, to: Shape): Stretch | undefined {
  if (sizeOf(from) === 1) return "everywhere";
  if (sizeOf(from) === sizeOf(to)) return "none";
  if (to.length !== 2) return undefined;
  const [rows, columns] = from.length === 1 ? [1, from[0]] : from;
  if (rows === to[0] && columns === 1) return "along rows";
  return rows === 1 && columns === to[1] ? "along columns" : undefined;
}
