/** @file The kernel's second thread. A first cell waits longest for the type checker, so everything else comes after it. */

import { setTimeout } from "node:timers/promises";
import { startWantedBackend } from "../types/wanted-backend.js";

/** Longer than the compiler takes to answer that it is there; where it takes longer yet, the sockets do not wait. */
const ANSWER_MS = 20;
/** Then it asks back how it is to be set up, which takes a millisecond, and reads nothing before. */
const SET_UP_MS = 2;

void serve();

/** Starts the compiler, and loads the sockets while it reads the types of Node: loading leaves this thread deaf. */
async function serve(): Promise<void> {
  const begun = startWantedBackend();
  const { typedLanguage } = await import("./language.js");
  const language = typedLanguage(begun);
  await Promise.race([begun, setTimeout(ANSWER_MS)]);
  await setTimeout(SET_UP_MS);
  const { serveFrontEnds } = await import("./front-ends.js");
  await serveFrontEnds(language);
}
