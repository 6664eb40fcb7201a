/** @file Exercises of unit 10: the whole pass by hand, with carried errors credited. */

// %% [markdown] {"course": {"role": "read", "id": "10.exercises"}}
// # 10 The worked example: exercises
//
// You need the lecture of unit 10. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers. The numbers are your own; everyone has others.

// %% {"course": {"role": "demo", "id": "10.exercises.import"}}
import { check, given, sub, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "10.definitions"}}
import {
  answers,
  drawnNetwork,
  gradients,
  practice,
  program,
  tensor,
  wantExactly,
  wantGradient,
  wantUpdate,
  wantValue,
  type Case,
  type DrawnNetwork,
  type Planted,
  type Random,
  type Want,
} from "chainrule";

const RATE = 0.5;

/** Every quantity of the pass in the order in which it is found. */
function passWants({
  loss,
  yhat,
  layers: [one, two],
}: DrawnNetwork): Readonly<Record<string, Want>> {
  return {
    z1: wantValue(one.z),
    A1: wantValue(one.A),
    z2: wantValue(two.z),
    yhat: wantValue(yhat),
    ell: wantValue(loss),
    dz2: wantGradient(loss, two.z),
    dW2: wantGradient(loss, two.W),
    db2: wantGradient(loss, two.b),
    dA1: wantGradient(loss, one.A),
    dz1: wantGradient(loss, one.z),
    dW1: wantGradient(loss, one.W),
    db1: wantGradient(loss, one.b),
    newW2: wantUpdate(loss, two.W, { rate: RATE }),
    newb1: wantUpdate(loss, one.b, { rate: RATE }),
  };
}

/** The right answers, by the engine. */
function passOf({
  loss,
  yhat,
  layers: [one, two],
}: DrawnNetwork): Readonly<Record<string, Tensor>> {
  const slopes = gradients(loss, {
    ...{
      dz2: two.z,
      dW2: two.W,
      db2: two.b,
      dA1: one.A,
      dz1: one.z,
      dW1: one.W,
      db1: one.b,
    },
  });
  return {
    ...{ z1: one.z, A1: one.A, z2: two.z, yhat, ell: loss },
    ...slopes,
    newW2: two.W.sub(slopes.dW2.mul(RATE)),
    newb1: one.b.sub(slopes.db1.mul(RATE)),
  };
}

function passPlanted(network: DrawnNetwork): Planted[] {
  const right = passOf(network);
  const { layers, y } = network;
  const [one, two] = layers;
  const stale = two.W.sub(right.dW2.mul(0.1)).transpose().matmul(right.dz2);
  return [
    { says: "M05", answer: { ...right, z1: one.z.sub(one.b) } },
    { says: "M06", answer: { ...right, A1: sub(1, one.A) } },
    { says: "M08", answer: { ...right, ell: right.ell.div(Math.LN10) } },
    { says: "M27", answer: { ...right, yhat: right.yhat.mul(0.1) } },
    { says: "M09", answer: { ...right, dz2: right.dz2.neg() } },
    { says: "M12", answer: { ...right, dz1: right.dA1 } },
    { says: "M13", answer: { ...right, dz1: right.dA1.mul(one.A) } },
    {
      says: "M15",
      answer: { ...right, dW2: right.dz2.matmul(one.z.transpose()) },
    },
    { says: "M19", answer: { ...right, dW1: right.dW1.transpose() } },
    { says: "M20", answer: { ...right, dA1: stale } },
    { says: "M26", answer: { ...right, dz1: one.A.sub(y) } },
    {
      says: "M21",
      answer: { ...right, newW2: two.W.add(right.dW2.mul(RATE)) },
    },
    { says: "M22", answer: { ...right, newW2: right.dW2 } },
    { says: "M22", answer: { ...right, newb1: one.b } },
    { says: "not-answered", answer: {} },
  ];
}

function passGiven({
  x,
  y,
  layers: [one, two],
}: DrawnNetwork): Readonly<Record<string, Tensor>> {
  return { x, y, W1: one.W, b1: one.b, W2: two.W, b2: two.b };
}

const HINTS = [
  "Write every line with letters first, then with shapes, then with numbers. Keep six digits until the end.",
  "dz2 = ŷ − y, dA1 = (W2)ᵀ dz2, dz1 = dA1 ⊙ A1 ⊙ (1 − A1); each dW is its dz times what came in, transposed.",
  "Smaller: the lecture's own numbers, line by line, are this pass with other givens.",
] as const;

const passExercise = answers({
  id: "10.pass",
  type: "N",
  title: "The whole pass with numbers of your own",
  points: 12,
  watches: [
    "M05",
    "M06",
    "M08",
    "M09",
    "M12",
    "M13",
    "M15",
    "M19",
    "M20",
    "M21",
    "M22",
    "M26",
    "M27",
  ],
  hints: HINTS,
  ask: (numbers) => {
    const network = drawnNetwork(numbers);
    return {
      given: passGiven(network),
      question: [
        "z1, A1, z2, yhat, ell, dz2, dW2, db2, dA1, dz1, dW1, db1, and for α = 0.5 newW2 and newb1, to three decimals.",
        "A value that follows correctly from an earlier wrong one is told so.",
      ],
      clear: network.clear,
      wants: passWants(network),
      planted: passPlanted(network),
    };
  },
});

const zeroExercise = answers({
  id: "10.zero",
  type: "N",
  title: "The same network with the label 0",
  points: 4,
  watches: ["M09"],
  hints: [
    "What of the forward pass does the label change?",
    "Only ℓ and the gradients change: dz2 = ŷ − 0.",
    "Smaller: ŷ = 0.6 gives ℓ = −ln 0.4 = 0.916 and dz2 = 0.6 for y = 0.",
  ],
  ask: (numbers) => {
    const network = drawnNetwork(numbers);
    const { yhat, y, loss, layers, clear } = network;
    const right = passOf(network);
    const answer = { yhat, ell: loss, dz2: right.dz2, dW2: right.dW2 };
    return {
      given: passGiven(network),
      clear: clear && y.item() === 0,
      wants: {
        yhat: wantValue(yhat),
        ell: wantValue(loss),
        dz2: wantGradient(loss, layers[1].z),
        dW2: wantGradient(loss, layers[1].W),
      },
      planted: [
        { says: "M09", answer: { ...answer, dz2: right.dz2.neg() } },
        {
          says: "M05",
          answer: { ...answer, yhat: layers[1].z.sub(layers[1].b).sigmoid() },
        },
      ],
    };
  },
});

const moveExercise = answers({
  id: "10.move",
  type: "P",
  title: "Up or down?",
  points: 2,
  watches: ["M21"],
  hints: [
    "Towards which value does the label pull ŷ?",
    "A step against the gradient lowers the loss, and the loss falls when ŷ moves towards y.",
    "Smaller: for y = 0 and ŷ = 0.3, ŷ falls.",
  ],
  ask: (numbers) => {
    const { x, y } = drawnNetwork(numbers);
    const [right, wrong] = y.item() === 1 ? ["up", "down"] : ["down", "up"];
    return {
      given: { x, y },
      question: [
        'After one step of gradient descent on this example, does ŷ go "up" or "down"?',
      ],
      wants: {
        direction: wantExactly(right, {
          mistakes: [
            { code: "M21", answer: wrong, parameters: { symbol: "ŷ" } },
          ],
        }),
      },
      planted: [{ says: "M21", answer: wrong }],
    };
  },
});

/** A line of the page, and how it follows from the lines above as they are printed. */
const PAGE: readonly (readonly [
  name: string,
  from: (network: DrawnNetwork, above: ReadonlyMap<string, Tensor>) => Tensor,
])[] = [
  ["z1", ({ x, layers: [{ W, b }] }) => W.matmul(x).add(b)],
  ["A1", (_, above) => lineOf(above, "z1").sigmoid()],
  [
    "z2",
    ({ layers }, above) =>
      layers[1].W.matmul(lineOf(above, "A1")).add(layers[1].b),
  ],
  ["yhat", (_, above) => lineOf(above, "z2").sigmoid()],
  ["dz2", ({ y }, above) => lineOf(above, "yhat").sub(y)],
  [
    "dW2",
    (_, above) => lineOf(above, "dz2").matmul(lineOf(above, "A1").transpose()),
  ],
  ["db2", (_, above) => lineOf(above, "dz2")],
  [
    "dA1",
    ({ layers }, above) => layers[1].W.transpose().matmul(lineOf(above, "dz2")),
  ],
];

function lineOf(above: ReadonlyMap<string, Tensor>, name: string): Tensor {
  return above.get(name) ?? tensor(0);
}

function rounded({ data, shape }: Tensor): Tensor {
  return tensor(Array.from(data, (entry) => Number(entry.toFixed(4)))).reshape(
    shape,
  );
}

/** A page of results with three drawn slips: a decimal point that moved, or a sign that was lost. */
function drawnPage(numbers: Random) {
  const network = drawnNetwork(numbers);
  const places = [...numbers.permutation(PAGE.length)].slice(0, 3);
  const slips = [...places].sort((one, other) => one - other);
  const above = new Map<string, Tensor>();
  let visible = network.clear;
  for (const [at, [name, from]] of PAGE.entries()) {
    const right = from(network, above);
    const factor = numbers.integer(2) === 0 ? 0.1 : -1;
    above.set(name, slips.includes(at) ? right.mul(factor) : right);
    visible &&= Math.max(...right.data.map(Math.abs)) > 0.02;
  }
  const page = [...above].map(
    ([name, { data }]) =>
      `${name} = (${Array.from(data, (entry) => entry.toFixed(4)).join(", ")})`,
  );
  const other = PAGE.findIndex((_, at) => !slips.includes(at));
  return {
    network,
    page,
    printed: Object.fromEntries(
      [...above].map(([name, value]) => [
        `page_${name}`,
        rounded(value).named(`page_${name}`),
      ]),
    ),
    visible,
    slips: slips.map((at) => PAGE[at][0]),
    wrong: [slips[0], slips[1], other]
      .sort((one, next) => one - next)
      .map((at) => PAGE[at][0]),
  };
}

const proofExercise = answers({
  id: "10.proof",
  type: "B",
  title: "Three slips on a page",
  points: 5,
  hints: [
    "Compute each line from the line above it as printed, not from the right one: which lines do not follow?",
    "A moved decimal point and a lost sign are the usual slips; a line that follows from a wrong one is infected, not a slip.",
    "Smaller: 2 · 3 = 60, then 60 + 1 = 61: the first line is the slip, the second follows.",
  ],
  ask: (numbers) => {
    const { network, page, printed, visible, slips, wrong } =
      drawnPage(numbers);
    return {
      given: { ...passGiven(network), ...printed },
      clear: visible,
      question: [
        ...page,
        "Answer with the names of the three lines that do not follow, in the order of the page.",
      ],
      wants: { slips: wantExactly(slips) },
      planted: [
        { says: "wrong", answer: wrong },
        { says: "wrong", answer: slips.slice(0, 1) },
        { says: "wrong", answer: [...slips].reverse() },
      ],
    };
  },
});

const stepExercise = program({
  id: "10.step",
  type: "F",
  title: "One step of gradient descent",
  points: 4,
  watches: ["M21", "M22"],
  signature: "step(W, b, dW, db, alpha) gives { W, b } after one update",
  hints: [
    "What is subtracted from what?",
    "θ − α dθ for each of the two parameters; tensors are not changed but made anew.",
    "Smaller: w = 0.3, dw = −0.2, α = 0.5 give 0.3 + 0.1 = 0.4.",
  ],
  ask: (numbers) => ({
    example: stepCase(numbers, 0.5),
    hidden: [stepCase(numbers, 0.1), stepCase(numbers, 1.3)],
    planted: [
      {
        says: "M21",
        answer: moved((value, slope, alpha) => value.add(slope.mul(alpha))),
      },
      { says: "M22", answer: moved((_, slope) => slope) },
      { says: "M22", answer: moved((value) => value) },
      { says: "dropped", answer: moved((value, slope) => value.sub(slope)) },
    ],
  }),
});

type Step = (value: Tensor, slope: Tensor, alpha: number) => Tensor;

function moved(step: Step) {
  return (W: Tensor, b: Tensor, dW: Tensor, db: Tensor, alpha: number) => ({
    W: step(W, dW, alpha),
    b: step(b, db, alpha),
  });
}

function stepCase(numbers: Random, rate: number): Case {
  const { loss, layers } = drawnNetwork(numbers);
  const { W, b } = layers[0];
  const { dW, db } = gradients(loss, { dW: W, db: b });
  return {
    inputs: { W, b, dW, db, alpha: rate },
    wants: {
      W: wantUpdate(loss, W, { rate }),
      b: wantUpdate(loss, b, { rate }),
    },
  };
}

practice(passExercise, zeroExercise, moveExercise, proofExercise, stepExercise);

// %% [markdown] {"course": {"role": "read", "id": "10.pass.prompt"}}
// ## 10.pass: the whole pass (N, 12 points)
//
// A 2-3-1 network with sigmoid in both layers, one example. Fill in every line; leave out what you do not have yet. A column is
// written `[[1], [2], [3]]`, a row `[[1, 2, 3]]`.

// %% {"course": {"role": "demo", "id": "10.pass.given"}}
const passGivens = given("10.pass");

// %% {"course": {"role": "answer", "id": "10.pass"}}
const pass = {
  // BEGIN SOLUTION z1: undefined, A1: undefined, z2: undefined, yhat: undefined, ell: undefined, dz2: undefined, dW2: undefined, db2: undefined, dA1: undefined, dz1: undefined, dW1: undefined, db1: undefined, newW2: undefined, newb1: undefined,
  ...wholePass(passGivens),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function wholePass({ x, y, W1, b1, W2, b2 }: Readonly<Record<string, Tensor>>) {
  const z1 = W1.matmul(x).add(b1);
  const A1 = z1.sigmoid();
  const z2 = W2.matmul(A1).add(b2);
  const yhat = z2.sigmoid();
  const ell = y
    .mul(yhat.log())
    .add(sub(1, y).mul(sub(1, yhat).log()))
    .neg();
  const dz2 = yhat.sub(y);
  const dW2 = dz2.matmul(A1.transpose());
  const dA1 = W2.transpose().matmul(dz2);
  const dz1 = dA1.mul(A1).mul(sub(1, A1));
  const dW1 = dz1.matmul(x.transpose());
  const updates = { newW2: W2.sub(dW2.mul(0.5)), newb1: b1.sub(dz1.mul(0.5)) };
  return {
    z1,
    A1,
    z2,
    yhat,
    ell,
    dz2,
    dW2,
    db2: dz2,
    dA1,
    dz1,
    dW1,
    db1: dz1,
    ...updates,
  };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.pass.check"}}
await check("10.pass", pass);

// %% [markdown] {"course": {"role": "reflect", "id": "10.pass.why"}}
// Which single slip would have spoilt the most lines? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "10.zero.prompt"}}
// ## 10.zero: the label 0 (N, 4 points)
//
// The label is 0 this time. Compute `yhat`, `ell`, `dz2` and `dW2`.

// %% {"course": {"role": "demo", "id": "10.zero.given"}}
const zeroGiven = given("10.zero");

// %% {"course": {"role": "answer", "id": "10.zero"}}
const zero = {
  // BEGIN SOLUTION yhat: undefined, ell: undefined, dz2: undefined, dW2: undefined,
  ...outputPass(zeroGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function outputPass({
  x,
  y,
  W1,
  b1,
  W2,
  b2,
}: Readonly<Record<string, Tensor>>) {
  const A1 = W1.matmul(x).add(b1).sigmoid();
  const yhat = W2.matmul(A1).add(b2).sigmoid();
  const dz2 = yhat.sub(y);
  return {
    yhat,
    ell: sub(1, yhat).log().neg(),
    dz2,
    dW2: dz2.matmul(A1.transpose()),
  };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.zero.check"}}
await check("10.zero", zero);

// %% [markdown] {"course": {"role": "reflect", "id": "10.zero.why"}}
// Which lines of the pass do not know the label? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "10.move.prompt"}}
// ## 10.move: up or down (P, 2 points)
//
// Predict before you compute.

// %% {"course": {"role": "demo", "id": "10.move.given"}}
const moveGiven = given("10.move");

// %% {"course": {"role": "answer", "id": "10.move"}}
// BEGIN SOLUTION const direction = "";
const direction = moveGiven.y.item() === 1 ? "up" : "down";
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.move.check"}}
await check("10.move", direction);

// %% [markdown] {"course": {"role": "reflect", "id": "10.move.why"}}
// Why does it not matter how large ŷ is now? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "10.proof.prompt"}}
// ## 10.proof: three slips on a page (B, 5 points)
//
// The page below was computed with your numbers, and three slips were made. A line that follows from a wrong line is infected,
// but no slip. Answer with three names such as `["z1", "A1", "z2"]`.

// %% {"course": {"role": "demo", "id": "10.proof.given"}}
const proofGiven = given("10.proof");

// %% {"course": {"role": "answer", "id": "10.proof"}}
const slips: string[] = [
  // BEGIN SOLUTION // three names
  ...linesThatDoNotFollow(proofGiven),
  // END SOLUTION
];
// BEGIN SOLUTION // A function of your own may stand here.
function linesThatDoNotFollow({
  x,
  y,
  W1,
  b1,
  W2,
  b2,
  ...page
}: Readonly<Record<string, Tensor>>) {
  const { page_z1, page_A1, page_z2, page_yhat, page_dz2 } = page;
  const follows = {
    z1: W1.matmul(x).add(b1),
    A1: page_z1.sigmoid(),
    z2: W2.matmul(page_A1).add(b2),
    yhat: page_z2.sigmoid(),
    dz2: page_yhat.sub(y),
    dW2: page_dz2.matmul(page_A1.transpose()),
    db2: page_dz2,
    dA1: W2.transpose().matmul(page_dz2),
  };
  return Object.entries(follows)
    .filter(
      ([name, value]) =>
        value.sub(page[`page_${name}`]).abs().max().item() > 1e-3,
    )
    .map(([name]) => name);
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.proof.check"}}
await check("10.proof", slips);

// %% [markdown] {"course": {"role": "reflect", "id": "10.proof.why"}}
// Which lines are infected, and by which slip? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "10.step.prompt"}}
// ## 10.step: one step (F, 4 points)
//
// Write `step(W, b, dW, db, alpha)`. Hidden checks use other parameters and other learning rates.

// %% {"course": {"role": "demo", "id": "10.step.given"}}
given("10.step");

// %% {"course": {"role": "answer", "id": "10.step"}}
function step(W: Tensor, b: Tensor, dW: Tensor, db: Tensor, alpha: number) {
  // BEGIN SOLUTION return notAnswered();
  return { W: W.sub(dW.mul(alpha)), b: b.sub(db.mul(alpha)) };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "10.step.check"}}
await check("10.step", step);

// %% [markdown] {"course": {"role": "reflect", "id": "10.step.why"}}
// Why are all gradients computed before the first parameter changes? One sentence:
