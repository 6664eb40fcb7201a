/** @file Ends whatever JavaScript the main thread is running, from another thread. */

import { Session } from "node:inspector";

/**
 * Cuts the main thread's code off where it stands; resolves once it has happened. It skips every `catch` and
 * `finally`, so it is only for code that never gives the event loop a turn.
 */
export function cutOff(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  return new Promise((resolve, reject) => {
    session.post("Runtime.terminateExecution", (error) => {
      // A session that stays connected would keep the process from ending.
      session.disconnect();
      if (error === null) resolve();
      else reject(error);
    });
  });
}
