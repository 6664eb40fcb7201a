/** @file Signals, heard in the thread with the sockets: the main thread hears none while a cell computes. */

import { constants } from "node:os";

/** The signals that a kernel understands. */
export type SignalName = "SIGINT" | "SIGTERM" | "SIGHUP";

/** Node's own handle for a signal; public only on the main thread, as `process.on`. */
interface SignalHandle {
  onsignal: () => void;
  start(signal: number): number;
  unref(): void;
}

/**
 * Calls the listener for each of the signals, on this thread.
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
  const internals = process as unknown as Internals;
  // What is discouraged for programs in general is meant here; the warning would look like a cell's output.
  const warned = internals.noDeprecation ?? false;
  internals.noDeprecation = true;
  try {
    return internals.binding?.("signal_wrap").Signal;
  } catch {
    return undefined;
  } finally {
    internals.noDeprecation = warned;
  }
}

/** What a process has beside what is documented. */
interface Internals {
  noDeprecation?: boolean;
  binding?(name: string): { readonly Signal: new () => SignalHandle };
}
