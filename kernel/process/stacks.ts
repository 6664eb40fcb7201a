/** @file Stacks as code in cells reads and logs them: with the lines of the student's own text. */

/** Stacks as the engine writes them, with places in the code that runs, of errors whose stack was read. */
const written = new WeakMap<Error, string>();

/** The stack of an error as the engine writes it; what its property `stack` holds where that was set to something else. */
export function writtenStack(error: Error): unknown {
  const { stack } = error;
  return written.get(error) ?? stack;
}

/** From now on `error.stack` has the lines that `tell` makes of those that the engine writes. */
export function tellStacks(tell: (stack: string) => readonly string[]): void {
  Error.prepareStackTrace = (error, sites) => {
    try {
      const stack = sites.map((site: unknown) => `    at ${String(site)}`).join("\n");
      written.set(error, stack);
      return [Error.prototype.toString.call(error), ...tell(stack)].join("\n");
    } catch {
      // An error that cannot say its name, or a cell that has replaced what this is made of.
      return "";
    }
  };
}
