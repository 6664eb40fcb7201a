/** @file A backend that outlives its process: started anew once when that dies, and then replaced by the other one. */

import { BackendLost, BackendSlow, type Backend } from "./backend.js";
import { startJavascriptBackend } from "./javascript-backend.js";
import { startNativeBackend } from "./native-backend.js";
import type { Compiler } from "./wanted-backend.js";

/** A backend, with the compiler that works in it at present. */
export interface SteadyBackend extends Backend {
  readonly compiler: () => Compiler;
}

/** How a steady backend begins, and when it gives up a question. */
export interface Steadiness {
  readonly first: Compiler;
  /** The first one, where it has been started already. */
  readonly begun: Promise<Backend> | undefined;
  readonly patienceMs: number;
}

/** Compilers in the order in which they are tried; one that is lost is not come back to. */
const STARTS: readonly Compiler[] = ["native", "native", "javascript"];

/** Starts a backend whose program is the one of a configuration file. */
export function startSteadyBackend(configuration: string, steadiness: Steadiness): SteadyBackend {
  const files = new Map<string, string>();
  const { current, replace, compiler } = succession(configuration, steadiness);
  let running: Backend | undefined;
  let isClosed = false;
  const ready = async (): Promise<Backend> => {
    const backend = await current();
    if (backend !== running) for (const [path, text] of files) backend.write(path, text);
    running = backend;
    return backend;
  };
  const ask = async <Answer>(question: (backend: Backend) => Promise<Answer>): Promise<Answer> => {
    const backend = await ready();
    try {
      return await inTime(question(backend), steadiness.patienceMs);
    } catch (error) {
      if (isClosed || !(error instanceof BackendLost || error instanceof BackendSlow)) throw error;
      replace(backend, error);
      if (error instanceof BackendSlow) throw error;
      return ask(question);
    }
  };
  return {
    compiler,
    write(path, text) {
      if (files.get(path) === text) return;
      files.set(path, text);
      running?.write(path, text);
    },
    changed: (changes) => running?.changed(changes),
    problems: (path) => ask((backend) => backend.problems(path)),
    entries: (path, offset) => ask((backend) => backend.entries(path, offset)),
    hover: (path, offset) => ask((backend) => backend.hover(path, offset)),
    callHelp: (path, offset) => ask((backend) => backend.callHelp(path, offset)),
    close() {
      isClosed = true;
      running?.close();
    },
  };
}

interface Succession {
  readonly current: () => Promise<Backend>;
  /** Starts another one in place of one that is lost or slow, unless another question has done so. */
  readonly replace: (backend: Backend, reason: BackendLost | BackendSlow) => void;
  readonly compiler: () => Compiler;
}

function succession(configuration: string, { first, begun }: Steadiness): Succession {
  const successors = STARTS.slice(STARTS.indexOf(first) + 1).values();
  let compiler: Compiler = first;
  const start = (): Promise<Backend> =>
    compiler === "native" ? startNativeBackend() : startJavascriptBackend(configuration);
  const orNext = async (starting: Promise<Backend>): Promise<Backend> => {
    try {
      return await starting;
    } catch (error) {
      if (error instanceof BackendLost) return next(error);
      throw error;
    }
  };
  const next = (reason: BackendLost): Promise<Backend> => {
    const successor = successors.next();
    if (successor.done === true) throw reason;
    compiler = successor.value;
    return orNext(start());
  };
  let started = orNext(begun ?? start());
  let latest: Backend | undefined;
  return {
    async current() {
      latest = await started;
      return latest;
    },
    replace(backend, reason) {
      if (backend !== latest) return;
      latest = undefined;
      backend.close();
      // Being slow is the text's fault, not the compiler's.
      started = reason instanceof BackendSlow ? orNext(start()) : next(reason);
    },
    compiler: () => compiler,
  };
}

function inTime<Answer>(answer: Promise<Answer>, patienceMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new BackendSlow(`the type checker has not answered for ${patienceMs} ms`));
    }, patienceMs);
    answer
      .finally(() => {
        clearTimeout(timer);
      })
      .then(resolve, reject);
  });
}
