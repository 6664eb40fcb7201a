/** @file Exercises of unit 08: the derivative of the loss through the output layer. */

// %% [markdown] {"course": {"role": "read", "id": "08.exercises"}}
// # 08 Backpropagation I: exercises
//
// You need the lecture of unit 08. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "08.exercises.import"}}
import { check, given, sub, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "08.definitions"}}
import {
  answers,
  bce,
  choice,
  drawnNetwork,
  lines,
  practice,
  program,
  sigmoid,
  tensor,
  wantExactly,
  wantGradient,
  wantValue,
  type Case,
  type Random,
} from "chainrule";

const dz2Exercise = lines({
  id: "08.dz2",
  type: "D",
  title: "From the loss to dz2",
  points: 6,
  watches: ["M08", "M09", "M10", "M11", "M25", "M32"],
  hints: [
    "Write the loss down and ask what ŷ does in each of its two logarithms.",
    "The derivative of log u is u′/u, and the inside of the second logarithm is 1 − ŷ. Then multiply along the path.",
    "Smaller: for ℓ = −log ŷ alone, dŷ = −1/ŷ, and with ŷ = σ(z) the product is −1/ŷ · ŷ(1 − ŷ) = −(1 − ŷ).",
  ],
  ask: (numbers) => {
    const { loss, layers } = drawnNetwork(numbers);
    return {
      loss,
      by: layers[1].z,
      steps: ["dyhat", "∂yhat/∂z2", "dz2"],
      planted: [
        { says: "M09", answer: ["dyhat = y/yhat - (1-y)/(1-yhat)"] },
        { says: "M09", answer: ["dyhat = -y/yhat - (1-y)/(1-yhat)"] },
        { says: "M09", answer: ["dz2 = y - yhat"] },
        { says: "M10", answer: ["dz2 = -y/yhat + (1-y)/(1-yhat)"] },
        { says: "M11", answer: ["dz2 = (yhat - y) .* yhat .* (1-yhat)"] },
        { says: "M25", answer: ["dz2 = yhat - y_i"] },
        { says: "M32", answer: ["∂z2/∂ℓ = yhat - y"] },
        { says: "M08", answer: ["dz2 = (yhat - y) / log(10)"] },
        { says: "incomplete", answer: ["dz2 = yhat - y"] },
      ],
    };
  },
});

const entryExercise = lines({
  id: "08.dW2.entry",
  type: "D",
  title: "dW2 by one entry",
  points: 2,
  watches: ["M04", "M09"],
  hints: [
    "Hold everything still but one weight: what multiplies it in z?",
    "z is a sum of products; the derivative of w2 · a2 by w2 is the partner of w2.",
    "Smaller: for z = w · a + b, ∂z/∂w = a and dw = dz · a.",
  ],
  ask: (numbers) => {
    const { layers, y } = drawnNetwork(numbers);
    const [w1, w2, w3] = [0, 1, 2].map((at) =>
      tensor(layers[1].W.data[at]).named(`w${at + 1}`),
    );
    const [a1, a2, a3] = [0, 1, 2].map((at) =>
      tensor(layers[0].A.data[at]).named(`a${at + 1}`),
    );
    const z = w1
      .mul(a1)
      .add(w2.mul(a2))
      .add(w3.mul(a3))
      .add(tensor(layers[1].b.item()).named("b"))
      .named("z");
    const yhat = sigmoid(z).named("ŷ");
    return {
      loss: bce(yhat, tensor(y.item()).named("y")).named("ℓ"),
      by: w2,
      steps: ["dz", "∂z/∂w2", "dw2"],
      planted: [
        { says: "M04", answer: ["dw2 = dz w2"] },
        { says: "M09", answer: ["dz = y - yhat"] },
      ],
    };
  },
});

const matrixExercise = lines({
  id: "08.dW2",
  type: "D",
  title: "dW2 and its transpose",
  points: 2,
  watches: ["M15", "M19", "M24"],
  hints: [
    "Which shape must dW2 have, and which shapes do dz2 and A1 have?",
    "A gradient has the shape of its parameter: the error of the layer times what came into it, transposed.",
    "Smaller: for W of shape 1×2 and a of shape 2×1, dW = dz aᵀ has the entries dz·a₁ and dz·a₂ in a row.",
  ],
  ask: (numbers) => {
    const { loss, layers } = drawnNetwork(numbers);
    return {
      loss,
      by: layers[1].W,
      steps: ["dz2", "dW2"],
      planted: [
        { says: "M19", answer: ["dz2 = yhat - y", "dW2 = dz2 A1"] },
        { says: "M15", answer: ["dz2 = yhat - y", "dW2 = dz2 z1'"] },
        { says: "M15", answer: ["dz2 = yhat - y", "dW2 = dz2 x'"] },
        { says: "M24", answer: ["dz2 = yhat - y", "dW2 = dz2 A_1'"] },
      ],
    };
  },
});

const productExercise = choice({
  id: "08.product",
  type: "S",
  title: "Three products, one of them is dW2",
  points: 2,
  watches: ["M15", "M19"],
  hints: [
    "Write the shape of each product before you think of its meaning.",
    "dW2 has the shape of W2, 1×3, and pairs the error of layer 2 with what came into layer 2.",
    "Smaller: a 1×1 error times a 1×3 row is a 1×3 row; a 3×1 column times a 1×1 error is a column.",
  ],
  ask: () => ({
    question: ["Which is dW2 in a 2-3-1 network, by shape and by meaning?"],
    options: [
      { text: "dz2 (A1)ᵀ", right: true },
      {
        text: "A1 dz2",
        says: "M19",
        parameters: { symbol: "dW2", want: "[1, 3]" },
      },
      {
        text: "dz2 (z1)ᵀ",
        says: "M15",
        parameters: { symbol: "dW2", used: "z1", weight: "W2" },
      },
    ],
  }),
});

const numbersExercise = answers({
  id: "08.numbers",
  type: "N",
  title: "The output layer in numbers",
  points: 3,
  watches: ["M08", "M09", "M10", "M11", "M15", "M27"],
  hints: [
    "Take the four results in the order in which they are asked.",
    "dz2 = ŷ − y; each entry of dW2 is dz2 times the entry of A1 below it; db2 is dz2.",
    "Smaller: with ŷ = 0.6, y = 1, A1 = (0.5, 0.2): dz2 = −0.4, dW2 = (−0.2, −0.08), db2 = −0.4.",
  ],
  ask: (numbers) => {
    const { y, yhat, loss, layers, clear } = drawnNetwork(numbers);
    const [{ A }, { W, b, z }] = layers;
    const [p, t] = [yhat.item(), y.item()];
    const slope = -t / p + (1 - t) / (1 - p);
    const row = (error: number, partner: Tensor) => [
      [...partner.data].map((entry) => error * entry),
    ];
    const rest = { ell: loss, dz2: p - t, dW2: row(p - t, A), db2: p - t };
    return {
      given: { A1: A, yhat, y },
      clear,
      wants: {
        ell: wantValue(loss),
        dz2: wantGradient(loss, z),
        dW2: wantGradient(loss, W),
        db2: wantGradient(loss, b),
      },
      planted: [
        { says: "M08", answer: { ...rest, ell: loss.item() / Math.LN10 } },
        { says: "M08", answer: { ...rest, ell: loss.item() / Math.LN2 } },
        { says: "M09", answer: { ...rest, dz2: t - p } },
        { says: "M10", answer: { ...rest, dz2: slope } },
        { says: "M11", answer: { ...rest, dz2: (p - t) * p * (1 - p) } },
        { says: "M15", answer: { ...rest, dW2: row(p - t, layers[0].z) } },
        { says: "M27", answer: { ...rest, db2: 10 * (p - t) } },
        { says: "not-answered", answer: {} },
      ],
    };
  },
});

const backwardExercise = program({
  id: "08.backward",
  type: "F",
  title: "The backward pass of the output layer for a batch",
  points: 5,
  watches: ["M09", "M11", "M16", "M17", "M18", "M19"],
  signature:
    "backwardOutput(A1, Yhat, Y) gives { dW2, db2 }, the gradients of the mean loss L",
  hints: [
    "How many columns has Yhat − Y, and over what does L take the mean?",
    "dW2 = (1/m) dZ2 A1ᵀ, and db2 adds the columns of dZ2 and divides by m, once.",
    "Smaller: for m = 2 and dZ2 = [0.4, −0.2], db2 = (0.4 − 0.2) / 2 = 0.1, of shape 1×1.",
  ],
  ask: (numbers) => ({
    example: outputCase(numbers, [2, 3, 1], 4),
    hidden: [
      outputCase(numbers, [4, 5, 1], 6),
      outputCase(numbers, [3, 2, 1], 3),
    ],
    planted: [
      {
        says: "M09",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) =>
          meaned(A1, Y.sub(Yhat)),
      },
      {
        says: "M11",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) =>
          meaned(A1, Yhat.sub(Y).mul(Yhat).mul(sub(1, Yhat))),
      },
      {
        says: "M16",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) => {
          const dZ2 = Yhat.sub(Y);
          return {
            dW2: dZ2.matmul(A1.transpose()),
            db2: dZ2.sum({ axis: 1, keepdims: true }),
          };
        },
      },
      {
        says: "M17",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) =>
          meaned(A1, Yhat.sub(Y).div(Y.shape[1])),
      },
      {
        says: "M18",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) => {
          const { dW2 } = meaned(A1, Yhat.sub(Y));
          return { dW2, db2: Yhat.sub(Y).div(Y.shape[1]) };
        },
      },
      {
        says: "M19",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) => {
          const dZ2 = Yhat.sub(Y);
          return {
            dW2: dZ2.matmul(A1).div(Y.shape[1]),
            db2: dZ2.mean({ axis: 1, keepdims: true }),
          };
        },
      },
      {
        says: "hidden",
        answer: (A1: Tensor, Yhat: Tensor, Y: Tensor) => {
          const dZ2 = Yhat.sub(Y).div(4);
          return {
            dW2: dZ2.matmul(A1.transpose()),
            db2: dZ2.sum({ axis: 1, keepdims: true }),
          };
        },
      },
      { says: "not-a-function", answer: 3 },
    ],
  }),
});

/** A batch and the gradients of its mean loss by the output layer. */
function outputCase(
  numbers: Random,
  sizes: readonly number[],
  examples: number,
): Case {
  const { y, yhat, loss, layers } = drawnNetwork(numbers, { sizes, examples });
  const { W, b } = layers[1];
  return {
    inputs: { A1: layers[0].A, Yhat: yhat, Y: y },
    wants: { dW2: wantGradient(loss, W), db2: wantGradient(loss, b) },
  };
}

/** The right way on from any dZ2. */
function meaned(A1: Tensor, dZ2: Tensor): { dW2: Tensor; db2: Tensor } {
  return {
    dW2: dZ2.matmul(A1.transpose()).div(dZ2.shape[1]),
    db2: dZ2.mean({ axis: 1, keepdims: true }),
  };
}

/** Four derivations of dW2 for a batch of four, each with one wrong line. */
const FAULTY = [
  { code: "M09", dZ2: "dZ2 = 1/4 (Y - Yhat)", dW2: "dW2 = dZ2 A1'" },
  {
    code: "M10",
    dZ2: "dZ2 = 1/4 (-Y/Yhat + (1-Y)/(1-Yhat))",
    dW2: "dW2 = dZ2 A1'",
  },
  {
    code: "M11",
    dZ2: "dZ2 = 1/4 (Yhat - Y) .* Yhat .* (1-Yhat)",
    dW2: "dW2 = dZ2 A1'",
  },
  { code: "M17", dZ2: "dZ2 = 1/4 (Yhat - Y)", dW2: "dW2 = 1/4 dZ2 A1'" },
] as const;

const repairExercises = FAULTY.map(({ code, dZ2, dW2 }, at) =>
  lines({
    id: `08.repair.${at + 1}`,
    type: "B",
    title: `A derivation with one wrong line (${at + 1} of 4)`,
    points: 1,
    watches: [code],
    hints: [
      "One of the two lines is right as it stands. Judge them one at a time.",
      "For the mean loss, each factor of the chain and the 1/m stand exactly once.",
      "Smaller: with one example, dz = ŷ − y and dW = dz aᵀ. With m examples, 1/m is put in front of one of them.",
    ],
    ask: (numbers) => {
      const { loss, layers } = drawnNetwork(numbers, { examples: 4 });
      return {
        loss,
        by: layers[1].W,
        steps: ["dZ2", "dW2"],
        question: ["Write both lines, the wrong one corrected:", dZ2, dW2],
        planted: [{ says: code, answer: [dZ2, dW2] }],
      };
    },
  }),
);

const signsExercise = answers({
  id: "08.signs",
  type: "P",
  title: "The signs of dW2 before computing",
  points: 2,
  watches: ["M09"],
  hints: [
    "Which sign has ŷ − y for this label, whatever ŷ is?",
    "An activation of a sigmoid is positive: each entry of dW2 has the sign of dz2.",
    "Smaller: y = 0 and ŷ = 0.3 give dz = +0.3, and with a = 0.5 the gradient is +0.15.",
  ],
  ask: (numbers) => {
    const { x, y } = drawnNetwork(numbers);
    const signs = (sign: string): string[] => [sign, sign, sign];
    const [right, wrong] = y.item() === 1 ? ["-", "+"] : ["+", "-"];
    const parameters = { symbol: "W2", prediction: "ŷ" };
    return {
      given: { x, y },
      question: [
        'Three sigmoid neurons feed one sigmoid output. Answer with three signs: ["+", "-", "+"].',
      ],
      wants: {
        signs: wantExactly(signs(right), {
          mistakes: [{ code: "M09", answer: signs(wrong), parameters }],
        }),
      },
      planted: [
        { says: "M09", answer: signs(wrong) },
        { says: "wrong", answer: [wrong, right, right] },
      ],
    };
  },
});

practice(
  dz2Exercise,
  entryExercise,
  matrixExercise,
  productExercise,
  numbersExercise,
  backwardExercise,
  ...repairExercises,
  signsExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "08.dz2.prompt"}}
// ## 08.dz2: from the loss to $dz^{[2]}$ (D, 6 points)
//
// Derive $\frac{\partial \ell}{\partial z^{[2]}}$ for one example, with a line for each step: `dyhat`, `∂yhat/∂z2`, `dz2`.
// Write lines as you would in a message: `W2' dz2` is a matrix product, `.*` acts entry by entry, `'` transposes.

// %% {"course": {"role": "demo", "id": "08.dz2.given"}}
given("08.dz2");

// %% {"course": {"role": "answer", "id": "08.dz2"}}
const dz2Lines: string[] = [
  // BEGIN SOLUTION // "dyhat = …", one text per line
  "dyhat = -y/yhat + (1-y)/(1-yhat)",
  "∂yhat/∂z2 = yhat .* (1-yhat)",
  "dz2 = yhat - y",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.dz2.check"}}
await check("08.dz2", dz2Lines);

// %% [markdown] {"course": {"role": "reflect", "id": "08.dz2.why"}}
// Why did the factor $\hat y (1 - \hat y)$ disappear? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.dW2.entry.prompt"}}
// ## 08.dW2.entry: $dW^{[2]}$ by one entry (D, 2 points)
//
// The output neuron written out: $z = w_1 a_1 + w_2 a_2 + w_3 a_3 + b$, $\hat y = \sigma(z)$. Derive
// $\frac{\partial \ell}{\partial w_2}$ with the steps `dz`, `∂z/∂w2` and `dw2`.

// %% {"course": {"role": "demo", "id": "08.dW2.entry.given"}}
given("08.dW2.entry");

// %% {"course": {"role": "answer", "id": "08.dW2.entry"}}
const entryLines: string[] = [
  // BEGIN SOLUTION // "dz = …"
  "dz = yhat - y",
  "∂z/∂w2 = a2",
  "dw2 = dz a2",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.dW2.entry.check"}}
await check("08.dW2.entry", entryLines);

// %% [markdown] {"course": {"role": "reflect", "id": "08.dW2.entry.why"}}
// Why do the other two products of the sum leave no trace in `dw2`? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.dW2.prompt"}}
// ## 08.dW2: the same as a matrix (D, 2 points)
//
// Derive $dW^{[2]}$ of a 2-3-1 network for one example, with the steps `dz2` and `dW2`. The shape is the test of the
// order and of the transpose.

// %% {"course": {"role": "demo", "id": "08.dW2.given"}}
given("08.dW2");

// %% {"course": {"role": "answer", "id": "08.dW2"}}
const matrixLines: string[] = [
  // BEGIN SOLUTION // "dz2 = …"
  "dz2 = yhat - y",
  "dW2 = dz2 A1'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.dW2.check"}}
await check("08.dW2", matrixLines);

// %% [markdown] {"course": {"role": "reflect", "id": "08.dW2.why"}}
// Why is it $A^{[1]}$ that is transposed, and not $dz^{[2]}$? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.product.prompt"}}
// ## 08.product: three products (S, 2 points)
//
// One of the three is $dW^{[2]}$. Answer with its letter.

// %% {"course": {"role": "demo", "id": "08.product.given"}}
given("08.product");

// %% {"course": {"role": "answer", "id": "08.product"}}
// BEGIN SOLUTION const productLetter = "";
const productLetter = "dz2 (A1)ᵀ";
// END SOLUTION

// %% {"course": {"role": "check", "id": "08.product.check"}}
await check("08.product", productLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "08.product.why"}}
// Which of the wrong ones does the shape rule out, and which only the meaning? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.numbers.prompt"}}
// ## 08.numbers: the output layer in numbers (N, 3 points)
//
// Compute $\ell$, $dz^{[2]}$, $dW^{[2]}$ and $db^{[2]}$ for one example, to three decimals. A row is written `[[1, 2, 3]]`.

// %% {"course": {"role": "demo", "id": "08.numbers.given"}}
const outputGiven = given("08.numbers");

// %% {"course": {"role": "answer", "id": "08.numbers"}}
const outputNumbers = {
  // BEGIN SOLUTION ell: undefined, dz2: undefined, dW2: undefined, db2: undefined,
  ell: outputGiven.y
    .mul(outputGiven.yhat.log())
    .add(sub(1, outputGiven.y).mul(sub(1, outputGiven.yhat).log()))
    .neg(),
  dz2: outputGiven.yhat.sub(outputGiven.y),
  dW2: outputGiven.yhat.sub(outputGiven.y).matmul(outputGiven.A1.transpose()),
  db2: outputGiven.yhat.sub(outputGiven.y),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "08.numbers.check"}}
await check("08.numbers", outputNumbers);

// %% [markdown] {"course": {"role": "reflect", "id": "08.numbers.why"}}
// Why are all entries of $dW^{[2]}$ of one sign here? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.backward.prompt"}}
// ## 08.backward: the backward pass for a batch (F, 5 points)
//
// Write `backwardOutput`. $L$ is the mean over the $m$ columns. `A1` has shape $n^{[1]} \times m$, `Yhat` and `Y` are
// $1 \times m$. Return `{ dW2, db2 }`. The example is shown below; hidden checks use other sizes and other numbers.

// %% {"course": {"role": "demo", "id": "08.backward.given"}}
given("08.backward");

// %% {"course": {"role": "answer", "id": "08.backward"}}
function backwardOutput(A1: Tensor, Yhat: Tensor, Y: Tensor) {
  // BEGIN SOLUTION return notAnswered();
  const m = Y.shape[1];
  const dZ2 = Yhat.sub(Y);
  return {
    dW2: dZ2.matmul(A1.transpose()).div(m),
    db2: dZ2.mean({ axis: 1, keepdims: true }),
  };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "08.backward.check"}}
await check("08.backward", backwardOutput);

// %% [markdown] {"course": {"role": "reflect", "id": "08.backward.why"}}
// Where does your function take the mean, and why only there? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.repair.1.prompt"}}
// ## 08.repair.1: a derivation with one wrong line (B, 1 point)
//
// A batch of four examples with the mean loss $L$. One of the two lines is wrong. Write both, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "08.repair.1.given"}}
given("08.repair.1");

// %% {"course": {"role": "answer", "id": "08.repair.1"}}
const repaired1: string[] = [
  // BEGIN SOLUTION // "dZ2 = …", "dW2 = …"
  "dZ2 = 1/4 (Yhat - Y)",
  "dW2 = dZ2 A1'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.repair.1.check"}}
await check("08.repair.1", repaired1);

// %% [markdown] {"course": {"role": "reflect", "id": "08.repair.1.why"}}
// How would you notice this mistake without an answer to compare with? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.repair.2.prompt"}}
// ## 08.repair.2: a derivation with one wrong line (B, 1 point)
//
// A batch of four examples with the mean loss $L$. One of the two lines is wrong. Write both, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "08.repair.2.given"}}
given("08.repair.2");

// %% {"course": {"role": "answer", "id": "08.repair.2"}}
const repaired2: string[] = [
  // BEGIN SOLUTION // "dZ2 = …", "dW2 = …"
  "dZ2 = 1/4 (Yhat - Y)",
  "dW2 = dZ2 A1'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.repair.2.check"}}
await check("08.repair.2", repaired2);

// %% [markdown] {"course": {"role": "reflect", "id": "08.repair.2.why"}}
// How would you notice this mistake without an answer to compare with? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.repair.3.prompt"}}
// ## 08.repair.3: a derivation with one wrong line (B, 1 point)
//
// A batch of four examples with the mean loss $L$. One of the two lines is wrong. Write both, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "08.repair.3.given"}}
given("08.repair.3");

// %% {"course": {"role": "answer", "id": "08.repair.3"}}
const repaired3: string[] = [
  // BEGIN SOLUTION // "dZ2 = …", "dW2 = …"
  "dZ2 = 1/4 (Yhat - Y)",
  "dW2 = dZ2 A1'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.repair.3.check"}}
await check("08.repair.3", repaired3);

// %% [markdown] {"course": {"role": "reflect", "id": "08.repair.3.why"}}
// How would you notice this mistake without an answer to compare with? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.repair.4.prompt"}}
// ## 08.repair.4: a derivation with one wrong line (B, 1 point)
//
// A batch of four examples with the mean loss $L$. One of the two lines is wrong. Write both, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "08.repair.4.given"}}
given("08.repair.4");

// %% {"course": {"role": "answer", "id": "08.repair.4"}}
const repaired4: string[] = [
  // BEGIN SOLUTION // "dZ2 = …", "dW2 = …"
  "dZ2 = 1/4 (Yhat - Y)",
  "dW2 = dZ2 A1'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "08.repair.4.check"}}
await check("08.repair.4", repaired4);

// %% [markdown] {"course": {"role": "reflect", "id": "08.repair.4.why"}}
// How would you notice this mistake without an answer to compare with? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "08.signs.prompt"}}
// ## 08.signs: signs before numbers (P, 2 points)
//
// Before you compute anything: which signs have the three entries of $dW^{[2]}$ for this label? Answer with a list such as
// `["+", "-", "+"]`.

// %% {"course": {"role": "demo", "id": "08.signs.given"}}
const signsGiven = given("08.signs");

// %% {"course": {"role": "answer", "id": "08.signs"}}
// BEGIN SOLUTION const signs: string[] = [];
const signs = Array.from({ length: 3 }, () =>
  signsGiven.y.item() === 1 ? "-" : "+",
);
// END SOLUTION

// %% {"course": {"role": "check", "id": "08.signs.check"}}
await check("08.signs", signs);

// %% [markdown] {"course": {"role": "reflect", "id": "08.signs.why"}}
// Which property of the sigmoid makes this work? One sentence:
