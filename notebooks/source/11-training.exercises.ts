/** @file Exercises of unit 11: updates, and what goes wrong in a training loop. */

// %% [markdown] {"course": {"role": "read", "id": "11.exercises"}}
// # 11 Training: exercises
//
// You need the lecture of unit 11. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "11.exercises.import"}}
import {
  bce,
  check,
  given,
  learningCurve,
  show,
  sub,
  type Tensor,
} from "chainrule";

// %% {"course": {"role": "define", "id": "11.definitions"}}
import {
  answers,
  choice,
  drawn,
  drawnNetwork,
  gradients,
  practice,
  program,
  tensor,
  wantExactly,
  wantGradient,
  wantNumber,
  wantTraining,
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
  points: 3,
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

type Weights = Readonly<Record<"W1" | "b1" | "W2" | "b2", Tensor>>;

/** What a training loop does wrong. */
interface LoopSlip {
  readonly sign?: number;
  readonly stale?: boolean;
  readonly bias?: boolean;
  readonly kept?: boolean;
  readonly zero?: boolean;
}

interface Run {
  readonly X: Tensor;
  readonly Y: Tensor;
  readonly alpha: number;
  readonly steps: number;
}

/** The weights before the first step and after each one, in a loop with one slip. */
function runWith(
  start: Weights,
  { X, Y, alpha, steps }: Run,
  { sign = 1, stale, bias = true, kept, zero }: LoopSlip = {},
): Weights[] {
  const all = [zero === true ? combined(start, start, -1) : start];
  let sums: Weights | undefined;
  for (let step = 0; step < steps; step++) {
    const now = all[step];
    const slopes = slopesOf(now, { X, Y, alpha: stale === true ? alpha : 0 });
    sums = sums && kept === true ? combined(sums, slopes, 1) : slopes;
    const next = combined(now, sums, -sign * alpha);
    all.push(bias ? next : { ...next, b1: start.b1, b2: start.b2 });
  }
  return all;
}

/** A training loop with one slip, as a student would write it. */
function loopWith(slip: LoopSlip) {
  return (
    ...[W1, b1, W2, b2, X, Y, alpha, steps]: [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      number,
      number,
    ]
  ): Weights =>
    runWith({ W1, b1, W2, b2 }, { X, Y, alpha, steps }, slip)[steps];
}

/** The four gradients; with an alpha the error passes a W2 that has been updated already. */
function slopesOf(
  { W1, b1, W2, b2 }: Weights,
  { X, Y, alpha }: { X: Tensor; Y: Tensor; alpha: number },
): Weights {
  const A1 = W1.matmul(X).add(b1).sigmoid();
  const dZ2 = W2.matmul(A1).add(b2).sigmoid().sub(Y).div(Y.shape[1]);
  const dW2 = dZ2.matmul(A1.transpose());
  const passed = W2.sub(dW2.mul(alpha));
  const dZ1 = passed.transpose().matmul(dZ2).mul(A1).mul(sub(1, A1));
  const sum = (dZ: Tensor): Tensor => dZ.sum({ axis: 1, keepdims: true });
  return {
    W1: dZ1.matmul(X.transpose()),
    b1: sum(dZ1),
    W2: dW2,
    b2: sum(dZ2),
  };
}

function combined(one: Weights, other: Weights, factor: number): Weights {
  return {
    W1: one.W1.add(other.W1.mul(factor)),
    b1: one.b1.add(other.b1.mul(factor)),
    W2: one.W2.add(other.W2.mul(factor)),
    b2: one.b2.add(other.b2.mul(factor)),
  };
}

function loopCase(
  numbers: Random,
  {
    rate,
    steps,
    ...draw
  }: { sizes: number[]; examples: number; rate: number; steps: number },
): Case {
  const { x, y, loss, layers } = drawnNetwork(numbers, draw);
  const [{ W: W1, b: b1 }, { W: W2, b: b2 }] = layers;
  const parameters = { W1, b1, W2, b2 };
  return {
    inputs: { ...parameters, X: x, Y: y, alpha: rate, steps },
    wants: wantTraining(loss, parameters, { rate, steps }),
  };
}

const loopExercise = program({
  id: "11.train",
  type: "F",
  title: "The training loop",
  points: 3,
  watches: ["M03", "M20", "M21", "M22", "M29"],
  signature:
    "train(W1, b1, W2, b2, X, Y, alpha, steps) gives { W1, b1, W2, b2 } after so many updates",
  hints: [
    "What does each step start from, and what does the next one start from?",
    "for (let step = 0; step < steps; step++): compute all four gradients at the parameters of now, then update all four.",
    "Smaller: two steps on w with gradients 0.2 and then 0.1 at α = 0.5 go from 1 to 0.9 to 0.85.",
  ],
  ask: (numbers) => ({
    example: loopCase(numbers, {
      ...{ sizes: [2, 3, 1], examples: 4 },
      ...{ rate: 0.5, steps: 3 },
    }),
    hidden: [
      loopCase(numbers, {
        ...{ sizes: [3, 4, 1], examples: 5 },
        ...{ rate: 0.8, steps: 6 },
      }),
    ],
    planted: [
      { says: "M03", answer: loopWith({ kept: true }) },
      { says: "M20", answer: loopWith({ stale: true }) },
      { says: "M21", answer: loopWith({ sign: -1 }) },
      { says: "M22", answer: loopWith({ bias: false }) },
      { says: "M29", answer: loopWith({ zero: true }) },
      { says: "wrong", answer: loopWith({ sign: 0.7 }) },
    ],
  }),
});

const RATE = 0.5;

const earlyExercise = answers({
  id: "11.loop.1",
  type: "B",
  title: "A loop in which a line stands too early",
  points: 1.5,
  watches: ["M12", "M20"],
  hints: [
    "Go through the lines and ask of each name in them: is it the value of the forward pass?",
    "A weight that passes the error back must be the one that the forward pass used. What is computed before that line is right.",
    "Smaller: with w = 0.4, dw = 0.2 and α = 0.5 the error must meet 0.4, and meets 0.3.",
  ],
  ask: (numbers) => {
    const { loss, layers, clear } = drawnNetwork(numbers);
    const [one, two] = layers;
    const { dz2, dW2 } = gradients(loss, { dz2: two.z, dW2: two.W });
    const passed = (W: Tensor): Tensor =>
      W.transpose().matmul(dz2).mul(one.A).mul(sub(1, one.A));
    const right = {
      line: 4,
      wrong: ["W1", "b1"],
      dz1: passed(two.W),
    };
    return {
      given: {
        A1: one.A,
        W2: two.W,
        dz2: dz2.named("dz2"),
        dW2: dW2.named("dW2"),
      },
      question: [
        `The first step, on one example, with α = ${RATE}.`,
        "line: which line stands too early? wrong: which of W1, b1, W2 and b2 does this step get wrong, in this order?",
        "dz1: what should line 5 have given?",
      ],
      clear,
      wants: {
        line: wantExactly(right.line),
        wrong: wantExactly(right.wrong),
        dz1: wantGradient(loss, one.z),
      },
      planted: [
        {
          says: "M20",
          answer: { ...right, dz1: passed(two.W.sub(dW2.mul(RATE))) },
        },
        {
          says: "M12",
          answer: { ...right, dz1: two.W.transpose().matmul(dz2) },
        },
        { says: "wrong", answer: { ...right, wrong: ["W2", "b2"] } },
        { says: "wrong", answer: { ...right, line: 5 } },
      ],
    };
  },
});

const uphillExercise = answers({
  id: "11.loop.2",
  type: "B",
  title: "A loop whose loss does the opposite",
  points: 1.5,
  watches: ["M21"],
  hints: [
    "What does the loss do in this loop, and which signs decide that?",
    "To first order a step changes the loss by the sum of gradient times step, over all entries of all four parameters.",
    "Smaller: one weight with dw = 0.2 and α = 0.5 moves by −0.1, and the loss changes by 0.2 · (−0.1) = −0.02.",
  ],
  ask: (numbers) => {
    const { loss, layers, clear } = drawnNetwork(numbers);
    const [one, two] = layers;
    const slopes = gradients(loss, {
      dW1: one.W,
      db1: one.b,
      dW2: two.W,
      db2: two.b,
    });
    const squares = Object.values(slopes).map((slope) =>
      slope.square().sum().item(),
    );
    const length = squares.reduce((sum, square) => sum + square, 0);
    const right = { signs: 4, printed: RATE * length, mended: -RATE * length };
    const change = (value: number, code: "M21" | "dropped", wrong: number) =>
      wantNumber(tensor(value), {
        mistakes: [
          {
            code,
            value: tensor(wrong),
            parameters: { symbol: "each parameter", factor: "α" },
          },
        ],
      });
    return {
      given: Object.fromEntries(
        Object.entries(slopes).map(([name, slope]) => [
          name,
          slope.named(name),
        ]),
      ),
      question: [
        `The gradients at the start, and α = ${RATE}.`,
        "signs: how many signs have to be turned? printed, mended: by how much does the loss change in the first step, to first order, in the loop as printed and in the mended one?",
      ],
      clear: clear && length > 0.05,
      wants: {
        signs: wantExactly(right.signs),
        printed: change(right.printed, "dropped", length),
        mended: change(right.mended, "M21", right.printed),
      },
      planted: [
        { says: "M21", answer: { ...right, mended: right.printed } },
        { says: "dropped", answer: { ...right, printed: length } },
        { says: "wrong", answer: { ...right, signs: 2 } },
      ],
    };
  },
});

const frozenExercise = answers({
  id: "11.loop.3",
  type: "B",
  title: "A loop that leaves something as it is",
  points: 1.5,
  watches: ["M22"],
  hints: [
    "Which names does the loop read, and which of them does it never write?",
    "The gradients of a step depend on the parameters at its beginning: what differs there differs after it.",
    "Smaller: for z = w x + b, dw does not know yet in the first step that b will stay; in the second b is another one.",
  ],
  ask: (numbers) => {
    const { loss, layers, clear } = drawnNetwork(numbers);
    const { b } = layers[1];
    const { db2 } = gradients(loss, { db2: b });
    const [inputs, hidden, outputs] = [2, 3, 1].map(
      (least) => least + numbers.integer(5),
    );
    const right = {
      still: hidden + outputs,
      apart: 2,
      b2: b.sub(db2.mul(RATE)),
    };
    const weights =
      (inputs + 1) * hidden + (hidden + 1) * outputs - right.still;
    return {
      given: {
        b2: b,
        db2: db2.named("db2"),
        sizes: tensor([inputs, hidden, outputs]).named("sizes"),
      },
      question: [
        `still: how many numbers of a ${inputs}-${hidden}-${outputs} network (sizes) does this loop never change?`,
        "apart: beside the right loop, from the same start, after which step is its W2 another one for the first time?",
        `b2: what should b2 be after the first step, with α = ${RATE}?`,
      ],
      clear,
      wants: {
        still: wantExactly(right.still, {
          mistakes: [
            {
              code: "M22",
              answer: weights,
              parameters: {
                symbol: "the weights",
                what: "a new one in each step",
              },
            },
          ],
        }),
        apart: wantExactly(right.apart),
        b2: wantUpdate(loss, b, { rate: RATE }),
      },
      planted: [
        { says: "M22", answer: { ...right, b2: b } },
        { says: "M22", answer: { ...right, b2: db2 } },
        { says: "M22", answer: { ...right, still: weights } },
        { says: "wrong", answer: { ...right, apart: 1 } },
      ],
    };
  },
});

const keptExercise = answers({
  id: "11.loop.4",
  type: "B",
  title: "A loop that keeps its gradients",
  points: 1.5,
  watches: ["M03", "M21"],
  hints: [
    "Write down what dW1 holds after each of the three steps.",
    "A gradient that is added to what is there counts again in every later step. Each step needs its own alone.",
    "Smaller: with slopes 0.2 and 0.1 and α = 0.5 a weight of 1 becomes 0.9 and then 0.85; kept, it becomes 0.9 and then 0.75.",
  ],
  ask: (numbers) => {
    const draw = (): number => drawn(numbers, [], { decimals: 2 }).item();
    const [w, ...slopes] = [draw(), draw(), draw(), draw()];
    const [first, second, third] = slopes;
    const after = (sum: number): number => w - RATE * sum;
    const right = {
      line: 1,
      printed: after(3 * first + 2 * second + third),
      mended: after(first + second + third),
    };
    const kept = {
      code: "M03-unreset",
      value: tensor(right.printed),
      parameters: {},
    } as const;
    const uphill = {
      code: "M21",
      value: tensor(2 * w - right.mended),
      parameters: { symbol: "w" },
    } as const;
    return {
      given: {
        w: tensor(w).named("w"),
        ...Object.fromEntries(
          slopes.map((slope, at) => [
            `g${at + 1}`,
            tensor(slope).named(`g${at + 1}`),
          ]),
        ),
      },
      question: [
        `w is an entry of W1, α = ${RATE}; in three steps line 4 adds g1, g2 and g3 to its gradient.`,
        "line: which line must move into the loop? printed: what is w after the three steps? mended: what would it be with the same slopes, if each step used its own alone?",
      ],
      wants: {
        line: wantExactly(right.line),
        printed: wantNumber(tensor(right.printed)),
        mended: wantNumber(tensor(right.mended), { mistakes: [kept, uphill] }),
      },
      planted: [
        { says: "M03", answer: { ...right, mended: right.printed } },
        { says: "M21", answer: { ...right, mended: 2 * w - right.mended } },
        { says: "wrong", answer: { ...right, printed: right.mended } },
        { says: "wrong", answer: { ...right, line: 5 } },
      ],
    };
  },
});

/** A batch, a start, and the losses of a run from there. */
function drawnRuns(numbers: Random) {
  const { x: X, y: Y, layers } = drawnNetwork(numbers, { examples: 4 });
  const [{ W: W1, b: b1 }, { W: W2, b: b2 }] = layers;
  const start: Weights = { W1, b1, W2, b2 };
  const lossAt = ({ W1, b1, W2, b2 }: Weights): number => {
    const A1 = W1.matmul(X).add(b1).sigmoid();
    return bce(W2.matmul(A1).add(b2).sigmoid(), Y).mean().item();
  };
  const losses = (alpha: number, slip: LoopSlip = {}, from = start): number[] =>
    runWith(from, { X, Y, alpha, steps: STEPS }, slip).map(lossAt);
  return { given: { X, Y, ...start }, start, losses };
}

const STEPS = 40;
const RATES = [0.1, 1, 5] as const;

const ratesExercise = answers({
  id: "11.rates",
  type: "P",
  title: "Three learning rates",
  points: 3,
  hints: [
    "Sketch the three curves first: how far does one step go for each α?",
    "A small α falls slowly and never rises; a large one can step over the valley and rise.",
    "Smaller: for ℓ = w², a step with α = 0.1 gives 0.8 w, with α = 1 it gives −w: the loss stays.",
  ],
  ask: (numbers) => {
    const { given, losses } = drawnRuns(numbers);
    const runs = RATES.map((rate) => losses(rate));
    const last = runs.map((run) => run[STEPS]);
    const order = [...last].sort((one, other) => one - other);
    const lowest = RATES[last.indexOf(order[0])];
    const highest = RATES[last.indexOf(order[2])];
    const rises = runs[2].some((loss, at) => at > 0 && loss > runs[2][at - 1]);
    return {
      given,
      question: [
        "All three runs start from these parameters and take 40 steps with the whole batch, α = 0.1, 1 and 5.",
        'lowest: the α whose loss is lowest at the end; rises: "yes" if the loss of α = 5 rises at any step, else "no".',
      ],
      clear:
        order[1] - order[0] > 0.02 &&
        runs[2].every(
          (loss, at) => at === 0 || Math.abs(loss - runs[2][at - 1]) > 1e-5,
        ),
      wants: {
        lowest: wantExactly(lowest),
        rises: wantExactly(rises ? "yes" : "no"),
      },
      planted: [
        { says: "wrong", answer: { lowest: highest, rises: "no" } },
        { says: "wrong", answer: { lowest, rises: rises ? "no" : "yes" } },
      ],
    };
  },
});

/** Causes of a loss curve, by the name under which they are answered. */
const CAUSES = ["good", "small", "large", "uphill", "zero"] as const;

const curvesExercise = answers({
  id: "11.curves",
  type: "G",
  title: "Five curves, five causes",
  points: 3,
  watches: ["M21", "M29"],
  hints: [
    "Look at the end of each curve first: lower, the same, higher?",
    "A curve that never moves has no gradient; one that only rises goes the wrong way; one that jumps up and down steps too far.",
    "Smaller: for ℓ = w² and a start at w = 1, α = 0.1 falls, α = 1.1 rises in turns, and + α rises at once.",
  ],
  ask: (numbers) => {
    const { start, losses } = drawnRuns(numbers);
    const zero = combined(start, start, -1);
    const curves = {
      good: losses(2),
      small: losses(0.01),
      large: losses(60),
      uphill: losses(2, { sign: -1 }),
      zero: losses(2, {}, zero),
    };
    const letters = ["A", "B", "C", "D", "E"];
    const order = [...numbers.permutation(5)].map((at) => CAUSES[at]);
    const letterOf = (cause: (typeof CAUSES)[number]): string =>
      letters[order.indexOf(cause)];
    const right = Object.fromEntries(
      CAUSES.map((cause) => [cause, letterOf(cause)]),
    );
    const named = order.map(
      (cause, at) =>
        [letters[at], tensor(curves[cause]).named(letters[at])] as const,
    );
    const rest = (cause: (typeof CAUSES)[number], code: "M21" | "M29") => ({
      mistakes: [
        {
          code,
          answer: letterOf("good"),
          parameters: { symbol: `Every parameter of curve ${letterOf(cause)}` },
        },
      ],
    });
    return {
      given: Object.fromEntries(named),
      question: [
        "Each curve is the loss at the start and after each of 40 steps on one batch of four.",
        "good: a fitting α; small: α far too small; large: α far too large; uphill: θ + α dθ; zero: all parameters start at 0.",
        "Answer with a letter for each.",
      ],
      clear: areDistinct(curves),
      wants: {
        good: wantExactly(right.good),
        small: wantExactly(right.small),
        large: wantExactly(right.large),
        uphill: wantExactly(right.uphill, rest("uphill", "M21")),
        zero: wantExactly(right.zero, rest("zero", "M29")),
      },
      planted: [
        { says: "M21", answer: { ...right, uphill: right.good } },
        { says: "M29", answer: { ...right, zero: right.good } },
        { says: "wrong", answer: { ...right, small: right.zero } },
      ],
    };
  },
});

/** Whether the five can be told apart by looking. */
function areDistinct({
  good,
  small,
  large,
  uphill,
  zero,
}: Readonly<Record<(typeof CAUSES)[number], readonly number[]>>): boolean {
  const rises = (run: readonly number[]): number =>
    run.filter((loss, at) => at > 0 && loss > run[at - 1] + 0.01).length;
  const change = (run: readonly number[]): number => run[STEPS] - run[0];
  return (
    change(good) < -0.05 &&
    rises(good) === 0 &&
    change(small) > -0.01 &&
    change(small) < 0 &&
    rises(large) >= 2 &&
    large.every(Number.isFinite) &&
    change(uphill) > 0.05 &&
    Math.abs(change(zero)) < 1e-9 &&
    Math.abs(small[0] - zero[0]) > 0.02
  );
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
    "what the hidden neurons have in common, at the start and after every step",
    "what would have to differ",
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
  loopExercise,
  earlyExercise,
  uphillExercise,
  frozenExercise,
  keptExercise,
  ratesExercise,
  curvesExercise,
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
// ## 11.step: a training step (F, 3 points)
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

// %% [markdown] {"course": {"role": "read", "id": "11.train.prompt"}}
// ## 11.train: the training loop (F, 3 points)
//
// Write `train`: the step of the exercise before, `steps` times. You may call your `trainStep`.

// %% {"course": {"role": "demo", "id": "11.train.given"}}
given("11.train");

// %% {"course": {"role": "answer", "id": "11.train"}}
function train(
  W1: Tensor,
  b1: Tensor,
  W2: Tensor,
  b2: Tensor,
  X: Tensor,
  Y: Tensor,
  alpha: number,
  steps: number,
): Parameters {
  // BEGIN SOLUTION return notAnswered();
  let now = { W1: W1, b1: b1, W2: W2, b2: b2 };
  for (let count = 0; count < steps; count++)
    now = trainStep(now.W1, now.b1, now.W2, now.b2, X, Y, alpha);
  return now;
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "11.train.check"}}
await check("11.train", train);

// %% [markdown] {"course": {"role": "reflect", "id": "11.train.why"}}
// Why does no gradient of an earlier step matter any more? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.loop.1.prompt"}}
// ## 11.loop.1: a line that stands too early (B, 1.5 points)
//
// Each of the next four loops has one fault, and each leaves other traces. Here every line is right by itself; one stands
// too early. Say which, what the first step gets wrong by it, and what should have come out.
//
// ```ts
// 1  for (let step = 0; step < steps; step++) {
// 2    const A1 = W1.matmul(X).add(b1).sigmoid();
// 3    const dZ2 = W2.matmul(A1).add(b2).sigmoid().sub(Y).div(Y.shape[1]);
// 4    W2 = W2.sub(dZ2.matmul(A1.transpose()).mul(alpha));
// 5    const dZ1 = W2.transpose().matmul(dZ2).mul(A1).mul(sub(1, A1));
// 6    W1 = W1.sub(dZ1.matmul(X.transpose()).mul(alpha));
// 7    b1 = b1.sub(dZ1.sum({ axis: 1, keepdims: true }).mul(alpha));
// 8    b2 = b2.sub(dZ2.sum({ axis: 1, keepdims: true }).mul(alpha));
// 9  }
// ```

// %% {"course": {"role": "demo", "id": "11.loop.1.given"}}
const loop1Given = given("11.loop.1");

// %% {"course": {"role": "answer", "id": "11.loop.1"}}
const loop1 = {
  // BEGIN SOLUTION line: undefined, wrong: undefined, dz1: undefined,
  line: 4,
  wrong: ["W1", "b1"],
  dz1: loop1Given.W2.transpose()
    .matmul(loop1Given.dz2)
    .mul(loop1Given.A1)
    .mul(sub(1, loop1Given.A1)),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "11.loop.1.check"}}
await check("11.loop.1", loop1);

// %% [markdown] {"course": {"role": "reflect", "id": "11.loop.1.why"}}
// Why are two of the four parameters right all the same? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.loop.2.prompt"}}
// ## 11.loop.2: a loss that does the opposite (B, 1.5 points)
//
// This loop runs and the shapes fit. Say how many signs have to be turned, and what the loss does in the first step, as
// printed and mended: to first order it changes by gradient times step, added up over all entries.
//
// ```ts
// 1  for (let step = 0; step < steps; step++) {
// 2    const A1 = W1.matmul(X).add(b1).sigmoid();
// 3    const dZ2 = W2.matmul(A1).add(b2).sigmoid().sub(Y).div(Y.shape[1]);
// 4    const dZ1 = W2.transpose().matmul(dZ2).mul(A1).mul(sub(1, A1));
// 5    W1 = W1.add(dZ1.matmul(X.transpose()).mul(alpha));
// 6    b1 = b1.add(dZ1.sum({ axis: 1, keepdims: true }).mul(alpha));
// 7    W2 = W2.add(dZ2.matmul(A1.transpose()).mul(alpha));
// 8    b2 = b2.add(dZ2.sum({ axis: 1, keepdims: true }).mul(alpha));
// 9  }
// ```

// %% {"course": {"role": "demo", "id": "11.loop.2.given"}}
const loop2Given = given("11.loop.2");

// %% {"course": {"role": "answer", "id": "11.loop.2"}}
const loop2Lengths = Object.values(loop2Given).map((slope) =>
  slope.square().sum().item(),
);
const loop2 = {
  // BEGIN SOLUTION signs: undefined, printed: undefined, mended: undefined,
  signs: 4,
  printed: 0.5 * loop2Lengths.reduce((sum, each) => sum + each, 0),
  mended: -0.5 * loop2Lengths.reduce((sum, each) => sum + each, 0),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "11.loop.2.check"}}
await check("11.loop.2", loop2);

// %% [markdown] {"course": {"role": "reflect", "id": "11.loop.2.why"}}
// How would the loss curve have shown this fault, and how soon? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.loop.3.prompt"}}
// ## 11.loop.3: something stays as it is (B, 1.5 points)
//
// This loop lacks something, and its loss may fall all the same. Say what never changes, when the rest notices, and what
// the first step should have done.
//
// ```ts
// 1  for (let step = 0; step < steps; step++) {
// 2    const A1 = W1.matmul(X).add(b1).sigmoid();
// 3    const dZ2 = W2.matmul(A1).add(b2).sigmoid().sub(Y).div(Y.shape[1]);
// 4    const dZ1 = W2.transpose().matmul(dZ2).mul(A1).mul(sub(1, A1));
// 5    W1 = W1.sub(dZ1.matmul(X.transpose()).mul(alpha));
// 6    W2 = W2.sub(dZ2.matmul(A1.transpose()).mul(alpha));
// 7  }
// ```

// %% {"course": {"role": "demo", "id": "11.loop.3.given"}}
const loop3Given = given("11.loop.3");

// %% {"course": {"role": "answer", "id": "11.loop.3"}}
const loop3 = {
  // BEGIN SOLUTION still: undefined, apart: undefined, b2: undefined,
  still: loop3Given.sizes.data[1] + loop3Given.sizes.data[2],
  apart: 2,
  b2: loop3Given.b2.sub(loop3Given.db2.mul(0.5)),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "11.loop.3.check"}}
await check("11.loop.3", loop3);

// %% [markdown] {"course": {"role": "reflect", "id": "11.loop.3.why"}}
// For which data would this loop find weights that are just as good? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.loop.4.prompt"}}
// ## 11.loop.4: gradients that are kept (B, 1.5 points)
//
// This loop keeps its gradients in variables of their own. Say which line has to move, and follow one weight for three steps,
// as printed and mended.
//
// ```ts
// 1  let [dW1, db1, dW2, db2] = [W1.mul(0), b1.mul(0), W2.mul(0), b2.mul(0)];
// 2  for (let step = 0; step < steps; step++) {
// 3    // A1, dZ2 and dZ1 as in the loops above
// 4    dW1 = dW1.add(dZ1.matmul(X.transpose()));
// 5    db1 = db1.add(dZ1.sum({ axis: 1, keepdims: true }));
// 6    dW2 = dW2.add(dZ2.matmul(A1.transpose()));
// 7    db2 = db2.add(dZ2.sum({ axis: 1, keepdims: true }));
// 8    W1 = W1.sub(dW1.mul(alpha));
// 9    // b1, W2 and b2 likewise
// 10  }
// ```

// %% {"course": {"role": "demo", "id": "11.loop.4.given"}}
const loop4Given = given("11.loop.4");

// %% {"course": {"role": "answer", "id": "11.loop.4"}}
const loop4 = {
  // BEGIN SOLUTION line: undefined, printed: undefined, mended: undefined,
  line: 1,
  printed:
    loop4Given.w.item() -
    0.5 *
      (3 * loop4Given.g1.item() +
        2 * loop4Given.g2.item() +
        loop4Given.g3.item()),
  mended:
    loop4Given.w.item() -
    0.5 * (loop4Given.g1.item() + loop4Given.g2.item() + loop4Given.g3.item()),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "11.loop.4.check"}}
await check("11.loop.4", loop4);

// %% [markdown] {"course": {"role": "reflect", "id": "11.loop.4.why"}}
// Why does such a loop run past the minimum? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.rates.prompt"}}
// ## 11.rates: three learning rates (P, 3 points)
//
// Sketch the three loss curves before you run anything. Then train, with your own loop, and compare.

// %% {"course": {"role": "demo", "id": "11.rates.given"}}
const ratesGiven = given("11.rates");

// %% {"course": {"role": "answer", "id": "11.rates"}}
const rates = {
  // BEGIN SOLUTION lowest: undefined, rises: undefined,
  ...comparedRates(),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function comparedRates() {
  const { W1, b1, W2, b2, X, Y } = ratesGiven;
  const lossesWith = (alpha: number) =>
    Array.from({ length: 41 }, (_, steps) => {
      const now = train(W1, b1, W2, b2, X, Y, alpha, steps);
      const A1 = now.W1.matmul(X).add(now.b1).sigmoid();
      return bce(now.W2.matmul(A1).add(now.b2).sigmoid(), Y).mean().item();
    });
  const curves = [0.1, 1, 5].map(lossesWith);
  show(
    learningCurve({
      "α = 0.1": curves[0],
      "α = 1": curves[1],
      "α = 5": curves[2],
    }),
  );
  const last = curves.map((losses) => losses[40]);
  return {
    lowest: [0.1, 1, 5][last.indexOf(Math.min(...last))],
    rises: curves[2].some((loss, at) => at > 0 && loss > curves[2][at - 1])
      ? "yes"
      : "no",
  };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "11.rates.check"}}
await check("11.rates", rates);

// %% [markdown] {"course": {"role": "reflect", "id": "11.rates.why"}}
// Where did your sketch differ from the run, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "11.curves.prompt"}}
// ## 11.curves: five curves, five causes (G, 3 points)
//
// The chart shows the five losses by step, with their values in its table. Which curve has which cause?

// %% {"course": {"role": "demo", "id": "11.curves.given"}}
const curvesGiven = given("11.curves");
show(
  learningCurve(
    Object.fromEntries(
      Object.entries(curvesGiven).map(([letter, losses]) => [
        letter,
        [...losses.data],
      ]),
    ),
    { log: true },
  ),
);

// %% {"course": {"role": "answer", "id": "11.curves"}}
const causes = {
  // BEGIN SOLUTION good: "", small: "", large: "", uphill: "", zero: "",
  ...matchedCauses(),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function matchedCauses() {
  const letterWith = (fits: (losses: number[]) => boolean) =>
    Object.keys(curvesGiven).find((letter) =>
      fits([...curvesGiven[letter].data]),
    );
  const change = (losses: number[]) => losses[40] - losses[0];
  const jumps = (losses: number[]) =>
    losses.filter((loss, at) => at > 0 && loss > losses[at - 1] + 0.01)
      .length >= 2 &&
    losses.some((loss, at) => at > 0 && loss < losses[at - 1]);
  return {
    good: letterWith((losses) => change(losses) < -0.05 && !jumps(losses)),
    small: letterWith(
      (losses) =>
        change(losses) < -1e-9 && change(losses) > -0.01 && !jumps(losses),
    ),
    large: letterWith(jumps),
    uphill: letterWith((losses) => change(losses) > 0.05 && !jumps(losses)),
    zero: letterWith((losses) => Math.abs(change(losses)) < 1e-9),
  };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "11.curves.check"}}
await check("11.curves", causes);

// %% [markdown] {"course": {"role": "reflect", "id": "11.curves.why"}}
// Which of the five faults can you see after a single step? One sentence:

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
