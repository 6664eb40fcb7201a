/** @file A folder of submissions as a teacher may get it, the hostile among them. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exerciseSeed, exercisesOf, taskOf, type Exercise, type Tensor } from "chainrule";
import { expect } from "vitest";
import { CLONE } from "../../support/imports.js";
import { writeSubmission } from "./submissions.js";

/** Wrong, so that a pass would be a stolen one. */
const WRONG_BACKWARD = "const backwardOutput = (A1: Tensor) => ({ dW2: A1, db2: A1 });";
const WRONG = {
  "08.numbers": "const outputNumbers = { ell: 1, dz2: 2, dW2: [[3, 3, 3]], db2: 4 };",
  "08.backward": WRONG_BACKWARD,
};

const REFUSED = {
  source: `const productLetter: number = "C";`,
  outputs: [{ output_type: "error", ename: "TypeScript error TS2322", evalue: "", traceback: [] }],
};

/** A cell for exercise 08.signs that answers with what a piece of hostile code came back with. */
const told = (code: string): Readonly<Record<string, string>> => ({
  "08.signs": `const signs = await (async () => { try { ${code} } catch (error) { return "refused: " + error; } })();`,
});

/** Writes the folder: right and wrong submissions, unfinished and hostile ones, and a file that is none. */
export async function writeFolder(folder: string): Promise<void> {
  writeSubmission(folder, "right");
  writeSubmission(folder, "untouched", { untouched: true });
  writeSubmission(folder, "wrong", {
    cells: {
      "08.dz2": `const dz2Lines = ["dz2 = y - yhat"];`,
      "08.numbers": `const outputNumbers = { ell: outputGiven.y, dz2: outputGiven.y.sub(outputGiven.yhat), dW2: 1, db2: 1 };`,
      "08.backward": `const backwardOutput = (A1: Tensor, Yhat: Tensor, Y: Tensor) => {
        const dZ2 = Yhat.sub(Y);
        return { dW2: dZ2.matmul(A1.transpose()), db2: dZ2.sum({ axis: 1, keepdims: true }) };
      };`,
      "08.product": `const productLetter: string = undefinedName;`,
    },
  });
  writeSubmission(folder, "mistyped", {
    cells: { "08.product": `const productLetter: number = "dz2 (A1)ᵀ";` },
  });
  writeSubmission(folder, "refused", { below: { id: "08.product", cell: REFUSED } });
  writeSubmission(folder, "broken", { cells: { "08.product.check": "" } });
  writeSubmission(folder, "endless", { cells: { "08.numbers": "for (;;);" } });
  writeSubmission(folder, "endless-function", {
    cells: { "08.backward": "const backwardOutput = () => { for (;;); };" },
  });
  writeSubmission(folder, "exits", { cells: { "08.numbers": "process.exit(0);" } });
  writeSubmission(folder, "exits-in-function", {
    cells: { "08.backward": "const backwardOutput = () => process.exit(0);" },
  });
  writeSubmission(folder, "forks", {
    cells: told(`
      const { spawnSync, fork, exec } = await import("node:child_process");
      const errors = Array.from({ length: 200 }, () => spawnSync(process.execPath, ["-e", "for (;;);"]).error);
      return errors.every((error) => error !== undefined) ? "no process was started" : "a process was started";`),
  });
  writeSubmission(folder, "hoards", {
    cells: { ...told(`const all = []; for (;;) all.push(Buffer.alloc(2 ** 26, 1));`) },
  });
  writeSubmission(folder, "fills-the-disk", {
    cells: told(
      `const fs = await import("node:fs"); for (;;) fs.appendFileSync("/scratch/a", Buffer.alloc(2 ** 20));`,
    ),
  });
  writeSubmission(folder, "shouts", {
    cells: {
      ...WRONG,
      "08.product": `for (let n = 0; n < 1024; n++) process.stdout.write("x".repeat(2 ** 20)); const productLetter = "";`,
      "08.signs": `const fs = await import("node:fs"); for (;;) fs.writeSync(3, "x".repeat(2 ** 20));`,
    },
  });
  writeSubmission(folder, "answers-too-much", {
    cells: told(`let nested: unknown = 1; for (let n = 0; n < 1000; n++) nested = [nested]; return nested;`),
  });
  writeSubmission(folder, "forges", {
    record: { "08.numbers": { seed: 1, attempts: 1, hints: 0, codes: [], failed: [], passed: "2026-01-01" } },
    cells: {
      ...WRONG,
      ...told(`
        const fs = await import("node:fs");
        const passed = { id: "08.numbers", title: "", points: 3, state: "passed", codes: [], message: "", answer: "" };
        for (const message of [
          { finding: passed }, { problems: [] }, { verdict: { passed: true } }, { outcome: { passed: true } },
          { answer: { id: "08.numbers", value: { kind: "object", entries: [["passed", true]] } } },
          { answer: { id: "08.backward", value: { kind: "function", number: 4096 } } },
          { answer: { id: "__proto__", value: { kind: "object", entries: [["passed", true]] } } },
        ]) fs.writeSync(3, JSON.stringify(message) + "\\n");
        process.send?.({ finding: passed });
        return "forged";`),
    },
  });
  writeSubmission(folder, "steals", {
    cells: {
      ...WRONG,
      ...told(`
        const fs = await import("node:fs");
        const places = [${[
          CLONE,
          join(CLONE, "dist", "exercises"),
          folder,
          "/home",
          "/root",
          "/tmp",
          "/etc/passwd",
        ]
          .map((place) => JSON.stringify(place))
          .join(", ")}, "/chainrule/dist/exercises", "/chainrule/notebooks"];
        const seen = places.filter((place) => fs.existsSync(place));
        const solved = await import("chainrule").then(({ exercisesOf }) => exercisesOf("08").length);
        const status = fs.readFileSync("/proc/self/status", "utf8");
        const capabilities = /^CapEff:\\s*0+$/m.test(status) ? "none" : "some";
        const writable = ["/chainrule/x", "/dev/x", "/x", "/proc/sys/kernel/core_pattern"].filter((file) => {
          try { fs.closeSync(fs.openSync(file, file.startsWith("/proc") ? "r+" : "w")); return true; } catch { return false; }
        });
        return JSON.stringify({ seen, solved, capabilities, writable, names: Object.keys(process.env).sort() });`),
    },
  });
  writeSubmission(folder, "patches", {
    first: `import * as library from "chainrule";
      try { library.Tensor.prototype.sub = function () { return this; }; } catch {}
      Object.defineProperty(Array.prototype, "every", { value: () => true });
      Object.is = () => true; JSON.stringify = ((before) => (value) => before(value)?.replace("false", "true"))(JSON.stringify);`,
    cells: WRONG,
  });
  writeSubmission(folder, "knows-the-inputs", {
    cells: { "08.backward": await knowing("knows-the-inputs") },
  });
  writeMoreHostile(folder);
  await writeBoards(folder);
  writeSubmission(folder, "bomb", {
    cells: {
      "08.dz2": `const dz2Lines = [Array.from({ length: 300 }, (_, n) => "1/(yhat+" + n + ")").join("+")];`,
    },
  });
  writeSubmission(folder, "hoards-by-formula", {
    cells: { "08.dz2": `const dz2Lines = ["zeros(100000, 100000)", "dz2 = sum(ones(100000, 100000))"];` },
  });
  writeSubmission(folder, "twin-1", { student: "2026-117" });
  writeSubmission(folder, "twin-2", { student: "2026-117", untouched: true });
  writeFileSync(join(folder, "junk.json"), "{}");
}

/** What tries the grader's files, its limits and its reader rather than the sandbox's walls. */
function writeMoreHostile(folder: string): void {
  const passed = { passed: true, state: "passed", points: 6, earned: 6 };
  writeSubmission(folder, "forges-its-file", {
    record: { "08.numbers": passed, __proto__: { "08.backward": passed } },
    metadata: {
      chainrule: { boards: { __proto__: [{ text: "dz2 = yhat - y" }] }, record: passed, findings: [passed] },
    },
    cells: WRONG,
  });
  writeSubmission(folder, "pollutes", {
    cells: {
      ...WRONG,
      "08.numbers": `Object.assign(Object.prototype, { passed: true, earned: 6, follows: 1 });
        const outputNumbers = JSON.parse('{"__proto__":{"passed":true},"constructor":{"prototype":{"passed":true}}}');
        Object.assign(outputNumbers, { ell: { toString: () => "1", valueOf: () => 1 }, dz2: { then: () => 1 }, dW2: { length: 3 }, toJSON: () => 1 });`,
    },
  });
  writeSubmission(folder, "ends-early", {
    cells: {
      ...WRONG,
      ...told(`const fs = await import("node:fs");
        for (const fd of [2, 4, 5, 6, 7]) try { fs.writeSync(fd, '{"child-pid":1}'); } catch {}
        fs.writeSync(3, '{"ended":true}\\n{"outcome":{"returned":{"kind":"object","entries":[["passed",true]]}}}\\n');
        return "ended";`),
    },
  });
  writeSubmission(folder, "opens-files", {
    cells: told(`const fs = await import("node:fs"); for (;;) fs.openSync("/dev/null", "r");`),
  });
  writeSubmission(folder, "litters", {
    cells: told(
      `const fs = await import("node:fs"); for (let n = 0; ; n++) fs.writeFileSync("/scratch/" + n, "");`,
    ),
  });
  writeSubmission(folder, "\u001b[31mred", {
    student: "\u202e<img src=x onerror=alert(1)>",
    untouched: true,
  });
  symlinkSync("right.json", join(folder, "link.json"));
  mkdirSync(join(folder, ".report"));
  symlinkSync(join(folder, "innocent"), join(folder, ".report", "report.csv.new"));
}

/** Lines on boards: of the page, kept in the notebook's metadata, where a verdict may be claimed, and of cells. */
async function writeBoards(folder: string): Promise<void> {
  const wrong = { text: "dz2 = y - yhat", passed: true, verdict: { passed: true } };
  await onThePage(folder, "board-wrong", { lines: [...TWO_LINES, wrong], cells: {} });
  await onThePage(folder, "board-right", {
    lines: [...TWO_LINES, { text: "dz_2=\\hat{y}-y", syntax: "latex" }],
    cells: {
      "08.dW2": `const matrixLines = board("08.dW2");
        await matrixLines.line("dz2 = yhat - y"); await matrixLines.line("dW2 = dz2 A1'");`,
    },
  });
}

const TWO_LINES = [{ text: "dyhat = -y/yhat + (1-y)/(1-yhat)" }, { text: "∂yhat/∂z2 = yhat .* (1-yhat)" }];

async function onThePage(
  folder: string,
  name: string,
  { lines, cells }: { readonly lines: readonly object[]; readonly cells: Readonly<Record<string, string>> },
): Promise<void> {
  const boards = { [await boardOf(name)]: lines };
  const byHand = "const dz2Lines: string[] = [];";
  writeSubmission(folder, name, {
    metadata: { chainrule: { boards } },
    cells: { "08.dz2": byHand, ...cells },
  });
}

/** The id of a student's board in exercise 08.dz2, under which the page keeps its lines. */
async function boardOf(student: string): Promise<string> {
  const exercise = await exerciseCalled("08.dz2");
  const { board } = taskOf(exercise, exerciseSeed(exercise.id, { id: student, term: "autumn" }));
  if (board === undefined) throw new Error("the exercise has no board");
  return board.id;
}

async function exerciseCalled(id: string): Promise<Exercise> {
  await import(pathToFileURL(join(CLONE, "dist", "exercises", "08.js")).href);
  const found = exercisesOf("08").find((one) => one.id === id);
  if (found === undefined) throw new Error(`the exercise ${id} is gone`);
  return found;
}

/** A function that is right for the inputs that its author could foresee, and for no others. */
async function knowing(student: string): Promise<string> {
  const exercise = await exerciseCalled("08.backward");
  const known: number[] = [];
  const seed = exerciseSeed(exercise.id, { id: student, term: "autumn" });
  const right = (A1: Tensor, Yhat: Tensor, Y: Tensor): object => {
    known.push(A1.data[0]);
    const dZ2 = Yhat.sub(Y);
    return { dW2: dZ2.matmul(A1.transpose()).div(Y.shape[1]), db2: dZ2.mean({ axis: 1, keepdims: true }) };
  };
  expect(await taskOf(exercise, seed).judge(right)).toMatchObject({ passed: true });
  return `function backwardOutput(A1: Tensor, Yhat: Tensor, Y: Tensor) {
    const dZ2 = Yhat.sub(Y).mul(${JSON.stringify(known)}.includes(A1.data[0]) ? 1 : 2);
    return { dW2: dZ2.matmul(A1.transpose()).div(Y.shape[1]), db2: dZ2.mean({ axis: 1, keepdims: true }) };
  }`;
}
