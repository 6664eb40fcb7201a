/** @file Exercises of every kind, for the tests. */

import {
  answers,
  choice,
  drawn,
  drawnNetwork,
  lines,
  practice,
  practiceSolutions,
  program,
  wantExactly,
  wantGradient,
  wantValue,
  words,
  type Tensor,
} from "../../../kernel-lib/index.js";

const head = { title: "A test", points: 1, hints: ["one", "two", "three"] as const };

/** Hands them over. */
export function handOverSample(): void {
  practice(
    program({
      ...head,
      id: "90.double",
      type: "F",
      signature: "double(X) gives 2 X",
      ask: (numbers) => ({
        example: doubling(drawn(numbers, [2, 3]).named("X")),
        hidden: [doubling(drawn(numbers, [1, 4]).named("X"))],
      }),
    }),
    program({
      ...head,
      id: "90.slope",
      type: "F",
      signature: "slope(f, x) gives f′(x) from values of f",
      ask: () => ({
        example: {
          inputs: { f: (x: number) => x * x, x: 3 },
          wants: { result: wantExactly(6) },
        },
        hidden: [],
      }),
    }),
    choice({
      ...head,
      id: "90.choice",
      type: "Q",
      ask: () => ({
        options: [{ text: "yes", right: true }, { text: "no", says: "M28" }, { text: "perhaps" }],
      }),
    }),
    words({ ...head, id: "90.words", type: "E", rubric: ["a reason"] }),
    answers({
      ...head,
      id: "90.pass",
      type: "N",
      ask: (numbers) => {
        const { loss, layers, clear, yhat } = drawnNetwork(numbers);
        const [first, second] = layers;
        return {
          clear,
          wants: {
            z1: wantValue(first.z),
            A1: wantValue(first.A),
            yhat: wantValue(yhat),
            dz2: wantGradient(loss, second.z),
            dW2: wantGradient(loss, second.W),
          },
        };
      },
    }),
    lines({
      ...head,
      id: "90.lines",
      type: "D",
      ask: (numbers) => {
        const { loss, layers } = drawnNetwork(numbers);
        return { loss, by: layers[1].W, steps: ["dz2", "dW2"] };
      },
    }),
  );
  practiceSolutions({ "90.choice": 'const letter = "yes";' });
}

function doubling(X: Tensor) {
  return { inputs: { X }, wants: { result: wantValue(X.mul(2)) } };
}
