/**
 * @file Stands in for lib0/logging in the bundle. Yjs warns through it whenever a cell is read before it belongs to
 * a document, which is how JupyterLab builds every cell: dozens of lines in the console, and nothing to be done.
 */

export const BOLD = "";
export const ORANGE = "";
export const RED = "";
export const UNBOLD = "";

/** Where Yjs warns; said to nobody. */
export const warn = (): void => undefined;

/** What Yjs prints when it is asked to, as text. */
export const print = (...parts: readonly unknown[]): void => {
  console.log(parts.map(String).join(""));
};
