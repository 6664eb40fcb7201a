/** @file Functions of tensors that are traced once and then replayed. */

import { isTaping } from "../tensor/operation.js";
import { random } from "../tensor/random.js";
import { Tensor, type Numbers } from "../tensor/tensor.js";
import { recorded, requireSame, tensorsOf, withTensors, type Given } from "./recording.js";
import { replayed } from "./replayed.js";
import { scriptOf, type Program } from "./script.js";

/**
 * The same function, faster: its first call writes down every operation, and later ones replay them without traces,
 * few numbers as generated JavaScript. Gradients may be taken inside:
 *
 * ```ts
 * const step = compile((W: Tensor, x: Tensor) => gradients(W.matmul(x).square().sum(), { W }));
 * ```
 *
 * Inputs of other shapes or precision are traced anew. Tensors that the function takes from outside are constants:
 * pass what changes as an argument. Which operations are applied may depend on shapes, not on numbers: the first call
 * also tries numbers nearby, and a condition that turns only farther away is not noticed. Results are data: they have
 * no trace, so that nothing can be derived from them.
 *
 * @throws UsageError if the function reads numbers out of its tensors, or draws some at random.
 */
export function compile<Inputs extends readonly Given[], Result extends Given>(
  f: (...inputs: Inputs) => Result,
): (...inputs: Inputs) => Result {
  const programs: Program[] = [];
  return (...given) => {
    // Inside another compiled function this one is a part of it.
    if (isTaping()) return f(...given);
    for (const program of programs) {
      const result = program(given);
      if (result !== undefined) return result as Result;
    }
    const program = programFor(f, given);
    programs.unshift(program);
    return program(given) as Result;
  };
}

function programFor<Inputs extends readonly Given[]>(
  f: (...inputs: Inputs) => Given,
  given: Inputs,
): Program {
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
  return scriptOf(recording, given) ?? replayed(recording, given);
}

/** The same inputs with arrays of their own, by which a recording knows them. */
function copied<Inputs extends readonly Given[]>(given: Inputs, copy: (tensor: Tensor) => Numbers): Inputs {
  const tensors = given.flatMap(tensorsOf).map((tensor) => new Tensor(copy(tensor), tensor.shape, tensor));
  const values = tensors.values();
  return given.map((one) => withTensors(one, values)) as readonly Given[] as Inputs;
}
