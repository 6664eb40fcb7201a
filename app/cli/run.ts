/** @file `chainrule run`: executes notebooks headless and says of every cell whether it passed. */

import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Context, ExitCode } from "./context.js";
import { executeNotebook } from "./execute.js";
import { filesNamed, notFolder } from "./file-names.js";
import { kernelChoice, type KernelChoice } from "./kernel-choice.js";
import { readNotebook, writeNotebook } from "./notebook-file.js";
import { asJson, cellLine, closingLine, headLine, notebookLines, type NotebookReport } from "./report.js";
import { withKernel, type RemoteServer } from "./sessions.js";

/** The words on the command line, as typed. */
export interface RunOptions {
  readonly files: readonly string[];
  readonly server?: string;
  readonly token?: string;
  readonly out?: string;
  readonly timeout?: string;
  readonly kernel?: string;
  readonly json?: boolean;
}

interface Plan {
  readonly files: readonly string[];
  readonly remote: RemoteServer | undefined;
  readonly outFolder: string | undefined;
  readonly timeoutMs: number;
  readonly kernel: KernelChoice;
  /** Where progress is written: beside the JSON, not into it. */
  readonly tell: (line: string) => void;
}

const DEFAULT_TIMEOUT_S = 300;

/** Executes the notebooks one after the other; 1 when a cell of any of them did not pass. */
export async function run(options: RunOptions, context: Context): Promise<ExitCode> {
  const plan = planned(options, context.folder);
  if (typeof plan === "string") {
    console.error(`chainrule run: ${plan}\nSee chainrule run --help`);
    return 2;
  }
  // @jupyterlab/services notes every connection there; standard output belongs to the report.
  console.debug = () => undefined;
  const reports: NotebookReport[] = [];
  for (const file of plan.files) reports.push(await runNotebook(file, plan, context));
  if (options.json === true) console.log(asJson(reports));
  plan.tell(closingLine(reports));
  return reports.every(({ passed }) => passed) ? 0 : 1;
}

async function runNotebook(file: string, plan: Plan, context: Context): Promise<NotebookReport> {
  plan.tell(headLine(file));
  const report = await attempt(file, plan, context);
  for (const line of notebookLines(report)) plan.tell(line);
  return report;
}

/** The report on one notebook; what keeps it from being executed at all is part of the report. */
async function attempt(file: string, plan: Plan, context: Context): Promise<NotebookReport> {
  try {
    const notebook = readNotebook(file);
    const cells = await withKernel(
      { file, notebook, remote: plan.remote, clone: context.clone, kernel: plan.kernel },
      (kernel) =>
        executeNotebook(kernel, notebook, {
          timeoutMs: plan.timeoutMs,
          onCell: (cell, total) => {
            plan.tell(cellLine(cell, total));
          },
        }),
    );
    if (plan.outFolder !== undefined) writeNotebook(join(plan.outFolder, basename(file)), notebook);
    return { file, cells, passed: cells.every(({ status }) => status === "passed") };
  } catch (error) {
    return {
      file,
      cells: [],
      passed: false,
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

/** What to do, or a sentence on what is wrong with the options. */
function planned(options: RunOptions, folder: string): Plan | string {
  const files = options.files.flatMap((name) => filesNamed(resolve(folder, name)));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) return `${missing} does not exist`;
  const folderNamed = files.find((file) => notFolder(file) === undefined);
  if (folderNamed !== undefined)
    return `${folderNamed} is a folder; name the notebooks in it, as in ${join(folderNamed, "*.ipynb")}`;
  const doubled = options.out === undefined ? undefined : sameName(files);
  if (doubled !== undefined) return `--out would write two notebooks to the same ${doubled}`;
  const seconds = Number(options.timeout ?? DEFAULT_TIMEOUT_S);
  if (!(seconds > 0)) return `--timeout wants seconds, as in --timeout 60, not "${options.timeout ?? ""}"`;
  const kernel = kernelChoice(options.kernel);
  if (kernel === undefined) return `--kernel wants chainrule or tslab, not "${options.kernel ?? ""}"`;
  const remote = remoteServer(options);
  if (typeof remote === "string") return remote;
  return {
    files,
    remote,
    outFolder: options.out === undefined ? undefined : resolve(folder, options.out),
    timeoutMs: seconds * 1000,
    kernel,
    tell: options.json === true ? console.error : console.log,
  };
}

function remoteServer({ server, token }: RunOptions): RemoteServer | string | undefined {
  if (server === undefined) return token === undefined ? undefined : "--token belongs to --server URL";
  if (!URL.canParse(server)) return `--server wants an address, as in http://127.0.0.1:8888, not "${server}"`;
  const url = new URL(server);
  const carried = url.searchParams.get("token") ?? "";
  return { url: url.origin + dirname(`${url.pathname}x`).replace(/\/?$/, "/"), token: token ?? carried };
}

function sameName(files: readonly string[]): string | undefined {
  const names = files.map((file) => basename(file));
  return names.find((name, index) => names.indexOf(name) !== index);
}
