/** @file Cells without types: nothing is checked, nothing completed. */

import type { Language } from "../protocol/language.js";

/** Says nothing about any cell. */
export const noLanguage: Language = {
  check: () => Promise.resolve([]),
  accept: () => Promise.resolve(),
  complete: (_, offset) => Promise.resolve({ start: offset, end: offset, matches: [] }),
  inspect: () => Promise.resolve(undefined),
  completeness: () => Promise.resolve({ status: "complete" }),
};
