/** @file `chainrule kernel install`: registers the kernel with a Jupyter of this machine, without Python. */

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parseObject } from "../server/json.js";
import { OWN_ARGUMENTS } from "../server/kernelspecs.js";
import type { Context, ExitCode } from "./context.js";
import { jupyterDataFolder, thisSystem } from "./jupyter-folders.js";

/** The words on the command line, as typed. */
export interface KernelOptions {
  readonly files: readonly string[];
  readonly user?: boolean;
  readonly prefix?: string;
  readonly name?: string;
  readonly force?: boolean;
}

const DEFAULT_NAME = "chainrule";
/** What Jupyter takes as a kernel's name. */
const NAME = /^[a-z0-9._-]+$/i;

/** Writes the kernelspec; 1 when there is another one of this name. */
export function kernel(options: KernelOptions, context: Context): Promise<ExitCode> {
  return Promise.resolve(install(options, context));
}

function install(
  { files, user, prefix, name = DEFAULT_NAME, force }: KernelOptions,
  { clone, folder }: Context,
): ExitCode {
  const problem = wrongUse(files, user === true && prefix !== undefined, name);
  if (problem !== undefined) {
    console.error(`chainrule kernel: ${problem}\nSee chainrule kernel --help`);
    return 2;
  }
  const data =
    prefix === undefined
      ? jupyterDataFolder(thisSystem())
      : join(resolve(folder, prefix), "share", "jupyter");
  const target = join(data, "kernels", name);
  if (force !== true && !isFreeOrOurs(target)) {
    console.error(
      `chainrule kernel install: ${target} holds another kernel, which stays as it is.\n` +
        "Choose another name with --name NAME, or replace it with --force.",
    );
    return 1;
  }
  writeKernelspec(target, clone);
  console.log(`The kernel is registered as "${name}": ${target}`);
  return 0;
}

function wrongUse(words: readonly string[], isTwice: boolean, name: string): string | undefined {
  if (words.length !== 1 || words[0] !== "install")
    return `"${words.join(" ")}" is not understood; it is kernel install`;
  if (isTwice) return "--user and --prefix name two places; give one of them";
  if (!NAME.test(name)) return `--name wants letters, digits, dots, dashes and underscores, not "${name}"`;
  return undefined;
}

/** A kernelspec of this clone may be written again: that is how it is brought up to date. */
function isFreeOrOurs(target: string): boolean {
  if (!existsSync(target)) return true;
  const file = join(target, "kernel.json");
  const spec = existsSync(file) ? parseObject(readFileSync(file, "utf8")) : undefined;
  const own = OWN_ARGUMENTS[OWN_ARGUMENTS.length - 2];
  return Array.isArray(spec?.["argv"]) && spec["argv"].includes(own);
}

function writeKernelspec(target: string, clone: string): void {
  mkdirSync(target, { recursive: true });
  const spec = {
    argv: OWN_ARGUMENTS,
    display_name: "TypeScript (Chainrule)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
  writeFileSync(join(target, "kernel.json"), `${JSON.stringify(spec, undefined, 2)}\n`);
  for (const size of ["32x32", "64x64"]) {
    const name = `logo-${size}.png`;
    copyFileSync(join(clone, "kernel", "logos", name), join(target, name));
  }
  copyFileSync(join(clone, "app", "web", "style", "icon.svg"), join(target, "logo-svg.svg"));
}
