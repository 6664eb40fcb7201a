/** @file The smallest program found that shows a fault. */

import { ancestors } from "../../../kernel-lib/autodiff/trace.js";
import { parseProgram, type Program } from "../../../kernel-lib/syntax/grammar.js";
import { faultOf } from "./program-faults.js";
import { run, type RandomProgram } from "./random-programs.js";
import { childrenOf, textOf } from "../../../kernel-lib/syntax/trees.js";
import { changedOnce } from "../../../kernel-lib/corpus/changes.js";

/** Most steps that make a program smaller. */
const MOST_STEPS = 60;

/** A smaller program with a fault of the same kind: parts are put in the place of what holds them while it stays. */
export function shrunk(program: RandomProgram, fault: string): RandomProgram {
  let smallest = program;
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = smaller(smallest).find((candidate) => kindOf(faultIfRuns(candidate)) === kindOf(fault));
    if (next === undefined) break;
    smallest = next;
  }
  return smallest;
}

function kindOf(fault = ""): string {
  return fault.slice(0, 14);
}

function faultIfRuns(program: RandomProgram): string | undefined {
  try {
    const { result, scope } = run(program);
    const source = scope.get(program.wrt);
    if (source === undefined || !ancestors(result).includes(source)) return undefined;
  } catch {
    return undefined;
  }
  return faultOf(program);
}

function smaller(program: RandomProgram): RandomProgram[] {
  const { bindings, result } = parseProgram(program.text);
  const written = (next: Program): RandomProgram => ({
    ...program,
    text: [...next.bindings.map(({ name, value }) => `${name} = ${textOf(value)}`), textOf(next.result)].join(
      "; ",
    ),
  });
  const fewer = bindings.map((binding) => ({
    bindings: bindings.filter((other) => other !== binding),
    result,
  }));
  const earlier = bindings.map(({ value }, at) => ({ bindings: bindings.slice(0, at), result: value }));
  const shorter = changedOnce(result, childrenOf).map((other) => ({ bindings, result: other }));
  const inside = bindings.flatMap((binding) =>
    changedOnce(binding.value, childrenOf).map((value) => ({
      bindings: bindings.map((other) => (other === binding ? { ...binding, value } : other)),
      result,
    })),
  );
  return [...earlier, ...fewer, ...shorter, ...inside].map(written);
}
