/** @file `chainrule grade --key`: exercises from a module, such as an exam's key, and notebooks as they are. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Report } from "../../app/grading/report/summary.js";
import { begin, chainrule } from "../support/command-line.js";
import { bubblewrap, describeWith } from "../support/extras.js";
import { temporaryFolder } from "../support/temporary.js";
import { writeSubmission } from "./support/submissions.js";

const AT_MOST_MS = 120_000;
const LOOK_MS = 50;

describeWith(bubblewrap, "Grading by a key", () => {
  it(
    "takes the exercises from it, and plain notebooks for submissions",
    { timeout: AT_MOST_MS },
    async () => {
      const exam = temporaryFolder();
      const key = join(temporaryFolder(), "key.mjs");
      writeFileSync(
        key,
        `import { answers, practice, tensor, wantNumber } from "chainrule";
      const wants = { x: wantNumber(tensor(2)) };
      const head = { type: "N", title: "Two", points: 3, hints: ["", "", ""] };
      for (const id of ["exam.1", "exam.2"]) practice(answers({ ...head, id, ask: () => ({ wants }) }));`,
      );
      const answer = (id: string, code: string): object => ({
        ...{ cell_type: "code", source: code, outputs: [], metadata: { course: { role: "answer", id } } },
      });
      const cells = [
        answer("exam.1", `import { check } from "chainrule"; await check("exam.1", { x: 2 });`),
        answer("exam.2", `await check("exam.2", { x: 3 });`),
      ];
      const name = {
        cell_type: "code",
        source: 'const student = "2026-117";',
        metadata: { course: { role: "student" } },
      };
      for (const [file, all] of Object.entries({ "ada.ipynb": cells, "b.ipynb": [name, ...cells] }))
        writeFileSync(
          join(exam, file),
          JSON.stringify({ cells: all, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
        );
      const { code, stdout, stderr } = await chainrule(["grade", exam, "--key", key, "--json"]);
      const { students, unsigned } = JSON.parse(stdout) as Report;
      expect(code).toBe(0);
      expect(students).toMatchObject([
        { name: "2026-117" },
        { name: "ada.ipynb", unit: "exam", points: 3, of: 6 },
      ]);
      expect(unsigned).toEqual(["ada.ipynb"]);
      expect(stderr).toMatch(/\[[12]\/2\] ada\.ipynb: 1 of 2 passed/);
      expect(students[1].findings.map(({ state }) => state)).toEqual(["passed", "failed"]);
    },
  );

  it("outlives the end of a judge: unknown is not passed", { timeout: AT_MOST_MS }, async () => {
    const [folder, keys] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(
      join(keys, "key.mjs"),
      `import { answers, practice, wantNumber, tensor } from "chainrule";
      const head = { type: "N", title: "Two", points: 3, hints: ["", "", ""], id: "08.numbers" };
      practice(answers({ ...head, ask: () => process.kill(process.pid, "SIGKILL") }));`,
    );
    writeSubmission(folder, "right");
    const { code, stdout } = await chainrule(["grade", folder, "--key", join(keys, "key.mjs"), "--json"]);
    const { students } = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(students).toMatchObject([{ failed: "its judge came to an end before its time", points: 0 }]);
    for (const { state } of students[0].findings) expect(state).toBe("error");
  });

  it("leaves no judge and no submission when it is interrupted", { timeout: AT_MOST_MS }, async () => {
    const [folder, keys] = [temporaryFolder(), temporaryFolder()];
    const judge = join(keys, "judge");
    writeFileSync(
      join(keys, "key.mjs"),
      `import { writeFileSync } from "node:fs";
      import { answers, practice, wantNumber, tensor } from "chainrule";
      const head = { type: "N", title: "Two", points: 3, hints: ["", "", ""], id: "08.numbers" };
      practice(answers({ ...head, ask: () => ({ wants: { x: wantNumber(tensor(2)) } }) }));
      writeFileSync(${JSON.stringify(judge)}, String(process.pid));`,
    );
    writeSubmission(folder, "endless", { first: "for (;;);" });
    const words = ["grade", folder, "--key", join(keys, "key.mjs"), "--timeout", "100"];
    const { child, finished } = begin(words);
    while (!existsSync(judge)) await sleep(LOOK_MS);
    child.kill("SIGINT");
    await finished;
    const pid = Number(readFileSync(judge, "utf8"));
    while (existsSync(`/proc/${pid}`)) await sleep(LOOK_MS);
  });

  it("says what to do where the exercises are not the course's", { timeout: AT_MOST_MS }, async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "paper.ipynb"),
      JSON.stringify({
        cells: [{ cell_type: "code", source: "", metadata: { course: { role: "answer", id: "exam.1" } } }],
      }),
    );
    const { code, stdout } = await chainrule(["grade", folder, "--json"]);
    expect(code).toBe(1);
    const failed = "the course has no unit exam; if it is of an exam, give its key with --key";
    expect((JSON.parse(stdout) as Report).students).toMatchObject([{ failed }]);
  });
});
