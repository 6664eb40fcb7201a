/** @file The end of the server's process, as far as it can be seen from inside: no kernel outlives it. */

/** What is to be ended. */
export interface Endable {
  close(): Promise<void>;
  /** Ends what must not survive, at once. */
  killNow(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Closes when the process is told to end, by a signal or by its parent going away, and then lets the signal do
 * what it would have done. (A `kill -9` gives no notice: that is the watchdog's part.)
 * @returns a function that stops listening.
 */
export function closeAtProcessEnd(endable: Endable): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    void endable.close().finally(() => {
      stop();
      // Whoever else listens to this signal decides how the process goes on.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  const onDisconnect = (): void => {
    void endable.close().finally(stop);
  };
  const onExit = (): void => {
    endable.killNow();
  };
  const stop = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off("disconnect", onDisconnect);
    process.off("exit", onExit);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on("disconnect", onDisconnect);
  process.on("exit", onExit);
  return stop;
}
