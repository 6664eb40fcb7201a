/** @file A recording replayed operation by operation. */

import { untraced } from "../tensor/apply.js";
import { sameShape } from "../tensor/shape.js";
import { Tensor, type Numbers } from "../tensor/tensor.js";
import { tensorsOf, withTensors, type Given, type Place, type Recording } from "./recording.js";
import { Plan } from "./plan.js";
import type { Program } from "./script.js";

/** The function of any recording: every row's own rule in its order. */
export function replayed(recording: Recording, like: readonly Given[]): Program {
  const { steps, outputs, result } = recording;
  return (given) => {
    if (!sameKinds(like, given)) return undefined;
    const numbers = [...recording.numbers];
    given.flatMap(tensorsOf).forEach(({ data }, index) => {
      numbers[recording.inputs[index].slot] = data;
    });
    const tensorAt = ({ slot, shape }: Place): Tensor => new Tensor(numbers[slot], shape);
    untraced(() => {
      for (const { operation, settings, inputs, output } of steps) {
        const operands = inputs.map(tensorAt);
        const { data } =
          operation.compute?.evaluate?.(operands, settings) ?? operation.evaluate(operands, settings);
        numbers[output.slot] = data;
      }
    });
    const taken = new Set<Numbers>([
      ...recording.numbers,
      ...given.flatMap(tensorsOf).map(({ data }) => data),
    ]);
    // What is given, or given twice, must not share its array with anything else.
    const own = outputs.map(tensorAt).map(({ data, shape }) => {
      const shared = taken.has(data);
      taken.add(data);
      return new Tensor(shared ? data.slice() : data, shape);
    });
    return withTensors(result, own.values());
  };
}

/** The function of a recording with a plan. */
export function planned(recording: Recording, like: readonly Given[]): Program | undefined {
  const plan = Plan.of(recording, { carried: new Map(), early: 0 });
  if (plan === undefined) return undefined;
  return (given) => {
    if (!sameKinds(like, given)) return undefined;
    given.flatMap(tensorsOf).forEach(({ data }, input) => {
      plan.write(input, data);
    });
    plan.start();
    plan.finish();
    const outputs = recording.outputs.map((_, output) => plan.read(output));
    return withTensors(recording.result, outputs.values());
  };
}

/** Whether two lists of inputs have the same structure, shapes and precisions. */
function sameKinds(like: readonly Given[], given: readonly Given[]): boolean {
  return (
    like.length === given.length &&
    like.every((one, at) => sameKeys(one, given[at])) &&
    sameTensors(like.flatMap(tensorsOf), given.flatMap(tensorsOf))
  );
}

function sameKeys(one: Given, other: Given): boolean {
  if (one instanceof Tensor || other instanceof Tensor)
    return one instanceof Tensor && other instanceof Tensor;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return keys.length === others.length && keys.every((key, at) => key === others[at]);
}

function sameTensors(like: readonly Tensor[], given: readonly Tensor[]): boolean {
  return like.every(
    ({ data, shape }, at) =>
      sameShape(shape, given[at].shape) &&
      data instanceof Float32Array === given[at].data instanceof Float32Array,
  );
}
