/** @file Exercises of unit 04: weighted sum, bias, activation. */

// %% [markdown] {"course": {"role": "read", "id": "04.exercises"}}
// # 04 One neuron: exercises
//
// You need the lecture of unit 04. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "04.exercises.import"}}
import { check, given, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "04.definitions"}}
import {
  answers,
  choice,
  drawn,
  lines,
  practice,
  program,
  sigmoid,
  tensor,
  wantNumber,
  wantThat,
  wantValue,
  type Case,
  type Random,
} from "chainrule";

/** A neuron with two inputs: z = w1 x1 + w2 x2 + b, a = σ(z). */
function drawnNeuron(numbers: Random) {
  const [w1, w2, x1, x2] = ["w1", "w2", "x1", "x2"].map((name) =>
    tensor(drawn(numbers, [1]).data[0]).named(name),
  );
  const b = tensor(drawn(numbers, [1], { low: -0.5, high: 0.5 }).data[0]).named(
    "b",
  );
  const z = w1.mul(x1).add(w2.mul(x2)).add(b).named("z");
  return { w1, w2, x1, x2, b, z, a: sigmoid(z).named("a") };
}

const slopeExercise = lines({
  id: "04.slope",
  type: "D",
  title: "The derivative of the sigmoid",
  points: 4,
  watches: ["M04", "M09", "M13"],
  hints: [
    "Write σ(z) as a quotient and derive it by the quotient rule.",
    "e^(−z) / (1 + e^(−z))² is σ(z) times 1 − σ(z); with a = σ(z) it is a (1 − a).",
    "Smaller: at z = 0, a = 0.5 and the slope is 0.25.",
  ],
  ask: (numbers) => {
    const { z } = drawnNeuron(numbers);
    const free = tensor(z.item()).named("z");
    const output = sigmoid(free).named("a");
    return {
      loss: output.mul(tensor(2 + numbers.integer(4)).named("k")).named("f"),
      by: free,
      steps: ["∂a/∂z", "dz"],
      question: [
        "a = σ(z) and f = k a: what is ∂a/∂z in terms of a, and what is dz = ∂f/∂z?",
      ],
      planted: [
        { says: "M13", answer: ["∂a/∂z = 1 - a^2"] },
        { says: "M13", answer: ["∂a/∂z = z (1 - z)"] },
        { says: "M13", answer: ["∂a/∂z = a"] },
        { says: "M09", answer: ["∂a/∂z = a (a - 1)"] },
        { says: "M04", answer: ["dz = a a (1 - a)"] },
      ],
    };
  },
});

const neuronExercise = answers({
  id: "04.neuron",
  type: "B",
  title: "A neuron that counts its bias twice",
  points: 2,
  watches: ["M05", "M06"],
  hints: [
    "How often does b come in if there is an x0 = 1 with the weight b, and b is added as well?",
    "Use b, or a weight for x0 = 1, not both.",
    "Smaller: w = 2, x = 3, b = 1 give z = 7, not 8 and not 6.",
  ],
  ask: (numbers) => {
    const { w1, w2, x1, x2, b, z, a } = drawnNeuron(numbers);
    const right = { z, a };
    return {
      given: { w1, w2, x1, x2, b },
      question: [
        "The program computes z = w1 x1 + w2 x2 + b x0 + b with x0 = 1. Give the right z, and a = σ(z).",
      ],
      // At 2z = ±b a bias that is lost or counted twice gives the same as an exponent of the wrong sign.
      clear:
        Math.min(
          ...[z.sub(b), z.add(b), z.mul(2).sub(b), z.mul(2).add(b), z].map(
            (each) => Math.abs(each.item()),
          ),
        ) > 0.05,
      wants: { z: wantValue(z), a: wantValue(a) },
      planted: [
        { says: "M05", answer: { ...right, z: z.add(b) } },
        { says: "M05", answer: { ...right, z: z.sub(b) } },
        { says: "M06", answer: { ...right, a: sigmoid(z.neg()) } },
      ],
    };
  },
});

const stableExercise = program({
  id: "04.sigmoid",
  type: "F",
  title: "A sigmoid that is finite everywhere, and its slope",
  points: 3,
  watches: ["M06", "M13"],
  signature: "both(z) gives { a, slope } for a number z: σ(z) and σ′(z)",
  hints: [
    "For which sign of z does e^(−z) grow without limit?",
    "For z < 0 use e^z / (1 + e^z). The slope is a (1 − a).",
    "Smaller: at z = 0, a = 0.5 and slope = 0.25.",
  ],
  ask: (numbers) => ({
    example: bothCase(2),
    hidden: [800, -800, 8 * numbers.uniform() - 4, -1].map(bothCase),
    planted: [
      {
        says: "M06",
        answer: (z: number) => ({
          a: sigma(-z),
          slope: sigma(z) * (1 - sigma(z)),
        }),
      },
      {
        says: "M13",
        answer: (z: number) => ({ a: sigma(z), slope: 1 - sigma(z) ** 2 }),
      },
      {
        says: "M13",
        answer: (z: number) => ({ a: sigma(z), slope: z * (1 - z) }),
      },
      {
        says: "hidden",
        answer: (z: number) => {
          const e = Math.exp(z);
          return { a: e / (1 + e), slope: (e / (1 + e)) * (1 - e / (1 + e)) };
        },
      },
    ],
  }),
});

function sigma(z: number): number {
  return z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
}

function bothCase(value: number): Case {
  const a = sigma(value);
  const wrong = (variant: string, slope: number) => ({
    code: "M13" as const,
    value: tensor(slope),
    parameters: { symbol: "z", variant },
  });
  const mistakes = [
    wrong("1 − a²", 1 - a ** 2),
    wrong("z (1 − z)", value * (1 - value)),
    wrong("a", a),
  ];
  return {
    inputs: { z: value },
    wants: {
      a: wantValue(sigmoid(tensor(value).named("z")).named("a")),
      slope: wantNumber(tensor(a * (1 - a)), { mistakes }),
    },
  };
}

const andExercise = answers({
  id: "04.and",
  type: "N",
  title: "Weights that solve AND",
  points: 3,
  hints: [
    "z must be positive for the inputs (1, 1) only.",
    "Choose w1 and w2 equal and positive; b must be below −w and above −2w.",
    "Smaller: for one input, w = 2 and b = −1 answer x itself.",
  ],
  ask: () => ({
    question: [
      "Choose w1, w2 and b so that z > 0 exactly for x = (1, 1) among (0,0), (0,1), (1,0), (1,1).",
    ],
    wants: {
      weights: wantThat("three numbers that solve AND", (answer) => {
        if (!Array.isArray(answer) || answer.length !== 3) return false;
        const [w1, w2, b] = answer.map(Number);
        const fires = (x1: number, x2: number): boolean =>
          w1 * x1 + w2 * x2 + b > 0;
        return fires(1, 1) && !fires(0, 1) && !fires(1, 0) && !fires(0, 0);
      }),
    },
    planted: [
      { says: "wrong", answer: [1, 1, -0.5] },
      { says: "wrong", answer: [1, 1, -3] },
      { says: "text-number", answer: "1, 1, -1.5" },
    ],
  }),
});

const doubleExercise = choice({
  id: "04.double",
  type: "P",
  title: "All weights and the bias doubled",
  points: 2,
  hints: [
    "Where is z = 0 before and after?",
    "2z = 0 where z = 0. Away from it σ is pushed towards 0 or 1.",
    "Smaller: z = x − 1 and 2x − 2 are both 0 at x = 1.",
  ],
  ask: () => ({
    question: [
      "All weights and the bias of a sigmoid neuron are doubled. What happens to its line and its output?",
    ],
    options: [
      {
        text: "the line stays, the output gets steeper across it",
        right: true,
      },
      {
        text: "the line moves away from the origin, the output stays as steep",
      },
      { text: "the line turns, the output stays as steep" },
    ],
  }),
});

const placeExercise = choice({
  id: "04.bias",
  type: "S",
  title: "The bias in the matrix, or beside it?",
  points: 1,
  watches: ["M05"],
  hints: [
    "Count the entries of the weight row for n inputs.",
    "With x0 = 1 the bias is one more column of W; without, it is a number beside it.",
    "Smaller: 2 inputs give a row of 3 with the bias inside, or a row of 2 and a bias.",
  ],
  ask: () => ({
    question: [
      "A neuron has 4 inputs, its bias is the weight of x0 = 1. Which shape has its row of weights?",
    ],
    options: [
      { text: "1×5", right: true },
      { text: "1×4", says: "M05", parameters: { symbol: "z", count: 0 } },
      {
        text: "1×5, and b beside it",
        says: "M05",
        parameters: { symbol: "z", count: 2 },
      },
    ],
  }),
});

practice(
  slopeExercise,
  neuronExercise,
  stableExercise,
  andExercise,
  doubleExercise,
  placeExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "04.slope.prompt"}}
// ## 04.slope: the derivative of the sigmoid (D, 4 points)
//
// With $a = \sigma(z)$ and $f = k\,a$: one line for `∂a/∂z` in terms of `a`, one for `dz`.

// %% {"course": {"role": "demo", "id": "04.slope.given"}}
given("04.slope");

// %% {"course": {"role": "answer", "id": "04.slope"}}
const slopeLines: string[] = [
  // BEGIN SOLUTION // "∂a/∂z = …", "dz = …"
  "∂a/∂z = a (1 - a)",
  "dz = k a (1 - a)",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "04.slope.check"}}
await check("04.slope", slopeLines);

// %% [markdown] {"course": {"role": "reflect", "id": "04.slope.why"}}
// Where is the slope largest, and how large is it? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "04.neuron.prompt"}}
// ## 04.neuron: a bias counted twice (B, 2 points)
//
// The program of the question adds the bias twice. Give the right `z` and `a`, to three decimals.

// %% {"course": {"role": "demo", "id": "04.neuron.given"}}
const neuronGiven = given("04.neuron");

// %% {"course": {"role": "answer", "id": "04.neuron"}}
const neuron = {
  // BEGIN SOLUTION z: undefined, a: undefined,
  ...neuronOf(neuronGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function neuronOf({ w1, w2, x1, x2, b }: Readonly<Record<string, Tensor>>) {
  const z = w1.mul(x1).add(w2.mul(x2)).add(b);
  return { z, a: z.sigmoid() };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "04.neuron.check"}}
await check("04.neuron", neuron);

// %% [markdown] {"course": {"role": "reflect", "id": "04.neuron.why"}}
// Which of the two ways to write the bias do you prefer, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "04.sigmoid.prompt"}}
// ## 04.sigmoid: a safe sigmoid (F, 3 points)
//
// Write `both(z)`: the sigmoid and its slope for a number. Hidden checks go up to $|z| = 800$.

// %% {"course": {"role": "demo", "id": "04.sigmoid.given"}}
given("04.sigmoid");

// %% {"course": {"role": "answer", "id": "04.sigmoid"}}
function both(z: number) {
  // BEGIN SOLUTION return notAnswered();
  const a = z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
  return { a, slope: a * (1 - a) };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "04.sigmoid.check"}}
await check("04.sigmoid", both);

// %% [markdown] {"course": {"role": "reflect", "id": "04.sigmoid.why"}}
// Which number appears on the way if σ(−800) is computed by the simple formula? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "04.and.prompt"}}
// ## 04.and: weights that solve AND (N, 3 points)
//
// Answer with a list `[w1, w2, b]`. Many answers are right.

// %% {"course": {"role": "demo", "id": "04.and.given"}}
given("04.and");

// %% {"course": {"role": "answer", "id": "04.and"}}
const andWeights: number[] = [
  // BEGIN SOLUTION // w1, w2, b
  ...[1, 1, -1.5],
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "04.and.check"}}
await check("04.and", andWeights);

// %% [markdown] {"course": {"role": "reflect", "id": "04.and.why"}}
// Which line in the plane do your numbers draw? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "04.double.prompt"}}
// ## 04.double: everything doubled (P, 2 points)
//
// Predict, then try it. Answer with a letter.

// %% {"course": {"role": "demo", "id": "04.double.given"}}
given("04.double");

// %% {"course": {"role": "answer", "id": "04.double"}}
// BEGIN SOLUTION const doubleLetter = "";
const doubleLetter = "the line stays, the output gets steeper across it";
// END SOLUTION

// %% {"course": {"role": "check", "id": "04.double.check"}}
await check("04.double", doubleLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "04.double.why"}}
// What would a negative factor do? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "04.bias.prompt"}}
// ## 04.bias: where the bias lives (S, 1 point)
//
// Answer with a letter.

// %% {"course": {"role": "demo", "id": "04.bias.given"}}
given("04.bias");

// %% {"course": {"role": "answer", "id": "04.bias"}}
// BEGIN SOLUTION const biasLetter = "";
const biasLetter = "1×5";
// END SOLUTION

// %% {"course": {"role": "check", "id": "04.bias.check"}}
await check("04.bias", biasLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "04.bias.why"}}
// What is x0, and who chooses it? One sentence:
