/** @file The exercises of a unit, run from their source: definitions, solutions and what a student begins with. */

import { runInThisContext } from "node:vm";
import { ModuleKind } from "typescript";
import * as chainrule from "../../kernel-lib/index.js";
import { exerciseNames, sourceText } from "../../notebooks/build.js";
import {
  definitionModule,
  javaScript,
  solvedCells,
  studentCells,
  type ScriptCell,
} from "../../notebooks/exercises.js";

/** How many students every exercise is tried for; continuous integration tries more. */
export const SEEDS = Array.from(
  { length: Number(process.env["CHAINRULE_SEEDS"] ?? 3) },
  (_, seed) => seed + 1,
);

/** Hands the exercises of a source to the library, and gives their unit. */
export async function handOver(name: string): Promise<string> {
  const script = definitionModule(name, sourceText(name));
  await run(javaScript(script, ModuleKind.CommonJS), chainrule);
  return name.slice(0, 2);
}

/** What the check cells of a notebook say, by exercise, for a student of this number. */
export async function verdictsOf(
  name: string,
  kind: "solved" | "student",
  seed: number,
): Promise<Readonly<Record<string, chainrule.Verdict>>> {
  const found: Record<string, chainrule.Verdict> = {};
  const check = async (id: string, answer: unknown): Promise<chainrule.Verdict> => {
    found[id] = await chainrule.check(id, answer);
    return found[id];
  };
  chainrule.student(`student ${seed}`, "test");
  await run(scriptOf(name, kind), { ...chainrule, check });
  return found;
}

const scripts = new Map<string, string>();

/** The code of a notebook as JavaScript, translated once for all students. */
function scriptOf(name: string, kind: "solved" | "student"): string {
  const key = `${name} ${kind}`;
  const known = scripts.get(key);
  if (known !== undefined) return known;
  const cells = (kind === "solved" ? solvedCells : studentCells)(name, sourceText(name));
  const script = javaScript(codeOf(cells), ModuleKind.CommonJS);
  scripts.set(key, script);
  return script;
}

/** The code of a notebook's cells. */
function codeOf(cells: readonly ScriptCell[]): string {
  return cells
    .filter(({ isMarkdown }) => !isMarkdown)
    .map(({ lines }) => lines.join("\n"))
    .join("\n");
}

export { exerciseNames };

/** Runs a module's JavaScript, with this library for "chainrule". */
async function run(script: string, library: object): Promise<void> {
  const wrapped: unknown = runInThisContext(`(async (require, exports) => {${script}\n})`);
  if (typeof wrapped !== "function") throw new Error("a script is no function");
  await Reflect.apply(wrapped, undefined, [(name: string) => (name === "chainrule" ? library : {}), {}]);
}
