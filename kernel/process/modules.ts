/** @file Modules for cells: packages and JavaScript by Node.js, local TypeScript and JSON by the kernel itself. */

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";

import { OnlyTypes, type ModuleNamespace, type SourcePlace } from "../evaluate/platform.js";
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
    if (file === undefined) throw noFile(specifier, importer);
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
      throw isMissing(again, specifier) ? missing(specifier, importer) : again;
    }
  }
}

function isMissing(error: unknown, specifier: string): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const { code, message } = error;
  const isSought = message.includes(`'${specifier.split("/")[0]}`);
  const isEmpty = message.replaceAll("\\", "/").includes(`/node_modules/${specifier}/`);
  return (
    (code === "ERR_MODULE_NOT_FOUND" && (isSought || isEmpty)) ||
    (code === "ERR_PACKAGE_PATH_NOT_EXPORTED" && isEmpty)
  );
}

function missing(specifier: string, importer: string): Error {
  const install = "install it there with npm install.";
  return isInstalled(specifier, importer)
    ? new OnlyTypes(`Only types of "${specifier}" are to be found from ${dirname(importer)}; ${install}`)
    : new Error(`Cannot find package "${specifier}" from ${dirname(importer)}; ${install}`);
}

/** Whether a package that has nothing to run is there, or one with its types. */
function isInstalled(specifier: string, importer: string): boolean {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [specifier];
  const places = [name, `@types/${name.replace(/^@(.*)\//, "$1__")}`];
  return [importer, KERNEL_FILE]
    .flatMap((file) => createRequire(file).resolve.paths(name) ?? [])
    .some((folder) => places.some((place) => existsSync(join(folder, place, "package.json"))));
}

function noFile(specifier: string, importer: string): Error {
  const declarations = `${resolve(dirname(importer), specifier).replace(/\.[cm]?js$/, "")}.d.ts`;
  return existsSync(declarations)
    ? new OnlyTypes(`Only types of "${specifier}" are to be found from ${importer}.`)
    : new Error(`Cannot find module "${specifier}" from ${importer}.`);
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
