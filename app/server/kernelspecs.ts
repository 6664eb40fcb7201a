/** @file The kernels this server can start: our own, and stock tslab from this installation. */

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
    readonly metadata: Readonly<Record<string, never>>;
  };
  readonly resources: Readonly<Record<string, string>>;
}

/** The kernel that a notebook without a kernelspec gets. */
export const DEFAULT_KERNEL = "tslab";

/** What the page renders beside images and text, best first: charts as Plotly JSON, HTML with typeset formulas. */
const RENDERED_MIME = "application/vnd.plotly.v1+json,text/html";

const TSLAB: Kernelspec = {
  name: DEFAULT_KERNEL,
  spec: {
    argv: [
      process.execPath,
      "--import",
      pathToFileURL(join(ROOT_FOLDER, "app", "server", "lossless-output.js")).href,
      join(ROOT_FOLDER, "node_modules", "tslab", "bin", "tslab"),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    env: { CHAINRULE_MIME: RENDERED_MIME },
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
    metadata: {},
  },
  resources: {},
};

/** How the kernel of this installation is started. Its code may be cut off anywhere, which Node's checks take for a fault. */
export const OWN_ARGUMENTS: readonly string[] = [
  process.execPath,
  "--no-force-async-hooks-checks",
  join(ROOT_FOLDER, "dist", "kernel", "main.js"),
  "{connection_file}",
];

/** All kernelspecs by name. */
export const KERNELSPECS: Readonly<Record<string, Kernelspec>> = { [DEFAULT_KERNEL]: TSLAB };

/**
 * The kernelspec of a name.
 * @throws RequestError 501 if this server has none, as jupyter_server answers.
 */
export function kernelspecNamed(name: string): Kernelspec {
  const spec = Object.hasOwn(KERNELSPECS, name) ? KERNELSPECS[name] : undefined;
  if (spec !== undefined) return spec;
  throw new RequestError(501, `The '${name}' kernel is not available; choose '${DEFAULT_KERNEL}' instead.`);
}
