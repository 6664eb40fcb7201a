/** @file What a cell declares by `using`, disposed of when the cell is over, the last first. */

/** The resources of one cell. */
export interface Resources {
  /** Takes a resource in and gives it back; with `isAwaited`, its end may take time. */
  readonly use: (resource: unknown, isAwaited?: boolean) => unknown;
  /** Ends them all, each whatever the others do; gives what was thrown, by the cell before that or by their ends. */
  readonly dispose: (thrown?: Thrown) => Promise<Thrown | undefined>;
}

/** What was thrown, which may be any value. */
export interface Thrown {
  readonly error: unknown;
}

/** Two errors: what the end of a resource has thrown, and what it would have hidden. Node.js has it from 24 on. */
class SuppressedError extends Error {
  override readonly name = "SuppressedError";

  constructor(
    readonly error: unknown,
    readonly suppressed: unknown,
  ) {
    super("What was declared by using failed as it ended, after another error.");
  }
}

/** No resources yet. */
export function createResources(): Resources {
  const ends: (() => unknown)[] = [];
  return {
    use(resource, isAwaited = false) {
      if (resource !== null && resource !== undefined) ends.push(endOf(resource, isAwaited));
      return resource;
    },
    async dispose(thrown) {
      let last = thrown;
      for (const end of ends.reverse()) {
        try {
          await end();
        } catch (error) {
          last = { error: last === undefined ? error : new SuppressedError(error, last.error) };
        }
      }
      return last;
    },
  };
}

function endOf(resource: unknown, isAwaited: boolean): () => unknown {
  const symbols = isAwaited ? [Symbol.asyncDispose, Symbol.dispose] : [Symbol.dispose];
  for (const symbol of symbols) {
    const method: unknown = isObject(resource) ? Reflect.get(resource, symbol) : undefined;
    if (typeof method === "function") return () => Reflect.apply(method, resource, []) as unknown;
  }
  throw new TypeError(`using: the value has no Symbol.${isAwaited ? "asyncDispose" : "dispose"} method.`);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
