/** @file What the generator of the notebooks offers to those who read it from TypeScript. */

/** Names of the lectures' sources, in the order of the course. */
export function sourceNames(): string[];

/** Names of the exercises' sources, in the order of the course. */
export function exerciseNames(): string[];

/** The text of a source. */
export function sourceText(name: string): string;

/** The notebooks of a source: where each lies, and its text. */
export function notebooksOf(
  name: string,
  source: string,
): readonly { readonly file: string; readonly text: string }[];
