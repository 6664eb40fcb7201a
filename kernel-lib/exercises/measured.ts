/** @file Slopes that a student's program measures: M31 where it asked on one side only, or in the rounding. */

import type { MessageKey } from "./english.js";
import { verdict } from "./verdict.js";
import type { Want } from "./want.js";

/** A function of parameters. */
type Loss = (parameters: readonly number[]) => number;

/** A function that remembers where it was asked, and what becomes of the wants for its slopes. */
export interface Measured {
  /** The function, to be handed to a student's program. */
  readonly of: Loss;
  /** The same want, which says M31 where the program asked badly and its result is off. */
  readonly want: (want: Want) => Want;
}

/** Steps below this measure rounding: losses near 1 agree in half of their 16 digits. */
const LEAST_STEP = 1e-8;

const CODE: MessageKey = "M31";

/**
 * A function whose slopes are to be measured at a point, and the wants for what comes out. The function remembers where
 * it was asked; a result that is off is M31 where that was on one side of the point only, or nearer than rounding allows.
 */
export function measured(of: Loss, at: readonly number[]): Measured {
  let asked: (readonly number[])[] = [];
  let isJudged = false;
  const watched: Loss = (parameters) => {
    if (isJudged) asked = [];
    isJudged = false;
    asked.push([...parameters]);
    return of(parameters);
  };
  const want = (inner: Want): Want => ({
    ...inner,
    judge: (answer, step) => {
      isJudged = true;
      const found = inner.judge(answer, step);
      if (found.passed || found.reason.key !== "wrong" || !isBadlyAsked(asked, at)) return found;
      return verdict(step, { key: CODE, parameters: {} }, { code: CODE });
    },
  });
  return { of: watched, want };
}

/** Whether the point was left on one side only, or by too small a step, along a parameter. */
function isBadlyAsked(asked: readonly (readonly number[])[], at: readonly number[]): boolean {
  return at.some((middle, index) => {
    const steps = asked.map((parameters) => parameters[index] - middle).filter((step) => step !== 0);
    if (steps.length === 0) return false;
    const [least, most] = [Math.min(...steps), Math.max(...steps)];
    return least * most > 0 || Math.max(most, -least) < LEAST_STEP;
  });
}
