/** @file Signals, heard in the thread with the sockets: the main thread hears none while a cell computes. */

import { createRequire } from "node:module";
import { constants } from "node:os";

/** The signals that a kernel understands. */
export type SignalName = "SIGINT" | "SIGTERM" | "SIGHUP";

/**
 * With these options a thread can reach Node's own handle for a signal. The warning that it is meant for Node's tests
 * would look like a cell's output.
 */
export const SIGNAL_OPTIONS: readonly string[] = [
  "--expose-internals",
  "--disable-warning=internal/test/binding",
];

/** Node's own handle for a signal; public only on the main thread, as `process.on`. */
interface SignalHandle {
  onsignal: () => void;
  start(signal: number): number;
  unref(): void;
}

/**
 * Calls the listener for each of the signals, on this thread, which has the options above.
 *
 * `process.on` works on the main thread alone, so this takes the handle below it. Where a Node has no such handle any
 * more, signals do what they do by default: the process ends.
 * @returns whether they are heard.
 */
export function onSignals(names: readonly SignalName[], listener: (name: SignalName) => void): boolean {
  const Signal = signalClass();
  if (Signal === undefined) return false;
  for (const name of names) {
    const handle = new Signal();
    handle.onsignal = () => {
      listener(name);
    };
    handle.unref();
    handle.start(constants.signals[name]);
  }
  return true;
}

function signalClass(): (new () => SignalHandle) | undefined {
  try {
    const internals = createRequire(import.meta.url)("internal/test/binding") as Internals;
    return internals.internalBinding("signal_wrap").Signal;
  } catch {
    return undefined;
  }
}

/** What a thread with these options has beside what is documented. */
interface Internals {
  internalBinding(name: string): { readonly Signal: new () => SignalHandle };
}
