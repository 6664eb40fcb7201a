/** @file Cells run one after the other by the kernel's evaluator in this process, with all that they publish. */

import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createEvaluator } from "../../../kernel/evaluate/create.js";
import type { CellRun, LocalEvaluator, Outcome, Publication } from "../../../kernel/evaluate/evaluator.js";
import { createPlatform } from "../../../kernel/process/platform.js";

/** An evaluator with a folder of its own. */
export interface Cells {
  readonly folder: string;
  readonly evaluator: LocalEvaluator;
  readonly published: Publication[];
  /** Runs a cell. */
  readonly run: (code: string, options?: Partial<CellRun>) => Promise<Outcome>;
  /** Runs cells; the text of the last one's value, or `ename: evalue` of its failure. */
  readonly text: (...codes: string[]) => Promise<unknown>;
}

/** A new evaluator with nothing declared. */
export function newCells(): Cells {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cells-")));
  const published: Publication[] = [];
  const platform = createPlatform(folder, () => false);
  const { evaluator, module } = createEvaluator(
    {
      publish: (publication) => published.push(publication),
      ask: (prompt) => Promise.resolve(`answer to ${prompt}`),
      askNow: (prompt) => `answer to ${prompt}`,
    },
    platform,
    {},
  );
  platform.provide(module);
  let count = 0;
  const run: Cells["run"] = (code, options = {}) =>
    evaluator.run({
      code,
      count: ++count,
      silent: false,
      allowsStdin: false,
      userExpressions: {},
      ...options,
    });
  return {
    folder,
    evaluator,
    published,
    run,
    async text(...codes) {
      let outcome: Outcome = { userExpressions: {} };
      for (const code of codes) outcome = await run(code);
      const { failure, result } = outcome;
      return failure === undefined ? result?.data["text/plain"] : `${failure.ename}: ${failure.evalue}`;
    },
  };
}
