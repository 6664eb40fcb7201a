/**
 * @file Writes the notebooks from their sources, scripts in percent format: `node notebooks/build.js`. With `--execute`
 * the lectures are run as well and get new outputs; with `--modules` come the modules that hand the exercises to the
 * library.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cellsIn, trimmed } from "./cells.js";
import { definitionModule, solvedCells, studentCells } from "./exercises.js";
import { executed, withOutputsOf } from "./outputs.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const SOURCES = join(HERE, "source");
const LECTURES = join(HERE, "lectures");
const MODULES = join(HERE, "..", "dist", "exercises");
const EXERCISES = ".exercises.ts";
const LONGEST_ID = 64;

/** Names of the lectures' sources, in the order of the course. */
export function sourceNames() {
  return allNames().filter((name) => !name.endsWith(EXERCISES));
}

/** Names of the exercises' sources, in the order of the course. */
export function exerciseNames() {
  return allNames().filter((name) => name.endsWith(EXERCISES));
}

function allNames() {
  return readdirSync(SOURCES)
    .filter((name) => name.endsWith(".ts"))
    .sort();
}

/** The text of a source. */
export function sourceText(name) {
  return readFileSync(join(SOURCES, name), "utf8");
}

/** The notebooks of a source: where each lies, and its text. The same source always gives the same notebooks. */
export function notebooksOf(name, source) {
  const stem = basename(name, ".ts");
  if (!name.endsWith(EXERCISES)) {
    const file = join(LECTURES, `${stem}.ipynb`);
    return [{ file, text: notebookText(name, [...cellsIn(name, source), ...linkToExercises(stem)]) }];
  }
  const solutions = stem.replace(/\.exercises$/, ".solutions");
  return [
    {
      file: join(HERE, "exercises", `${stem}.ipynb`),
      text: notebookText(name, withLinkBack(studentCells(name, source), stem)),
    },
    {
      file: join(HERE, "solutions", `${solutions}.ipynb`),
      text: notebookText(name, withLinkBack(solvedCells(name, source), stem)),
    },
  ];
}

/** The last cell of a lecture whose unit has exercises. */
function linkToExercises(stem) {
  if (!exerciseNames().includes(stem + EXERCISES)) return [];
  const unit = stem.slice(0, 2);
  const lines = [
    "## Exercises",
    "",
    `Now it is your turn: [the exercises of unit ${unit}](../exercises/${stem}.exercises.ipynb). Every answer is checked, and`,
    "each exercise has three hints.",
  ];
  return [{ isMarkdown: true, course: { role: "read", id: `${unit}.practice` }, lines }];
}

/** Exercises say in their first cell where the lecture is. */
function withLinkBack([first, ...rest], stem) {
  const lecture = stem.slice(0, -".exercises".length);
  const link = `[Back to the lecture of unit ${stem.slice(0, 2)}](../lectures/${lecture}.ipynb)`;
  return [{ ...first, lines: [...trimmed(first.lines), "", link] }, ...rest];
}

/** Cells as a notebook's text. */
function notebookText(name, cells) {
  const notebook = {
    cells: cells.map((cell, index) => cellOf(cell, `${name.slice(0, 2)}-${index + 1}`)),
    metadata: {
      kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
      language_info: {
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
        file_extension: ".ts",
        mimetype: "text/typescript",
        name: "typescript",
        version: "5.0.4",
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, undefined, 1)}\n`;
}

function cellOf({ isMarkdown, course, lines }, place) {
  const source = sourceLines(lines);
  const id = (course?.id.replaceAll(".", "-") ?? place).slice(0, LONGEST_ID);
  const metadata = course === undefined ? {} : { course };
  if (isMarkdown) return { cell_type: "markdown", id, metadata, source };
  return { cell_type: "code", execution_count: null, id, metadata, outputs: [], source };
}

/** Lines as notebooks keep them, each but the last with its newline; empty lines around them are left out. */
function sourceLines(lines) {
  return trimmed(lines).map((line, index, all) => (index === all.length - 1 ? line : `${line}\n`));
}

/** The package that an exercise notebook imports: a module a unit. */
function moduleFiles() {
  const about = {
    ...{ name: "chainrule-exercises", version: "0.1.0", private: true, type: "module" },
    // Kernels that load cells as modules find a unit by this, those that require it by its file.
    exports: { "./*": { types: "./*.d.ts", default: "./*.js" } },
  };
  const units = exerciseNames().flatMap((name) => [
    [`${name.slice(0, 2)}.js`, definitionModule(name, sourceText(name))],
    [`${name.slice(0, 2)}.d.ts`, "export {};\n"],
  ]);
  return [...units, ["package.json", `${JSON.stringify(about, undefined, 2)}\n`]];
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${basename(file)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--modules")) {
    for (const [name, text] of moduleFiles()) write(join(MODULES, name), text);
  } else {
    const all = allNames().flatMap((name) => notebooksOf(name, sourceText(name)));
    for (const { file, text } of all) {
      const keeps = dirname(file) === LECTURES && existsSync(file);
      write(file, keeps ? withOutputsOf(text, readFileSync(file, "utf8")) : text);
    }
    if (process.argv.includes("--execute")) {
      const lectures = all.map(({ file }) => file).filter((file) => dirname(file) === LECTURES);
      executed(lectures).forEach((text, index) => {
        write(lectures[index], text);
      });
    }
  }
}
