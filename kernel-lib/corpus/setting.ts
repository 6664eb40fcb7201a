/** @file A case set up: its program run on its samples, its names as tensors. */

import { parseProgram, type Program } from "../syntax/grammar.js";
import { called, runProgram } from "../syntax/program.js";
import { tensor } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import type { NameParts } from "../tensor/name.js";
import type { Nested, Tensor } from "../tensor/tensor.js";
import type { CaseVariable, CorpusCase } from "./case.js";

/** A case set up at its samples: variables, bound names, result, and the tensor to derive by. */
export interface Setting {
  readonly given: CorpusCase;
  readonly program: Program;
  readonly variables: ReadonlyMap<string, Tensor>;
  readonly scope: ReadonlyMap<string, Tensor>;
  readonly result: Tensor;
  readonly source: Tensor;
  readonly seed: Tensor | undefined;
  /** The second point of the file, by variable. */
  readonly elsewhere: ReadonlyMap<Tensor, Tensor>;
}

/** Sets a case up. @throws UsageError if it derives by a name that it does not have. */
export function setUp(given: CorpusCase): Setting {
  const program = parseProgram(given.expression);
  const variables = new Map(
    given.variables.map((variable) => [variable.name, makeVariable(variable, variable.sample)]),
  );
  const { result, scope } = runProgram(program, variables);
  const source = scope.get(given.wrt);
  if (source === undefined)
    throw new UsageError(
      `corpus: ${given.id} derives by ${given.wrt}, which it does not have; name a variable`,
    );
  const seed = given.seed === undefined ? undefined : called(tensor(given.seed), { base: "seed" });
  const elsewhere = new Map(
    given.variables.flatMap((variable) => {
      const at = variables.get(variable.name);
      return at === undefined
        ? []
        : [[at, makeVariable(variable, given.second_point.samples[variable.name])] as const];
    }),
  );
  return { given, program, variables, scope, result, source, seed, elsewhere };
}

function makeVariable({ name, latex, symmetric, constraint = "" }: CaseVariable, values: Nested): Tensor {
  return called(tensor(values), {
    base: name,
    ...(latex !== undefined && { latex }),
    ...(symmetric === true && { symmetric }),
    ...factsOf(constraint),
  });
}

/** Domain facts that formulas may use, from the words of the corpus. */
function factsOf(constraint: string): NameParts {
  if (/column is one-hot|sums to 1/.test(constraint)) return { sumsToOne: "columns" };
  return /row is one-hot/.test(constraint) ? { sumsToOne: "rows" } : {};
}

/** The names of a program and the seed, which forms may use. */
export function withSeed(
  scope: ReadonlyMap<string, Tensor>,
  seed: Tensor | undefined,
): ReadonlyMap<string, Tensor> {
  return seed === undefined ? scope : new Map([...scope, ["seed", seed]]);
}
