/** @file Slopes that a student's program measures: M31 where it asked on one side, in the rounding, or compared absolutely. */

import type { MessageKey } from "./english.js";
import { verdict } from "./verdict.js";
import { wantExactly, wantThat, type Want } from "./want.js";

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

/** A gradient that a program is to check. */
export interface GradientCheck {
  /** Where the loss is asked. */
  readonly at: readonly number[];
  /** The slopes there, as they are. */
  readonly slopes: readonly number[];
  /** The gradient that is checked, with its faults. */
  readonly gradient: readonly number[];
  readonly names: readonly string[];
  /** Relative errors divide by no less than this. */
  readonly floor?: number;
}

/** Relative errors are reported with at least this accuracy. */
const ACCURACY = 1e-5;

/**
 * What a gradient check must report: the name of the parameter with the largest relative error, and that error. The
 * largest absolute error is M31, as are slopes that were measured badly.
 */
export function wantGradientCheck(
  of: Loss,
  { at, slopes, gradient, names, floor = 1e-6 }: GradientCheck,
): { readonly of: Loss; readonly wants: Readonly<Record<"worst" | "error", Want>> } {
  const absolute = slopes.map((slope, index) => Math.abs(gradient[index] - slope));
  const relative = absolute.map(
    (each, index) => each / Math.max(Math.abs(gradient[index]), Math.abs(slopes[index]), floor),
  );
  const error = Math.max(...relative);
  const [worst, furthest] = [relative.indexOf(error), absolute.indexOf(Math.max(...absolute))];
  const byAbsolute = { code: CODE, answer: names[furthest], parameters: {} };
  const asked = measured(of, at);
  const isError = (answer: unknown): boolean =>
    typeof answer === "number" && Math.abs(answer - error) < ACCURACY;
  return {
    of: asked.of,
    wants: {
      worst: {
        ...asked.want(wantExactly(names[worst], { mistakes: worst === furthest ? [] : [byAbsolute] })),
        // Where both ways to compare name the same parameter, the check could not tell them apart.
        clear: () => absolute[furthest] > 1.5 * absolute[worst] && Math.abs(slopes[worst]) > 1e-3,
      },
      error: asked.want(wantThat("the relative error", isError)),
    },
  };
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
