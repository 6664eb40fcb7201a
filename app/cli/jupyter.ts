/** @file `chainrule start --jupyter`: the JupyterLab of this machine on the student's work folder, with the course's kernel. */

import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createCourse } from "../server/course.js";
import { createWriter } from "../server/files.js";
import { DEFAULT_KERNEL, kernelspecs, type KernelChoice } from "../server/kernelspecs.js";
import { linkLibrary } from "../server/library-link.js";
import type { ExitCode } from "./context.js";

/** Where and how JupyterLab is to come up. */
export interface JupyterWish {
  readonly port: number;
  readonly workFolder: string;
  readonly opens: boolean;
  readonly kernel: KernelChoice;
  readonly clone: string;
}

const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs JupyterLab until it ends; the kernels are registered inside the clone, nothing is written elsewhere. */
export async function startJupyter({
  port,
  workFolder,
  opens,
  kernel,
  clone,
}: JupyterWish): Promise<ExitCode> {
  await copyCourse(workFolder, join(clone, "notebooks", "lectures"));
  const program = process.env["CHAINRULE_JUPYTER"] ?? "jupyter";
  const child = spawn(
    program,
    [
      "lab",
      `--ServerApp.root_dir=${workFolder}`,
      ...(port === 0 ? [] : [`--ServerApp.port=${port}`]),
      `--MappingKernelManager.default_kernel_name=${DEFAULT_KERNEL}`,
      ...(opens ? [] : ["--no-browser"]),
      ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ],
    {
      stdio: "inherit",
      env: { ...process.env, JUPYTER_PATH: withKernels(clone, kernel) },
    },
  );
  return ending(child, program);
}

/** Gives the work folder a copy of every notebook that is not there yet, and a way to the library. */
async function copyCourse(workFolder: string, courseFolder: string): Promise<void> {
  mkdirSync(workFolder, { recursive: true });
  await linkLibrary(workFolder);
  const ownFolder = join(workFolder, ".chainrule");
  const writer = await createWriter(join(ownFolder, "temporary"));
  const course = createCourse({ courseFolder, workFolder, ownFolder, writer });
  const { units } = await course.outline();
  for (const { name, exercises } of units) {
    await course.open(name);
    if (exercises !== null) await course.open(exercises.name);
  }
}

/** Writes the kernelspecs into the clone and puts them in front of the folders that Jupyter searches. */
function withKernels(clone: string, kernel: KernelChoice): string {
  const folder = join(clone, ".build", "jupyter");
  for (const { name, spec } of Object.values(kernelspecs(kernel))) {
    const own = join(folder, "kernels", name);
    mkdirSync(own, { recursive: true });
    // JupyterLab renders other forms than our page: here a kernel that sends one of them chooses by the value.
    writeFileSync(join(own, "kernel.json"), `${JSON.stringify({ ...spec, env: {} }, undefined, 2)}\n`);
  }
  return [folder, process.env["JUPYTER_PATH"] ?? ""].filter((part) => part !== "").join(delimiter);
}

/** Our exit code when JupyterLab is gone. A request to stop makes it shut its kernels down without asking. */
function ending(child: ChildProcess, program: string): Promise<ExitCode> {
  const stop = (): void => {
    child.kill("SIGTERM");
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, stop);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(
        `start --jupyter: "${program}" cannot be run (${error.message}).\n` +
          "Install JupyterLab (python3 -m pip install jupyterlab), or leave --jupyter out: the course brings its own page.",
      );
      resolve(1);
    });
    child.once("close", (code) => {
      resolve(code === 0 || code === null ? 0 : 1);
    });
  });
}
