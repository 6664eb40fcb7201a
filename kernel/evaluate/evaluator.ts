/** @file What the thread that runs the cells offers to the one that speaks Jupyter's protocol, as plain data. */

/** JSON data, as message contents are. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A message for every front end, without its envelope: type, content, and binary buffers as comms carry them. */
export interface Publication {
  /** Jupyter's message type: `stream`, `display_data`, `update_display_data`, `clear_output`, `comm_msg` … */
  readonly type: string;
  readonly content: JsonObject;
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

/** A cell to run. */
export interface CellRun {
  /** The text as the student wrote it: TypeScript. */
  readonly code: string;
  /** The number that stack traces call the cell by; the execution count. */
  readonly count: number;
  /** Publishes nothing, the value of the last expression included. */
  readonly silent: boolean;
  /** Whether somebody answers `prompt()`. */
  readonly allowsStdin: boolean;
  /** Expressions evaluated after the cell, by the name that their result goes under. */
  readonly userExpressions: Readonly<Record<string, string>>;
}

/** What went wrong, in the three fields of Jupyter's error messages. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  /** Lines, the first of them the student's own; may hold ANSI colours. */
  readonly traceback: readonly string[];
}

/** How a cell ended. Declarations made before a failure are kept. */
export interface Outcome {
  readonly failure?: Failure;
  /** The MIME bundle of the last expression's value; absent where it has none to show. */
  readonly result?: { readonly data: JsonObject; readonly metadata: JsonObject };
  /** By name: a bundle with status "ok", or a failure with status "error", as `execute_reply` wants them. */
  readonly userExpressions: JsonObject;
}

/** A comm message from a front end. */
export interface CommMessage {
  readonly type: "comm_open" | "comm_msg" | "comm_close";
  readonly content: JsonObject;
  readonly metadata: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

/** The evaluating thread as the protocol sees it. The open comms are the protocol's to know: it sees them pass. */
export interface Evaluator {
  /** Runs one cell; never rejects. One at a time: the caller queues. */
  run(cell: CellRun): Promise<Outcome>;
  /** Stops the running cell within 200 ms: its outcome is a failure named `KeyboardInterrupt`. No cell: nothing. */
  interrupt(): void;
  /** Hands on what a front end says on a comm; resolves once its handler is through. */
  comm(message: CommMessage): Promise<void>;
}

/** The evaluator on its own thread, where the process around it also tells what happens outside of its calls. */
export interface LocalEvaluator extends Evaluator {
  /**
   * The thread did not listen to `interrupt`, so its code was cut off where it stood: no `catch` and no `finally` ran,
   * and jobs that were waiting for the same turn are lost. The running cell ends as interrupted, and says so.
   */
  terminated(): void;
  /** An error that nobody caught, or a rejection that nobody handled: told on stderr with its traceback. */
  uncaught(error: unknown): void;
}

/** What the evaluating thread asks of the protocol while a cell runs. */
export interface EvaluatorHost {
  publish(publication: Publication): void;
  /**
   * Asks the student for a line of text. Rejects with an error named `KeyboardInterrupt` when the cell is interrupted
   * meanwhile, and with one that says why where the front end takes no questions.
   */
  ask(prompt: string, isPassword: boolean): Promise<string>;
  /** The same while the thread stands still; throws what `ask` rejects with. */
  askNow(prompt: string, isPassword: boolean): string;
}
