/** @file Type-checks the cells of a notebook against those that ran before, completes them and explains them. */

import { basename, resolve, sep } from "node:path";
import type { Backend, Entry } from "./backend.js";
import { completionsOf } from "./completions.js";
import { configurationTexts, type Strictness } from "./configuration.js";
import { checked } from "./checking.js";
import { newHistory, type HistoryFiles, type LinkedText } from "./history.js";
import { inspectionOf } from "./inspection.js";
import { withinLimits, type Questions } from "./limits.js";
import { newLocalFiles, type LocalFiles } from "./local-files.js";
import { PRELUDE } from "./prelude.js";
import { startSteadyBackend, type SteadyBackend } from "./steady-backend.js";
import { wantedCompiler, type Compiler } from "./wanted-backend.js";

/** The type checker of one notebook; one call at a time. */
export interface TypeService extends Questions {
  /** Keeps the declarations of a cell that ran, also of one that threw. */
  accept(cell: string): Promise<void>;
  /** The compiler at work: the one in JavaScript steps in where the native one does not run. */
  readonly compiler: () => Compiler;
  close(): Promise<void>;
}

/** Where the notebook lies, and which compiler is to check it. */
export interface TypeServiceOptions {
  /** The notebook's folder: relative imports start here, and packages are looked up from here. */
  readonly folder: string;
  /** Default: the native one, unless the variable `CHAINRULE_TYPES` says `javascript`. */
  readonly compiler?: Compiler;
  /** Its backend, where that has been started already. */
  readonly begun?: Promise<Backend> | undefined;
  /** How long a question may take, after which it is given up; the compiler in JavaScript cannot be stopped. */
  readonly patienceMs?: number;
}

/** Longer than the first import of a large package takes on a slow machine. */
const PATIENCE_MS = 20_000;

/** Starts the checker, with one check done, so that the first cell need not wait for more. */
export async function createTypeService(options: TypeServiceOptions): Promise<TypeService> {
  const folder = resolve(options.folder).replaceAll(sep, "/");
  const files = filesIn(folder);
  const backend = startSteadyBackend(files.configuration, {
    first: options.compiler ?? wantedCompiler(),
    begun: options.begun,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
  });
  const names = Object.values<string>({ ...files }).map((path) => basename(path));
  const configurations = configurationTexts(names, folder);
  const configure = (strictness: Strictness): void => {
    backend.write(files.configuration, configurations[strictness]);
  };
  configure("strict");
  backend.write(files.prelude, PRELUDE);
  const service = serviceOver({ backend, files, configure, local: newLocalFiles(folder) });
  await service.check("");
  return { ...service, ...withinLimits(service) };
}

interface Parts {
  readonly backend: SteadyBackend;
  readonly files: OwnFiles;
  readonly configure: (strictness: Strictness) => void;
  readonly local: LocalFiles;
}

function serviceOver(parts: Parts): TypeService {
  const { backend, files } = parts;
  const { accept, write, takeIn } = writerOf(parts);
  return {
    async check(cell) {
      const linked = await write(cell, "occurring");
      const diagnostics = await checked(linked, { ...parts, cell: files.cell });
      if (diagnostics.length > 0) takeIn();
      return diagnostics;
    },
    accept(cell) {
      if (accept(cell)) takeIn();
      return Promise.resolve();
    },
    async complete(text, offset) {
      const { offset: head } = await write(text, "all");
      const found = await backend.entries(files.cell, head + offset);
      const entries = found
        .filter(({ name }) => !name.startsWith(OWN))
        .map((entry) => shiftedBy(head, entry));
      return completionsOf(entries, { text, offset });
    },
    async inspect(text, offset) {
      const place = (await write(text, "occurring")).offset + offset;
      const found = (await backend.hover(files.cell, place)) ?? (await backend.callHelp(files.cell, place));
      return found === undefined ? undefined : inspectionOf(found);
    },
    compiler: backend.compiler,
    close() {
      backend.close();
      return Promise.resolve();
    },
  };
}

/** What writes the notebook's files. */
interface Writer {
  /** Keeps a cell; whether that changed a file. */
  readonly accept: (cell: string) => boolean;
  /** Makes a text the one that questions are about. */
  readonly write: (text: string, which: "occurring" | "all") => Promise<LinkedText>;
  /**
   * Lets the compiler have what was written last, while nobody waits for an answer: it takes in one changed file fast,
   * and several slowly.
   */
  readonly takeIn: () => void;
}

function writerOf({ backend, files, local }: Parts): Writer {
  const history = newHistory(files);
  let taken: Promise<unknown> = Promise.resolve();
  const writeHistory = (): void => {
    for (const { path, text } of history.files()) backend.write(path, text);
  };
  writeHistory();
  return {
    accept(cell) {
      const isNew = history.accept(cell);
      if (isNew) writeHistory();
      return isNew;
    },
    async write(text, which) {
      await taken;
      backend.changed(local.changes());
      const linked = history.link(text, which);
      backend.write(files.cell, linked.text);
      return linked;
    },
    takeIn() {
      // Whatever fails here fails again where it is asked for.
      taken = backend.hover(files.cell, 0).catch(() => undefined);
    },
  };
}

/** Begins the names of files and of variables that exist for the compiler only. */
const OWN = "$chainrule";

interface OwnFiles extends HistoryFiles {
  readonly configuration: string;
  readonly prelude: string;
  readonly cell: string;
}

function filesIn(folder: string): OwnFiles {
  const path = (name: string): string => `${folder === "/" ? "" : folder}/${name}`;
  return {
    // The name that a compiler looks for; one that the folder has does not count here.
    configuration: path("tsconfig.json"),
    prelude: path(`${OWN}-prelude.d.ts`),
    previous: path(`${OWN}-previous.ts`),
    modules: path(`${OWN}-modules.ts`),
    cell: path(`${OWN}-cell.ts`),
  };
}

function shiftedBy(head: number, entry: Entry): Entry {
  const { start, end } = entry;
  return start === undefined || end === undefined
    ? entry
    : { ...entry, start: start - head, end: end - head };
}
