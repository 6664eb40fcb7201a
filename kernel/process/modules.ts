/** @file Modules for cells: packages and JavaScript by Node.js, local TypeScript and JSON by the kernel itself. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";

import type { ModuleNamespace, SourcePlace } from "../evaluate/platform.js";
import type { ImportAttributes } from "../evaluate/run.js";
import { localFile } from "./local-files.js";
import { namespaceOf } from "./interop.js";
import { createTypescriptModules } from "./typescript-modules.js";

/** Loads modules for the cells of one folder. */
export interface Modules {
  readonly load: (specifier: string, attributes: ImportAttributes) => Promise<ModuleNamespace>;
  /** Makes a module known under a name of its own. */
  readonly add: (name: string, module: ModuleNamespace) => void;
  readonly sourceOf: (file: string, line: number, column: number) => SourcePlace | undefined;
}

/** Helpers of translated code, which are the kernel's own to find. */
const TRANSLATION_HELPERS = "@oxc-project/runtime/";
const KERNEL_FILE = fileURLToPath(import.meta.url);
const PATH = /^(?:\.{1,2}\/|\/|file:)/;

/** Modules as a file in the folder sees them. */
export function createModules(folder: string): Modules {
  const own = new Map<string, ModuleNamespace>();
  const typescript = createTypescriptModules(from);

  async function from(
    specifier: string,
    attributes: ImportAttributes,
    importer: string,
  ): Promise<ModuleNamespace> {
    const known = own.get(specifier);
    if (known !== undefined) return known;
    if (specifier.startsWith(TRANSLATION_HELPERS)) return native(KERNEL_FILE, specifier, attributes);
    if (!PATH.test(specifier)) return packaged(specifier, attributes, importer);
    const file = localFile(dirname(importer), specifier);
    if (file === undefined) throw new Error(`Cannot find module "${specifier}" from ${importer}.`);
    if (file.kind === "typescript") return typescript.load(file.path);
    if (file.kind === "json") return jsonModule(file.path);
    return native(importer, pathToFileURL(file.path).href, attributes);
  }

  return {
    load: (specifier, attributes) => from(specifier, attributes, join(folder, "[cell].js")),
    add: (name, module) => own.set(name, module),
    sourceOf: typescript.sourceOf,
  };
}

/** A package as the importer sees it; one that only the kernel's installation has is found there. */
async function packaged(
  specifier: string,
  attributes: ImportAttributes,
  importer: string,
): Promise<ModuleNamespace> {
  try {
    return await native(importer, specifier, attributes);
  } catch (error) {
    if (!isMissing(error, specifier)) throw error;
    try {
      return await native(KERNEL_FILE, specifier, attributes);
    } catch (again) {
      throw isMissing(again, specifier) ? missing(specifier, dirname(importer)) : again;
    }
  }
}

function isMissing(error: unknown, specifier: string): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND" &&
    error.message.includes(`'${specifier.split("/")[0]}`)
  );
}

function missing(specifier: string, folder: string): Error {
  return new Error(`Cannot find package "${specifier}" from ${folder}; install it there with npm install.`);
}

/** Node's own `import`, as a file at that place would call it. */
async function native(
  importer: string,
  specifier: string,
  attributes: ImportAttributes,
): Promise<ModuleNamespace> {
  const load: unknown = new Script("(specifier, attributes) => import(specifier, { with: attributes })", {
    filename: importer,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext();
  if (typeof load !== "function") throw new TypeError("import: Node.js made no function of the import call.");
  return namespaceOf(await quietly(() => Reflect.apply(load, undefined, [specifier, attributes]) as unknown));
}

/** Node.js calls this use of its loader experimental, once; a student could do nothing about it. */
function quietly<Result>(action: () => Result): Result {
  const warn: unknown = Reflect.get(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return action();
  } finally {
    Reflect.set(process, "emitWarning", warn);
  }
}

/** Read anew each time: a student edits it. */
function jsonModule(path: string): ModuleNamespace {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return { ...(isRecord ? value : {}), default: value };
}
