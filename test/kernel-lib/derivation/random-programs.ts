/** @file Seeded random programs of the corpus grammar, well shaped and away from singular points. */

import { derive, type Derivation, type Detail } from "../../../kernel-lib/derivation/derivation.js";
import { ones } from "../../../kernel-lib/tensor/create.js";
import { parseProgram } from "../../../kernel-lib/syntax/grammar.js";
import { runProgram } from "../../../kernel-lib/syntax/program.js";
import { gradients } from "../../../kernel-lib/autodiff/gradient.js";
import { ancestors, whyNotFinite } from "../../../kernel-lib/autodiff/trace.js";
import { random } from "../../../kernel-lib/tensor/random.js";
import { Tensor } from "../../../kernel-lib/tensor/tensor.js";
import { ProgramWriter } from "./program-writer.js";

/** A program with the data it runs on. */
export interface RandomProgram {
  readonly text: string;
  readonly variables: ReadonlyMap<string, Tensor>;
  /** The tensor to derive by. */
  readonly wrt: string;
}

/** How large numbers may become before a program is thrown away: beyond, rounding hides the digits that count. */
const LARGEST = 200;
const MOST_TRIES = 40;

/** The program of a seed; other seeds give other programs. */
export function randomProgram(seed: number): RandomProgram {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const program = new ProgramWriter(random(seed * MOST_TRIES + attempt)).program();
    if (program !== undefined && isTame(program)) return program;
  }
  throw new Error(`no program of seed ${seed} is tame`);
}

/** The tensor that a program computes, and its names. */
export function run({ text, variables }: Pick<RandomProgram, "text" | "variables">) {
  return runProgram(parseProgram(text), variables);
}

/** The derivation of a program, of the sum of its result's entries; undefined where it is refused. */
export function derivationOf(program: RandomProgram, detail: Detail = "steps"): Derivation | undefined {
  const { result, scope } = run(program);
  const source = scope.get(program.wrt);
  const seed = result.rank === 0 ? undefined : ones(result.shape).named("seed");
  try {
    return source && derive(result, source, { seed, detail });
  } catch {
    return undefined;
  }
}

function isTame(program: RandomProgram): boolean {
  const { result, scope } = run(program);
  const source = scope.get(program.wrt);
  if (source === undefined || !ancestors(result).includes(source) || whyNotFinite(result) !== undefined)
    return false;
  const seed = new Tensor(new Float64Array(result.size).fill(1), result.shape);
  const { by } = gradients(result, { by: source }, { seed });
  return [...result.data, ...by.data].every((value) => Math.abs(value) < LARGEST);
}
