/** @file Exercises of unit 11: updates, and what goes wrong in a training loop. */

// %% [markdown] {"course": {"role": "read", "id": "11.exercises"}}
// # 11 Training: exercises
//
// You need the lecture of unit 11. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers. The numbers are your own; everyone has others.

// %% {"course": {"role": "demo", "id": "11.exercises.import"}}
import { check, given, sub, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "11.definitions"}}
import {
  answers,
  choice,
  drawnNetwork,
  gradients,
  practice,
  program,
  wantExactly,
  wantUpdate,
  words,
  type Case,
  type Random,
} from "chainrule";

const updateExercise = answers({
  id: "11.update",
  type: "N",
  title: "One update by hand",
  points: 3,
  watches: ["M21", "M22"],
  hints: [
    "What is subtracted from what?",
    "θ − α dθ for each parameter, all gradients from the old parameters.",
    "Smaller: w = 0.3, dw = −0.2, α = 0.5 give 0.3 + 0.1 = 0.4.",
  ],
  ask: (numbers) => {
    const { loss, layers, clear } = drawnNetwork(numbers);
    const { W, b } = layers[1];
    const { dW2, db2 } = gradients(loss, { dW2: W, db2: b });
    const right = { W2: W.sub(dW2.mul(0.5)), b2: b.sub(db2.mul(0.5)) };
    return {
      given: { W2: W, b2: b, dW2: dW2.named("dW2"), db2: db2.named("db2") },
      question: ["α = 0.5. Give the new W2 and b2."],
      clear,
      wants: {
        W2: wantUpdate(loss, W, { rate: 0.5 }),
        b2: wantUpdate(loss, b, { rate: 0.5 }),
      },
      planted: [
        { says: "M21", answer: { ...right, W2: W.add(dW2.mul(0.5)) } },
        { says: "M22", answer: { ...right, W2: dW2 } },
        { says: "M22", answer: { ...right, b2: b } },
        { says: "dropped", answer: { ...right, W2: W.sub(dW2) } },
      ],
    };
  },
});

const trainExercise = program({
  id: "11.step",
  type: "F",
  title: "One training step of a 2-3-1 network",
  points: 6,
  watches: ["M12", "M16", "M20", "M21", "M22"],
  signature:
    "trainStep(W1, b1, W2, b2, X, Y, alpha) gives the four new parameters { W1, b1, W2, b2 }",
  hints: [
    "Four parts in this order: forward, errors, gradients, updates.",
    "dZ2 = (Ŷ − Y)/m, dZ1 = W2ᵀ dZ2 ⊙ A1 ⊙ (1 − A1); dW = dZ times what came in, transposed; db adds the columns.",
    "Smaller: with one weight, a = σ(w x), dw = (a − y) x, and the new w is w − α dw.",
  ],
  ask: (numbers) => ({
    example: stepCase(numbers, { sizes: [2, 3, 1], examples: 4, rate: 0.5 }),
    hidden: [
      stepCase(numbers, { sizes: [4, 5, 1], examples: 3, rate: 1.2 }),
      stepCase(numbers, { sizes: [3, 2, 1], examples: 6, rate: 0.1 }),
    ],
    planted: [
      { says: "M12", answer: stepWith({ slope: (A) => A.mul(0).add(1) }) },
      { says: "M16", answer: stepWith({ count: () => 1 }) },
      { says: "M20", answer: stepWith({ stale: true }) },
      { says: "M21", answer: stepWith({ sign: -1 }) },
      { says: "M22", answer: stepWith({ bias: false }) },
    ],
  }),
});

interface Slip {
  readonly slope?: (A: Tensor) => Tensor;
  readonly count?: (m: number) => number;
  readonly stale?: boolean;
  readonly sign?: number;
  readonly bias?: boolean;
}

/** A training step with one slip. */
function stepWith({
  slope = (A) => A.mul(sub(1, A)),
  count = (m) => m,
  stale,
  sign = 1,
  bias = true,
}: Slip) {
  return (
    ...[W1, b1, W2, b2, X, Y, alpha]: [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      number,
    ]
  ) => {
    const A1 = W1.matmul(X).add(b1).sigmoid();
    const dZ2 = W2.matmul(A1).add(b2).sigmoid().sub(Y).div(count(Y.shape[1]));
    const step = (value: Tensor, by: Tensor): Tensor =>
      value.sub(by.mul(sign * alpha));
    const newW2 = step(W2, dZ2.matmul(A1.transpose()));
    const dZ1 = (stale === true ? newW2 : W2)
      .transpose()
      .matmul(dZ2)
      .mul(slope(A1));
    const sum = (dZ: Tensor): Tensor => dZ.sum({ axis: 1, keepdims: true });
    return {
      W1: step(W1, dZ1.matmul(X.transpose())),
      b1: bias ? step(b1, sum(dZ1)) : b1,
      W2: newW2,
      b2: step(b2, sum(dZ2)),
    };
  };
}

function stepCase(
  numbers: Random,
  {
    rate,
    ...draw
  }: { sizes: readonly number[]; examples: number; rate: number },
): Case {
  const { x, y, loss, layers } = drawnNetwork(numbers, draw);
  const [one, two] = layers;
  const updated = (by: Tensor) => wantUpdate(loss, by, { rate });
  return {
    inputs: {
      W1: one.W,
      b1: one.b,
      W2: two.W,
      b2: two.b,
      X: x,
      Y: y,
      alpha: rate,
    },
    wants: {
      W1: updated(one.W),
      b1: updated(one.b),
      W2: updated(two.W),
      b2: updated(two.b),
    },
  };
}

const stopExercise = program({
  id: "11.stop",
  type: "F",
  title: "Early stopping",
  points: 3,
  signature:
    "stopAt(losses, patience) gives the number of the step with the best test loss when training stops",
  hints: [
    "Remember the best loss so far, and when it was.",
    "Stop as soon as patience steps have passed without a better loss; then the best step is the answer.",
    "Smaller: losses 3, 2, 4, 5 with patience 2 stop after the fourth, and the best was step 1 (counted from 0).",
  ],
  ask: (numbers) => ({
    example: stopCase([0.9, 0.7, 0.6, 0.65, 0.7, 0.5], 2),
    hidden: [
      stopCase(drawnLosses(numbers, 12), 3),
      stopCase(drawnLosses(numbers, 20), 2),
      stopCase([0.4], 1),
    ],
    planted: [
      {
        says: "wrong",
        answer: (losses: readonly number[]) =>
          losses.indexOf(Math.min(...losses)),
      },
      { says: "hidden", answer: () => 2 },
    ],
  }),
});

function drawnLosses(numbers: Random, count: number): number[] {
  return Array.from(
    { length: count },
    () => Math.round(100 * numbers.uniform()) / 100,
  );
}

function stopCase(losses: readonly number[], patience: number): Case {
  let best = 0;
  for (let at = 1; at < losses.length && at - best <= patience; at++)
    if (losses[at] < losses[best]) best = at;
  return { inputs: { losses, patience }, wants: { step: wantExactly(best) } };
}

const tiesExercise = choice({
  id: "11.zero",
  type: "P",
  title: "A network that starts at zero",
  points: 2,
  watches: ["M29"],
  hints: [
    "With all weights 0, what do the hidden neurons compute?",
    "Equal rows receive equal gradients, so they stay equal.",
    "Smaller: two neurons with the same weights and the same way out are one neuron, twice.",
  ],
  ask: () => ({
    question: [
      "XOR with a 2-3-1 network, all parameters 0 at the start, 1000 steps. Where is the loss?",
    ],
    options: [
      { text: "at ln 2 = 0.693, as at the start", right: true },
      { text: "near 0: the steps find the weights", says: "M29" },
      { text: "it grows without limit" },
    ],
  }),
});

const roleExercise = choice({
  id: "11.roles",
  type: "Q",
  title: "What backpropagation changes",
  points: 1,
  watches: ["M28"],
  hints: [
    "Which line of the training loop writes a parameter?",
    "The backward pass ends with gradients; the update is the line after it.",
    "Smaller: dw = 0.2 is known, and w is still 0.3.",
  ],
  ask: () => ({
    question: ["The backward pass has just ended. What has changed?"],
    options: [
      { text: "no parameter; the gradients are known now", right: true },
      { text: "all parameters, each by α times its gradient", says: "M28" },
      { text: "the parameters of the last layer", says: "M28" },
    ],
  }),
});

const wordsExercise = words({
  id: "11.why",
  type: "E",
  title: "Why does a start at zero fail?",
  points: 2,
  watches: ["M30"],
  rubric: [
    "equal rows receive equal gradients",
    "something must break the tie",
  ],
  hints: [
    "Compare the gradients of two hidden neurons.",
    "They differ only if something in the two neurons differs.",
    "Smaller: two equal neurons after one equal step are still equal.",
  ],
});

practice(
  updateExercise,
  trainExercise,
  stopExercise,
  tiesExercise,
  roleExercise,
  wordsExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "11.update.prompt"}}
// ## 11.update: one update by hand (N, 3 points)
//
// The gradients are given. Compute the new parameters.

// %% {"course": {"role": "demo", "id": "11.update.given"}}
const updateGiven = given("11.update");

// %% {"course": {"role": "answer", "id": "11.update"}}
const updated = {
  // BEGIN SOLUTION W2: undefined, b2: undefined,
  W2: updateGiven.W2.sub(updateGiven.dW2.mul(0.5)),
  b2: updateGiven.b2.sub(updateGiven.db2.mul(0.5)),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "11.update.check"}}
await check("11.update", updated);

// %% [markdown] {"course": {"role": "reflect", "id": "11.update.why"}}
// In which direction did the first weight move, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.step.prompt"}}
// ## 11.step: a training step (F, 6 points)
//
// Write `trainStep`: forward, errors, gradients, updates, for a batch and the mean loss. Hidden checks use other sizes, other
// batches and other learning rates.

// %% {"course": {"role": "demo", "id": "11.step.given"}}
given("11.step");

// %% {"course": {"role": "answer", "id": "11.step"}}
type Parameters = { W1: Tensor; b1: Tensor; W2: Tensor; b2: Tensor };

function trainStep(
  W1: Tensor,
  b1: Tensor,
  W2: Tensor,
  b2: Tensor,
  X: Tensor,
  Y: Tensor,
  alpha: number,
): Parameters {
  // BEGIN SOLUTION return notAnswered();
  const A1 = W1.matmul(X).add(b1).sigmoid();
  const Yhat = W2.matmul(A1).add(b2).sigmoid();
  const dZ2 = Yhat.sub(Y).div(Y.shape[1]);
  const dZ1 = W2.transpose().matmul(dZ2).mul(A1).mul(sub(1, A1));
  const sum = (dZ: Tensor) => dZ.sum({ axis: 1, keepdims: true });
  return {
    W1: W1.sub(dZ1.matmul(X.transpose()).mul(alpha)),
    b1: b1.sub(sum(dZ1).mul(alpha)),
    W2: W2.sub(dZ2.matmul(A1.transpose()).mul(alpha)),
    b2: b2.sub(sum(dZ2).mul(alpha)),
  };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "11.step.check"}}
await check("11.step", trainStep);

// %% [markdown] {"course": {"role": "reflect", "id": "11.step.why"}}
// Which line would break if two of your four parts changed places? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.stop.prompt"}}
// ## 11.stop: early stopping (F, 3 points)
//
// Write `stopAt(losses, patience)`: the losses of the test set come one per step; training stops when `patience` steps in a row
// have brought nothing better. Return the number of the best step seen by then, counted from 0.

// %% {"course": {"role": "demo", "id": "11.stop.given"}}
given("11.stop");

// %% {"course": {"role": "answer", "id": "11.stop"}}
function stopAt(losses: readonly number[], patience: number): number {
  // BEGIN SOLUTION return notAnswered();
  let best = 0;
  for (let step = 1; step < losses.length; step++) {
    if (step - best > patience) break;
    if (losses[step] < losses[best]) best = step;
  }
  return best;
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "11.stop.check"}}
await check("11.stop", stopAt);

// %% [markdown] {"course": {"role": "reflect", "id": "11.stop.why"}}
// Why the test loss, and not the training loss? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.zero.prompt"}}
// ## 11.zero: a start at zero (P, 2 points)
//
// Predict, then run it. Answer with a letter.

// %% {"course": {"role": "demo", "id": "11.zero.given"}}
given("11.zero");

// %% {"course": {"role": "answer", "id": "11.zero"}}
// BEGIN SOLUTION const zeroLetter = "";
const zeroLetter = "at ln 2 = 0.693, as at the start";
// END SOLUTION

// %% {"course": {"role": "check", "id": "11.zero.check"}}
await check("11.zero", zeroLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "11.zero.why"}}
// What is the smallest change of the start that helps? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.roles.prompt"}}
// ## 11.roles: what backpropagation changes (Q, 1 point)
//
// Answer with a letter.

// %% {"course": {"role": "demo", "id": "11.roles.given"}}
given("11.roles");

// %% {"course": {"role": "answer", "id": "11.roles"}}
// BEGIN SOLUTION const roleLetter = "";
const roleLetter = "no parameter; the gradients are known now";
// END SOLUTION

// %% {"course": {"role": "check", "id": "11.roles.check"}}
await check("11.roles", roleLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "11.roles.why"}}
// Which line of the loop changes the parameters? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.why.prompt"}}
// ## 11.why: in your own words (E, 2 points)
//
// Why does a network whose parameters all start at zero not learn XOR? One or two sentences; your teacher reads them.

// %% {"course": {"role": "demo", "id": "11.why.given"}}
given("11.why");

// %% {"course": {"role": "answer", "id": "11.why"}}
const reason =
  // BEGIN SOLUTION "";
  "Equal rows receive equal gradients and stay equal, so the three neurons act as one; random weights break the tie.";
// END SOLUTION

// %% {"course": {"role": "check", "id": "11.why.check"}}
await check("11.why", reason);

// %% [markdown] {"course": {"role": "reflect", "id": "11.why.why"}}
// Would different biases be enough? One sentence:
