/** @file The kernels this server can start: the course's own, and stock tslab from this installation. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { RequestError } from "./errors.js";
import { ROOT_FOLDER } from "./installation.js";

/** A kernelspec as Jupyter's API shows it. */
export interface Kernelspec {
  readonly name: string;
  readonly spec: {
    readonly argv: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly display_name: string;
    readonly language: string;
    /** How the kernel is told to stop a cell: by Jupyter's message, or by SIGINT. */
    readonly interrupt_mode: "message" | "signal";
    readonly metadata: {
      /** What joins the path of a Unix socket and its number: a hyphen unless the kernel has its own mind. */
      readonly ipc_separator?: string;
    };
  };
  readonly resources: Readonly<Record<string, string>>;
}

/** Which kernel runs the notebooks that name tslab, as nearly all of the course do. */
export type KernelChoice = "chainrule" | "tslab";

/** All kernelspecs by name. */
export type Kernelspecs = Readonly<Record<string, Kernelspec>>;

/** The kernel that a notebook without a kernelspec gets. */
export const DEFAULT_KERNEL = "tslab";

/** What the page renders beside images and text, best first: charts as Plotly JSON, HTML with typeset formulas. */
const RENDERED_MIME = "application/vnd.plotly.v1+json,text/html";

/** How the kernel of this installation is started. Its code may be cut off anywhere, which Node's checks take for a fault. */
export const OWN_ARGUMENTS: readonly string[] = [
  process.execPath,
  "--no-force-async-hooks-checks",
  join(ROOT_FOLDER, "dist", "kernel", "main.js"),
  "{connection_file}",
];

const OWN: Kernelspec["spec"] = {
  argv: OWN_ARGUMENTS,
  env: {},
  display_name: "TypeScript",
  language: "typescript",
  interrupt_mode: "message",
  metadata: {},
};

const TSLAB: Kernelspec["spec"] = {
  argv: [
    process.execPath,
    "--import",
    pathToFileURL(join(ROOT_FOLDER, "app", "server", "lossless-output.js")).href,
    join(ROOT_FOLDER, "node_modules", "tslab", "bin", "tslab"),
    "kernel",
    "--config-path",
    "{connection_file}",
  ],
  // It takes one form of an output; ours takes all of them, and the page chooses.
  env: { CHAINRULE_MIME: RENDERED_MIME },
  display_name: "TypeScript (stock tslab)",
  language: "typescript",
  interrupt_mode: "signal",
  metadata: { ipc_separator: ":" },
};

/** The kernelspecs of a server; by its choice, "tslab" is the course's drop-in for it or stock tslab itself. */
export function kernelspecs(choice: KernelChoice): Kernelspecs {
  const named = { chainrule: OWN, [DEFAULT_KERNEL]: choice === "tslab" ? TSLAB : OWN };
  return Object.fromEntries(
    Object.entries(named).map(([name, spec]) => [name, { name, spec, resources: {} }]),
  );
}

/**
 * The kernelspec of a name.
 * @throws RequestError 501 if this server has none, as jupyter_server answers.
 */
export function kernelspecNamed(specs: Kernelspecs, name: string): Kernelspec {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec !== undefined) return spec;
  throw new RequestError(501, `The '${name}' kernel is not available; choose '${DEFAULT_KERNEL}' instead.`);
}
