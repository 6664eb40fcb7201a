/** @file Exams as data: blueprints read, papers drawn, keys that give every mark and every mistake. */

import { describe, expect, it } from "vitest";
import {
  answerSheet,
  creditOf,
  examKey,
  examPaper,
  exercisesOf,
  practiceExam,
  readBlueprint,
  taskOf,
  tensor,
  type Blueprint,
  type BlueprintItem,
} from "../../../kernel-lib/index.js";
import { handOver, exerciseNames } from "../../notebooks/practice.js";

const SEEDS = Array.from({ length: Number(process.env["CHAINRULE_SEEDS"] ?? 6) }, (_, at) => `try ${at}`);
const PACK = "0.1.0";

const LEVELS = [1, 2, 3] as const;
const FAMILIES = [
  ["definition", "E", 3],
  ["graph", "G", 4],
  ["derivation", "D", 4],
  ["shapes", "S", 3],
  ["pass", "N", 6],
  ["repair", "B", 2],
] as const;

const ALL: Blueprint = blueprint(
  LEVELS.flatMap((difficulty) =>
    FAMILIES.map(([exercise, type, points]) => ({ exercise, type, points, difficulty })),
  ),
);

function blueprint(items: readonly BlueprintItem[]): Blueprint {
  return { title: "Trial", calculator: true, format: "A4", items };
}

describe("A blueprint", () => {
  it.each<[string, unknown, string]>([
    ["that is no object", [], "the file holds []; it needs an object { … }"],
    ["without a title", { ...ALL, title: undefined }, "title is missing; it needs a text that is not empty"],
    ["for unknown paper", { ...ALL, format: "A5" }, 'format is "A5"; it needs "A4" or "Letter"'],
    [
      "with a slip in a name",
      { ...ALL, calculater: true },
      "calculater is not known; there are title, calculator",
    ],
    ["without items", { ...ALL, items: [] }, "items is []; it needs a list with at least one item"],
    [
      "with an item of no type",
      { ...ALL, items: [ALL.items[0], { ...ALL.items[1], type: "X", points: 0.3 }] },
      'items[1].type is "X"; it needs one of F, D, P, B, S, N, G, E, Q\nblueprint: items[1].points is 0.3',
    ],
  ])("%s is refused with the place and what is needed", (_, data, message) => {
    expect(() => readBlueprint(data)).toThrow(message);
  });

  it.each([
    [{ exercise: "pass", type: "D" }, 'items[0].type is "D"; pass is of type N'],
    [{ exercise: "08.none", type: "D" }, 'there is no "08.none" here'],
    [
      { exercise: "nothing", type: "D" },
      'items[0].exercise is "nothing"; it needs an exercise such as 08.dz2',
    ],
  ] as const)("that names what is not there is refused: %o", (item, message) => {
    const made = blueprint([{ ...item, points: 2, difficulty: 1 }]);
    expect(() => examPaper(made, { seed: "a", pack: PACK })).toThrow(message);
  });

  it("with too few points for the values of an item says how many it needs", () => {
    const paper = examPaper(blueprint([{ exercise: "pass", type: "N", points: 1, difficulty: 2 }]), {
      seed: "a",
      pack: PACK,
    });
    expect(() => examKey(paper)).toThrow(
      "item 1 (pass) has 10 values to mark, too many for 1 points; give it 2.5",
    );
  });
});

describe("Papers of one blueprint", () => {
  const papers = SEEDS.map((seed) => examPaper(ALL, { seed, pack: PACK }));

  it("have equal points and types for every seed, and other questions", () => {
    for (const { points, items } of papers) {
      expect(points).toBe(66);
      expect(items.map(({ type }) => type).join("")).toBe("EGDSNB".repeat(3));
    }
    for (const at of ALL.items.keys()) {
      const asked = papers.map(({ items }) => JSON.stringify(told(items[at].task)));
      expect(new Set(asked).size).toBeGreaterThan(1);
    }
    expect(new Set(papers.map(({ fingerprint }) => fingerprint)).size).toBe(SEEDS.length);
  });

  it("are the same whenever they are made again", () => {
    const again = examPaper(ALL, { seed: SEEDS[0], pack: PACK });
    expect(again.fingerprint).toBe(papers[0].fingerprint);
    expect(again.items.map(({ task }) => told(task))).toEqual(papers[0].items.map(({ task }) => told(task)));
  });

  it("keep all mistakes apart", () => {
    for (const { items } of papers) expect(items.every(({ task }) => task.clear())).toBe(true);
  });

  it("give away no value and no gradient in their pictures", () => {
    const { picture, task } = papers[0].items[1];
    const result = Object.values(task.wants ?? {}).find((want) => want.question?.step === "f")?.question
      ?.right;
    expect(result?.item()).toBeGreaterThan(8);
    expect(picture?.svg).not.toContain(`>${result?.item()}<`);
    expect(picture?.text).toContain("= ?, gradient ?");
  });

  it("have keys whose marks add up to the points, with lines and mistakes", { timeout: 300_000 }, () => {
    for (const paper of papers) {
      for (const { item, parts, rubric } of examKey(paper)) {
        const marks = parts.map((part) => part.marks.method + part.marks.result);
        const all = [...marks, ...rubric.map(({ points }) => points)];
        expect({ source: item.source, sum: all.reduce((sum, mark) => sum + mark, 0) }).toEqual({
          source: item.source,
          sum: item.points,
        });
        if (item.type === "N" || item.type === "D")
          expect(parts.every(({ lines, value }) => lines.length > 0 && value !== undefined)).toBe(true);
      }
    }
  });

  it("print derivations to repair of which exactly one line is wrong, the one that the key names", async () => {
    const right: Readonly<Record<string, string>> = {
      dyhat: "dyhat = -y/yhat + (1-y)/(1-yhat)",
      dz2: "dz2 = yhat - y",
      dW2: "dW2 = (yhat - y) A1'",
    };
    for (const { items } of papers) {
      const { task } = items[5];
      const [step = ""] = task.steps ?? [];
      expect(task.note).toMatch(
        new RegExp(`^Line \\(${Object.keys(right).indexOf(step) + 1}\\) is wrong \\(M\\d\\d\\)`),
      );
      expect(await task.judge([right[step]])).toMatchObject({ passed: true });
      expect(task.question.join()).not.toContain(step);
    }
  });
});

describe("A key", () => {
  it("hands over exercises that pass right values and name the mistake of wrong ones", async () => {
    const made = blueprint([{ exercise: "pass", type: "N", points: 5, difficulty: 2 }]);
    const { items, fingerprint } = examPaper(made, { seed: "x", pack: PACK });
    practiceExam(made, { seed: "x", pack: PACK, fingerprint });
    const [exercise] = exercisesOf("exam");
    expect(exercise).toMatchObject({ id: "exam.1", type: "N", points: 5 });
    const wants = Object.entries(items[0].task.wants ?? {});
    const right = Object.fromEntries(wants.map(([name, { question }]) => [name, question?.right]));
    // Whatever seed a student has elsewhere: everybody has the values of the paper.
    expect(await taskOf(exercise, 1).judge(right)).toMatchObject({ passed: true });
    expect(await taskOf(exercise, 2).judge({ ...right, dz1: right["dA1"] })).toMatchObject({
      passed: false,
      code: "M12",
    });
  });

  it("refuses to judge when the course makes another paper of its seed", () => {
    const made = blueprint([{ exercise: "pass", type: "N", points: 5, difficulty: 2 }]);
    expect(() => {
      practiceExam(made, { seed: "x", pack: PACK, fingerprint: "00000000" });
    }).toThrow("the key belongs to paper 00000000");
  });
});

it("An answer sheet takes answers without judging them", async () => {
  answerSheet(["exam.1"]);
  const task = taskOf(exercisesOf("exam")[0], 1);
  expect(await task.judge({ z1: 3 })).toMatchObject({ reason: { key: "noted" } });
  expect(await task.judge({ z1: undefined })).toMatchObject({ reason: { key: "not-answered" } });
});

describe("The exercises of the course", () => {
  it("can all stand in an exam, with a key", { timeout: 300_000 }, async () => {
    for (const name of exerciseNames()) {
      const unit = await handOver(name);
      for (const { id, type } of exercisesOf(unit)) {
        const paper = examPaper(blueprint([{ exercise: id, type, points: 6, difficulty: 2 }]), {
          seed: "s",
          pack: PACK,
        });
        const [{ parts, rubric, solution }] = examKey(paper);
        expect({ id, has: parts.length + rubric.length > 0 || solution !== undefined }).toEqual({
          id,
          has: true,
        });
      }
      const [{ type }] = exercisesOf(unit);
      const paper = examPaper(blueprint([{ exercise: unit, type, points: 6, difficulty: 2 }]), {
        seed: "s",
        pack: PACK,
      });
      expect(paper.items[0].source.startsWith(`${unit}.`)).toBe(true);
    }
  });
});

function told({ question, given, page }: ReturnType<typeof taskOf>) {
  return { question, page, given: Object.entries(given).map(([name, value]) => [name, value.toArray()]) };
}

describe("Points for an answer that is right in part", () => {
  const paper = examPaper(blueprint([{ exercise: "pass", type: "N", points: 10, difficulty: 2 }]), {
    seed: "credit",
    pack: PACK,
  });
  const [{ item, parts }] = examKey(paper);
  const { task, points } = item;
  const right = Object.fromEntries(
    Object.entries(task.wants ?? {}).map(([name, { question }]) => [name, question?.right]),
  );
  const marksAt = (names: readonly string[]): number =>
    parts
      .filter(({ name }) => names.includes(name))
      .reduce((sum, { marks: { method, result } }) => sum + method + result, 0);
  const names = parts.map(({ name }) => name);

  it("are those that the key gives for its right parts", async () => {
    const rest = { ...right, [names[0]]: undefined };
    expect(creditOf(task, points, await task.judge(right))).toBe(points);
    expect(creditOf(task, points, await task.judge(rest))).toBe(marksAt(names.slice(1)));
    expect(creditOf(task, points, await task.judge({}))).toBe(0);
  });

  it("are those for the method where a part follows from a mistake", async () => {
    // The product of a wrong dz2 and the right A1, as a student would go on with it.
    const dz2 = right["dz2"]?.neg();
    const dW2 = dz2?.matmul((right["A1"] ?? tensor(1)).transpose());
    const judged = await task.judge({ ...right, dz2, dW2 });
    expect(judged.parts?.find(({ step }) => step === "dW2")).toMatchObject({ passed: false, follows: 6 });
    const method = parts.find(({ name }) => name === "dW2")?.marks.method ?? 0;
    expect(method).toBeGreaterThan(0);
    const others = names.filter((name) => name !== "dz2" && name !== "dW2");
    expect(creditOf(task, points, judged)).toBe(marksAt(others) + method);
  });
});
