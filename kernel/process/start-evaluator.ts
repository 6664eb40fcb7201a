/** @file The evaluator in this process, with Node.js around it. */

import { createEvaluator } from "../evaluate/create.js";
import type { EvaluatorHost, LocalEvaluator } from "../evaluate/evaluator.js";
import { compileCell } from "../syntax/cell.js";
import { createPlatform } from "./platform.js";
import { tellStacks } from "./stacks.js";
import { VERSIONS } from "./versions.js";

/** An evaluator for the notebooks of a folder. Signals are heard elsewhere: every SIGINT listener here is a cell's. */
export function startEvaluator(host: EvaluatorHost, folder: string): LocalEvaluator {
  const platform = createPlatform(folder, () => false);
  const { tslab, typescript, node } = VERSIONS;
  const { evaluator, module, stackLines } = createEvaluator(host, platform, { tslab, typescript, node });
  platform.provide(module);
  tellStacks(stackLines);
  // The first translation takes many times as long as the next one: it is over before a cell needs it.
  compileCell("0", () => false);
  return evaluator;
}
