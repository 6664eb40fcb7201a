/** @file A student at work: hints and solutions are earned, values are their own, the record survives. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { student } from "../../../kernel-lib/index.js";
import { fileProgress, memoryProgress } from "../../../kernel-lib/exercises/progress.js";
import {
  judgedAnswer,
  keepProgressIn,
  nextHint,
  noteLine,
  opened,
  openedSolution,
  recordOf,
  recordTroubles,
} from "../../../kernel-lib/exercises/session.js";
import { handOverSample } from "./sample.js";

handOverSample();

let folder = "";

beforeEach(() => {
  keepProgressIn(memoryProgress());
  folder = mkdtempSync(join(tmpdir(), "chainrule-record-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("Hints and solutions", () => {
  it("come one at a time, three in all", () => {
    expect([1, 2, 3, 4].map(() => nextHint("90.choice"))).toEqual([
      { number: 1, text: "one" },
      { number: 2, text: "two" },
      { number: 3, text: "three" },
      { key: "no-hint", parameters: {} },
    ]);
  });

  it("open after three different answers that were not right", async () => {
    for (const answer of ["no", "no", "perhaps", ""]) await judgedAnswer("90.choice", answer);
    expect(openedSolution("90.choice")).toMatchObject({ key: "locked", parameters: { count: 2 } });
    await judgedAnswer("90.choice", "maybe");
    expect(openedSolution("90.choice")).toBe('const letter = "yes";');
  });

  it("open after a pass", async () => {
    await judgedAnswer("90.choice", "yes");
    expect(openedSolution("90.choice")).toContain("yes");
  });
});

describe("A board of an exercise", () => {
  it("passes with the right steps, whatever was mistyped or tried beside them", async () => {
    const { board } = opened("90.lines").task;
    const slips = ["dz2 = (yhat", "dw9 = y", "db2 = y"];
    for (const line of [...slips, "dz2 = yhat - y"]) {
      await board?.line(line);
      if (board !== undefined) await noteLine(board);
      expect(recordOf("90.lines").passed).toBeUndefined();
    }
    await board?.line("dW2 = dz2 A1'");
    if (board !== undefined) await noteLine(board);
    expect(recordOf("90.lines").passed).toMatch(/^\d{4}-/);
    expect(await judgedAnswer("90.lines", [])).toMatchObject({ passed: true });
  });

  it("says of its last line alone that it cannot be read", async () => {
    const { board } = opened("90.lines").task;
    board?.clear();
    for (const line of ["dz2 = (yhat", "dz2 = yhat - y"]) await board?.line(line);
    expect((await judgedAnswer("90.lines", [])).message).toBe("Right so far. Still to write: dW2.");
    await board?.line("dW2 = dz2 (");
    expect((await judgedAnswer("90.lines", [])).message).toContain("cannot be read");
  });
});

describe("Values", () => {
  it("are the same for the same student, and others for another", () => {
    const numbers = (): string =>
      JSON.stringify(Object.values(opened("90.double").task.given).map(({ data }) => [...data]));
    student("a", "2026");
    const first = numbers();
    student("b", "2026");
    expect(numbers()).not.toBe(first);
    student("a", "2027");
    expect(numbers()).not.toBe(first);
    student("a", "2026");
    expect(numbers()).toBe(first);
  });
});

describe("The record", () => {
  it("is read again by a new kernel, with attempts, hints, codes and the pass", async () => {
    keepProgressIn(files());
    await judgedAnswer("90.choice", "no");
    nextHint("90.choice");
    keepProgressIn(files());
    await judgedAnswer("90.choice", "yes");
    keepProgressIn(files());
    expect(recordOf("90.choice")).toMatchObject({ attempts: 2, hints: 1, codes: ["M28"] });
    expect(recordOf("90.choice").passed).toMatch(/^\d{4}-/);
    expect(readdirSync(join(folder, ".chainrule", "exercises"))).toEqual(["90.json"]);
  });

  it.each(["{ not json", "[]", '{"format": 9}', ""])(
    "that is damaged (%j) is kept aside and said so",
    async (text) => {
      const place = join(folder, ".chainrule", "exercises");
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, "90.json"), text);
      keepProgressIn(files());
      expect((await judgedAnswer("90.choice", "yes")).passed).toBe(true);
      expect(recordTroubles().join()).toContain("was damaged. It is kept as");
      const aside = readdirSync(place).find((name) => name.includes("damaged"));
      expect(readFileSync(join(place, aside ?? ""), "utf8")).toBe(text);
      expect(recordOf("90.choice").passed).toBeDefined();
    },
  );

  it("that cannot be written does not stop a verdict", async () => {
    writeFileSync(join(folder, ".chainrule"), "a file where the folder should be");
    keepProgressIn(files());
    expect((await judgedAnswer("90.choice", "yes")).passed).toBe(true);
    expect(recordTroubles().join()).toContain("could not be recorded");
  });

  it("that cannot be put in its place leaves nothing beside it", async () => {
    const place = join(folder, ".chainrule", "exercises");
    mkdirSync(join(place, "90.json"), { recursive: true });
    keepProgressIn(files());
    expect((await judgedAnswer("90.choice", "yes")).passed).toBe(true);
    expect(recordTroubles().join()).toContain("could not be recorded");
    expect(readdirSync(place)).toEqual(["90.json"]);
  });

  it("is not kept of a student's answers themselves", async () => {
    keepProgressIn(files());
    await judgedAnswer("90.words", "because the gradient points uphill and we go down");
    expect(readFileSync(join(folder, ".chainrule", "exercises", "90.json"), "utf8")).not.toContain("uphill");
  });
});

function files() {
  const found = fileProgress(folder);
  if (found === undefined) throw new Error("no files here");
  return found;
}
