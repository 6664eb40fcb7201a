/** @file Outlives the server by a moment: kills the kernels that a killed server left behind, then goes. */

import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

// Started by the server with a pipe as standard input, one line a fact: `+ PID`, `- PID`, `folder PATH`.
// However the server ends, the system closes the pipe, and what is still listed is cleared away.
const kernels = new Set();
const folders = new Set();

const facts = {
  "+": (pid) => kernels.add(Number(pid)),
  "-": (pid) => kernels.delete(Number(pid)),
  folder: (path) => folders.add(path),
};

// Ctrl-C in the terminal reaches this process too; it must stay until the server is gone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const space = line.indexOf(" ");
  facts[line.slice(0, space)]?.(line.slice(space + 1));
});
lines.on("close", () => {
  for (const pid of kernels) kill(pid);
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

function kill(pid) {
  // A kernel leads a process group of its own, so that what its cells started goes with it.
  for (const target of process.platform === "win32" ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
}
