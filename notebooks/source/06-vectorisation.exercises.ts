/** @file Exercises of unit 06: examples as columns, and a bias for all of them. */

// %% [markdown] {"course": {"role": "read", "id": "06.exercises"}}
// # 06 Vectorisation: exercises
//
// You need the lecture of unit 06. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "06.exercises.import"}}
import { check, given, tensor, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "06.definitions"}}
import {
  answers,
  drawnNetwork,
  practice,
  program,
  wantExactly,
  wantExample,
  wantShape,
  wantValue,
  words,
  type Case,
  type Random,
} from "chainrule";

const forwardExercise = program({
  id: "06.forward",
  type: "F",
  title: "The forward pass of a batch",
  points: 5,
  watches: ["M05", "M06", "M07"],
  signature: "forwardBatch(W1, b1, W2, b2, X) gives { A1, Yhat }",
  hints: [
    "Each column of X is one example, and so is each column of every result.",
    "Z = W A + b; the bias column is repeated over the columns by itself.",
    "Smaller: W = [[2]], b = [[1]], X = [[3, 4]] give Z = [[7, 9]].",
  ],
  ask: (numbers) => ({
    example: forwardCase(numbers, [2, 3, 1], 4),
    hidden: [
      forwardCase(numbers, [3, 5, 2], 3),
      forwardCase(numbers, [4, 2, 1], 6),
    ],
    planted: [
      {
        says: "M05",
        answer: forwardWith((W, b, A) => W.matmul(A).add(b.mul(0)).sigmoid()),
      },
      {
        says: "M06",
        answer: forwardWith(
          (W, b, A) => W.matmul(A).add(b).neg().sigmoid(),
          true,
        ),
      },
      {
        says: "M07",
        answer: (W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor, X: Tensor) => {
          const A1 = W1.transpose().matmul(X).add(b1).sigmoid();
          return { A1, Yhat: W2.matmul(A1).add(b2).sigmoid() };
        },
      },
    ],
  }),
});

type LayerOf = (W: Tensor, b: Tensor, A: Tensor) => Tensor;

/** A forward pass with this for a layer, or for the first one only. */
function forwardWith(layer: LayerOf, firstOnly = false) {
  return (W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor, X: Tensor) => {
    const A1 = layer(W1, b1, X);
    return {
      A1,
      Yhat: firstOnly ? W2.matmul(A1).add(b2).sigmoid() : layer(W2, b2, A1),
    };
  };
}

function forwardCase(
  numbers: Random,
  sizes: readonly number[],
  examples: number,
): Case {
  const { x, yhat, layers } = drawnNetwork(numbers, { sizes, examples });
  const [one, two] = layers;
  return {
    inputs: { W1: one.W, b1: one.b, W2: two.W, b2: two.b, X: x },
    wants: { A1: wantValue(one.A), Yhat: wantValue(yhat) },
  };
}

const repairExercise = program({
  id: "06.repair",
  type: "B",
  title: "An X that was turned to make it fit",
  points: 3,
  watches: ["M05", "M19"],
  signature: "preActivation(W, b, X) gives Z = W X + b, one column per example",
  hints: [
    "For which m does W Xᵀ fit, when W has n0 columns?",
    "W stands on the left and X is not turned: (n1×n0)(n0×m).",
    "Smaller: W of shape 3×2 times X of shape 2×5 is 3×5.",
  ],
  ask: (numbers) => ({
    example: layerCase(numbers, 2, 2),
    hidden: [layerCase(numbers, 2, 5), layerCase(numbers, 4, 3)],
    planted: [
      {
        says: "M19",
        answer: (W: Tensor, b: Tensor, X: Tensor) =>
          W.matmul(X.transpose()).add(b),
      },
      { says: "M05", answer: (W: Tensor, _: Tensor, X: Tensor) => W.matmul(X) },
    ],
  }),
});

function layerCase(numbers: Random, inputs: number, examples: number): Case {
  const { x, layers } = drawnNetwork(numbers, {
    sizes: [inputs, 3, 1],
    examples,
  });
  // A symmetric X would hide what the exercise is about.
  if (inputs === examples && x.data[1] === x.data[2])
    return layerCase(numbers, inputs, examples);
  const { W, b, z } = layers[0];
  return { inputs: { W, b, X: x }, wants: { Z: wantValue(z) } };
}

const biasExercise = answers({
  id: "06.bias",
  type: "S",
  title: "How b meets the columns",
  points: 3,
  watches: ["M18"],
  hints: [
    "Which of the two sizes of Z belongs to neurons, and which to examples?",
    "A column n1×1 is repeated over the m columns. A row 1×n1 is repeated over the rows, and fits only if n1 = m.",
    "Smaller: [[1], [2]] added to a 2×3 matrix adds 1 to its first row and 2 to its second. [[1, 2]] does not fit there; added to a 2×2 matrix it adds 1 to the first column and 2 to the second.",
  ],
  ask: (numbers) => {
    const [n, m] = [...numbers.permutation(5)].map((at) => at + 3);
    const [row, column] = [...numbers.permutation(3)].map((at) => at + 1);
    const bias = [...numbers.permutation(9)]
      .slice(0, n)
      .map((at) => (at + 1) / 10);
    const right = {
      column: bias[row - 1],
      turned: "none",
      square: bias[column - 1],
    };
    const parameters = { weight: "b", want: `[${n}, 1]`, got: `[1, ${n}]` };
    const perExample = {
      code: "M18",
      answer: right.square,
      parameters,
    } as const;
    return {
      given: {
        b: tensor(bias.map((entry) => [entry])).named("b"),
        place: tensor([row, column]).named("place"),
      },
      question: [
        `Z = W X is ${n}×${m}, a row for each neuron and a column for each example; b is ${n}×1.`,
        `column: which number does Z + b add to the entry of Z in row ${row}, column ${column}?`,
        `turned: b is made a row, 1×${n}. Which shape has Z + b then? Answer [rows, columns], or "none" if it does not fit.`,
        `square: the same row, and m = ${n} examples. Which number is added to the entry in row ${row}, column ${column}?`,
      ],
      wants: {
        column: wantExactly(right.column, { mistakes: [perExample] }),
        turned: wantExactly(right.turned),
        square: wantExactly(right.square),
      },
      planted: [
        { says: "M18", answer: { ...right, column: right.square } },
        { says: "wrong", answer: { ...right, turned: [n, m] } },
        { says: "wrong", answer: { ...right, square: right.column } },
      ],
    };
  },
});

const shapesExercise = answers({
  id: "06.shapes",
  type: "P",
  title: "The shape of A1",
  points: 2,
  watches: ["M07"],
  hints: [
    "Which size of A1 does the number of examples change?",
    "A1 has a row per hidden neuron and a column per example.",
    "Smaller: 3 hidden neurons and 2 examples give 3×2.",
  ],
  ask: (numbers) => {
    const neurons = 3 + numbers.integer(5);
    const { W } = drawnNetwork(numbers, { sizes: [2, neurons, 1] }).layers[0];
    const right = {
      one: [neurons, 1],
      few: [neurons, 9],
      many: [neurons, 784],
    };
    return {
      given: { W1: W },
      question: [
        "The shapes of A1 for m = 1 (one), m = 9 (few) and m = 784 (many).",
      ],
      wants: {
        one: wantShape([neurons, 1], "M07"),
        few: wantShape([neurons, 9], "M07"),
        many: wantShape([neurons, 784], "M07"),
      },
      planted: [
        { says: "M07", answer: { ...right, few: [9, neurons] } },
        { says: "wrong", answer: { ...right, many: [neurons, 783] } },
      ],
    };
  },
});

const columnExercise = answers({
  id: "06.column",
  type: "N",
  title: "The third column of Z1",
  points: 2,
  watches: ["M05", "M14", "M24"],
  hints: [
    "Which example does the third column belong to?",
    "Column 3 of Z1 is W1 times column 3 of X, plus b1.",
    "Smaller: W = [[2, 1]], b = [[1]] and the column (3, 4) give 11.",
  ],
  ask: (numbers) => {
    const { x, layers } = drawnNetwork(numbers, { examples: 4 });
    const { W, b, z: Z } = layers[0];
    const third = [x.data[2], x.data[6]];
    const z = W.matmul(
      tensor([[third[0]], [third[1]]]).named("x", { sample: 3 }),
    )
      .add(b)
      .named("z", { sample: 3 });
    return {
      given: { X: x, W1: W, b1: b },
      wants: { column: wantExample(z, Z, 2) },
      planted: [
        { says: "M05", answer: z.sub(b) },
        { says: "M14", answer: W.mul(tensor([third])).add(b) },
        { says: "M24", answer: [...Z.data.slice(8)] },
        { says: "M24", answer: [[...Z.data.slice(8)]] },
      ],
    };
  },
});

const orderExercise = words({
  id: "06.order",
  type: "E",
  title: "The order of the columns",
  points: 1,
  rubric: [
    "what one column of the results depends on",
    "what the mean does with the columns",
  ],
  hints: [
    "Exchange two columns of X: what happens to Z, and what to L?",
    "Columns do not mix on the way forward; the mean adds them in any order.",
    "Smaller: the mean of 2 and 4 is the mean of 4 and 2.",
  ],
});

practice(
  forwardExercise,
  repairExercise,
  biasExercise,
  shapesExercise,
  columnExercise,
  orderExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "06.forward.prompt"}}
// ## 06.forward: the forward pass of a batch (F, 5 points)
//
// Write `forwardBatch` for two sigmoid layers. `X` has a column per example. Hidden checks use other sizes.

// %% {"course": {"role": "demo", "id": "06.forward.given"}}
given("06.forward");

// %% {"course": {"role": "answer", "id": "06.forward"}}
function forwardBatch(
  W1: Tensor,
  b1: Tensor,
  W2: Tensor,
  b2: Tensor,
  X: Tensor,
) {
  // BEGIN SOLUTION return notAnswered();
  const A1 = W1.matmul(X).add(b1).sigmoid();
  return { A1, Yhat: W2.matmul(A1).add(b2).sigmoid() };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "06.forward.check"}}
await check("06.forward", forwardBatch);

// %% [markdown] {"course": {"role": "reflect", "id": "06.forward.why"}}
// Where has the loop over the examples gone? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "06.repair.prompt"}}
// ## 06.repair: an X that was turned (B, 3 points)
//
// A program computes `W.matmul(X.transpose()).add(b)`. It runs for the example, where $m = n^{[0]}$, and is wrong all the same. Write
// `preActivation` so that it is right for every $m$.

// %% {"course": {"role": "demo", "id": "06.repair.given"}}
given("06.repair");

// %% {"course": {"role": "answer", "id": "06.repair"}}
function preActivation(W: Tensor, b: Tensor, X: Tensor) {
  // BEGIN SOLUTION return notAnswered();
  return W.matmul(X).add(b);
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "06.repair.check"}}
await check("06.repair", preActivation);

// %% [markdown] {"course": {"role": "reflect", "id": "06.repair.why"}}
// Which choice of sizes would have shown the mistake at once? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "06.bias.prompt"}}
// ## 06.bias: how b meets the columns (S, 3 points)
//
// One bias, added to $Z$ as a column and as a row. Rows and columns are counted from 1.

// %% {"course": {"role": "demo", "id": "06.bias.given"}}
const biasGiven = given("06.bias");

// %% {"course": {"role": "answer", "id": "06.bias"}}
const bias = {
  // BEGIN SOLUTION column: undefined, turned: undefined, square: undefined,
  column: biasGiven.b.data[biasGiven.place.data[0] - 1],
  turned: "none",
  square: biasGiven.b.data[biasGiven.place.data[1] - 1],
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "06.bias.check"}}
await check("06.bias", bias);

// %% [markdown] {"course": {"role": "reflect", "id": "06.bias.why"}}
// Which of the three cases is the most dangerous in a program, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "06.shapes.prompt"}}
// ## 06.shapes: the shape of A1 (P, 2 points)
//
// Answer with shapes such as `[3, 4]`.

// %% {"course": {"role": "demo", "id": "06.shapes.given"}}
const shapesGiven = given("06.shapes");

// %% {"course": {"role": "answer", "id": "06.shapes"}}
const shapes = {
  // BEGIN SOLUTION one: undefined, few: undefined, many: undefined,
  one: [shapesGiven.W1.shape[0], 1],
  few: [shapesGiven.W1.shape[0], 9],
  many: [shapesGiven.W1.shape[0], 784],
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "06.shapes.check"}}
await check("06.shapes", shapes);

// %% [markdown] {"course": {"role": "reflect", "id": "06.shapes.why"}}
// Which of the two sizes is a property of the network? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "06.column.prompt"}}
// ## 06.column: the third column (N, 2 points)
//
// Compute the third column of $Z^{[1]} = W^{[1]} X + b^{[1]}$.

// %% {"course": {"role": "demo", "id": "06.column.given"}}
const columnGiven = given("06.column");

// %% {"course": {"role": "answer", "id": "06.column"}}
const thirdColumn: unknown =
  // BEGIN SOLUTION undefined;
  columnGiven.W1.matmul(columnGiven.X.matmul(tensor([[0], [0], [1], [0]]))).add(
    columnGiven.b1,
  );
// END SOLUTION

// %% {"course": {"role": "check", "id": "06.column.check"}}
await check("06.column", thirdColumn);

// %% [markdown] {"course": {"role": "reflect", "id": "06.column.why"}}
// Which numbers of X did you not need? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "06.order.prompt"}}
// ## 06.order: the order of the columns (E, 1 point)
//
// Why must the loss not depend on the order of the columns? One sentence; your teacher reads it.

// %% {"course": {"role": "demo", "id": "06.order.given"}}
given("06.order");

// %% {"course": {"role": "answer", "id": "06.order"}}
const orderReason =
  // BEGIN SOLUTION "";
  "Every column is computed by itself, and the mean over the columns does not know their order.";
// END SOLUTION

// %% {"course": {"role": "check", "id": "06.order.check"}}
await check("06.order", orderReason);

// %% [markdown] {"course": {"role": "reflect", "id": "06.order.why"}}
// Which operation on the rows would break this? One sentence:
