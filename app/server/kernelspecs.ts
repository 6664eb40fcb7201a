/** @file The kernels this server can start: one, stock tslab from this installation. */

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
    readonly interrupt_mode: "signal";
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
