/** @file What the type service asks of a compiler; two give it, the native one and the one in JavaScript. */

/** Something the compiler objects to in a file; offsets count UTF-16 units of its text. */
export interface Problem {
  /** One line per level, deeper levels indented. */
  readonly message: string;
  readonly code: number;
  readonly start: number;
  readonly end: number;
}

/** A text that may stand at a place. */
export interface Entry {
  readonly name: string;
  /** What replaces the text from `start` to `end`; where these are missing, the identifier at the place. */
  readonly insert: string;
  readonly start?: number;
  readonly end?: number;
  /** In Jupyter's words: `function`, `property`, `class` … */
  readonly kind: string;
  /** Entries with a smaller text come first. */
  readonly sort: string;
  /** Its signature, such as `const x: number`; empty where there is none. */
  readonly signature: () => Promise<string>;
}

/** How a file on disk differs from what the compiler has read. */
export interface FileChange {
  readonly path: string;
  readonly change: "created" | "changed" | "deleted";
}

/** A compiler that holds one program: the files of a configuration, some of which exist only as texts given to it. */
export interface Backend {
  /** Gives a file a text that is not on disk; the configuration, which names the files, is written first. */
  write(path: string, text: string): void;
  /** Tells of files on disk that differ from what was read. */
  changed(changes: readonly FileChange[]): void;
  problems(path: string): Promise<readonly Problem[]>;
  entries(path: string, offset: number): Promise<readonly Entry[]>;
  /** Signature and documentation of what stands at a place, as Markdown. */
  hover(path: string, offset: number): Promise<string | undefined>;
  /** The signatures of the call around a place, the one that fits first, as Markdown. */
  callHelp(path: string, offset: number): Promise<string | undefined>;
  close(): void;
}

/** The compiler's process ended, or never began. */
export class BackendLost extends Error {
  override readonly name = "BackendLost";
}

/** The compiler has not answered in time. */
export class BackendSlow extends Error {
  override readonly name = "BackendSlow";
}
