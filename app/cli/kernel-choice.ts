/** @file The option `--kernel`: which kernel runs the course. */

import type { KernelChoice } from "../server/kernelspecs.js";

export type { KernelChoice };

/** The kernel that the option names, the course's own where it is left out; undefined for any other word. */
export function kernelChoice(option: string | undefined): KernelChoice | undefined {
  if (option === undefined) return "chainrule";
  return option === "chainrule" || option === "tslab" ? option : undefined;
}
