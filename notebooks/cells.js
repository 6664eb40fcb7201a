/** @file Cells of a percent script: Markdown and code with their course metadata. */

const MARKER = /^\/\/ %%(?<markdown> \[markdown\])?(?: (?<metadata>\{.*\}))?$/;
const ROLES = ["read", "demo", "predict", "define", "answer", "check", "reflect"];
const COURSE_ID = /^\d\d(\.[\w-]+)+$/;

/**
 * The cells of a script: `{ isMarkdown, course, lines, place }`. What stands before the first marker (the file's
 * description for readers of the source) is no cell.
 *
 * @throws Error that names the file and the line of what cannot be a cell.
 */
export function cellsIn(name, source) {
  const cells = [];
  source.split("\n").forEach((line, index) => {
    const place = `${name}:${index + 1}`;
    if (line.startsWith("// %%")) cells.push({ ...markerOf(line, place), place, lines: [] });
    else cells.at(-1)?.lines.push(lineOf(line, cells.at(-1), place));
  });
  const ids = cells.flatMap(({ course }) => course?.id ?? []);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new Error(`${name}: two cells have the id ${twice}; give each its own`);
  }
  return cells;
}

/** Lines without the empty ones around them. */
export function trimmed(lines) {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return lines.slice(Math.max(0, first), last + 1);
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
