/** @file What the evaluator needs of the system that it runs in: a process here, a browser's worker elsewhere. */

/** A module's exports by name, `default` among them. */
export type ModuleNamespace = Readonly<Record<string, unknown>>;

/** What is imported has types and nothing that runs: a mistake only where it is used as a value. */
export class OnlyTypes extends Error {
  override readonly name = "Error";
}

/** The system around the evaluator. */
export interface Platform {
  /** The value of an expression's text, under a name that stack traces show it by. */
  readonly evaluate: (code: string, name: string) => unknown;
  /**
   * Loads a module as the notebook's folder sees it; local TypeScript is translated, and read again once changed.
   * Rejects with `OnlyTypes` where there is nothing to run.
   */
  readonly import: (
    specifier: string,
    attributes: Readonly<Record<string, string>>,
  ) => Promise<ModuleNamespace>;
  /** What `import.meta` holds in a cell. */
  readonly meta: Readonly<Record<string, unknown>>;
  /** A value as the console prints it. */
  readonly inspect: (value: unknown) => string;
  /** An error's stack, with places in the code that runs. */
  readonly stackOf: (error: Error) => unknown;
  /** Where a frame of a module that this platform translated comes from. */
  readonly sourceOf: (file: string, line: number, column: number) => SourcePlace | undefined;
  /** Tells code that listens for it that the user interrupts; false where none does, so that the cell must be left. */
  readonly signalInterrupt: () => boolean;
}

/** A place in a text that a student wrote: the line from 1, the column from 0. */
export interface SourcePlace {
  /** How a student calls the text: `cell 3`, `./lib.ts`. */
  readonly title: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
}
