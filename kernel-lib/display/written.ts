/** @file A value with the number of digits that it is to be shown with. */

import { bundle } from "./bundle.js";
import type { MimeBundle, WritingOptions } from "./mime.js";

const DISPLAY = Symbol.for("Jupyter.display");

/** A value that shows itself in a chosen way. */
export interface Written {
  /** Deno's protocol: the method returns the bundle. */
  readonly [DISPLAY]: () => MimeBundle;
}

/** The value as `show` would show it, with so many significant digits: `show(written(A1, { digits: 6 }))`. */
export function written(value: unknown, options: WritingOptions): Written {
  return { [DISPLAY]: () => bundle(value, options) };
}
