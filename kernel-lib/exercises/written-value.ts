/** @file A value together with the formula that it comes from, as a program writes it down: `{ formula, value }`. */

import { contextOf, type FormulaContext } from "../syntax/context.js";
import type { Tensor } from "../tensor/tensor.js";
import { judgeFormula } from "./formulas.js";
import type { Want } from "./want.js";

/** What a formula has to give, and what it may be written with. */
export interface WrittenFormula {
  readonly of: Tensor;
  /** Every named tensor on the way to these; one list for all lines of a trace. */
  readonly reach: readonly Tensor[];
}

/**
 * A line of a trace, `{ formula: "W1 x + b1", value: z1 }`: the value is judged as this want does, the formula as text
 * that is equal at every point, in whatever form.
 */
export function wantWritten(value: Want, { of, reach }: WrittenFormula): Want {
  const { within } = value;
  const turned = value.question?.about === undefined ? "M07" : "M19";
  return {
    judge: (answer, step) => value.judge(fieldOf(answer, "value"), step),
    also: async (answer, step) => {
      const place = { step: `the formula of ${step}`, earlier: [], context: contextFor(reach) };
      const { verdict } = await judgeFormula(fieldOf(answer, "formula"), { of, turned }, place);
      return { ...verdict, step };
    },
    clear: value.clear,
    within: within && ((tolerance) => wantWritten(within(tolerance), { of, reach })),
  };
}

const contexts = new WeakMap<readonly Tensor[], FormulaContext>();

/** The lines of a trace share their points, which take longer to find than a formula to judge. */
function contextFor(reach: readonly Tensor[]): FormulaContext {
  const context = contexts.get(reach) ?? contextOf(reach);
  contexts.set(reach, context);
  return context;
}

function fieldOf(answer: unknown, field: "formula" | "value"): unknown {
  if (typeof answer !== "object" || answer === null) return undefined;
  return Object.entries(answer).find(([name]) => name === field)?.[1];
}
