/** @file Exercises of unit 05: a forward pass with indices, as a loop and as a matrix, with every shape. */

// %% [markdown] {"course": {"role": "read", "id": "05.exercises"}}
// # 05 Forward propagation: exercises
//
// You need the lecture of unit 05. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "05.exercises.import"}}
import { check, given, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "05.definitions"}}
import {
  answers,
  choice,
  drawn,
  drawnNetwork,
  formulas,
  mul,
  practice,
  program,
  tensor,
  wantExactly,
  wantShape,
  wantValue,
  type Case,
  type Random,
  type Want,
} from "chainrule";

/** Twelve puzzles about a network whose sizes all differ, and what a student who mixes up indices answers. */
function puzzles([n0, n1, n2, n3]: number[]) {
  const mixed = (right: number[], layer: number[]): Want =>
    wantExactly(right, {
      mistakes: [
        {
          code: "M24",
          answer: layer,
          parameters: { used: "[3]", needed: "(3)" },
        },
      ],
    });
  const matrix = (rows: number, columns: number): [number[], Want] => [
    [rows, columns],
    wantShape([rows, columns], "M07"),
  ];
  const all: Readonly<
    Record<string, readonly [text: string, [number[] | "none", Want]]>
  > = {
    a: ["W[1]", matrix(n1, n0)],
    b: ["b[1]", matrix(n1, 1)],
    c: ["one example x", matrix(n0, 1)],
    d: ["W[1] x", matrix(n1, 1)],
    e: ["A[1] of one example", matrix(n1, 1)],
    f: ["row 1 of W[2], as a matrix", matrix(1, n1)],
    g: ["W[2]", matrix(n2, n1)],
    h: ["W[1] A[1]", ["none", wantShape("none")]],
    i: ["W[2] A[1] + b[2]", matrix(n2, 1)],
    j: ["A[2](3): layer 2, example 3", [[n2, 1], mixed([n2, 1], [n3, 1])]],
    k: ["W[3]", matrix(n3, n2)],
    l: ["ŷ of one example", matrix(n3, 1)],
  };
  return Object.entries(all);
}

const shapesExercise = answers({
  id: "05.shapes",
  type: "S",
  title: "Twelve shapes, one of them impossible",
  points: 4,
  watches: ["M07", "M23", "M24"],
  hints: [
    "Write the four sizes in a row and the name of a layer under each.",
    "W[l] has a row per neuron of layer l and a column per neuron of layer l − 1; one example is one column.",
    "Smaller: in 2-3-1, W[1] is 3×2, W[1] x is 3×1, and W[1] times a 3×1 column cannot be formed.",
  ],
  ask: (numbers) => {
    const sizes = [...numbers.permutation(7)].slice(0, 4).map((at) => at + 2);
    const all = puzzles(sizes);
    const right = Object.fromEntries(
      all.map(([name, [, [shape]]]) => [name, shape]),
    );
    const [, n1, n2, n3] = sizes;
    return {
      given: { sizes: tensor(sizes).named("sizes") },
      question: [
        `The network is ${sizes.join("-")}, a number for each layer. Which shape has each, rows first? One product cannot be formed: answer "none".`,
        ...all.map(([name, [text]]) => `(${name}) ${text}`),
      ],
      wants: Object.fromEntries(
        all.map(([name, [, [, want]]]) => [name, want]),
      ),
      planted: [
        { says: "M07", answer: { ...right, g: [n1, n2] } },
        { says: "M23", answer: { ...right, h: [n1, 1] } },
        { says: "M24", answer: { ...right, j: [n3, 1] } },
        { says: "wrong", answer: { ...right, l: [n3, n2] } },
        { says: "not-answered", answer: {} },
      ],
    };
  },
});

/** A network in one hidden layer, with z of one neuron as a computation of its own. */
function neuronCase(
  numbers: Random,
  [inputs, neurons]: readonly [number, number],
  k: number,
): Case {
  const W = drawn(numbers, [neurons, inputs]);
  const x = drawn(numbers, [inputs, 1], { low: 0.1 });
  const b = drawn(numbers, [neurons, 1], { low: -0.5, high: 0.5 });
  const at = (row: number): number[] =>
    [...W.data].slice(row * inputs, (row + 1) * inputs);
  const bias = tensor(b.data[k - 1]).named("b_k");
  const z = tensor([at(k - 1)])
    .named("w")
    .matmul(x.named("x"))
    .add(bias)
    .named("z_k");
  const rows = Array.from({ length: neurons }, (_, row) => at(row));
  const given = [rows, [...x.data], [...b.data]] as const;
  const want = wantValue(z);
  // Another neuron must not happen to have the value of this one, or of one of its mistakes.
  const isApart = rows.every((_, row) => {
    const other = neuronWith({})(...given, row + 1);
    return row === k - 1 || want.judge(other, "z").reason.key === "wrong";
  });
  if (!isApart) return neuronCase(numbers, [inputs, neurons], k);
  return {
    inputs: { W: rows, x: [...x.data], b: [...b.data], k },
    wants: { z: want },
  };
}

type Nested = readonly (readonly number[])[];

/** z of neuron k by a loop, with one slip. */
function neuronWith({
  biases = 1,
  turned = false,
}: {
  readonly biases?: number;
  readonly turned?: boolean;
}) {
  return (W: Nested, x: readonly number[], b: readonly number[], k: number) => {
    const row = k - 1;
    return x.reduce(
      (sum, entry, j) => sum + (turned ? W[j][row] : W[row][j]) * entry,
      biases * b[row],
    );
  };
}

const loopExercise = program({
  id: "05.loop",
  type: "F",
  title: "One neuron, with a loop",
  points: 2,
  watches: ["M05"],
  signature:
    "neuron(W, x, b, k) gives z of neuron k, counted from 1; W is a list of rows, x and b are lists",
  hints: [
    "Which row of W belongs to neuron k, if lists begin at 0?",
    "Begin with b[k − 1] and add W[k − 1][j] · x[j] for every j.",
    "Smaller: W = [[2, 3]], x = [1, 10], b = [4], k = 1 give 4 + 2 + 30 = 36.",
  ],
  ask: (numbers) => ({
    example: neuronCase(numbers, [2, 3], 2),
    hidden: [
      neuronCase(numbers, [4, 3], 3),
      neuronCase(numbers, [3, 5], 1),
      neuronCase(numbers, [1, 2], 2),
    ],
    planted: [
      { says: "M05", answer: neuronWith({ biases: 0 }) },
      { says: "M05", answer: neuronWith({ biases: 2 }) },
      { says: "wrong", answer: () => 12.5 },
      {
        says: "hidden",
        answer: (W: Nested, x: readonly number[], b: readonly number[]) =>
          neuronWith({})(W, x, b, 2),
      },
    ],
  }),
});

const forwardExercise = program({
  id: "05.forward",
  type: "F",
  title: "The whole pass, with matrix products",
  points: 3,
  watches: ["M05", "M06", "M07"],
  signature: "forwardOne(W1, b1, W2, b2, x) gives { z1, A1, yhat }",
  hints: [
    "Two layers: what comes out of the first goes into the second.",
    "z = W a + b and a = σ(z), in each layer; no transpose.",
    "Smaller: W = [[2]], b = [[1]], x = [[3]] give z = [[7]].",
  ],
  ask: (numbers) => ({
    example: forwardCase(numbers, [2, 3, 1]),
    hidden: [forwardCase(numbers, [4, 2, 3]), forwardCase(numbers, [3, 5, 2])],
    planted: [
      { says: "M05", answer: forwardWith((W, _, a) => W.matmul(a)) },
      { says: "M06", answer: forwardWith(preActivation, (z) => z.neg()) },
      {
        says: "M07",
        answer: (W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor, x: Tensor) =>
          forwardWith(preActivation)(W1.transpose(), b1, W2, b2, x),
      },
    ],
  }),
});

function preActivation(W: Tensor, b: Tensor, a: Tensor): Tensor {
  return W.matmul(a).add(b);
}

/** A forward pass with this for z, and with this done to z of layer 1 before the sigmoid. */
function forwardWith(
  layer: (W: Tensor, b: Tensor, a: Tensor) => Tensor,
  before: (z: Tensor) => Tensor = (z) => z,
) {
  return (W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor, x: Tensor) => {
    const z1 = layer(W1, b1, x);
    const A1 = before(z1).sigmoid();
    return { z1, A1, yhat: layer(W2, b2, A1).sigmoid() };
  };
}

function forwardCase(numbers: Random, sizes: readonly number[]): Case {
  const { x, yhat, layers } = drawnNetwork(numbers, { sizes });
  const [one, two] = layers;
  return {
    inputs: { W1: one.W, b1: one.b, W2: two.W, b2: two.b, x },
    wants: {
      z1: wantValue(one.z),
      A1: wantValue(one.A),
      yhat: wantValue(yhat),
    },
  };
}

const neuronExercise = answers({
  id: "05.neuron",
  type: "N",
  title: "The second neuron by hand",
  points: 2,
  watches: ["M05", "M06"],
  hints: [
    "Which row of W1 belongs to neuron 2?",
    "z = w21 x1 + w22 x2 + b2: the second row, entry by entry, and the second bias.",
    "Smaller: the row (2, 3), x = (1, 10) and the bias 4 give 2 + 30 + 4 = 36.",
  ],
  ask: (numbers) => {
    const [w21, w22, x1, x2] = ["w21", "w22", "x1", "x2"].map((name) =>
      tensor(drawn(numbers, [1]).data[0]).named(name),
    );
    const others = drawn(numbers, [6]).data;
    const b = drawn(numbers, [3], { low: -0.5, high: 0.5 }).data;
    const b2 = tensor(b[1]).named("b2");
    const z = w21.mul(x1).add(w22.mul(x2)).add(b2).named("z2");
    const A = z.sigmoid().named("A2");
    const W1 = tensor([
      [others[0], others[1]],
      [w21.item(), w22.item()],
      [others[2], others[3]],
    ]).named("W1");
    return {
      given: {
        W1,
        x: tensor([[x1.item()], [x2.item()]]).named("x"),
        b1: tensor([[b[0]], [b[1]], [b[2]]]).named("b1"),
      },
      question: [
        "Compute z and A of the second neuron of layer 1 to three decimals.",
      ],
      // A bias that is lost or counted twice must not look like a falling activation.
      clear:
        Math.min(
          ...[z, z.mul(2).sub(b2), z.mul(2).add(b2)].map((each) =>
            Math.abs(each.item()),
          ),
        ) > 0.05,
      wants: { z: wantValue(z), A: wantValue(A) },
      planted: [
        { says: "M05", answer: { z: z.sub(b2), A } },
        { says: "M05", answer: { z: z.add(b2), A } },
        { says: "M06", answer: { z, A: z.neg().sigmoid() } },
        { says: "wrong", answer: { z: 7.77, A } },
      ],
    };
  },
});

const repairExercise = program({
  id: "05.repair",
  type: "B",
  title: "A program that reads W the other way round",
  points: 3,
  watches: ["M05", "M07"],
  signature: "layer(W, x, b) gives the column z of a whole layer",
  hints: [
    "With 3 inputs and 3 neurons the program runs. What happens with 2 inputs?",
    "Row k of W holds the weights to neuron k: W x + b, without a transpose.",
    "Smaller: W = [[1, 2], [3, 4]] and x = (10, 0)ᵀ give (10, 30)ᵀ, not (10, 20)ᵀ.",
  ],
  ask: (numbers) => ({
    example: layerCase(numbers, [3, 3]),
    hidden: [layerCase(numbers, [2, 4]), layerCase(numbers, [5, 3])],
    planted: [
      {
        says: "M07",
        answer: (W: Tensor, x: Tensor, b: Tensor) =>
          W.transpose().matmul(x).add(b),
      },
      { says: "M05", answer: (W: Tensor, x: Tensor) => W.matmul(x) },
      {
        says: "hidden",
        answer: (W: Tensor, x: Tensor, b: Tensor) =>
          (W.shape[0] === W.shape[1] ? W : W.mul(2)).matmul(x).add(b),
      },
    ],
  }),
});

function layerCase(
  numbers: Random,
  [inputs, neurons]: readonly [number, number],
): Case {
  const { x, layers } = drawnNetwork(numbers, { sizes: [inputs, neurons, 1] });
  const { W, b, z } = layers[0];
  return { inputs: { W, x, b }, wants: { z: wantValue(z) } };
}

const changeExercise = choice({
  id: "05.change",
  type: "P",
  title: "One weight changes",
  points: 2,
  watches: ["M07"],
  hints: [
    "To which neuron does this weight belong, and from where does it come?",
    "The first index is the neuron it goes to. Only this neuron changes, and what comes after it.",
    "Smaller: in a 1-2-1 network a change of w[1]_{2,1} changes z_2, A_2 and ŷ, but not z_1.",
  ],
  ask: (numbers) => {
    const from = 1 + numbers.integer(2);
    const option = (k: number): string => `z_${k}, A_${k} and ŷ`;
    return {
      given: { from: tensor(from).named("from") },
      question: [
        `In a 2-3-1 network the weight w of layer 1 to neuron 3 from input ${from}, w_{3,${from}}, changes. What changes with it?`,
      ],
      options: [
        { text: option(3), right: true },
        {
          text: option(from),
          says: "M07",
          parameters: { symbol: "W1", got: "read as (from, to)" },
        },
        { text: "all z, all A and ŷ" },
        { text: "ŷ only" },
      ],
    };
  },
});

const matrixExercise = formulas({
  id: "05.matrix",
  type: "D",
  title: "From indices to the matrix form",
  points: 3,
  watches: ["M05", "M07"],
  hints: [
    "Three times the same z: entry by entry, then a row times a column, then all neurons at once.",
    "w21 x1 + w22 x2 is the row w times the column x, and the rows of all neurons together are W.",
    "Smaller: 2·1 + 3·10 + 4 is the row (2, 3) times the column (1, 10), plus 4.",
  ],
  ask: (numbers) => {
    const [w21, w22, x1, x2, b2] = ["w21", "w22", "x1", "x2", "b2"].map(
      (name) => tensor(drawn(numbers, [1]).data[0]).named(name),
    );
    const x = drawn(numbers, [2, 1], { low: 0.1 }).named("x");
    const w = drawn(numbers, [1, 2]).named("w");
    const W = drawn(numbers, [3, 2]).named("W");
    const b = drawn(numbers, [3, 1]).named("b");
    const right = {
      entries: "w21 x1 + w22 x2 + b2",
      row: "w x + b2",
      matrix: "W x + b",
    };
    return {
      targets: {
        entries: mul(w21, x1).add(mul(w22, x2)).add(b2),
        row: w.matmul(x).add(b2),
        matrix: W.matmul(x).add(b),
      },
      question: [
        "entries: z of neuron 2 from w21, w22, x1, x2 and b2.",
        "row: the same z from w, the second row of W (1×2), the column x (2×1) and b2.",
        "matrix: the column z of all three neurons from W (3×2), x (2×1) and b (3×1).",
      ],
      planted: [
        { says: "M05", answer: { ...right, entries: "w21 x1 + w22 x2" } },
        { says: "M05", answer: { ...right, matrix: "z = W x" } },
        { says: "M07", answer: { ...right, matrix: "z = W' x + b" } },
        { says: "M23", answer: { ...right, row: "x w + b2" } },
        { says: "M23", answer: { ...right, matrix: "x W + b" } },
        {
          says: "wrong",
          answer: { ...right, entries: "w21 x2 + w22 x1 + b2" },
        },
        { says: "unread-line", answer: { ...right, matrix: "W x + (" } },
        { says: "not-answered", answer: { ...right, matrix: "" } },
      ],
    };
  },
});

practice(
  shapesExercise,
  loopExercise,
  forwardExercise,
  neuronExercise,
  repairExercise,
  changeExercise,
  matrixExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "05.shapes.prompt"}}
// ## 05.shapes: twelve shapes (S, 4 points)
//
// Every size differs, so each shape can be right in one way only. Answer with `[rows, columns]`, or `"none"` for the
// product that cannot be formed.

// %% {"course": {"role": "demo", "id": "05.shapes.given"}}
const shapesGiven = given("05.shapes");

// %% {"course": {"role": "answer", "id": "05.shapes"}}
type Puzzles = Record<string, number[] | "none">;

const shapes: Puzzles = {
  // BEGIN SOLUTION // a: [rows, columns], … up to l
  ...shapesOf([...shapesGiven.sizes.data]),
  // END SOLUTION
};
// BEGIN SOLUTION // Two letters may have the same shape.
function shapesOf([n0, n1, n2, n3]: number[]): Puzzles {
  return {
    ...{ a: [n1, n0], b: [n1, 1], c: [n0, 1], d: [n1, 1] },
    ...{ e: [n1, 1], f: [1, n1], g: [n2, n1], h: "none" },
    ...{ i: [n2, 1], j: [n2, 1], k: [n3, n2], l: [n3, 1] },
  };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "05.shapes.check"}}
await check("05.shapes", shapes);

// %% [markdown] {"course": {"role": "reflect", "id": "05.shapes.why"}}
// Which of the twelve would change with a batch of five examples? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "05.loop.prompt"}}
// ## 05.loop: one neuron, with a loop (F, 2 points)
//
// Write `neuron`: the weighted sum of neuron $k$ with its bias, without a matrix product. Neurons are counted from 1 as
// in the formulas; lists begin at 0.

// %% {"course": {"role": "demo", "id": "05.loop.given"}}
given("05.loop");

// %% {"course": {"role": "answer", "id": "05.loop"}}
function neuron(W: number[][], x: number[], b: number[], k: number): number {
  // BEGIN SOLUTION return notAnswered();
  let sum = b[k - 1];
  for (let j = 0; j < x.length; j++) sum += W[k - 1][j] * x[j];
  return sum;
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "05.loop.check"}}
await check("05.loop", neuron);

// %% [markdown] {"course": {"role": "reflect", "id": "05.loop.why"}}
// Which index is summed away, and which one stays? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "05.forward.prompt"}}
// ## 05.forward: the whole pass (F, 3 points)
//
// Write `forwardOne` for a network with sigmoids in both layers. It returns the cache that the backward pass needs.

// %% {"course": {"role": "demo", "id": "05.forward.given"}}
given("05.forward");

// %% {"course": {"role": "answer", "id": "05.forward"}}
function forwardOne(
  W1: Tensor,
  b1: Tensor,
  W2: Tensor,
  b2: Tensor,
  x: Tensor,
): { z1: Tensor; A1: Tensor; yhat: Tensor } {
  // BEGIN SOLUTION return notAnswered();
  const z1 = W1.matmul(x).add(b1);
  const A1 = z1.sigmoid();
  return { z1, A1, yhat: W2.matmul(A1).add(b2).sigmoid() };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "05.forward.check"}}
await check("05.forward", forwardOne);

// %% [markdown] {"course": {"role": "reflect", "id": "05.forward.why"}}
// Why are $z^{[1]}$ and $A^{[1]}$ kept, and not only the answer? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "05.neuron.prompt"}}
// ## 05.neuron: the second neuron by hand (N, 2 points)
//
// Compute with a calculator, or here. Three decimals are enough.

// %% {"course": {"role": "demo", "id": "05.neuron.given"}}
const neuronGiven = given("05.neuron");

// %% {"course": {"role": "answer", "id": "05.neuron"}}
const second = {
  // BEGIN SOLUTION z: undefined, A: undefined,
  ...secondOf(neuronGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function secondOf({ W1, x, b1 }: Readonly<Record<string, Tensor>>) {
  const row = W1.data.slice(2, 4);
  const z = row[0] * x.data[0] + row[1] * x.data[1] + b1.data[1];
  return { z, A: 1 / (1 + Math.exp(-z)) };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "05.neuron.check"}}
await check("05.neuron", second);

// %% [markdown] {"course": {"role": "reflect", "id": "05.neuron.why"}}
// Which numbers of $W^{[1]}$ did you not need? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "05.repair.prompt"}}
// ## 05.repair: W read the other way round (B, 3 points)
//
// This program runs for 3 inputs and 3 neurons, and its answers are wrong. Write `layer` such that it works for all sizes:
//
// ```ts
// for (const k of neurons)
//   for (const j of inputs) z[k] += W[j][k] * x[j]; // and then + b[k]
// ```
//
// `W`, `x` and `b` are tensors here; a matrix product is allowed.

// %% {"course": {"role": "demo", "id": "05.repair.given"}}
given("05.repair");

// %% {"course": {"role": "answer", "id": "05.repair"}}
function layer(W: Tensor, x: Tensor, b: Tensor): Tensor {
  // BEGIN SOLUTION return notAnswered();
  return W.matmul(x).add(b);
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "05.repair.check"}}
await check("05.repair", layer);

// %% [markdown] {"course": {"role": "reflect", "id": "05.repair.why"}}
// Why does a test with a square matrix not find this mistake by its shape? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "05.change.prompt"}}
// ## 05.change: one weight changes (P, 2 points)
//
// Predict, then change the weight in the lecture and run it. Answer with a letter.

// %% {"course": {"role": "demo", "id": "05.change.given"}}
given("05.change");

// %% {"course": {"role": "answer", "id": "05.change"}}
// BEGIN SOLUTION const changeLetter = "";
const changeLetter = "z_3, A_3 and ŷ";
// END SOLUTION

// %% {"course": {"role": "check", "id": "05.change.check"}}
await check("05.change", changeLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "05.change.why"}}
// What else would change if layer 2 had two neurons? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "05.matrix.prompt"}}
// ## 05.matrix: from indices to the matrix form (D, 3 points)
//
// Write the weighted sum of neuron 2 three times. Put a space between factors: `w21 x1`; `w x` is a matrix product, `'`
// transposes. Each formula is compared at many points, so an equal form is right too.

// %% {"course": {"role": "demo", "id": "05.matrix.given"}}
given("05.matrix");

// %% {"course": {"role": "answer", "id": "05.matrix"}}
const forms = {
  // BEGIN SOLUTION entries: "", row: "", matrix: "",
  entries: "z = w21 x1 + w22 x2 + b2",
  row: "z = w x + b2",
  matrix: "z = W x + b",
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "05.matrix.check"}}
await check("05.matrix", forms);

// %% [markdown] {"course": {"role": "reflect", "id": "05.matrix.why"}}
// What does the matrix form say that the other two do not? One sentence:
