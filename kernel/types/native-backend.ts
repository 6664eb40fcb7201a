/** @file The native TypeScript compiler as a backend: its language server, a child process, spoken to by JSON-RPC. */

import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { BackendLost, type Backend, type Entry, type FileChange, type Problem } from "./backend.js";
import { connect, type Connection } from "./json-rpc.js";
import { linesOf, type LinePosition, type Lines } from "./lines.js";

interface Range {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** The parts of the language server protocol's answers that are used here. */
interface Report {
  readonly items: readonly {
    readonly range: Range;
    readonly severity: number;
    readonly code: number;
    readonly message: string;
  }[];
}
interface Item {
  readonly label: string;
  readonly kind?: number;
  readonly sortText?: string;
  readonly insertText?: string;
  readonly textEdit?: { readonly range: Range; readonly newText: string };
  readonly detail?: string;
}
interface CompletionList {
  readonly items: readonly Item[];
}
interface Hover {
  readonly contents: { readonly value: string };
}
interface CallHelp {
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation?: { readonly value: string };
    readonly parameters?: readonly {
      readonly label: string;
      readonly documentation?: { readonly value: string };
    }[];
  }[];
  readonly activeSignature?: number;
  readonly activeParameter?: number;
}

/** Halves of surrogate pairs cannot be sent as UTF-8, and Go takes what stands for them as a fault of the text. */
const UNSENDABLE = /[\p{Surrogate}\ufffd]/gu;
const STAND_IN = "\ue000";

const WARNING = 2;
const FILE_CHANGES = { created: 1, changed: 2, deleted: 3 } as const;

/** The server's level of log messages that lets none through. */
const NO_LOG = 4;

/**
 * How much garbage Go lets pile up. The first check, which all wait for, reads some 50 MB and keeps them: at ten times
 * Go's default it is done before the first collection. The limit keeps a long session from growing accordingly.
 */
const GARBAGE = { GOGC: "1000", GOMEMLIMIT: "192MiB" };

/** Names of packages are offered where one imports; names that would need an import first are not. */
const PREFERENCES = { suggest: { autoImports: false }, disableAutomaticTypeAcquisition: true };

const CAPABILITIES = {
  workspace: { configuration: true },
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: { documentationFormat: ["markdown"], insertReplaceSupport: false } },
    signatureHelp: { signatureInformation: { documentationFormat: ["markdown"] } },
  },
};

/** Jupyter's words for the protocol's kinds, by their number. */
const KINDS: readonly string[] = [
  "text,text,function,function,class,property,instance,class,interface,module,property,text,property,enum,keyword",
  "text,text,path,text,path,property,instance,class,text,keyword,type",
].flatMap((words) => words.split(","));

/**
 * Starts the native compiler.
 * @throws BackendLost where it is not installed for this machine or does not answer.
 */
export async function startNativeBackend(): Promise<Backend> {
  const child = spawn(executable(), ["--lsp", "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...GARBAGE, ...process.env },
    // A terminal's Ctrl+C goes to the whole group of processes; it means the cell, not the checker.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const connection = connect(child.stdout, child.stdin, answer);
  const lose = (why: string): void => {
    connection.end(new BackendLost(`the native type checker ${why}`));
  };
  // A write to a process that is gone fails too; that it is gone is told by its end.
  child.stdin.on("error", () => undefined);
  child.on("error", (error) => {
    lose(`did not start: ${error.message}`);
  });
  child.on("exit", (code, signal) => {
    lose(`ended with ${signal ?? `exit code ${String(code)}`}`);
  });
  await connection.request("initialize", {
    processId: process.pid,
    rootUri: null,
    initializationOptions: { disablePushDiagnostics: true, logVerbosity: NO_LOG },
    capabilities: CAPABILITIES,
  });
  connection.notify("initialized", {});
  return backendOver(connection, child);
}

function answer(method: string, params: unknown): unknown {
  const asksForSections = typeof params === "object" && params !== null && "items" in params;
  if (method !== "workspace/configuration" || !asksForSections) return null;
  return Array.isArray(params.items) ? params.items.map(() => PREFERENCES) : [];
}

function executable(): string {
  const program = process.platform === "win32" ? "tsc.exe" : "tsc";
  try {
    const compiler = createRequire(import.meta.url).resolve("typescript-native/package.json");
    const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
    return join(dirname(createRequire(compiler).resolve(platform)), "lib", program);
  } catch (error) {
    throw new BackendLost(
      `the native type checker is not installed for ${process.platform}-${process.arch}`,
      {
        cause: error,
      },
    );
  }
}

function backendOver(connection: Connection, child: ChildProcess): Backend {
  const written = new Map<string, Lines>();
  let version = 0;
  const linesIn = (path: string): Lines => written.get(path) ?? linesOf(readFileSync(path, "utf8"));
  const askAt = (method: string, path: string, offset: number): Promise<unknown> => {
    const position = linesIn(path).positionAt(offset);
    return connection.request(method, { textDocument: documentOf(path), position });
  };
  return {
    write(path, text) {
      version += 1;
      writeDocument(connection, { path, text, version, isNew: !written.has(path) });
      written.set(path, linesOf(text));
    },
    changed(files: readonly FileChange[]) {
      const changes = files.map(({ path, change }) => ({ ...documentOf(path), type: FILE_CHANGES[change] }));
      if (changes.length > 0) connection.notify("workspace/didChangeWatchedFiles", { changes });
    },
    async problems(path) {
      const report = await connection.request("textDocument/diagnostic", { textDocument: documentOf(path) });
      return problemsIn(report as Report, linesIn(path));
    },
    async entries(path, offset) {
      const found = (await askAt("textDocument/completion", path, offset)) as CompletionList | null;
      return (found?.items ?? []).map((item) => entryOf(item, linesIn(path), connection));
    },
    async hover(path, offset) {
      const found = (await askAt("textDocument/hover", path, offset)) as Hover | null;
      return found?.contents.value;
    },
    async callHelp(path, offset) {
      const found = (await askAt("textDocument/signatureHelp", path, offset)) as CallHelp | null;
      return found === null ? undefined : callHelpAsMarkdown(found);
    },
    close() {
      connection.end(new BackendLost("the native type checker was closed"));
      child.kill();
    },
  };
}

interface Writing {
  readonly path: string;
  readonly text: string;
  readonly version: number;
  readonly isNew: boolean;
}

function writeDocument({ notify }: Connection, { path, text: given, version, isNew }: Writing): void {
  const text = given.replaceAll(UNSENDABLE, STAND_IN);
  const textDocument = { ...documentOf(path), version };
  if (isNew) {
    const languageId = path.endsWith(".json") ? "json" : "typescript";
    notify("textDocument/didOpen", { textDocument: { ...textDocument, languageId, text } });
  } else {
    notify("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
  }
}

function documentOf(path: string): { readonly uri: string } {
  return { uri: pathToFileURL(path).href };
}

function problemsIn({ items }: Report, lines: Lines): readonly Problem[] {
  return items
    .filter(({ severity }) => severity <= WARNING)
    .map(({ message, code, range }) => ({
      message,
      code,
      start: lines.offsetAt(range.start),
      end: lines.offsetAt(range.end),
    }));
}

function entryOf(item: Item, lines: Lines, { request }: Connection): Entry {
  const { label, kind = 0, sortText = label, insertText = label, textEdit } = item;
  return {
    name: label,
    insert: textEdit?.newText ?? insertText,
    ...(textEdit && {
      start: lines.offsetAt(textEdit.range.start),
      end: lines.offsetAt(textEdit.range.end),
    }),
    kind: KINDS[kind] ?? "text",
    sort: sortText,
    async signature() {
      const { detail = "" } = (await request("completionItem/resolve", item)) as Item;
      return detail;
    },
  };
}

function callHelpAsMarkdown({ signatures, activeSignature = 0, activeParameter = 0 }: CallHelp): string {
  const [active, ...others] = [...signatures.slice(activeSignature), ...signatures.slice(0, activeSignature)];
  const code = [active, ...others].map(({ label }) => label).join("\n");
  const parameter = active.parameters?.[activeParameter];
  const about = parameter?.documentation?.value;
  return [
    `\`\`\`typescript\n${code}\n\`\`\``,
    ...(parameter === undefined ? [] : [`\`${parameter.label}\`${about === undefined ? "" : ` — ${about}`}`]),
    ...(active.documentation === undefined ? [] : [active.documentation.value]),
  ].join("\n\n");
}
