/** @file What every cell knows beside Node.js: the kernel's own module, and its questions to the student. */

/** Declarations of both, as they are in `kernel/evaluate`. */
export const PRELUDE = `
/** Asks for a line of text and waits for it; everything else stands still meanwhile. */
declare function prompt(question?: string): string;

declare module "tslab" {
  /** Text, or bytes of a picture. */
  type Content = string | Uint8Array;
  /** Shows contents below the cell, a method for each kind. */
  export interface Display {
    /** Runs JavaScript in the page. */
    readonly javascript: (content: Content) => void;
    readonly html: (content: Content) => void;
    readonly markdown: (content: Content) => void;
    /** Shows a formula; its dollar signs belong to the text. */
    readonly latex: (content: Content) => void;
    readonly svg: (content: Content) => void;
    readonly png: (content: Content) => void;
    readonly jpeg: (content: Content) => void;
    readonly gif: (content: Content) => void;
    readonly pdf: (content: Content) => void;
    readonly text: (content: Content) => void;
    /** Shows contents of any MIME type. */
    raw(type: string, content: unknown): void;
    /** Shows one of several forms of the same, by MIME type: the front end takes the best that it knows. */
    bundle(data: Readonly<Record<string, unknown>>, metadata?: Readonly<Record<string, unknown>>): void;
  }
  /** Shows contents below the cell. */
  export const display: Display;
  /** A place below the cell, whose contents each further call replaces. */
  export function newDisplay(): Display;
  /** Removes the cell's output; with \`wait\`, when the next output arrives. */
  export function clearOutput(wait?: boolean): void;
  /** Asks for a line of text; rejects where nobody can be asked, or when the cell is interrupted. */
  export function ask(question: string, options?: { readonly isPassword?: boolean }): Promise<string>;
  /** The same while everything else stands still. */
  export function prompt(question?: string): string;
  /** The versions of the kernel's interface, of TypeScript and of Node.js. */
  export const versions: Readonly<Record<"tslab" | "typescript" | "node", string>>;

  /** A message of a comm. */
  export interface CommMessage {
    readonly type: "comm_open" | "comm_msg" | "comm_close";
    readonly content: Readonly<Record<string, unknown>>;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly buffers: readonly Uint8Array[];
  }
  /** What goes with a comm message beside its data. */
  export interface CommExtras {
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly buffers?: readonly Uint8Array[];
  }
  /** An open line to a widget in the page. */
  export interface Comm {
    readonly id: string;
    readonly target: string;
    send(data: Readonly<Record<string, unknown>>, extras?: CommExtras): void;
    close(data?: Readonly<Record<string, unknown>>, extras?: CommExtras): void;
    /** Replaces the listener for what the page sends. */
    onMessage(listener: (message: CommMessage) => unknown): void;
    /** Replaces the listener for the page's closing. */
    onClose(listener: (message: CommMessage) => unknown): void;
  }
  /** Lines to widgets in the page. */
  export const comms: {
    /** Opens a line to a target that the page has registered. */
    open(target: string, data?: Readonly<Record<string, unknown>>, extras?: CommExtras): Comm;
    /** Says what happens when the page opens a line to a target. */
    register(target: string, onOpen: (comm: Comm, message: CommMessage) => unknown): void;
  };
}
`;
