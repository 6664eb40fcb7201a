/** @file Numbers judged: the syllabus' fingerprints give their codes, for the lecture's numbers and for seeded ones. */

import { describe, expect, it } from "vitest";
import {
  checkGradient,
  checkValue,
  drawnNetwork,
  gradients,
  random,
  rederive,
  sigmoid,
  tensor,
  uniform,
  wantExactly,
  wantNumber,
  wantShape,
  wantThat,
  type Tensor,
  type Want,
} from "../../../kernel-lib/index.js";
import { precise } from "../../../kernel-lib/exercises/want.js";
import { ancestors } from "../../../kernel-lib/autodiff/trace.js";
import { nameText } from "../../../kernel-lib/tensor/name.js";
import { batchExample, crossEntropy, deepNetwork, workedExample } from "../derivation/networks.js";

const worked = workedExample();

function inside(loss: Tensor, text: string): Tensor {
  const found = ancestors(loss).find(({ name }) => name !== undefined && nameText(name) === text);
  if (found === undefined) throw new Error(`no ${text} here`);
  return found;
}

describe("The fingerprints of the worked example", () => {
  it.each([
    ["z2", 0.4761, "M09"],
    ["z2", -1.90875, "M10"],
    ["z2", -0.11875, "M11"],
    ["z1", [[-0.14283], [0.09522], [-0.19044]], "M12"],
    ["z1", [[-0.03287], [0.02232], [-0.04407]], "M13"],
    ["z1", [[-0.09489], [0.07045], [-0.13078]], "M13"],
    ["z1", [[-0.03108], [0.00366], [-0.03474]], "M13"],
    ["z1", [[-0.08274], [0.04856], [-0.10659]], "M13"],
    ["W2", [[-0.15235, -0.01904, -0.11426]], "M15"],
    ["W2", [[-2.75815, -2.42809, -2.66478]], "M27"],
    ["z2", -0.4761, undefined],
    ["W2", [[-0.275815, -0.242809, -0.266478]], undefined],
  ])("∂ℓ/∂%s = %j gives %s", (text, answer, code) => {
    const verdict = checkGradient(answer, worked.loss, { by: inside(worked.loss, text), tolerance: 2e-5 });
    expect(verdict.code).toBe(code);
    expect(verdict.passed).toBe(code === undefined);
  });

  it.each([
    ["yhat", 0.56915, "M05"],
    ["A1", [[0.42068], [0.49], [0.44029]], "M06"],
    ["ell", 0.28075, "M08"],
    ["ell", 0.93263, "M08"],
    ["yhat", 0.0524, "M27"],
    ["yhat", 0.524, undefined],
    ["ell", 0.6465, undefined],
  ])("%s = %j gives %s", (text, answer, code) => {
    const verdict = checkValue(answer, inside(worked.loss, text));
    expect(verdict.code).toBe(code);
    expect(verdict.passed).toBe(code === undefined);
  });

  it.each([
    [[[0.07347, 0.06876, -0.03318]], "M16"],
    [[[0.00459, 0.0043, -0.00207]], "M17"],
  ])("on the batch dW2 = %j gives %s", (answer, code) => {
    const { loss, parameters } = batchExample();
    expect(checkGradient(answer, loss, { by: parameters["W2"], tolerance: 1e-5 }).code).toBe(code);
  });
});

it.each([undefined, null, "0.5", NaN, [], [[1], [2, 3]], {}, () => 1])(
  "An answer such as %j gets a verdict and no error, and the right value is not told",
  (answer) => {
    const verdict = checkValue(answer, inside(worked.loss, "yhat"));
    expect(verdict.passed).toBe(false);
    expect(JSON.stringify(verdict)).not.toContain("0.523");
  },
);

it("A loss without its minus is told that its sign is turned", () => {
  expect(checkValue(-0.64645, inside(worked.loss, "ell")).reason.key).toBe("opposite");
});

describe("Digits that were rounded or cut away too early", () => {
  it.each([
    ["yhat", 0.52, 2],
    ["yhat", 0.5, 1],
    ["A1", [[0.57], [0.5], [0.55]], 2],
  ])("%s = %j is told with its %i decimals", (text, answer, count) => {
    expect(checkValue(answer, inside(worked.loss, text))).toMatchObject({
      passed: false,
      code: "M27",
      reason: { key: "M27-rounded", parameters: { count } },
    });
  });

  it("are not taken for the reason where nothing is left, or the last digit is another", () => {
    const { loss } = worked;
    expect(checkGradient([[0], [0], [0]], loss, { by: inside(loss, "z1") }).code).not.toBe("M27");
    expect(checkValue(0.526, inside(loss, "yhat")).reason.key).toBe("wrong");
  });

  it("are told of a program's result as well, which must not be rounded", () => {
    const verdict = precise(wantNumber(tensor(0.123456789))).judge(0.1235, "it");
    expect(verdict.reason).toMatchObject({ key: "M27-rounded", parameters: { count: 4 } });
  });
});

describe("A number in quotation marks", () => {
  it.each([
    ["0.5239", "0.5239"],
    [" 0,5239 ", "0.5239"],
    ["−0.4761", "-0.4761"],
    [[["0.5", 0.3]], "0.5"],
    ["[[1, 2]]", "[[1, 2]]"],
  ])("such as %j is told to be a text, with the number form", (answer, number) => {
    const { reason, message } = checkValue(answer, inside(worked.loss, "yhat"));
    expect(reason).toMatchObject({ key: "text-number", parameters: { number } });
    expect(message).toContain(`Write it without them: ${number}.`);
  });

  it.each<[string, Want, unknown, string]>([
    ["where a whole number is wanted exactly", wantExactly(13), "13", "text-number"],
    ["where a list is wanted", wantExactly([1, 0]), ["1", "0"], "text-number"],
    ["where a shape is wanted", wantShape([3, 2]), "[3, 2]", "text-number"],
    ["where a condition is", wantThat("three numbers", Array.isArray), "1, 1, -1", "text-number"],
    ["but not where a text is wanted", wantExactly("b"), "3", "wrong"],
  ])("%s", (_, want, answer, key) => {
    expect(want.judge(answer, "it").reason.key).toBe(key);
  });
});

it("Of another shape a value is told apart from a gradient", () => {
  const { loss, parameters } = worked;
  const told = [
    checkValue([[1, 2, 3, 4, 5]], inside(loss, "A1")),
    checkGradient([[1, 2, 3, 4, 5]], loss, { by: parameters["W1"] }),
  ].map(({ reason }) => reason.key);
  expect(told).toEqual(["value-shape", "shape"]);
});

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed + 1);

/** Lines for the board of W1, and the code that each must get whatever the numbers are. */
const PLANTED: readonly (readonly [line: string, code: string | undefined])[] = [
  ["dz2 = 1/3 .* (Y - Yhat)", "M09"],
  ["dz2 = 1/3 .* (-Y/Yhat + (1-Y)/(1-Yhat))", "M10"],
  ["dz2 = 1/3 .* (Yhat - Y) .* Yhat .* (1-Yhat)", "M11"],
  ["dz1 = W2' @ dz2", "M12"],
  ["dz1 = (W2' @ dz2) .* A1", "M13"],
  ["dz1 = (W2' @ dz2) .* (1 - A1.^2)", "M13"],
  ["dW1 = 3 .* dz1 @ X'", "M16"],
  ["dW1 = 1/3 .* dz1 @ X'", "M17"],
  ["dA1 = W2 @ dz2", "M19"],
  ["dA1 = (W2 - 0.1.*dW2)' @ dz2", "M20"],
  ["dz1 = A1 - Y", "M26"],
  ["dz2 = 1/3 .* (Yhat - Y)", undefined],
  ["dz1 = (W2' @ dz2) .* A1 .* (1 - A1)", undefined],
  ["dW1 = dz1 @ X'", undefined],
];

it.each(PLANTED)("%s gets %s for 25 seeds", async (line, code) => {
  for (const seed of SEEDS) {
    const { loss, by } = seeded(seed);
    const verdict = await rederive(loss, by).line(line);
    expect(verdict.code).toBe(code);
    expect(verdict.passed).toBe(code === undefined);
  }
});

/** A 2-3-1 network on three examples with numbers from a seed. */
function seeded(seed: number): { loss: Tensor; by: Tensor } {
  const draw = (rows: number, columns: number, stream: number): Tensor =>
    uniform([rows, columns], { seed: 10 * seed + stream, low: -1, high: 1 });
  const W1 = draw(3, 2, 0).named("W", { layer: 1 });
  const z1 = W1.matmul(draw(2, 3, 1).named("X"))
    .add(draw(3, 1, 2).named("b", { layer: 1 }))
    .named("z", { layer: 1 });
  const A1 = sigmoid(z1).named("A", { layer: 1 });
  const W2 = draw(1, 3, 3).named("W", { layer: 2 });
  const z2 = W2.matmul(A1)
    .add(draw(1, 1, 4).named("b", { layer: 2 }))
    .named("z", { layer: 2 });
  const Y = tensor([[1, 0, seed % 2]]).named("Y");
  return { loss: crossEntropy(sigmoid(z2).named("Ŷ"), Y).mean().named("L"), by: W1 };
}

it("The right gradient passes whatever the network", () => {
  const { loss, parameters } = deepNetwork([4, 5, 3, 1], sigmoid, { examples: 3 });
  for (const by of Object.values(parameters)) {
    expect(checkGradient(gradients(loss, { by }).by, loss, { by }).passed).toBe(true);
  }
});

describe("Numbers for a gradient in another network", () => {
  const { loss, layers } = drawnNetwork(random(8), { sizes: [2, 4, 3, 1], examples: 3 });
  const { W } = layers[1];
  const { dW } = gradients(loss, { dW: W });
  it.each<[string, Tensor, string]>([
    ["that are the updated weight", W.sub(dW.mul(0.5)), "M28"],
    ["that are turned around", dW.transpose(), "M19"],
    ["with the opposite sign", dW.neg(), "M09"],
  ])("%s", (_, answer, code) => {
    expect(checkGradient(answer, loss, { by: W }).code).toBe(code);
  });
});
