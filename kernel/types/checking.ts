/** @file One cell checked: strictly, and where that finds something, as leniently as tslab too. */

import type { Backend, Problem } from "./backend.js";
import type { Strictness } from "./configuration.js";
import { diagnosticsOf, isMissingModule, syntaxProblems, type Diagnostic } from "./diagnostics.js";
import type { LinkedText } from "./history.js";
import type { LocalFiles } from "./local-files.js";

/** What a check needs. */
export interface Checking {
  readonly backend: Backend;
  readonly local: LocalFiles;
  /** The file that the cell was written to. */
  readonly cell: string;
  readonly configure: (strictness: Strictness) => void;
}

/** Checks a cell that was written, and the student's own files that it imports. */
export async function checked(linked: LinkedText, checking: Checking): Promise<readonly Diagnostic[]> {
  const { backend, local, cell, configure } = checking;
  const { specifiers, program } = linked.declarations;
  const paths = [cell, ...local.reachedFrom(specifiers)];
  const problems = async (): Promise<readonly (readonly Problem[])[]> =>
    Promise.all(
      paths.map(async (path) => {
        const found = await backend.problems(path);
        if (path !== cell) return found;
        const own = problemsIn(linked, found);
        return program !== undefined ? own : syntaxProblems(own);
      }),
    );
  let strict = await problems();
  if (strict.every((found) => found.length === 0)) return [];
  configure("lenient");
  const lenient = await problems().finally(() => {
    configure("strict");
  });
  // A change of the configuration makes the compiler look again for what it did not find before.
  if (lacksModule(strict) && !lacksModule(lenient)) strict = await problems();
  return paths.flatMap((path, index) =>
    diagnosticsOf({ strict: strict[index], lenient: lenient[index] }, ...(path === cell ? [] : [path])),
  );
}

function lacksModule(problems: readonly (readonly Problem[])[]): boolean {
  return problems.flat().some(isMissingModule);
}

/** The problems of the cell's own text, by its own offsets. */
function problemsIn({ offset }: LinkedText, problems: readonly Problem[]): readonly Problem[] {
  return problems
    .filter(({ start }) => start >= offset)
    .map((one) => ({ ...one, start: one.start - offset, end: one.end - offset }));
}
