/** @file Random programs in every notation and to second order: written right, or refused with the reason. */

import { describe, expect, it } from "vitest";
import {
  derive,
  deriveHessian,
  deriveHessianProduct,
  deriveJacobian,
  filled,
  type Derivation,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { UsageError } from "../../../kernel-lib/tensor/errors.js";
import { randomProgram, run } from "./random-programs.js";

const PROGRAMS = 800;

/** What is derived of a program, by its name; undefined where it does not apply. */
const TASKS: Readonly<Record<string, (result: Tensor, source: Tensor) => Derivation | undefined>> = {
  index: (result, source) => derive(result, source, { notation: "index", seed: seedFor(result) }),
  differential: (result, source) =>
    derive(result, source, { notation: "differential", seed: seedFor(result) }),
  "Hessian product": (result, source) =>
    result.size === 1 ? deriveHessianProduct(result, source, filled(source.shape, 0.7)) : undefined,
  Hessian: (result, source) => (result.size === 1 ? deriveHessian(result, source) : undefined),
  Jacobian: (result, source) => (result.size === 1 ? undefined : deriveJacobian(result, source)),
};

function seedFor(result: Tensor): Tensor | undefined {
  return result.size === 1 ? undefined : filled(result.shape, 1.3);
}

/** Where the smallest of two equal entries is taken there is no derivative, in no notation. */
const WITHOUT_DERIVATIVE = "t0 = (vstack(a, a)).T; (reshape(min(t0, axis=1, keepdims=true), 1, 2)).T";

describe.each(Object.entries(TASKS))("%s", (_, task) => {
  it("is right for every random program, or refused because no rule writes it", { timeout: 240_000 }, () => {
    const faults: string[] = [];
    let written = 0;
    for (let number = 0; number < PROGRAMS; number++) {
      const program = randomProgram(number);
      const { result, scope } = run(program);
      if (program.text === WITHOUT_DERIVATIVE) continue;
      const source = scope.get(program.wrt) ?? result;
      try {
        if (task(result, source) !== undefined) written++;
      } catch (error) {
        const refused = error instanceof UsageError && error.message.includes("no rule writes");
        if (!refused) faults.push(`${number}: d/d${program.wrt} ${program.text}: ${String(error)}`);
      }
    }
    expect(faults).toEqual([]);
    expect(written).toBeGreaterThan(5);
  });
});
