/** @file Exercises judged: functions, values, updates and shapes; an answer of any kind gets words. */

import { beforeEach, describe, expect, it } from "vitest";
import {
  answers,
  checkValue,
  drawnNetwork,
  exercisesOf,
  gradients,
  notAnswered,
  random,
  taskOf,
  wantGradient,
  wantShape,
  wantUpdate,
  wantValue,
  type Tensor,
  type Verdict,
} from "../../../kernel-lib/index.js";
import { verdictBundle } from "../../../kernel-lib/display/exercises.js";
import { memoryProgress } from "../../../kernel-lib/exercises/progress.js";
import { judgedAnswer, keepProgressIn, opened, recordOf } from "../../../kernel-lib/exercises/session.js";
import { handOverSample } from "./sample.js";

handOverSample();

const keyOf = async (id: string, answer: unknown): Promise<string> =>
  (await judgedAnswer(id, answer)).reason.key;

beforeEach(() => {
  keepProgressIn(memoryProgress());
});

describe("A function as an answer", () => {
  it.each<[string, unknown, string]>([
    ["that is right", (X: Tensor) => X.mul(2), "hidden-checks"],
    ["that may be awaited", (X: Tensor) => Promise.resolve(X.mul(2)), "hidden-checks"],
    ["that fits the example only", (X: Tensor) => (X.shape[0] === 2 ? X.mul(2) : X), "hidden"],
    [
      "that throws",
      () => {
        throw new Error("boom");
      },
      "failed",
    ],
    [
      "that computes for ever",
      (X: Tensor) => {
        for (;;) X.mul(2);
      },
      "endless",
    ],
    [
      "that changes its input",
      (X: Tensor) => {
        X.data[0] = 7;
        return X.mul(2);
      },
      "mutated",
    ],
    ["of the wrong shape", (X: Tensor) => X.mul(2).transpose(), "value-shape"],
    ["that gives nothing", () => undefined, "not-answered"],
    ["that gives a text", () => "two", "no-numbers"],
    ["that gives a number as a text", () => "2", "text-number"],
    ["that is still to be written", () => notAnswered(), "not-answered"],
    ["that is none", 3, "not-a-function"],
    ["that is missing", undefined, "not-answered"],
  ])("%s", async (_, answer, key) => {
    expect(await keyOf("90.double", answer)).toBe(key);
  });

  it("ends where it calls what it was given without end", async () => {
    const endless = (f: (x: number) => number): number => {
      for (;;) f(1);
    };
    expect(await keyOf("90.slope", endless)).toBe("endless");
    expect(await keyOf("90.slope", (f: (x: number) => number, x: number) => (f(x + 1) - f(x - 1)) / 2)).toBe(
      "hidden-checks",
    );
  });

  it("does not tell what a hidden check wanted", async () => {
    const found = await judgedAnswer("90.double", (X: Tensor) => (X.shape[0] === 2 ? X.mul(2) : X));
    expect(JSON.stringify(found)).not.toMatch(/\d\.\d/);
  });
});

describe("An answer of any kind", () => {
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  it.each([null, 0, NaN, "", "x", [], [[]], {}, circular, Symbol("s"), 3n, () => 1, new Map()])(
    "such as %s gets a verdict from every exercise",
    async (answer) => {
      for (const { id } of exercisesOf("90")) {
        const found: Verdict = await judgedAnswer(id, answer);
        expect(found.passed).toBe(false);
        expect(found.message).not.toMatch(/\{\w+\}/);
      }
    },
  );

  it("such as a promise that is broken gets one too", async () => {
    const found = await judgedAnswer("90.choice", Promise.reject(new Error("no data")));
    expect(found).toMatchObject({ passed: false, reason: { key: "unjudged" } });
  });

  it("to an exercise that there is not says so, and counts for nothing", async () => {
    expect((await judgedAnswer("90.nothing", 1)).message).toContain("there is no");
  });
});

describe("Parts of an answer", () => {
  it("that follow correctly from a wrong one say so", async () => {
    const { task } = opened("90.pass");
    const { loss, layers, yhat } = drawnParts();
    const { dz2, dW2 } = gradients(loss, { dz2: layers[1].z, dW2: layers[1].W });
    const right = { z1: layers[0].z, A1: layers[0].A, yhat, dz2, dW2 };
    expect((await task.judge(right)).passed).toBe(true);
    const wrong = { ...right, dz2: dz2.neg(), dW2: dW2.neg() };
    const found = await task.judge(wrong);
    expect(found).toMatchObject({ passed: false, code: "M09" });
    expect(found.parts?.map(({ passed, follows }) => passed || follows)).toEqual([
      true,
      true,
      true,
      undefined,
      4,
    ]);
  });

  /** The network of the task: drawn again from the same values, for the test to compute with. */
  function drawnParts() {
    const seen: ReturnType<typeof drawnNetwork>[] = [];
    const spy = answers({
      title: "A test",
      points: 1,
      hints: ["one", "two", "three"],
      id: "90.pass",
      type: "N",
      ask: (numbers) => {
        const network = drawnNetwork(numbers);
        seen.push(network);
        const [first, second] = network.layers;
        return {
          clear: network.clear,
          wants: {
            z1: wantValue(first.z),
            A1: wantValue(first.A),
            yhat: wantValue(network.yhat),
            dz2: wantGradient(network.loss, second.z),
            dW2: wantGradient(network.loss, second.W),
          },
        };
      },
    });
    taskOf(spy, recordOf("90.pass").seed);
    return seen[seen.length - 1];
  }
});

describe("An update", () => {
  const { loss, layers } = drawnNetwork(random(5));
  const { W } = layers[0];
  const { W: slope } = gradients(loss, { W });
  const want = wantUpdate(loss, W, { rate: 0.5 });
  it.each<[string, Tensor, string | undefined]>([
    ["downhill", W.sub(slope.mul(0.5)), undefined],
    ["uphill", W.add(slope.mul(0.5)), "M21"],
    ["that is the gradient", slope, "M22"],
    ["that changes nothing", W, "M22"],
  ])("%s", (_, answer, code) => {
    expect(want.judge(answer, "W1").code).toBe(code);
    expect(want.judge(answer, "W1").passed).toBe(code === undefined);
  });
});

describe("An answer that cannot be judged", () => {
  const { loss } = drawnNetwork(random(5));
  it.each<[string, unknown, string]>([
    ["rows of different lengths", [[1, 2], [3]], "The rows of your ell have different lengths: 2, 1."],
    ["a text", "half", "“half” cannot be read as a value of ell."],
    ["a number in quotation marks", "0.5", "“0.5” stands in quotation marks, so it is a text."],
    ["a list with a gap", [[1, undefined]], "“[[1,null]]” cannot be read as a value of ell."],
    ["an object", { ell: 1 }, "“{ell:1}” cannot be read as a value of ell."],
  ])("because it is %s is told so", (_, answer, words) => {
    expect(checkValue(answer, loss).message).toContain(words);
  });

  it.each<[string, string, unknown, string]>([
    ["no lines", "90.lines", 7, "“7” is no list of lines."],
    ["no function", "90.double", [1, 2], "Your answer is “[1,2]”; a function is needed."],
  ])("because it is %s is told so too", async (_, id, answer, words) => {
    expect((await judgedAnswer(id, answer)).message).toContain(words);
  });
});

describe("A choice", () => {
  const lettersOf = (): string[] => opened("90.choice").task.question.map((line) => line.slice(1, 2));
  const letter = (text: string): string =>
    lettersOf()[opened("90.choice").task.question.findIndex((line) => line.endsWith(text))];

  it("of the right letter says right and nothing else", async () => {
    for (const answer of [letter("yes"), `(${letter("yes")})`, ` ${letter("yes").toUpperCase()}.`, "yes"]) {
      const found = await judgedAnswer("90.choice", answer);
      expect(verdictBundle(found)?.["text/plain"]).toBe("✓ right");
    }
  });

  it("of a wrong letter names it", async () => {
    const found = await judgedAnswer("90.choice", letter("perhaps").toUpperCase());
    expect(found.message).toContain(`(${letter("perhaps")}) is not the one that fits.`);
  });

  it("of a letter that there is not says which there are", async () => {
    const found = await judgedAnswer("90.choice", "z");
    expect(found.message).toContain("“z” is none of a, b, c.");
  });
});

it.each([
  [[3, 2], true, undefined],
  [[2, 3], false, "M07"],
  ["none", false, undefined],
  [undefined, false, undefined],
])("The shape %j of W1 gets passed = %s and %s", (answer, passed, code) => {
  expect(wantShape([3, 2], "M07").judge(answer, "W1")).toMatchObject({ passed });
  expect(wantShape([3, 2], "M07").judge(answer, "W1").code).toBe(code);
});
