/** @file What the protocol asks about a cell's text before and beside running it. Offsets are UTF-16 units. */

/** Something the type checker says about a cell. */
export interface Diagnostic {
  /** Errors keep the cell from running, warnings do not. */
  readonly severity: "error" | "warning";
  /** TypeScript's number, as in TS2322. */
  readonly code: number;
  readonly message: string;
  /** The path of the file that it is in; absent for the cell itself. */
  readonly file?: string;
  readonly start: number;
  readonly end: number;
}

/** One way to complete a word. */
export interface Candidate {
  readonly text: string;
  /** What it is, in the words of the language server: `function`, `property`, `keyword` … */
  readonly type: string;
  readonly signature: string;
}

/** What can stand at a place, and the range that it replaces. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly Candidate[];
}

/** The same explanation twice, as a front end can show it. */
export interface Inspection {
  readonly markdown: string;
  readonly plain: string;
}

/** `incomplete` with the spaces that the next line begins with. */
export type Completeness =
  { readonly status: "complete" | "invalid" } | { readonly status: "incomplete"; readonly indent: string };

/** The types of the session, as far as the protocol needs them. */
export interface Language {
  /** What is wrong with a cell, after the cells accepted so far. */
  check(code: string): Promise<readonly Diagnostic[]>;
  /** From now on other cells see what this one declares. */
  accept(code: string): Promise<void>;
  complete(code: string, offset: number): Promise<Completion>;
  /** What stands at the offset, if there is something to say. */
  inspect(code: string, offset: number): Promise<Inspection | undefined>;
  /** Whether a console runs the text when the student ends a line with it. */
  completeness(code: string): Promise<Completeness>;
}
