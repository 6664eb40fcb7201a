/** @file Functions of tensors that are traced once and then replayed. */

import { isTaping } from "../tensor/apply.js";
import { recordedTwice, type Given } from "./recording.js";
import { planned, replayed } from "./replayed.js";
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
  const recording = recordedTwice(f, given);
  return scriptOf(recording, given) ?? planned(recording, given) ?? replayed(recording, given);
}
