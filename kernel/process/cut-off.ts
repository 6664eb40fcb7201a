/** @file Ends whatever JavaScript the main thread is running, from another thread. */

import { Session } from "node:inspector";

/**
 * Cuts the main thread's code off where it stands; resolves once it has happened, or after the patience where nothing
 * ran: then the next thing to run is hit. It skips every `catch` and `finally`, so it is only for code that never gives
 * the event loop a turn.
 */
export function cutOff(patienceMs: number): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      // A session that stays connected would keep the process from ending.
      session.disconnect();
      resolve();
    };
    const timer = setTimeout(finish, patienceMs);
    session.post("Runtime.terminateExecution", finish);
  });
}
