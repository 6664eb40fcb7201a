/** @file Showing values in a notebook, once or in one place that changes. */

import { showing, type Showing } from "./bundle.js";
import { preferredTypes, runningKernel, type Output } from "./kernel.js";
import type { MimeType } from "./mime.js";

/**
 * Shows values under the cell, one output each: formulas typeset, charts drawn, everything else as text. In a
 * plain script they are printed as text.
 *
 * ```ts
 * show(W1, gradients(loss, { W1 }).W1);
 * ```
 */
export function show(...values: readonly unknown[]): void {
  for (const value of values) {
    const kernel = runningKernel();
    if (kernel === undefined) console.log(showing(value).bundle["text/plain"]);
    else send(value, kernel.display);
  }
}

/** One place in the output that can show one value after the other. */
export interface LiveDisplay {
  /** Puts this value in the place of what was there; the first call makes the place. */
  update(value: unknown): void;
}

/** A place under the cell whose content changes, for results that are still coming. Outside a kernel it shows nothing. */
export function liveDisplay(): LiveDisplay {
  let output: Output | undefined;
  return {
    update: (value) => {
      output ??= runningKernel()?.newDisplay();
      if (output !== undefined) send(value, output);
    },
  };
}

/** The MIME type in which a value goes through a kernel that takes one: what the front end asked for, else the kind's own. */
export function typeFor({ bundle, types }: Showing): MimeType {
  const present = Object.keys(bundle) as MimeType[];
  const wanted = [...preferredTypes(), ...types];
  return wanted.flatMap((type) => present.filter((known) => known === type)).at(0) ?? "text/plain";
}

/** Sends a value: in all its forms through a kernel that takes them, else in the best one. */
function send(value: unknown, output: Output): void {
  const shown = showing(value);
  if (output.bundle !== undefined) {
    output.bundle(shown.bundle);
    return;
  }
  const type = typeFor(shown);
  output.raw(type, shown.bundle[type]);
}
