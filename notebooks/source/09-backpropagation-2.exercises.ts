/** @file Exercises of unit 09: the error of a hidden layer, its transpose and its elementwise product. */

// %% [markdown] {"course": {"role": "read", "id": "09.exercises"}}
// # 09 Backpropagation II: exercises
//
// You need the lecture of unit 09. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "09.exercises.import"}}
import { check, given, sub, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "09.definitions"}}
import {
  answers,
  bce,
  choice,
  drawn,
  drawnNetwork,
  gradients,
  lines,
  practice,
  program,
  sigmoid,
  tensor,
  wantGradient,
  type Case,
  type Random,
} from "chainrule";

const entryExercise = lines({
  id: "09.dz1.entry",
  type: "D",
  title: "The error of one hidden neuron that feeds two outputs",
  points: 2,
  watches: ["M01", "M02", "M04", "M12", "M13"],
  hints: [
    "Follow the arrows from a: how many lead towards the loss?",
    "Along each path multiply, between the paths add; then pass through the activation.",
    "Smaller: with w = 2, v = 3, dp = 0.1 and dq = 0.2, da = 2·0.1 + 3·0.2 = 0.8.",
  ],
  ask: (numbers) => {
    const number = (name: string) =>
      tensor(drawn(numbers, [1]).data[0]).named(name);
    const z = number("z");
    const a = sigmoid(z).named("a");
    const p = number("w").mul(a).add(number("b")).named("p");
    const q = number("v").mul(a).add(number("c")).named("q");
    const label = numbers.integer(2);
    const first = bce(sigmoid(p).named("g"), tensor(label).named("s"));
    const second = bce(sigmoid(q).named("h"), tensor(1 - label).named("t"));
    return {
      loss: first.add(second).named("ℓ"),
      by: z,
      steps: ["da", "dz"],
      question: [
        "a = σ(z) goes to two outputs: p = w a + b and q = v a + c. You may use dp and dq without deriving them.",
      ],
      planted: [
        { says: "M01", answer: ["da = w dp"] },
        { says: "M02", answer: ["da = w dp v dq"] },
        { says: "M04", answer: ["da = a dp + v dq"] },
        { says: "M12", answer: ["dz = w dp + v dq"] },
        { says: "M13", answer: ["dz = (w dp + v dq) a"] },
        { says: "incomplete", answer: ["da = w dp + v dq"] },
      ],
    };
  },
});

const dz1Exercise = lines({
  id: "09.dz1",
  type: "D",
  title: "The error of the hidden layer, with two outputs",
  points: 4,
  watches: ["M12", "M13", "M14", "M19", "M20"],
  hints: [
    "Each hidden neuron feeds both outputs. What comes back from them is added.",
    "The sum over the outputs is a product with W2 transposed; through the activation you multiply entry by entry.",
    "Smaller: with one hidden neuron, weights 2 and 3 to the outputs and errors 0.1 and 0.2, dA = 2·0.1 + 3·0.2 = 0.8.",
  ],
  ask: (numbers) => {
    const { loss, layers } = drawnNetwork(numbers, { sizes: [2, 3, 2] });
    return {
      loss,
      by: layers[0].z,
      steps: ["dz2", "dA1", "dz1"],
      planted: [
        { says: "M12", answer: ["dz1 = W2' dz2"] },
        { says: "M13", answer: ["dz1 = (W2' dz2) .* A1"] },
        {
          says: "M13",
          answer: ["dz1 = (W2' dz2) .* sigma(A1) .* (1 - sigma(A1))"],
        },
        { says: "M13", answer: ["dz1 = (W2' dz2) .* (1 - A1.^2)"] },
        { says: "M13", answer: ["dz1 = (W2' dz2) .* z1 .* (1 - z1)"] },
        { says: "M14", answer: ["dz1 = (W2' dz2) (A1 .* (1 - A1))"] },
        { says: "M19", answer: ["dA1 = W2 dz2"] },
        { says: "M20", answer: ["dA1 = (W2 - 0.1 dW2)' dz2"] },
        { says: "M09", answer: ["dz2 = y - yhat"] },
      ],
    };
  },
});

const dW1Exercise = lines({
  id: "09.dW1",
  type: "D",
  title: "dW1 from dz1",
  points: 3,
  watches: ["M15", "M19", "M23", "M26"],
  hints: [
    "What came into layer 1, and which shape has dW1?",
    "The same pattern as in unit 08: the error of the layer, times what came into it, transposed.",
    "Smaller: dz = (0.1, 0.2)ᵀ and x = (3, 4)ᵀ give dW = [[0.3, 0.4], [0.6, 0.8]].",
  ],
  ask: (numbers) => {
    const { loss, layers } = drawnNetwork(numbers);
    return {
      loss,
      by: layers[0].W,
      steps: ["dz1", "dW1"],
      planted: [
        { says: "M15", answer: ["dW1 = dz1 A1'"] },
        { says: "M19", answer: ["dW1 = dz1 .* x"] },
        { says: "M23", answer: ["dW1 = x' dz1"] },
        { says: "M26", answer: ["dz1 = A1 - y"] },
      ],
    };
  },
});

const orderExercise = choice({
  id: "09.order",
  type: "S",
  title: "Five factors in an order that fits",
  points: 3,
  watches: ["M14", "M19", "M23"],
  hints: [
    "Write the five shapes for 2-3-1: dz2 is 1×1, W2 is 1×3, g′(z1) is 3×1, x is 2×1.",
    "dz1 must be 3×1 before x comes in, and dW1 is 3×2.",
    "Smaller: a 3×1 column times a 1×2 row is a 3×2 matrix; a 3×1 column times a 3×1 column is none.",
  ],
  ask: () => ({
    question: ["Which order gives dW1 of a 2-3-1 network?"],
    options: [
      { text: "((W2)ᵀ dz2 ⊙ g′(z1)) xᵀ", right: true },
      {
        text: "xᵀ ((W2)ᵀ dz2 ⊙ g′(z1))",
        says: "M23",
        parameters: { symbol: "dW1", want: "[3, 2]" },
      },
      {
        text: "(W2 dz2 ⊙ g′(z1)) xᵀ",
        says: "M19",
        parameters: { symbol: "dW1", want: "[3, 2]" },
      },
      {
        text: "((W2)ᵀ dz2 g′(z1)) xᵀ, all of them matrix products",
        says: "M14",
        parameters: { symbol: "dz1", used: "a matrix product", needed: "⊙" },
      },
    ],
  }),
});

const signExercise = choice({
  id: "09.negative",
  type: "P",
  title: "One input changes its sign",
  points: 2,
  hints: [
    "Which entries of dW1 hold x2 as a factor?",
    "Column j of dW1 is dz1 times x_j.",
    "Smaller: dz = (1, 2)ᵀ and x = (3, −4)ᵀ give the rows (3, −4) and (6, −8).",
  ],
  ask: () => ({
    question: [
      "Suppose that only the sign of x2 were turned in dW1 = dz1 xᵀ. Which entries of dW1 change sign?",
    ],
    options: [
      { text: "those of the second column", right: true },
      { text: "those of the second row" },
      { text: "all of them" },
      { text: "none of them" },
    ],
  }),
});

/** Six derivations, each with one wrong line. */
const FAULTY = [
  {
    code: "M19",
    wrong: ["dA1 = W2 dz2", "dz1 = dA1 .* A1 .* (1 - A1)", "dW1 = dz1 x'"],
  },
  {
    code: "M14",
    wrong: ["dA1 = W2' dz2", "dz1 = dA1 (A1 .* (1 - A1))", "dW1 = dz1 x'"],
  },
  { code: "M12", wrong: ["dA1 = W2' dz2", "dz1 = dA1", "dW1 = dz1 x'"] },
  {
    code: "M13",
    wrong: ["dA1 = W2' dz2", "dz1 = dA1 .* sigma'(A1)", "dW1 = dz1 x'"],
  },
  {
    code: "M15",
    wrong: ["dA1 = W2' dz2", "dz1 = dA1 .* A1 .* (1 - A1)", "dW1 = dz1 A1'"],
  },
  { code: "M26", wrong: ["dA1 = W2' dz2", "dz1 = A1 - y", "dW1 = dz1 x'"] },
] as const;

const repairExercises = FAULTY.map(({ code, wrong }, at) =>
  lines({
    id: `09.repair.${at + 1}`,
    type: "B",
    title: `A derivation with one wrong line (${at + 1} of 6)`,
    points: 1,
    watches: [code],
    hints: [
      "Two of the three lines are right as they stand. Judge them one at a time.",
      "Ask of each line: is every factor of the path there once, at the right place, and does its shape fit?",
      "Smaller: for one hidden neuron, dA = w dz, then dz1 = dA · a(1 − a), then dw1 = dz1 · x.",
    ],
    ask: (numbers) => {
      const { loss, layers } = drawnNetwork(numbers);
      return {
        loss,
        by: layers[0].W,
        steps: ["dA1", "dz1", "dW1"],
        question: ["Write all three lines, the wrong one corrected:", ...wrong],
        planted: [{ says: code, answer: wrong }],
      };
    },
  }),
);

const numbersExercise = answers({
  id: "09.numbers",
  type: "N",
  title: "The backward pass in numbers",
  points: 5,
  watches: ["M09", "M12", "M13", "M15", "M20", "M26"],
  hints: [
    "Go backwards: dz2 first, dW1 last. Each result uses only what is above it.",
    "dA1 = (W2)ᵀ dz2; dz1 = dA1 ⊙ A1 ⊙ (1 − A1); dW1 = dz1 xᵀ; db1 = dz1.",
    "Smaller: w = 0.5, dz = −0.4, a = 0.6 give dA = −0.2 and dz1 = −0.2 · 0.6 · 0.4 = −0.048.",
  ],
  ask: (numbers) => {
    const { x, y, yhat, loss, layers, clear } = drawnNetwork(numbers);
    const [one, two] = layers;
    const sources = {
      dz2: two.z,
      dA1: one.A,
      dz1: one.z,
      dW1: one.W,
      db1: one.b,
    };
    const right = gradients(loss, sources);
    const { dA1, dz1 } = right;
    const again = sigmoid(one.A);
    const { dW2 } = gradients(loss, { dW2: two.W });
    const stale = two.W.sub(dW2.mul(0.5)).transpose().matmul(right.dz2);
    const slope = one.A.mul(one.A.neg().add(1));
    return {
      given: { x, W2: two.W, A1: one.A, yhat, y },
      clear,
      wants: {
        dz2: wantGradient(loss, two.z),
        dA1: wantGradient(loss, one.A),
        dz1: wantGradient(loss, one.z),
        dW1: wantGradient(loss, one.W),
        db1: wantGradient(loss, one.b),
      },
      planted: [
        { says: "M09", answer: { ...right, dz2: right.dz2.neg() } },
        { says: "M12", answer: { ...right, dz1: dA1 } },
        {
          says: "M13",
          answer: { ...right, dz1: dA1.mul(again.mul(again.neg().add(1))) },
        },
        {
          says: "M13",
          answer: { ...right, dz1: dA1.mul(one.A.square().neg().add(1)) },
        },
        { says: "M13", answer: { ...right, dz1: dA1.mul(one.A) } },
        {
          says: "M13",
          answer: { ...right, dz1: dA1.mul(one.z.mul(one.z.neg().add(1))) },
        },
        {
          says: "M15",
          answer: { ...right, dW1: dz1.matmul(one.A.transpose()) },
        },
        { says: "M20", answer: { ...right, dA1: stale } },
        { says: "M20", answer: { ...right, dz1: stale.mul(slope) } },
        { says: "M26", answer: { ...right, dz1: one.A.sub(y) } },
        { says: "M27", answer: { ...right, dz1: dz1.mul(0.1) } },
      ],
    };
  },
});

const backwardExercise = program({
  id: "09.backward",
  type: "F",
  title: "The backward pass of any hidden layer",
  points: 6,
  watches: ["M12", "M13", "M18", "M19"],
  signature:
    "backwardHidden(Wnext, dZnext, A, Aprev) gives { dZ, dW, db }; dZnext is ∂L/∂Z of the next layer, 1/m included",
  hints: [
    "Three results in three lines; each is a line of the lecture with other layer numbers.",
    "dZ = Wnextᵀ dZnext ⊙ A ⊙ (1 − A); dW = dZ Aprevᵀ; db adds the columns of dZ. The 1/m is already inside dZnext.",
    "Smaller: with one neuron per layer, dZ = w · dZnext · a(1 − a), dW = dZ · aprev, db = dZ.",
  ],
  ask: (numbers) => ({
    example: hiddenCase(numbers, { sizes: [2, 3, 2], layer: 0, examples: 4 }),
    hidden: [
      hiddenCase(numbers, { sizes: [4, 5, 3, 1], layer: 1, examples: 3 }),
      hiddenCase(numbers, { sizes: [4, 5, 3, 1], layer: 0, examples: 6 }),
    ],
    planted: [
      {
        says: "M12",
        answer: (W: Tensor, dZ: Tensor, _: Tensor, Aprev: Tensor) =>
          on(W.transpose().matmul(dZ), Aprev),
      },
      {
        says: "M13",
        answer: (W: Tensor, dZ: Tensor, A: Tensor, Aprev: Tensor) =>
          on(W.transpose().matmul(dZ).mul(A), Aprev),
      },
      {
        says: "M13",
        answer: (W: Tensor, dZ: Tensor, A: Tensor, Aprev: Tensor) =>
          on(W.transpose().matmul(dZ).mul(sub(1, A.square())), Aprev),
      },
      {
        says: "M18",
        answer: (W: Tensor, dZ: Tensor, A: Tensor, Aprev: Tensor) => {
          const error = W.transpose().matmul(dZ).mul(A).mul(sub(1, A));
          return { ...on(error, Aprev), db: error };
        },
      },
      {
        says: "M19",
        answer: (W: Tensor, dZ: Tensor, A: Tensor, Aprev: Tensor) =>
          on(W.matmul(dZ).mul(A).mul(sub(1, A)), Aprev),
      },
    ],
  }),
});

/** One hidden layer of a network, and the gradients that it passes on. */
function hiddenCase(
  numbers: Random,
  {
    sizes,
    layer,
    examples,
  }: { sizes: readonly number[]; layer: number; examples: number },
): Case {
  const { x, loss, layers } = drawnNetwork(numbers, { sizes, examples });
  const { W, b, z, A } = layers[layer];
  const next = layers[layer + 1];
  const before = layer === 0 ? x : layers[layer - 1].A;
  const { dZnext } = gradients(loss, { dZnext: next.z });
  return {
    inputs: { Wnext: next.W, dZnext, A, Aprev: before },
    wants: {
      dZ: wantGradient(loss, z),
      dW: wantGradient(loss, W),
      db: wantGradient(loss, b),
    },
  };
}

/** The right way on from any error of a layer. */
function on(
  dZ: Tensor,
  before: Tensor,
): { dZ: Tensor; dW: Tensor; db: Tensor } {
  return {
    dZ,
    dW: dZ.matmul(before.transpose()),
    db: dZ.sum({ axis: 1, keepdims: true }),
  };
}

practice(
  entryExercise,
  dz1Exercise,
  dW1Exercise,
  orderExercise,
  signExercise,
  ...repairExercises,
  numbersExercise,
  backwardExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "09.dz1.entry.prompt"}}
// ## 09.dz1.entry: one hidden neuron (D, 2 points)
//
// One neuron of the hidden layer, written out: $a = \sigma(z)$ feeds two outputs with the weights $w$ and $v$. Derive
// $\frac{\partial \ell}{\partial z}$ with the steps `da` and `dz`. The next exercise is the same for all neurons at once.

// %% {"course": {"role": "demo", "id": "09.dz1.entry.given"}}
given("09.dz1.entry");

// %% {"course": {"role": "answer", "id": "09.dz1.entry"}}
const neuronLines: string[] = [
  // BEGIN SOLUTION // "da = …"
  "da = w dp + v dq",
  "dz = da a (1 - a)",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.dz1.entry.check"}}
await check("09.dz1.entry", neuronLines);

// %% [markdown] {"course": {"role": "reflect", "id": "09.dz1.entry.why"}}
// What would a third output add to your lines? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.dz1.prompt"}}
// ## 09.dz1: the error of the hidden layer (D, 4 points)
//
// A 2-3-2 network: both outputs receive from every hidden neuron, and the loss adds over the outputs. Derive
// $dz^{[1]}$ with the steps `dz2`, `dA1` and `dz1`.

// %% {"course": {"role": "demo", "id": "09.dz1.given"}}
given("09.dz1");

// %% {"course": {"role": "answer", "id": "09.dz1"}}
const dz1Lines: string[] = [
  // BEGIN SOLUTION // "dz2 = …", one text per line
  "dz2 = yhat - y",
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.dz1.check"}}
await check("09.dz1", dz1Lines);

// %% [markdown] {"course": {"role": "reflect", "id": "09.dz1.why"}}
// Where has the sum over the two outputs gone? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.dW1.prompt"}}
// ## 09.dW1: the weights of the first layer (D, 3 points)
//
// A 2-3-1 network, one example. Derive $dW^{[1]}$ with the steps `dz1` and `dW1`; `dz1` may use `dz2`.

// %% {"course": {"role": "demo", "id": "09.dW1.given"}}
given("09.dW1");

// %% {"course": {"role": "answer", "id": "09.dW1"}}
const dW1Lines: string[] = [
  // BEGIN SOLUTION // "dz1 = …"
  "dz1 = (W2' dz2) .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.dW1.check"}}
await check("09.dW1", dW1Lines);

// %% [markdown] {"course": {"role": "reflect", "id": "09.dW1.why"}}
// Which line of unit 08 is this, with other layer numbers? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.order.prompt"}}
// ## 09.order: five factors in order (S, 3 points)
//
// The chain rule for numbers gives the factors; the shapes give their order. Answer with a letter.

// %% {"course": {"role": "demo", "id": "09.order.given"}}
given("09.order");

// %% {"course": {"role": "answer", "id": "09.order"}}
// BEGIN SOLUTION const orderLetter = "";
const orderLetter = "((W2)ᵀ dz2 ⊙ g′(z1)) xᵀ";
// END SOLUTION

// %% {"course": {"role": "check", "id": "09.order.check"}}
await check("09.order", orderLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "09.order.why"}}
// Why is there one ⊙ among the matrix products? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.negative.prompt"}}
// ## 09.negative: a sign in the input (P, 2 points)
//
// Think first, then try it in a cell of your own if you like. Answer with a letter.

// %% {"course": {"role": "demo", "id": "09.negative.given"}}
given("09.negative");

// %% {"course": {"role": "answer", "id": "09.negative"}}
// BEGIN SOLUTION const signLetter = "";
const signLetter = "those of the second column";
// END SOLUTION

// %% {"course": {"role": "check", "id": "09.negative.check"}}
await check("09.negative", signLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "09.negative.why"}}
// What does a column of $dW^{[1]}$ belong to, and what a row? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.repair.1.prompt"}}
// ## 09.repair.1: a derivation with one wrong line (B, 1 point)
//
// A 2-3-1 network, one example, `dz2` is given. One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "09.repair.1.given"}}
given("09.repair.1");

// %% {"course": {"role": "answer", "id": "09.repair.1"}}
const repaired1: string[] = [
  // BEGIN SOLUTION // "dA1 = …", "dz1 = …", "dW1 = …"
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.repair.1.check"}}
await check("09.repair.1", repaired1);

// %% [markdown] {"course": {"role": "reflect", "id": "09.repair.1.why"}}
// Would its shape alone have told you? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.repair.2.prompt"}}
// ## 09.repair.2: a derivation with one wrong line (B, 1 point)
//
// A 2-3-1 network, one example, `dz2` is given. One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "09.repair.2.given"}}
given("09.repair.2");

// %% {"course": {"role": "answer", "id": "09.repair.2"}}
const repaired2: string[] = [
  // BEGIN SOLUTION // "dA1 = …", "dz1 = …", "dW1 = …"
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.repair.2.check"}}
await check("09.repair.2", repaired2);

// %% [markdown] {"course": {"role": "reflect", "id": "09.repair.2.why"}}
// Would its shape alone have told you? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.repair.3.prompt"}}
// ## 09.repair.3: a derivation with one wrong line (B, 1 point)
//
// A 2-3-1 network, one example, `dz2` is given. One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "09.repair.3.given"}}
given("09.repair.3");

// %% {"course": {"role": "answer", "id": "09.repair.3"}}
const repaired3: string[] = [
  // BEGIN SOLUTION // "dA1 = …", "dz1 = …", "dW1 = …"
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.repair.3.check"}}
await check("09.repair.3", repaired3);

// %% [markdown] {"course": {"role": "reflect", "id": "09.repair.3.why"}}
// Would its shape alone have told you? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.repair.4.prompt"}}
// ## 09.repair.4: a derivation with one wrong line (B, 1 point)
//
// A 2-3-1 network, one example, `dz2` is given. One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "09.repair.4.given"}}
given("09.repair.4");

// %% {"course": {"role": "answer", "id": "09.repair.4"}}
const repaired4: string[] = [
  // BEGIN SOLUTION // "dA1 = …", "dz1 = …", "dW1 = …"
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.repair.4.check"}}
await check("09.repair.4", repaired4);

// %% [markdown] {"course": {"role": "reflect", "id": "09.repair.4.why"}}
// Would its shape alone have told you? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.repair.5.prompt"}}
// ## 09.repair.5: a derivation with one wrong line (B, 1 point)
//
// A 2-3-1 network, one example, `dz2` is given. One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "09.repair.5.given"}}
given("09.repair.5");

// %% {"course": {"role": "answer", "id": "09.repair.5"}}
const repaired5: string[] = [
  // BEGIN SOLUTION // "dA1 = …", "dz1 = …", "dW1 = …"
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.repair.5.check"}}
await check("09.repair.5", repaired5);

// %% [markdown] {"course": {"role": "reflect", "id": "09.repair.5.why"}}
// Would its shape alone have told you? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.repair.6.prompt"}}
// ## 09.repair.6: a derivation with one wrong line (B, 1 point)
//
// A 2-3-1 network, one example, `dz2` is given. One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "09.repair.6.given"}}
given("09.repair.6");

// %% {"course": {"role": "answer", "id": "09.repair.6"}}
const repaired6: string[] = [
  // BEGIN SOLUTION // "dA1 = …", "dz1 = …", "dW1 = …"
  "dA1 = W2' dz2",
  "dz1 = dA1 .* A1 .* (1 - A1)",
  "dW1 = dz1 x'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "09.repair.6.check"}}
await check("09.repair.6", repaired6);

// %% [markdown] {"course": {"role": "reflect", "id": "09.repair.6.why"}}
// Would its shape alone have told you? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.numbers.prompt"}}
// ## 09.numbers: the backward pass in numbers (N, 5 points)
//
// Compute $dz^{[2]}$, $dA^{[1]}$, $dz^{[1]}$, $dW^{[1]}$ and $db^{[1]}$ for one example, to three decimals. A column is written
// `[[1], [2], [3]]`.

// %% {"course": {"role": "demo", "id": "09.numbers.given"}}
const passGiven = given("09.numbers");

// %% {"course": {"role": "answer", "id": "09.numbers"}}
const passNumbers = {
  // BEGIN SOLUTION dz2: undefined, dA1: undefined, dz1: undefined, dW1: undefined, db1: undefined,
  ...backwardPass(passGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // Helpers of your own may stand here.
function backwardPass({
  x,
  W2,
  A1,
  yhat,
  y,
}: Readonly<Record<string, Tensor>>) {
  const dz2 = yhat.sub(y);
  const dA1 = W2.transpose().matmul(dz2);
  const dz1 = dA1.mul(A1).mul(sub(1, A1));
  return { dz2, dA1, dz1, dW1: dz1.matmul(x.transpose()), db1: dz1 };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "09.numbers.check"}}
await check("09.numbers", passNumbers);

// %% [markdown] {"course": {"role": "reflect", "id": "09.numbers.why"}}
// Which of the numbers would change if the label were the other one? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "09.backward.prompt"}}
// ## 09.backward: any hidden layer (F, 6 points)
//
// Write `backwardHidden` for a layer of sigmoid neurons. It gets the weights of the next layer, $\frac{\partial L}{\partial Z}$ of the next
// layer (with its $\frac{1}{m}$), its own activation `A` and the activation `Aprev` that came in. Return `{ dZ, dW, db }`. Hidden
// checks use other layers of other networks.

// %% {"course": {"role": "demo", "id": "09.backward.given"}}
given("09.backward");

// %% {"course": {"role": "answer", "id": "09.backward"}}
function backwardHidden(
  Wnext: Tensor,
  dZnext: Tensor,
  A: Tensor,
  Aprev: Tensor,
) {
  // BEGIN SOLUTION return notAnswered();
  const dZ = Wnext.transpose().matmul(dZnext).mul(A).mul(sub(1, A));
  return {
    dZ,
    dW: dZ.matmul(Aprev.transpose()),
    db: dZ.sum({ axis: 1, keepdims: true }),
  };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "09.backward.check"}}
await check("09.backward", backwardHidden);

// %% [markdown] {"course": {"role": "reflect", "id": "09.backward.why"}}
// Why does no $\frac{1}{m}$ stand in your function? One sentence:
