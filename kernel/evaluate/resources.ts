/** @file What a cell declares by `using`, disposed of when the cell is over, the last first. */

/** The resources of one cell. */
export interface Resources {
  /** Takes a resource in and gives it back; with `isAwaited`, its end may take time. */
  readonly use: (resource: unknown, isAwaited?: boolean) => unknown;
  /** Ends them all; throws the error of the one that failed last, after all have had their turn. */
  readonly dispose: () => Promise<void>;
}

/** No resources yet. */
export function createResources(): Resources {
  const ends: (() => unknown)[] = [];
  return {
    use(resource, isAwaited = false) {
      if (resource !== null && resource !== undefined) ends.push(endOf(resource, isAwaited));
      return resource;
    },
    async dispose() {
      const results: PromiseSettledResult<unknown>[] = [];
      for (const end of ends.reverse())
        results.push(...(await Promise.allSettled([Promise.resolve().then(end)])));
      const failed = results.findLast((one) => one.status === "rejected");
      if (failed !== undefined) await Promise.reject(failed.reason as Error);
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
