/** @file `chainrule grade` on a folder of submissions in real isolation, the hostile among them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Finding } from "../../app/grading/judging/finding.js";
import type { Report, StudentRow } from "../../app/grading/report/summary.js";
import { chainrule, type Finished } from "../support/command-line.js";
import { bubblewrap, describeWith } from "../support/extras.js";
import { temporaryFolder } from "../support/temporary.js";
import { writeFolder } from "./support/folder.js";
import { writeSubmission } from "./support/submissions.js";

const folder = temporaryFolder();
const ALL = 11;
/** Those of unit 08, which are judged. */
const JUDGED = 31;
const AT_MOST_MS = 600_000;

describeWith(bubblewrap, "Grading a folder", () => {
  let finished: Finished;
  let report: Report;

  beforeAll(async () => {
    await writeFolder(folder);
    finished = await chainrule([
      "grade",
      folder,
      "--out",
      join(folder, ".report"),
      "--timeout",
      "4",
      "--json",
    ]);
    report = JSON.parse(finished.stdout) as Report;
  }, AT_MOST_MS);

  const of = (name: string): StudentRow => {
    const found = report.students.find(({ file }) => file === `${name}.json`);
    if (found === undefined) throw new Error(`${name} is not in the report`);
    return found;
  };
  const finding = (name: string, id: string): Finding | undefined =>
    of(name).findings.find((one) => one.id === id);

  it("passes every exercise of a right one", () => {
    expect(of("right").counts).toMatchObject({ passed: ALL });
    expect(of("right")).toMatchObject({ points: of("right").of, codes: [], notes: [] });
  });

  it("passes nothing that was not answered", () => {
    expect(of("untouched").counts).toMatchObject({ "not answered": ALL, passed: 0 });
    expect(of("untouched").points).toBe(0);
  });

  it("names the misconceptions of wrong answers, with their evidence", () => {
    expect(finding("wrong", "08.dz2")).toMatchObject({ state: "failed", codes: ["M09"] });
    expect(finding("wrong", "08.numbers")).toMatchObject({ state: "failed", codes: ["M09"] });
    expect(finding("wrong", "08.backward")).toMatchObject({ state: "failed", codes: ["M16"] });
    const sign = report.misconceptions.find(({ code }) => code === "M09");
    expect(sign).toMatchObject({
      count: 2,
      of: JUDGED,
      sentence: `2 of ${JUDGED} had the sign of the error wrong`,
    });
    expect(sign?.evidence).toContainEqual(
      expect.objectContaining({ name: "wrong", exercise: "08.dz2", answer: '["dz2 = y - yhat"]' }),
    );
  });

  it("calls an exercise whose cell failed or is gone not run, and judges the others", () => {
    expect(finding("wrong", "08.product")).toMatchObject({ state: "not run" });
    expect(of("wrong").notes).toContain("Cell 12: ReferenceError: undefinedName is not defined.");
    expect(finding("broken", "08.product")).toMatchObject({ state: "not run" });
    expect(of("broken").counts).toMatchObject({ passed: ALL - 1 });
  });

  it.each([
    [
      "loops endlessly",
      "endless",
      "08.numbers",
      "not run",
      /Cell 15: it did nothing for 4 s and was stopped/,
    ],
    ["ends its process", "exits", "08.numbers", "not run", /Cell 15: it ended its process/],
    ["takes all memory", "hoards", "08.signs", "not run", /it took more than 1024 MB and was stopped/],
    ["writes without end to the line of answers", "shouts", "08.signs", "not run", /more than 16 MB/],
    ["hands out what is no answer", "answers-too-much", "08.signs", "error", /^$/],
    ["has a function that loops endlessly", "endless-function", "08.backward", "failed", /^$/],
    ["has a function that ends its process", "exits-in-function", "08.backward", "failed", /^$/],
    ["fills its disk", "fills-the-disk", "08.signs", "failed", /^$/],
    ["opens files without end", "opens-files", "08.signs", "not run", /opened more than 4096 files at once/],
    ["makes files without end", "litters", "08.signs", "not run", /made more than 20000 files/],
  ])("costs one that %s that exercise and no other", (_, name, id, state, note) => {
    expect(finding(name, id)).toMatchObject({ state });
    expect(
      of(name)
        .notes.filter((each) => !each.includes("is not defined"))
        .join("\n"),
    ).toMatch(note);
    const others = name === "shouts" ? 7 : ALL - 1;
    expect(of(name).counts.passed).toBe(others);
  });

  it("lets one start no process", () => {
    expect(finding("forks", "08.signs")?.answer).toBe("no process was started");
  });

  it("shows a submission no exercise, no key, no other file and nothing of the machine", () => {
    const seen: unknown = JSON.parse(finding("steals", "08.signs")?.answer ?? "");
    const names = ["HOME", "PATH", "PWD"];
    expect(seen).toEqual({ seen: [], solved: 0, capabilities: "none", writable: [], names });
  });

  it.each(["forges", "forges-its-file", "pollutes", "ends-early", "patches", "steals", "shouts"])(
    "gives no pass to one that %s",
    (name) => {
      for (const id of ["08.numbers", "08.backward"]) expect(finding(name, id)?.state).not.toBe("passed");
      expect(of(name).counts.passed).toBeLessThan(ALL);
    },
  );

  it("tries functions on inputs that nobody can foresee", () => {
    expect(finding("knows-the-inputs", "08.backward")).toMatchObject({ state: "failed" });
    expect(of("knows-the-inputs").counts.passed).toBe(ALL - 1);
  });

  it.each([
    ["is too long to be read", "bomb"],
    ["would fill the judge's memory", "hoards-by-formula"],
  ])("judges the rest where an answer %s", (_, name) => {
    expect(finding(name, "08.dz2")).toMatchObject({ state: "failed", earned: 0 });
    expect(of(name).counts.passed).toBe(ALL - 1);
  });

  it("judges answers by their values, and checks no types", () => {
    expect(of("mistyped").counts).toMatchObject({ passed: ALL });
  });

  it("leaves out what the kernel refused for its author, who has seen the answer before it judged", () => {
    expect(of("refused").counts).toMatchObject({ passed: ALL });
    expect(of("refused").notes).toEqual([
      "Cell 13: its author's kernel refused it for its types, so it did not run.",
    ]);
  });

  it("judges the lines of boards anew, those of the page and those of cells", () => {
    expect(of("board-right").counts).toMatchObject({ passed: ALL });
    expect(finding("board-wrong", "08.dz2")).toMatchObject({ state: "failed", codes: ["M09"] });
  });

  it("gives the points of the lines that are right, and none for an answer without one", () => {
    expect(finding("board-wrong", "08.dz2")).toMatchObject({ points: 6, earned: 4 });
    expect(finding("wrong", "08.dz2")).toMatchObject({ points: 6, earned: 0 });
    expect(of("board-wrong").points).toBe(of("board-wrong").of - 2);
  });

  it("follows no link, and writes through none", () => {
    expect(of("link").failed).toBe("it is no submission, it is a link, which is not followed");
    expect(readdirSync(folder)).not.toContain("innocent");
  });

  it("names characters that would act on the terminal, or hide", () => {
    expect(finished.stderr).toContain("⟨U+001B⟩[31mred.json: 0 of 11 passed");
    expect(finished.stderr).not.toContain("\u001b");
    const page = readFileSync(join(folder, ".report", "report.html"), "utf8");
    expect(page).toContain("⟨U+202E⟩&lt;img src=x onerror=alert(1)&gt;");
    expect(page).not.toContain("<img src=x");
  });

  it("tells of files with the same id, and of those that are no submissions", () => {
    expect(report.duplicates).toEqual([
      { id: "2026-117", unit: "08", files: ["twin-1.json", "twin-2.json"] },
    ]);
    expect(of("twin-1").notes).toEqual(["Several files bear the id 2026-117."]);
    expect(of("junk").failed).toBe("it is no submission, it was not made by chainrule submit");
    expect(finished.code).toBe(1);
  });

  it("says how far it is, and writes the report", () => {
    expect(finished.stderr).toContain(`/${JUDGED}] right.json: 11 of 11 passed`);
    const [students, exercises] = ["report.csv", "report-exercises.csv"].map((name) =>
      readFileSync(join(folder, ".report", name), "utf8").split("\r\n"),
    );
    expect(students[0]).toMatch(/^\uFEFFfile,student,term,unit,points,to mark by hand,of,passed,/);
    expect(students).toHaveLength(JUDGED + 4);
    expect(exercises).toContainEqual(
      expect.stringMatching(/^wrong\.json,wrong,autumn,08,08\.dz2,.*,failed,0,6,M09,/),
    );
    expect(readFileSync(join(folder, ".report", "report.html"), "utf8")).toContain(
      `2 of ${JUDGED} had the sign of the error wrong`,
    );
  });
});

it("grades nothing where it cannot isolate, and says how to get what is missing", async () => {
  const empty = temporaryFolder();
  writeSubmission(empty, "right");
  const { code, stdout, stderr } = await chainrule(["grade", empty], { environment: { PATH: empty } });
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("nothing is graded");
  if (process.platform === "linux") expect(stderr).toContain("apt-get install bubblewrap");
  expect(readdirSync(empty)).toEqual(["right.json"]);
});

it.each([
  ["no such folder", ["grade", "nowhere"], "nowhere does not exist"],
  ["two folders", ["grade", "a", "b"], "give one folder"],
  ["a time that is none", ["grade", ".", "--timeout", "soon"], "--timeout wants a number of seconds"],
  ["a key that is not there", ["grade", ".", "--key", "nowhere.js"], "there is no file"],
])("refuses %s", async (_, words, says) => {
  const { code, stderr } = await chainrule(words, { folder: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});
