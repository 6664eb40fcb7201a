/** @file What a cell imports as "tslab": outputs by MIME type, as in tslab, and what that kernel lacks. */

import { encoded } from "./bundle.js";
import type { Comms } from "./comms.js";
import type { EvaluatorHost, JsonObject } from "./evaluator.js";
import { plainProperties } from "./json.js";

/** tslab's own names for the types that have a method. */
const TYPES = {
  javascript: "text/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
} as const;

/** Text, or bytes of a picture. */
type Content = string | Uint8Array;

/** An output; one made by `newDisplay` is replaced by what is sent through it later. */
export type Display = Readonly<Record<keyof typeof TYPES, (content: Content) => void>> & {
  raw(type: string, content: unknown): void;
  /** Several forms of one output: the front end shows the best that it knows. */
  bundle(data: JsonObject, metadata?: JsonObject): void;
};

/** The module "tslab" as this kernel has it. */
export interface KernelModule {
  readonly display: Display;
  readonly newDisplay: () => Display;
  /** Removes the cell's output; with `wait`, when the next output arrives. */
  readonly clearOutput: (wait?: boolean) => void;
  readonly comms: Comms;
  /** Asks for a line of text; rejects where the front end takes no questions, or when the cell is interrupted. */
  readonly ask: (question: string, options?: { readonly isPassword?: boolean }) => Promise<string>;
  /** The same while everything else stands still, as the browser's function of this name does. */
  readonly prompt: (question?: string) => string;
  readonly versions: Readonly<Record<string, string>>;
}

/** The module that cells import. */
export function kernelModule(
  host: EvaluatorHost,
  comms: Comms,
  versions: Readonly<Record<string, string>>,
): KernelModule {
  return {
    display: createDisplay(host, undefined),
    newDisplay: () => createDisplay(host, crypto.randomUUID()),
    clearOutput(wait = false) {
      host.publish({ type: "clear_output", content: { wait } });
    },
    comms,
    ask: (question, { isPassword = false } = {}) => host.ask(question, isPassword),
    prompt: (question = "") => host.askNow(question, false),
    versions,
  };
}

function createDisplay(host: EvaluatorHost, id: string | undefined): Display {
  let type = "display_data";
  const bundle = (data: JsonObject, metadata: JsonObject = {}): void => {
    const transient = id === undefined ? {} : { display_id: id };
    const content = {
      data: encoded(data),
      metadata: plainProperties(metadata, "display: the metadata"),
      transient,
    };
    host.publish({ type, content });
    if (id !== undefined) type = "update_display_data";
  };
  const raw = (mime: string, content: unknown): void => {
    bundle({ [mime]: content });
  };
  const methods = Object.entries(TYPES).map(
    ([name, mime]) =>
      [
        name,
        (content: Content) => {
          raw(mime, content);
        },
      ] as const,
  );
  return {
    ...(Object.fromEntries(methods) as Record<keyof typeof TYPES, (content: Content) => void>),
    raw,
    bundle,
  };
}
