/** @file TypeScript's own compiler in JavaScript as a backend, for machines on which the native one does not run. */

import { statSync } from "node:fs";
import { dirname } from "node:path";
import type ts from "typescript";
import type { Backend, Entry, Problem } from "./backend.js";

type Compiler = typeof ts;

/** Jupyter's words for the compiler's kinds. */
const KINDS: Readonly<Record<string, string>> = {
  alias: "module",
  class: "class",
  const: "instance",
  constructor: "function",
  directory: "path",
  enum: "enum",
  "enum member": "property",
  "external module name": "module",
  function: "function",
  getter: "property",
  interface: "interface",
  keyword: "keyword",
  let: "instance",
  "local function": "function",
  "local var": "instance",
  method: "function",
  module: "module",
  parameter: "instance",
  "primitive type": "keyword",
  property: "property",
  setter: "property",
  type: "type",
  "type parameter": "type",
  var: "instance",
};

const PREFERENCES = {
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
};

/** Loads the compiler, which takes about a second and 100 MB. */
export async function startJavascriptBackend(configuration: string): Promise<Backend> {
  const { default: compiler } = await import("typescript");
  const written = new Map<string, { readonly text: string; readonly version: number }>();
  let version = 0;
  const service = compiler.createLanguageService(hostOver(compiler, configuration, written));
  return {
    write(path, text) {
      version += 1;
      written.set(path, { text, version });
    },
    // The host tells versions by the time of change, and looks for files anew each time.
    changed: () => undefined,
    problems(path) {
      const syntax = service.getSyntacticDiagnostics(path);
      const semantics = service.getSemanticDiagnostics(path);
      return Promise.resolve([...syntax, ...semantics].map((one) => problemOf(compiler, one)));
    },
    entries(path, offset) {
      const found = service.getCompletionsAtPosition(path, offset, PREFERENCES);
      return Promise.resolve((found?.entries ?? []).map((one) => entryOf(service, one, { path, offset })));
    },
    hover(path, offset) {
      // An editor's cursor touches the identifier that it stands behind, too.
      const isBehind = /[\p{ID_Continue}$]/u.test(written.get(path)?.text.charAt(offset - 1) ?? "");
      const found =
        service.getQuickInfoAtPosition(path, offset) ??
        (isBehind ? service.getQuickInfoAtPosition(path, offset - 1) : undefined);
      return Promise.resolve(
        found && documented(textOf(found.displayParts), textOf(found.documentation), found.tags),
      );
    },
    callHelp(path, offset) {
      const found = service.getSignatureHelpItems(path, offset, undefined);
      return Promise.resolve(found && callHelpAsMarkdown(found));
    },
    close() {
      service.dispose();
    },
  };
}

function hostOver(
  compiler: Compiler,
  configuration: string,
  written: ReadonlyMap<string, { readonly text: string; readonly version: number }>,
): ts.LanguageServiceHost {
  const read = (path: string): string | undefined => written.get(path)?.text ?? compiler.sys.readFile(path);
  const exists = (path: string): boolean => written.has(path) || compiler.sys.fileExists(path);
  let parsed: { readonly text: string; readonly line: ts.ParsedCommandLine } | undefined;
  const configured = (): ts.ParsedCommandLine => {
    const text = read(configuration) ?? "{}";
    if (parsed?.text !== text) {
      const { config } = compiler.parseConfigFileTextToJson(configuration, text) as {
        readonly config: unknown;
      };
      const line = compiler.parseJsonConfigFileContent(config, compiler.sys, dirname(configuration));
      parsed = { text, line };
    }
    return parsed.line;
  };
  return {
    getCompilationSettings: () => configured().options,
    getScriptFileNames: () => configured().fileNames.filter((path) => path !== configuration && exists(path)),
    getScriptVersion: (path) => String(written.get(path)?.version ?? `disk ${timeOfChange(path)}`),
    getScriptSnapshot(path) {
      const text = read(path);
      return text === undefined ? undefined : compiler.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(configuration),
    useCaseSensitiveFileNames: () => compiler.sys.useCaseSensitiveFileNames,
    getDefaultLibFileName: (options) => compiler.getDefaultLibFilePath(options),
    fileExists: exists,
    readFile: read,
    readDirectory: (...given) => compiler.sys.readDirectory(...given),
    directoryExists: (path) => compiler.sys.directoryExists(path),
    getDirectories: (path) => compiler.sys.getDirectories(path),
    realpath: (path) => compiler.sys.realpath?.(path) ?? path,
  };
}

function timeOfChange(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function problemOf(compiler: Compiler, { messageText, code, start = 0, length = 0 }: ts.Diagnostic): Problem {
  const message = compiler.flattenDiagnosticMessageText(messageText, "\n");
  return { message, code, start, end: start + length };
}

function entryOf(
  service: ts.LanguageService,
  { name, kind, sortText, insertText, replacementSpan }: ts.CompletionEntry,
  { path, offset }: { readonly path: string; readonly offset: number },
): Entry {
  return {
    name,
    insert: insertText ?? name,
    ...(replacementSpan && {
      start: replacementSpan.start,
      end: replacementSpan.start + replacementSpan.length,
    }),
    kind: KINDS[kind] ?? "text",
    sort: sortText,
    signature() {
      const found = service.getCompletionEntryDetails(path, offset, name, {}, undefined, {}, undefined);
      return Promise.resolve(textOf(found?.displayParts));
    },
  };
}

function textOf(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join("");
}

function documented(code: string, documentation: string, tags: readonly ts.JSDocTagInfo[] = []): string {
  const told = tags.map(({ name, text }) => `*@${name}* ${textOf(text)}`.trimEnd());
  return [`\`\`\`typescript\n${code}\n\`\`\``, documentation, ...told]
    .filter((one) => one !== "")
    .join("\n\n");
}

function callHelpAsMarkdown({ items, selectedItemIndex, argumentIndex }: ts.SignatureHelpItems): string {
  const ordered = [...items.slice(selectedItemIndex), ...items.slice(0, selectedItemIndex)];
  const code = ordered.map((item) => {
    const parameters = item.parameters.map(({ displayParts }) => textOf(displayParts));
    const separator = textOf(item.separatorDisplayParts);
    return `${textOf(item.prefixDisplayParts)}${parameters.join(separator)}${textOf(item.suffixDisplayParts)}`;
  });
  const [active] = ordered;
  const parameter = active.parameters.at(argumentIndex);
  const about = textOf(parameter?.documentation);
  const label = `\`${textOf(parameter?.displayParts)}\`${about === "" ? "" : ` — ${about}`}`;
  return documented(
    code.join("\n"),
    [...(parameter ? [label] : []), textOf(active.documentation)].filter((one) => one !== "").join("\n\n"),
  );
}
