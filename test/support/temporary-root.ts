/** @file One folder for all that tests put into the system's temporary folder; it goes when they are done. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What `tmpdir()` looks at, on every system. */
const VARIABLES = ["TMPDIR", "TEMP", "TMP"] as const;

/** Lets all processes of the tests, browsers among them, use one folder; gives what removes it. */
export function setup(): () => void {
  // Short, for sockets lie in it.
  const folder = mkdtempSync(join(tmpdir(), "ch-"));
  for (const name of VARIABLES) process.env[name] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
