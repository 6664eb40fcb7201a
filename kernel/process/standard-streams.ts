/** @file What code in cells prints: the process's standard streams, published instead of written. */

import type { Publication } from "../evaluate/evaluator.js";

/** Publishes all that is written to standard output and standard error from now on. */
export function publishStandardStreams(publish: (publication: Publication) => void): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      publish({ type: "stream", content: { name, text } });
      const done = rest.at(-1);
      if (typeof done === "function") queueMicrotask(() => void Reflect.apply(done, undefined, []));
      return true;
    };
    // Each overload of `write` ends in this one.
    process[name].write = write;
  }
}
