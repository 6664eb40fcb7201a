/** @file Which outputs this server has seen come out of its own kernels: only their scripts may run. */

import { createHmac, randomBytes } from "node:crypto";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import type { JsonObject } from "./json.js";
import { formatNotebook, outputsOf, withTrust, EMPTY_NOTEBOOK, type Notebook } from "./notebook-format.js";

/** Remembers trusted outputs by their HMAC. */
export interface Trust {
  /**
   * The notebook as a page gets it: `metadata.trusted` says of each code cell whether its outputs are known, and
   * nothing that the file itself claims counts, in cells of any type.
   */
  marked(notebook: Notebook): Notebook;
  /** The notebook as it is stored: without `metadata.trusted`. */
  stripped(notebook: Notebook): Notebook;
  /** Remembers the outputs of the cells that the page calls trusted: those run in it, or opened as trusted. */
  remember(notebook: Notebook): Promise<void>;
}

/** Where the key and the list of known outputs are kept. */
export interface TrustFiles {
  readonly key: string;
  readonly signatures: string;
}

const KEY_BYTES = 32;
const PRIVATE_MODE = 0o600;
const MAX_SIGNATURES = 50_000;

/** Outputs of these types hold text alone, which is always escaped. */
const HARMLESS_OUTPUTS: readonly unknown[] = ["stream", "error"];

/** Reads the key and what is known; makes a new key where there is none. On a read-only disk it lasts until the end. */
export async function openTrust(files: TrustFiles): Promise<Trust> {
  const key = await readKey(files.key);
  const known = new Set(await readSignatures(files.signatures));
  const isKnown = (cell: JsonObject): boolean => isHarmless(cell) || known.has(signatureOf(key, cell));
  return {
    marked: (notebook) =>
      withCells(notebook, (cell) => withTrust(cell, isCode(cell) ? isKnown(cell) : undefined)),
    stripped: (notebook) => withCells(notebook, (cell) => withTrust(cell, undefined)),
    async remember(notebook) {
      const isTrusted = (cell: JsonObject): boolean => isCode(cell) && !isHarmless(cell) && claimsTrust(cell);
      const signatures = notebook.cells.filter(isTrusted).map((cell) => signatureOf(key, cell));
      const added = [...new Set(signatures)].filter((signature) => !known.has(signature));
      for (const signature of added) known.add(signature);
      if (added.length === 0) return;
      await appendFile(files.signatures, `${added.join("\n")}\n`, { mode: PRIVATE_MODE });
    },
  };
}

function withCells(notebook: Notebook, change: (cell: JsonObject) => JsonObject): Notebook {
  return { ...notebook, cells: notebook.cells.map(change) };
}

function isCode(cell: JsonObject): boolean {
  return cell.cell_type === "code";
}

function isHarmless(cell: JsonObject): boolean {
  return outputsOf(cell).every((output) => HARMLESS_OUTPUTS.includes(output.output_type));
}

function claimsTrust(cell: JsonObject): boolean {
  const { metadata } = cell;
  return (
    typeof metadata === "object" && metadata !== null && "trusted" in metadata && metadata.trusted === true
  );
}

/** The HMAC of a cell's outputs in the layout of a file, which is the same however the page had split its texts. */
function signatureOf(key: Buffer, cell: JsonObject): string {
  const only = { cell_type: "code", source: "", outputs: cell.outputs };
  const text = formatNotebook({ ...EMPTY_NOTEBOOK, cells: [only] });
  return createHmac("sha256", key).update(text).digest("hex");
}

async function readKey(file: string): Promise<Buffer> {
  const stored = await readFile(file).catch(() => undefined);
  if (stored?.length === KEY_BYTES) return stored;
  const key = randomBytes(KEY_BYTES);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, key, { mode: PRIVATE_MODE, flag: stored === undefined ? "wx" : "w" });
  } catch {
    // Nothing can be written here: notebooks cannot be saved either, and the key is not missed tomorrow.
  }
  return key;
}

/** The newest signatures; a list that has grown too long is cut for good. */
async function readSignatures(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const all = text.split("\n").filter((line) => line !== "");
  if (all.length <= MAX_SIGNATURES) return all;
  const newest = all.slice(-MAX_SIGNATURES / 2);
  await writeFile(file, `${newest.join("\n")}\n`, { mode: PRIVATE_MODE }).catch(() => undefined);
  return newest;
}
