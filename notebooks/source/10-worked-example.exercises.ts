/** @file Exercises of unit 10: the whole pass by hand, with carried errors credited. */

// %% [markdown] {"course": {"role": "read", "id": "10.exercises"}}
// # 10 The worked example: exercises
//
// You need the lecture of unit 10. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "10.exercises.import"}}
import { check, given, show, sub, table, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "10.definitions"}}
import {
  answers,
  bce,
  drawnNetwork,
  gradients,
  practice,
  program,
  tensor,
  wantExactly,
  wantGradient,
  wantUpdate,
  wantValue,
  wantWritten,
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
        "A value that follows correctly from an earlier wrong one is told so, and earns the points for its method.",
      ],
      clear: network.clear,
      wants: passWants(network),
      planted: passPlanted(network),
    };
  },
});

/** What of the pass is asked where the label is 0. */
const ZERO = "yhat, ell, dz2, dW2, db2, dA1, dz1, dW1, db1".split(", ");

const zeroExercise = answers({
  id: "10.zero",
  type: "N",
  title: "The same network with the label 0",
  points: 4,
  watches: ["M05", "M08", "M09", "M12", "M19"],
  hints: [
    "What of the forward pass does the label change?",
    "Only ℓ and the gradients change: ℓ = −ln(1 − ŷ) and dz2 = ŷ − 0; from there on every line is as before.",
    "Smaller: ŷ = 0.6 gives ℓ = −ln 0.4 = 0.916 and dz2 = 0.6 for y = 0.",
  ],
  ask: (numbers) => {
    const network = drawnNetwork(numbers);
    const { y, layers, clear } = network;
    const right = passOf(network);
    const wants = Object.fromEntries(
      Object.entries(passWants(network)).filter(([name]) =>
        ZERO.includes(name),
      ),
    );
    return {
      given: passGiven(network),
      clear: clear && y.item() === 0,
      question: [`${ZERO.join(", ")}, to three decimals.`],
      wants,
      planted: [
        { says: "M09", answer: { ...right, dz2: right.dz2.neg() } },
        { says: "M08", answer: { ...right, ell: right.ell.div(Math.LN10) } },
        {
          says: "M05",
          answer: { ...right, yhat: layers[1].z.sub(layers[1].b).sigmoid() },
        },
        { says: "M12", answer: { ...right, dz1: right.dA1 } },
        { says: "M19", answer: { ...right, dW1: right.dW1.transpose() } },
      ],
    };
  },
});

const moveExercise = answers({
  id: "10.move",
  type: "P",
  title: "Up or down, and which parameter moves most?",
  points: 2,
  watches: ["M21"],
  hints: [
    "Towards which value does the label pull ŷ?",
    "A step against the gradient lowers the loss, and the loss falls when ŷ moves towards y. Each gradient is dz2 times other factors: for which parameter are these the largest?",
    "Smaller: with y = 0, ŷ = 0.3 and a = (0.6, 0.5), ŷ falls; dw = (0.18, 0.15) and db = 0.3.",
  ],
  ask: (numbers) => {
    const network = drawnNetwork(numbers);
    const { y, layers } = network;
    const [right, wrong] = y.item() === 1 ? ["up", "down"] : ["down", "up"];
    const slopes = gradients(network.loss, {
      ...{ W1: layers[0].W, b1: layers[0].b, W2: layers[1].W, b2: layers[1].b },
    });
    const sizes = Object.entries(slopes).map(([name, { data }]) => ({
      name,
      size: Math.max(...data.map(Math.abs)),
    }));
    const [most, next] = sizes.sort((one, other) => other.size - one.size);
    return {
      given: passGiven(network),
      clear: most.size > 1.05 * next.size,
      question: [
        'direction: after one step of gradient descent on this example, does ŷ go "up" or "down"?',
        "most: in which of W1, b1, W2, b2 is the one of the 13 parameters that moves most?",
      ],
      wants: {
        direction: wantExactly(right, {
          mistakes: [
            { code: "M21", answer: wrong, parameters: { symbol: "ŷ" } },
          ],
        }),
        most: wantExactly(most.name),
      },
      planted: [
        { says: "M21", answer: { direction: wrong, most: most.name } },
        { says: "wrong", answer: { direction: right, most: next.name } },
      ],
    };
  },
});

/** A line of the page, and how it follows from the lines above as they are printed. */
const PAGE: readonly (readonly [
  name: string,
  uses: readonly string[],
  from: (network: DrawnNetwork, above: readonly Tensor[]) => Tensor,
])[] = [
  ["z1", [], ({ x, layers: [{ W, b }] }) => W.matmul(x).add(b)],
  ["A1", ["z1"], (_, [z1]) => z1.sigmoid()],
  ["z2", ["A1"], ({ layers }, [A1]) => layers[1].W.matmul(A1).add(layers[1].b)],
  ["yhat", ["z2"], (_, [z2]) => z2.sigmoid()],
  ["dz2", ["yhat"], ({ y }, [yhat]) => yhat.sub(y)],
  ["dW2", ["dz2", "A1"], (_, [dz2, A1]) => dz2.matmul(A1.transpose())],
  ["db2", ["dz2"], (_, [dz2]) => dz2],
  ["dA1", ["dz2"], ({ layers }, [dz2]) => layers[1].W.transpose().matmul(dz2)],
];

/** The lines that are wrong only because of what stands above them. */
function infectedBy(slips: readonly string[]): string[] {
  const infected: string[] = [];
  for (const [name, uses] of PAGE)
    if (
      !slips.includes(name) &&
      uses.some((use) => slips.includes(use) || infected.includes(use))
    )
      infected.push(name);
  return infected;
}

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
  for (const [at, [name, uses, from]] of PAGE.entries()) {
    const right = from(
      network,
      uses.map((use) => lineOf(above, use)),
    );
    const factor = numbers.integer(2) === 0 ? 0.1 : -1;
    above.set(name, slips.includes(at) ? right.mul(factor) : right);
    visible &&= Math.max(...right.data.map(Math.abs)) > 0.02;
  }
  const page = [...above].map(
    ([name, { data }]) =>
      `${name} = (${Array.from(data, (entry) => entry.toFixed(4)).join(", ")})`,
  );
  const other = PAGE.findIndex((_, at) => !slips.includes(at));
  const names = slips.map((at) => PAGE[at][0]);
  return {
    network,
    page,
    infected: infectedBy(names),
    printed: Object.fromEntries(
      [...above].map(([name, value]) => [
        `page_${name}`,
        rounded(value).named(`page_${name}`),
      ]),
    ),
    visible,
    slips: names,
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
    const { network, page, printed, visible, slips, infected, wrong } =
      drawnPage(numbers);
    return {
      given: { ...passGiven(network), ...printed },
      clear: visible && infected.length > 0,
      question: [
        ...page,
        "slips: the names of the three lines that do not follow from what is printed above them, in the order of the page.",
        "infected: the names of the other lines that are wrong because of a slip, in the order of the page.",
      ],
      wants: { slips: wantExactly(slips), infected: wantExactly(infected) },
      planted: [
        { says: "wrong", answer: { slips: wrong, infected } },
        { says: "wrong", answer: { slips: slips.slice(0, 1), infected } },
        { says: "wrong", answer: { slips: [...slips].reverse(), infected } },
        {
          says: "wrong",
          answer: { slips, infected: [slips[2], ...infected] },
        },
        { says: "not-answered", answer: { slips, infected: [] } },
      ],
    };
  },
});

/** The pass as formulas, each over the ones before: what a trace has to write. */
function tracedPass(network: DrawnNetwork) {
  const { x, y, yhat, loss, layers } = network;
  const [one, two] = layers;
  const dz2 = yhat.sub(y).named("dz2");
  const dA1 = two.W.transpose().matmul(dz2).named("dA1");
  const dz1 = dA1.mul(one.A).mul(sub(1, one.A)).named("dz1");
  return {
    ...{ z1: one.z, A1: one.A, z2: two.z, yhat, ell: loss, dz2 },
    dW2: dz2.matmul(one.A.transpose()).named("dW2"),
    db2: dz2.named("db2"),
    ...{ dA1, dz1, dW1: dz1.matmul(x.transpose()).named("dW1") },
    db1: dz1.named("db1"),
  };
}

function traceCase(numbers: Random, sizes: readonly number[]): Case {
  let network = drawnNetwork(numbers, { sizes });
  while (!network.clear) network = drawnNetwork(numbers, { sizes });
  const values = passWants(network);
  const pass = tracedPass(network);
  const reach = Object.values(pass);
  const wants = Object.entries(pass).map(
    ([name, of]) => [name, wantWritten(values[name], { of, reach })] as const,
  );
  return { inputs: passGiven(network), wants: Object.fromEntries(wants) };
}

type Line = { readonly formula: string; readonly value: Tensor };
type Lines = Readonly<Record<string, Line>>;

const FORMULAS: Readonly<Record<string, string>> = {
  z1: "W1 x + b1",
  A1: "sigmoid(z1)",
  z2: "W2 A1 + b2",
  yhat: "sigmoid(z2)",
  ell: "-(y ln(yhat) + (1 - y) ln(1 - yhat))",
  dz2: "yhat - y",
  dW2: "dz2 A1'",
  db2: "dz2",
  dA1: "W2' dz2",
  dz1: "dA1 .* A1 .* (1 - A1)",
  dW1: "dz1 x'",
  db1: "dz1",
};

/** A trace with some of its lines changed. */
function traceWith(
  change: (right: Lines) => Readonly<Record<string, Partial<Line>>>,
) {
  return (...[x, y, W1, b1, W2, b2]: readonly Tensor[]): Lines => {
    const z1 = W1.matmul(x).add(b1).named("z", { layer: 1 });
    const A1 = z1.sigmoid().named("A", { layer: 1 });
    const z2 = W2.matmul(A1).add(b2).named("z", { layer: 2 });
    const yhat = z2.sigmoid().named("ŷ");
    const loss = bce(yhat, y).named("ℓ");
    const layers = [
      { W: W1, b: b1, z: z1, A: A1 },
      { W: W2, b: b2, z: z2, A: yhat },
    ];
    const pass = tracedPass({ x, y, yhat, loss, layers, clear: true });
    const right: Lines = Object.fromEntries(
      Object.entries(pass).map(([name, value]) => [
        name,
        { formula: FORMULAS[name], value },
      ]),
    );
    const changes = change(right);
    return Object.fromEntries(
      Object.entries(right).map(([name, line]) => [
        name,
        { ...line, ...changes[name] },
      ]),
    );
  };
}

const traceExercise = program({
  id: "10.trace",
  type: "F",
  title: "A program that traces the pass: symbol, formula, number",
  points: 4,
  watches: ["M05", "M09", "M12", "M19"],
  signature:
    "trace(x, y, W1, b1, W2, b2) gives { z1: { formula, value }, … }: a line for each of z1, A1, z2, yhat, ell, dz2, dW2, db2, dA1, dz1, dW1, db1",
  hints: [
    "Write the twelve lines of the pass on paper, each with letters: that is the left half of the program.",
    'A line of the result is dW2: { formula: "dz2 A1\'", value: dz2.matmul(A1.transpose()) }. A formula may use every symbol of the lines above.',
    'Smaller: for z = w x + b alone, trace(w, x, b) gives { z: { formula: "w x + b", value: w.matmul(x).add(b) } }.',
  ],
  ask: (numbers) => ({
    example: traceCase(numbers, [2, 3, 1]),
    hidden: [traceCase(numbers, [3, 2, 1]), traceCase(numbers, [2, 4, 1])],
    planted: [
      {
        says: "M05",
        answer: traceWith(() => ({ z1: { formula: "W1 x" } })),
      },
      {
        says: "M09",
        answer: traceWith(({ dz2 }) => ({
          dz2: { formula: "y - yhat", value: dz2.value.neg() },
        })),
      },
      {
        says: "opposite",
        answer: traceWith(() => ({ dz2: { formula: "y - yhat" } })),
      },
      {
        says: "M12",
        answer: traceWith(({ dA1 }) => ({
          dz1: { formula: "dA1", value: dA1.value },
        })),
      },
      {
        says: "M19",
        answer: traceWith(() => ({ dW2: { formula: "A1 dz2" } })),
      },
      {
        says: "M19",
        answer: traceWith(() => ({ dA1: { formula: "W2 dz2" } })),
      },
      {
        says: "M14",
        answer: traceWith(() => ({ dz1: { formula: "dA1 A1 (1 - A1)" } })),
      },
      {
        says: "unread-line",
        answer: traceWith(() => ({ dW1: { formula: "dz1 x' (" } })),
      },
      {
        says: "not-answered",
        answer: traceWith(() => ({ db1: { formula: "" } })),
      },
      {
        says: "hidden",
        answer: (...inputs: readonly Tensor[]) => {
          const right = traceWith(() => ({}))(...inputs);
          const { formula, value } = right.dA1;
          const isExample = value.size === 3;
          return {
            ...right,
            dA1: { formula, value: isExample ? value : value.add(1) },
          };
        },
      },
    ],
  }),
});

practice(
  passExercise,
  zeroExercise,
  moveExercise,
  proofExercise,
  traceExercise,
);

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
// The label is 0 this time. Compute the pass from `yhat` on: `ell`, `dz2`, `dW2`, `db2`, `dA1`, `dz1`, `dW1`, `db1`.

// %% {"course": {"role": "demo", "id": "10.zero.given"}}
const zeroGiven = given("10.zero");

// %% {"course": {"role": "answer", "id": "10.zero"}}
const zero = {
  // BEGIN SOLUTION yhat: undefined, ell: undefined, dz2: undefined, dW2: undefined, db2: undefined, dA1: undefined, dz1: undefined, dW1: undefined, db1: undefined,
  ...passWithLabel0(zeroGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function passWithLabel0({
  x,
  W1,
  b1,
  W2,
  b2,
}: Readonly<Record<string, Tensor>>) {
  const A1 = W1.matmul(x).add(b1).sigmoid();
  const yhat = W2.matmul(A1).add(b2).sigmoid();
  const dW2 = yhat.matmul(A1.transpose());
  const dA1 = W2.transpose().matmul(yhat);
  const dz1 = dA1.mul(A1).mul(sub(1, A1));
  return {
    ...{ yhat, ell: sub(1, yhat).log().neg(), dz2: yhat, dW2, db2: yhat },
    ...{ dA1, dz1, dW1: dz1.matmul(x.transpose()), db1: dz1 },
  };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.zero.check"}}
await check("10.zero", zero);

// %% [markdown] {"course": {"role": "reflect", "id": "10.zero.why"}}
// Which lines of the pass do not know the label? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "10.move.prompt"}}
// ## 10.move: up or down, and what moves most (P, 2 points)
//
// Predict before you compute: no number is needed, only the signs and the sizes of the factors.

// %% {"course": {"role": "demo", "id": "10.move.given"}}
const moveGiven = given("10.move");

// %% {"course": {"role": "answer", "id": "10.move"}}
const move = {
  // BEGIN SOLUTION direction: "", most: "",
  direction: moveGiven.y.item() === 1 ? "up" : "down",
  most: "b2",
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "10.move.check"}}
await check("10.move", move);

// %% [markdown] {"course": {"role": "reflect", "id": "10.move.why"}}
// Why does it not matter for the direction how large ŷ is now, and why is it always this parameter? Two sentences:

// %% [markdown] {"course": {"role": "read", "id": "10.proof.prompt"}}
// ## 10.proof: three slips on a page (B, 5 points)
//
// The page below was computed with your numbers, and three slips were made. A line that follows from a wrong line is infected,
// but no slip. Name the three slips, then all the infected lines, as lists such as `["z1", "A1", "z2"]`.

// %% {"course": {"role": "demo", "id": "10.proof.given"}}
const proofGiven = given("10.proof");

// %% {"course": {"role": "answer", "id": "10.proof"}}
const proof: Record<string, string[]> = {
  // BEGIN SOLUTION slips: [], infected: [],
  slips: linesThatDoNotFollow(proofGiven),
  infected: infectedLines(linesThatDoNotFollow(proofGiven)),
  // END SOLUTION
};
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

function infectedLines(wrong: readonly string[]) {
  const uses = {
    ...{ A1: ["z1"], z2: ["A1"], yhat: ["z2"], dz2: ["yhat"] },
    ...{ dW2: ["dz2", "A1"], db2: ["dz2"], dA1: ["dz2"] },
  };
  const bad = new Set(wrong);
  for (const [name, above] of Object.entries(uses))
    if (above.some((each) => bad.has(each))) bad.add(name);
  return Object.keys(uses).filter(
    (name) => bad.has(name) && !wrong.includes(name),
  );
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.proof.check"}}
await check("10.proof", proof);

// %% [markdown] {"course": {"role": "reflect", "id": "10.proof.why"}}
// Which slip has infected the most lines, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "10.trace.prompt"}}
// ## 10.trace: symbol, formula, number (F, 4 points)
//
// Write `trace(x, y, W1, b1, W2, b2)`. It gives a line for each of the twelve symbols from `z1` to `db1`: the formula as a text, in
// the way you write lines on a board, and its value. The last lines of the cell print them as a table. Any formula that is equal
// counts. Hidden checks use networks of other sizes.

// %% {"course": {"role": "demo", "id": "10.trace.given"}}
const traceGiven = given("10.trace");

// %% {"course": {"role": "answer", "id": "10.trace"}}
function trace(
  x: Tensor,
  y: Tensor,
  W1: Tensor,
  b1: Tensor,
  W2: Tensor,
  b2: Tensor,
): Record<string, { formula: string; value: Tensor }> {
  // BEGIN SOLUTION return notAnswered(); // { z1: { formula: "W1 x + b1", value: … }, … }
  const z1 = W1.matmul(x).add(b1);
  const A1 = z1.sigmoid();
  const z2 = W2.matmul(A1).add(b2);
  const yhat = z2.sigmoid();
  const ell = y
    .mul(yhat.log())
    .add(sub(1, y).mul(sub(1, yhat).log()))
    .neg();
  const dz2 = yhat.sub(y);
  const dA1 = W2.transpose().matmul(dz2);
  const dz1 = dA1.mul(A1).mul(sub(1, A1));
  return {
    z1: { formula: "W1 x + b1", value: z1 },
    A1: { formula: "sigmoid(z1)", value: A1 },
    z2: { formula: "W2 A1 + b2", value: z2 },
    yhat: { formula: "sigmoid(z2)", value: yhat },
    ell: { formula: "-(y ln(yhat) + (1 - y) ln(1 - yhat))", value: ell },
    dz2: { formula: "yhat - y", value: dz2 },
    dW2: { formula: "dz2 A1'", value: dz2.matmul(A1.transpose()) },
    db2: { formula: "dz2", value: dz2 },
    dA1: { formula: "W2' dz2", value: dA1 },
    dz1: { formula: "dA1 .* A1 .* (1 - A1)", value: dz1 },
    dW1: { formula: "dz1 x'", value: dz1.matmul(x.transpose()) },
    db1: { formula: "dz1", value: dz1 },
  };
  // END SOLUTION
}

function print(lines: Record<string, { formula: string; value: Tensor }>) {
  const numbers = ({ data }: Tensor) =>
    Array.from(data, (entry) => entry.toFixed(4)).join(", ");
  show(
    table(
      Object.entries(lines).map(([symbol, { formula, value }]) => ({
        symbol: symbol,
        formula: formula,
        number: numbers(value),
      })),
    ),
  );
}

// BEGIN SOLUTION // When trace is written, print what it gives for your values: print(trace(traceGiven.x, …));
const { x, y, W1, b1, W2, b2 } = traceGiven;
print(trace(x, y, W1, b1, W2, b2));
// END SOLUTION

// %% {"course": {"role": "check", "id": "10.trace.check"}}
await check("10.trace", trace);

// %% [markdown] {"course": {"role": "reflect", "id": "10.trace.why"}}
// Which formulas would change for a batch of examples, and how? One sentence:
