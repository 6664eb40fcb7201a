/** @file What the generator of the lecture notebooks offers to those who read it from TypeScript. */

/** Names of the sources, in the order of the course. */
export function sourceNames(): string[];

/** The text of a source. */
export function sourceText(name: string): string;

/** Where the notebook of a source lies. */
export function notebookFile(name: string): string;

/** The notebook of a source, as text. */
export function notebookText(name: string, source: string): string;
