/** @file The notebook that this runs in, if any: where outputs are sent, what its front end renders, how it interrupts. */

import type { MimeBundle, MimeType } from "./mime.js";

/** One output in the notebook; what is sent through it again replaces what it showed. */
export interface Output {
  raw(type: MimeType, data: unknown): void;
  /** All forms of a value as one output; stock tslab has no such method. */
  readonly bundle?: (data: MimeBundle) => void;
}

/** An open line to a widget in the page. */
export interface Comm {
  send(data: Readonly<Record<string, unknown>>): void;
  close(): void;
  onMessage(listener: (message: CommMessage) => unknown): void;
  onClose(listener: (message: CommMessage) => unknown): void;
}

/** What the page says on a line. */
export interface CommMessage {
  readonly content: Readonly<Record<string, unknown>>;
}

/** Where a kernel says which lines the page may open. */
export interface Comms {
  register(target: string, onOpen: (comm: Comm, message: CommMessage) => unknown): void;
}

/** The part of the kernel `tslab` that outputs go through. */
export interface Kernel {
  /** Each call makes an output of its own. */
  readonly display: Output;
  newDisplay(): Output;
  /** Lines to widgets in the page; stock tslab has none. */
  readonly comms?: Comms;
}

/** Names the MIME types, separated by commas or spaces, that the front end renders and that go before others. */
const PREFERRED_MIME_VARIABLE = "CHAINRULE_MIME";

/** The kernel that runs this cell; undefined in a plain script or a page. */
export function runningKernel(): Kernel | undefined {
  // tslab hands cells their `require` through this global; in it, "tslab" is the kernel that is running, which
  // need not be the tslab that a library would find from its own folder.
  const hook: unknown = Reflect.get(globalThis, "__tslab__");
  if (!isObject(hook) || !isLoader(hook.require)) return undefined;
  const tslab = hook.require("tslab");
  return isKernel(tslab) ? tslab : undefined;
}

/** MIME types that this front end has said it renders, best first. */
export function preferredTypes(): readonly string[] {
  const named = environment()[PREFERRED_MIME_VARIABLE];
  return typeof named === "string" ? named.split(/[\s,]+/).filter((type) => type !== "") : [];
}

/** Calls back when the user interrupts the kernel; the result takes that back. Nothing happens outside a kernel. */
export function onInterrupt(listener: () => void): () => void {
  if (runningKernel() === undefined) return () => undefined;
  // Not before the cell's synchronous part is over: while it runs, Node watches SIGINT itself and puts the default
  // back afterwards; a listener added meanwhile would leave that default in force, and an interrupt would end the kernel.
  const later = setTimeout(() => {
    process.once("SIGINT", listener);
  }, 0);
  return () => {
    clearTimeout(later);
    process.off("SIGINT", listener);
  };
}

/** The environment variables; none in a page. */
function environment(): Readonly<Record<string, unknown>> {
  const host: unknown = Reflect.get(globalThis, "process");
  return isObject(host) && isObject(host.env) ? host.env : {};
}

function isKernel(value: unknown): value is Kernel {
  return isObject(value) && isOutput(value.display) && typeof value.newDisplay === "function";
}

function isOutput(value: unknown): value is Output {
  return isObject(value) && typeof value.raw === "function";
}

function isLoader(value: unknown): value is (name: string) => unknown {
  return typeof value === "function";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
