/** @file Derivations of random programs: what holds for every computation, held on hundreds of them. */

import { describe, expect, it } from "vitest";
import "../../../kernel-lib/index.js";
import { allowedRefusals, faultOf } from "./program-faults.js";
import { randomProgram } from "./random-programs.js";
import { shrunk } from "./shrinking.js";

const PROGRAMS = 800;
const PER_TEST = 100;

describe("every random program", () => {
  it.each(Array.from({ length: PROGRAMS / PER_TEST }, (_, at) => at * PER_TEST))(
    "is derived in lines and a closed form that agree with the sweep and with differences, from seed %i",
    (from) => {
      const faults = Array.from({ length: PER_TEST }, (_, at) => faultReport(from + at));
      expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
    },
  );
});

it("is refused only where it has no derivative: where the smallest of two copies is taken", () => {
  expect([...allowedRefusals.keys()]).toEqual([
    "t0 = (vstack(a, a)).T; (reshape(min(t0, axis=1, keepdims=true), 1, 2)).T",
  ]);
});

/** What is wrong with the program of a seed, shown on the smallest program that has the fault. */
function faultReport(seed: number): string | undefined {
  const program = randomProgram(seed);
  const fault = faultOf(program);
  if (fault === undefined) return undefined;
  const { text, wrt, variables } = shrunk(program, fault);
  const shapes = [...variables].map(([name, { shape }]) => `${name}[${shape.join()}]`).join(" ");
  return `seed ${seed}: d/d${wrt} of ${text} with ${shapes}: ${fault}`;
}
