/** @file How long a submission's process is waited for. */

import { spawn, spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { startSandbox } from "../../app/grading/sandbox/sandbox.js";
import { bubblewrap, describeWith } from "../support/extras.js";
import { CLONE } from "../support/imports.js";

const PATIENCE_MS = 800;
const RIVALS = 6;
const LONG_MS = 60_000;

const CELLS = [
  { number: 1, code: `import { check } from "chainrule"; await check("ready", 1);` },
  {
    number: 2,
    code: `const worked = () => { const { user, system } = process.cpuUsage(); return user + system; };
      await new Promise((resolve) => setTimeout(resolve, 200));
      const begun = worked(); while (worked() < begun + 300_000); await check("worked", 2);`,
  },
  { number: 3, code: "for (;;);" },
];

describeWith(bubblewrap, "The patience with a process", () => {
  it("stands still while it waits for a processor, and ends otherwise", { timeout: LONG_MS }, async () => {
    const before = pinned("0");
    const sandbox = startSandbox(CLONE, "probe");
    const rivals: { kill: () => void }[] = [];
    try {
      sandbox.send({ cells: CELLS, given: {} });
      const ids: unknown[] = [];
      while (!ids.includes("ready")) ids.push(idOf(await sandbox.next(LONG_MS)));
      for (let n = 0; n < RIVALS; n++) rivals.push(rival());
      const begun = performance.now();
      while (!ids.includes("worked")) ids.push(idOf(await sandbox.next(PATIENCE_MS)));
      expect(performance.now() - begun).toBeGreaterThan(PATIENCE_MS);
      for (const each of rivals) each.kill();
      expect(await sandbox.next(PATIENCE_MS)).toEqual({ cell: 3 });
      await expect(sandbox.next(PATIENCE_MS)).rejects.toThrow(
        "the notebook did nothing for 0.8 s and was stopped",
      );
    } finally {
      for (const each of rivals) each.kill();
      sandbox.end();
      pinned(before);
    }
  });
});

function idOf({ answer }: Record<string, unknown>): unknown {
  return Reflect.get(Object(answer), "id");
}

/** Binds this process, and those that it starts, to some processors; gives those that it had. */
function pinned(processors: string): string {
  const { stdout } = spawnSync("taskset", ["-apc", processors, String(process.pid)], { encoding: "utf8" });
  const had = /affinity list: (\S+)/.exec(stdout)?.[1];
  if (had === undefined) throw new Error(`taskset says ${stdout}`);
  return had;
}

/** A process that wants a processor; of its own session, because sessions share them evenly. */
function rival(): ReturnType<typeof spawn> {
  return spawn("sh", ["-c", "while :; do :; done"], { detached: true });
}
