/** @file Notebooks as text: the layout that Jupyter itself writes, so that no save makes a needless difference. */

import { RequestError } from "./errors.js";
import { isObject, objectField, type JsonObject } from "./json.js";

/** A notebook of format 4. */
export interface Notebook extends JsonObject {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: JsonObject;
  readonly cells: readonly JsonObject[];
}

const NBFORMAT = 4;
const NBFORMAT_MINOR = 5;

/** Where Python's `splitlines` ends a line; Jupyter stores text in these pieces. */
// eslint-disable-next-line no-control-regex -- Python counts these separators as ends of lines
const LINES = /[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g;

/** Text kept in one piece, although its MIME type is not `text/…`, is split like text all the same. */
const SPLIT_MIMES: readonly string[] = ["application/javascript", "image/svg+xml"];

/** Deeper than any output nests, and as deep as every reader of JSON can follow. */
const DEEPEST = 500;

/** A notebook without cells. */
export const EMPTY_NOTEBOOK: Notebook = {
  cells: [],
  metadata: {},
  nbformat: NBFORMAT,
  nbformat_minor: NBFORMAT_MINOR,
};

/**
 * Checks that a value is a notebook.
 * @throws RequestError 400 that says what is missing.
 */
export function asNotebook(value: unknown, path: string): Notebook {
  const refuse = (what: string): RequestError =>
    new RequestError(400, `'${path}' is not a notebook of format ${NBFORMAT}: ${what}.`);
  if (!isObject(value)) throw refuse("it is not a JSON object");
  if (nestsDeeper(value, DEEPEST)) throw refuse(`it nests deeper than ${DEEPEST} levels`);
  const { nbformat, nbformat_minor = 0, metadata = {}, cells } = value;
  if (nbformat !== NBFORMAT) throw refuse(`its nbformat is ${JSON.stringify(nbformat)}`);
  if (typeof nbformat_minor !== "number") throw refuse("its nbformat_minor is not a number");
  if (!isObject(metadata)) throw refuse("its metadata are not an object");
  if (!Array.isArray(cells) || !cells.every(isCell)) throw refuse("its cells are not a list of cells");
  return { ...value, nbformat, nbformat_minor, metadata, cells };
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => nestsDeeper(one, levels - 1));
}

/**
 * The notebook in a file's text, its strings whole.
 * @throws RequestError 400 if there is none.
 */
export function parseNotebook(text: string, path: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError(400, `Unreadable Notebook: '${path}' is not JSON.`);
  }
  const notebook = asNotebook(value, path);
  return { ...notebook, cells: notebook.cells.map((cell) => mapText(cell, joined, joinedBundle)) };
}

/** A notebook as Jupyter writes it: keys sorted, one space of indent, texts as lists of lines. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => mapText(cell, splitLines, splitBundle));
  return `${JSON.stringify(sorted({ ...notebook, cells }), undefined, 1)}\n`;
}

/** The outputs of a cell; [] where it has none. */
export function outputsOf(cell: JsonObject): readonly JsonObject[] {
  return Array.isArray(cell.outputs) ? cell.outputs.filter(isObject) : [];
}

/** The cell with or without `metadata.trusted`. */
export function withTrust(cell: JsonObject, trusted: boolean | undefined): JsonObject {
  const metadata = Object.fromEntries(
    Object.entries(objectField(cell, "metadata")).filter(([name]) => name !== "trusted"),
  );
  return { ...cell, metadata: trusted === undefined ? metadata : { ...metadata, trusted } };
}

function isCell(cell: unknown): cell is JsonObject {
  return isObject(cell) && typeof cell.cell_type === "string" && "source" in cell;
}

type Change = (value: unknown) => unknown;

/** The cell with its texts changed: source, streams, and the bundles of outputs and attachments. */
function mapText(
  cell: JsonObject,
  change: Change,
  changeBundle: (bundle: JsonObject) => JsonObject,
): JsonObject {
  const outputs = outputsOf(cell).map((output) => ({
    ...output,
    ...("text" in output ? { text: change(output.text) } : {}),
    ...(isObject(output.data) ? { data: changeBundle(output.data) } : {}),
  }));
  const attachments = isObject(cell.attachments) ? mapValues(cell.attachments, changeBundle) : undefined;
  return {
    ...cell,
    source: change(cell.source),
    ...("outputs" in cell ? { outputs } : {}),
    ...(attachments === undefined ? {} : { attachments }),
  };
}

function mapValues(object: JsonObject, change: (value: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, isObject(value) ? change(value) : value]),
  );
}

function joined(value: unknown): unknown {
  const isLines = Array.isArray(value) && value.every((line) => typeof line === "string");
  return isLines ? value.join("") : value;
}

function joinedBundle(bundle: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => [mime, isJsonMime(mime) ? value : joined(value)]),
  );
}

function splitLines(value: unknown): unknown {
  return typeof value === "string" ? (value.match(LINES) ?? []).filter((line) => line !== "") : value;
}

function splitBundle(bundle: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => {
      const isSplit = mime.startsWith("text/") || SPLIT_MIMES.includes(mime);
      return [mime, isSplit ? splitLines(value) : value];
    }),
  );
}

function isJsonMime(mime: string): boolean {
  return mime === "application/json" || (mime.startsWith("application/") && mime.endsWith("+json"));
}

/** The value with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
