/** @file Ends whatever JavaScript the main thread is running, from another thread. */

import { Session } from "node:inspector";

/**
 * Cuts the main thread's code off where it stands; resolves once that thread has been told. Where nothing ran, the next
 * thing to run is hit. It skips every `catch` and `finally`, so it is only for code that never gives the event loop a
 * turn.
 */
export function cutOff(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  return new Promise((resolve) => {
    session.post("Runtime.terminateExecution", () => {
      // A session that stays connected would keep the process from ending.
      session.disconnect();
      resolve();
    });
  });
}
