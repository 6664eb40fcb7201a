/** @file What is written from the exercises of a unit: the student's cells, the solved ones, and the definition module. */

import typescript from "typescript";
import { cellsIn, trimmed } from "./cells.js";

const BEGIN = /^(?<indent>\s*)\/\/ BEGIN SOLUTION(?<stub>.*)$/;
const END = /^\s*\/\/ END SOLUTION$/;

const PROMPT = ".prompt";

/** The names that every exercise notebook has, whether its answers use them or not. */
const ALWAYS = ["board", "check", "given", "hint", "notAnswered", "solution", "student"];

/** Cells without solutions: what stands between the marks is replaced by the stub behind the first. */
export function studentCells(name, source) {
  return cellsIn(name, source)
    .filter(({ course }) => course?.role !== "define")
    .map((cell) => withImport(name, cell))
    .map((cell) => ({ ...cell, lines: stubbed(cell) }));
}

/** The same cells, solved. */
export function solvedCells(name, source) {
  return cellsIn(name, source)
    .filter(({ course }) => course?.role !== "define")
    .map((cell) => withImport(name, cell))
    .map((cell) => ({ ...cell, lines: solved(cell) }));
}

/** The module that hands the unit's exercises, with their solutions, to the library: JavaScript. */
export function definitionModule(name, source) {
  const cells = cellsIn(name, source);
  const code = cells
    .filter(({ course }) => course?.role === "define" || isImport(name, course))
    .map(({ lines }) => lines.join("\n"));
  const answers = cells.filter(({ course }) => course?.role === "answer");
  const solutions = answers.map((cell) => [cell.course.id, trimmed(solved(cell)).join("\n")]);
  const prompts = cells
    .filter(isPrompt)
    .map(({ course, lines }) => [course.id.slice(0, -PROMPT.length), prose(lines)]);
  const text = [
    ...code,
    `import { practicePrompts, practiceSolutions } from "chainrule";`,
    `practiceSolutions(${JSON.stringify(Object.fromEntries(solutions), undefined, 2)});`,
    `practicePrompts(${JSON.stringify(Object.fromEntries(prompts), undefined, 2)});`,
  ].join("\n");
  return javaScript(text, typescript.ModuleKind.ES2022);
}

/** TypeScript as JavaScript, without a look at its types; imports that only types need are gone. */
export function javaScript(text, module) {
  const compilerOptions = { target: typescript.ScriptTarget.ES2022, module };
  return typescript.transpileModule(text, { compilerOptions }).outputText;
}

/** The cell that imports has what every exercise notebook needs, the unit's exercises among it. */
function withImport(name, cell) {
  if (!isImport(name, cell.course)) return cell;
  const text = trimmed(cell.lines).join("\n");
  const found = /^import \{(?<names>[^}]*)\} from "chainrule";$/.exec(text);
  if (found === null) throw new Error(`${cell.place}: this cell holds one import from "chainrule"`);
  const own = found.groups.names.split(",").map((each) => each.trim());
  const values = [...ALWAYS, ...own.filter((each) => each !== "" && !each.startsWith("type "))];
  const types = own.filter((each) => each.startsWith("type "));
  const names = [...[...new Set(values)].sort(), ...types].map((each) => `  ${each},`);
  const unit = name.slice(0, 2);
  const lines = ["import {", ...names, `} from "chainrule";`, `import "chainrule-exercises/${unit}";`];
  return { ...cell, lines };
}

function isPrompt({ course }) {
  return course?.id.endsWith(PROMPT) === true;
}

/** What a question says, without its heading. */
function prose(lines) {
  return trimmed(lines.filter((line) => !line.startsWith("#"))).join("\n");
}

function isImport(name, course) {
  return course?.id === `${name.slice(0, 2)}.exercises.import`;
}

function stubbed({ lines, place }) {
  return replaced(lines, place, (stub, indent) => {
    if (stub === "") throw new Error(`${place}: behind BEGIN SOLUTION stands what a student begins with`);
    return [`${indent}${stub}`];
  });
}

function solved({ lines, place }) {
  return replaced(lines, place, (_, __, solution) => solution);
}

function replaced(lines, place, by) {
  const result = [];
  let open;
  for (const line of lines) {
    const begin = BEGIN.exec(line);
    if (begin !== null) open = { ...begin.groups, lines: [] };
    else if (END.test(line) && open !== undefined) {
      result.push(...by(open.stub.trim(), open.indent, open.lines));
      open = undefined;
    } else (open?.lines ?? result).push(line);
  }
  if (open !== undefined) throw new Error(`${place}: a solution begins here and does not end`);
  return result;
}
