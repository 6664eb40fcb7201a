/** @file Writes each lecture notebook from its one source, a script in percent format: `node notebooks/build.js`. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("source/", import.meta.url));
const LECTURES = fileURLToPath(new URL("lectures/", import.meta.url));
const MARKER = /^\/\/ %%(?<markdown> \[markdown\])?(?: (?<metadata>\{.*\}))?$/;
const ROLES = ["read", "demo", "predict"];
const COURSE_ID = /^\d\d(\.[\w-]+)+$/;
const LONGEST_ID = 64;

/** Names of the sources, in the order of the course. */
export function sourceNames() {
  return readdirSync(SOURCES)
    .filter((name) => name.endsWith(".ts"))
    .sort();
}

/** The text of a source. */
export function sourceText(name) {
  return readFileSync(join(SOURCES, name), "utf8");
}

/** Where the notebook of a source lies. */
export function notebookFile(name) {
  return join(LECTURES, `${basename(name, ".ts")}.ipynb`);
}

/**
 * The notebook of a source, as text. What stands before the first marker (the file's description for readers of
 * the source) is no cell. The same source always gives the same notebook.
 *
 * @throws Error that names the file and the line of what cannot be written as a cell.
 */
export function notebookText(name, source) {
  const notebook = {
    cells: cellsOf(name, source),
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

function cellsOf(name, source) {
  const parts = [];
  source.split("\n").forEach((line, index) => {
    const place = `${name}:${index + 1}`;
    if (line.startsWith("// %%")) parts.push({ ...markerOf(line, place), lines: [] });
    else parts.at(-1)?.lines.push(lineOf(line, parts.at(-1), place));
  });
  const cells = parts.map((part, index) => cellOf(part, `${name.slice(0, 2)}-${index + 1}`));
  const twice = cells.find(({ id }, index) => cells.findIndex((cell) => cell.id === id) !== index);
  if (twice !== undefined) throw new Error(`${name}: two cells have the id ${twice.id}; give each its own`);
  return cells;
}

/** Kind and course metadata of the cell that a marker line begins. */
function markerOf(line, place) {
  const found = MARKER.exec(line);
  if (found === null) {
    throw new Error(
      `${place}: "${line}" is no marker; write // %% or // %% [markdown], then {"course": {…}}`,
    );
  }
  const { markdown, metadata = "{}" } = found.groups;
  const { course } = parsed(metadata, place);
  if (course !== undefined && !(COURSE_ID.test(course.id) && ROLES.includes(course.role))) {
    throw new Error(`${place}: course wants an id such as "02.forward" and a role: ${ROLES.join(", ")}`);
  }
  return { isMarkdown: markdown !== undefined, course };
}

function parsed(json, place) {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Error(`${place}: ${json} is not JSON`, { cause });
  }
}

/** A line of a cell: of Markdown, without the sign of a comment that carries it. */
function lineOf(line, { isMarkdown }, place) {
  if (!isMarkdown) return line;
  if (line !== "" && !line.startsWith("//")) throw new Error(`${place}: a line of text begins with // here`);
  const text = line.replace(/^\/\/ ?/, "");
  // In a quoted box the sign > begins every line; a formula over two lines would have it inside.
  if (text.startsWith(">") && (text.match(/\$/g) ?? []).length % 2 === 1) {
    throw new Error(`${place}: a formula in a quoted box stays on one line`);
  }
  return text;
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
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return lines.slice(first, last + 1).map((line, index) => (first + index === last ? line : `${line}\n`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(LECTURES, { recursive: true });
  for (const name of sourceNames()) {
    const file = notebookFile(name);
    writeFileSync(file, notebookText(name, sourceText(name)));
    console.log(`wrote ${basename(file)}`);
  }
}
