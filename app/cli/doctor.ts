/** @file `chainrule doctor`: what is installed here, what works, and what to do about the rest. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tryIsolation } from "../grading/sandbox/trial.js";
import { isObject } from "../server/json.js";
import type { Context, ExitCode } from "./context.js";
import { jupyterDataFolder, thisSystem } from "./jupyter-folders.js";
import { tryKernel } from "./kernel-trial.js";

/** The words on the command line, as typed. */
export interface DoctorOptions {
  readonly json?: boolean;
}

/** What was found out about one thing. */
interface Finding {
  readonly what: string;
  /** "missing" is what the course can do without. */
  readonly state: "works" | "missing" | "broken";
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

const CHROMIUMS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const PATIENCE_MS = 30_000;

/** Looks at everything; 1 when something that the course needs does not work. */
export async function doctor({ json = false }: DoctorOptions, { clone }: Context): Promise<ExitCode> {
  // @jupyterlab/services notes every connection there.
  console.debug = () => undefined;
  const findings: Finding[] = [];
  const tell = (finding: Finding): void => {
    findings.push(finding);
    if (!json) console.log(lineOf(finding));
  };
  // A set-up that could not be finished has ended the command before it came here.
  tell({
    what: "Node.js",
    state: "works",
    says: `${process.versions.node} on ${process.platform} ${process.arch}`,
  });
  tell({ what: "packages", state: "works", says: "as package-lock.json wants them" });
  for (const name of ["chainrule", "tslab"] as const) tell(await kernelFinding(name, clone));
  tell(await checkerFinding(clone));
  tell(await gradingFinding(clone));
  tell(chromiumFinding());
  for (const finding of jupyterFindings()) tell(finding);
  const isFine = findings.every(({ state }) => state !== "broken");
  if (json) console.log(JSON.stringify({ fine: isFine, findings }, undefined, 2));
  else
    console.log(isFine ? "Everything that the course needs works." : "Something does not work; see above.");
  return isFine ? 0 : 1;
}

function lineOf({ what, state, says, advice }: Finding): string {
  return `  ${state.padEnd(8)} ${what}: ${says}${advice === undefined ? "" : `\n           ${advice}`}`;
}

async function kernelFinding(name: "chainrule" | "tslab", clone: string): Promise<Finding> {
  const what = `kernel ${name}`;
  try {
    const seconds = await tryKernel(name, clone);
    return { what, state: "works", says: `1 + 1 is 2, ${seconds.toFixed(1)} s after its start` };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return { what, state: "broken", says, advice: "Remove node_modules and run npm start again." };
  }
}

async function checkerFinding(clone: string): Promise<Finding> {
  const what = "type checker";
  const file = join(clone, "dist", "kernel", "type-service.js");
  const built: unknown = await import(pathToFileURL(file).href);
  const compiler = await compilerOf(built, clone).catch((error: unknown) => error);
  if (compiler === "native") return { what, state: "works", says: "the native TypeScript" };
  if (compiler === "javascript") {
    const says = "TypeScript in JavaScript, slower; the native one does not run on this system";
    return { what, state: "works", says };
  }
  const says = compiler instanceof Error ? compiler.message : "it could not be started";
  return { what, state: "broken", says, advice: "Remove node_modules and run npm start again." };
}

/** Starts the kernel's type service in the clone and asks what compiler it works with. */
async function compilerOf(built: unknown, folder: string): Promise<unknown> {
  if (!isObject(built) || typeof built["createTypeService"] !== "function") return undefined;
  const service: unknown = await Reflect.apply(built["createTypeService"], undefined, [{ folder }]);
  if (!isObject(service)) return undefined;
  const { compiler, close } = service;
  const name: unknown = typeof compiler === "function" ? Reflect.apply(compiler, service, []) : undefined;
  if (typeof close === "function") await Reflect.apply(close, service, []);
  return name;
}

async function gradingFinding(clone: string): Promise<Finding> {
  const what = "grading";
  const trial = await tryIsolation(clone);
  if (trial.works) return { what, state: "works", says: trial.says };
  return { what, state: "missing", says: `${trial.says}; only teachers need it`, advice: trial.advice };
}

function chromiumFinding(): Finding {
  const named = process.env["CHAINRULE_CHROMIUM"];
  const words = (named === undefined ? CHROMIUMS : [named]).flatMap(
    (program) => said(program, ["--version"]) ?? [],
  );
  if (words.length > 0) return { what: "Chromium", state: "works", says: words[0] };
  const says = "not found; only the tests of the page need it";
  return {
    what: "Chromium",
    state: "missing",
    says,
    advice: "Name one in CHAINRULE_CHROMIUM, or install it.",
  };
}

function jupyterFindings(): readonly Finding[] {
  const version = said(process.env["CHAINRULE_JUPYTER"] ?? "jupyter", ["lab", "--version"]);
  const found: Finding =
    version === undefined
      ? { what: "JupyterLab", state: "missing", says: "not found; the course brings its own page" }
      : { what: "JupyterLab", state: "works", says: version };
  const folder = join(jupyterDataFolder(thisSystem()), "kernels", "chainrule");
  const kernel: Finding = existsSync(join(folder, "kernel.json"))
    ? { what: "kernel for Jupyter", state: "works", says: `registered in ${folder}` }
    : {
        what: "kernel for Jupyter",
        state: "missing",
        says: "not registered; only other Jupyters need that",
        advice: "npx chainrule kernel install",
      };
  return [found, kernel];
}

/** The first line of what a program says; undefined where it does not run. */
function said(program: string, words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8", timeout: PATIENCE_MS });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}
