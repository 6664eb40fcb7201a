/** @file Exercises of unit 12: a gradient check of your own, eight reports, the algorithm for any depth, a mock exam. */

// %% [markdown] {"course": {"role": "read", "id": "12.exercises"}}
// # 12 Checking gradients: exercises
//
// You need the lecture of unit 12. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "12.exercises.import"}}
import { check, given, questionOf, sub, timer, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "12.definitions"}}
import {
  answers,
  bce,
  choice,
  drawn,
  drawnNetwork,
  fromData,
  gradients,
  lines,
  practice,
  program,
  tensor,
  wantExactly,
  wantGradient,
  wantGradientCheck,
  wantShape,
  wantTraining,
  wantValue,
  type Case,
  type DrawnNetwork,
  type Random,
} from "chainrule";

type Loss = (parameters: readonly number[]) => number;
type Check = (
  lossOf: Loss,
  parameters: readonly number[],
  gradient: readonly number[],
  names: readonly string[],
) => { readonly worst: string; readonly error: number };

const FLOOR = 1e-6;

function relativeError(formula: number, slope: number): number {
  const size = Math.max(Math.abs(formula), Math.abs(slope), FLOOR);
  return Math.abs(formula - slope) / size;
}

/** A check in which one of its parts is another one. */
function checkWith({
  h = 1e-5,
  oneSided = false,
  error = relativeError,
}: {
  readonly h?: number;
  readonly oneSided?: boolean;
  readonly error?: (formula: number, slope: number) => number;
}): Check {
  return (lossOf, parameters, gradient, names) => {
    const moved = (index: number, by: number): number =>
      lossOf(parameters.map((each, i) => (i === index ? each + by : each)));
    const errors = parameters.map((_, i) => {
      const slope = oneSided
        ? (moved(i, h) - moved(i, 0)) / h
        : (moved(i, h) - moved(i, -h)) / (2 * h);
      return error(gradient[i], slope);
    });
    const largest = Math.max(...errors);
    return { worst: names[errors.indexOf(largest)], error: largest };
  };
}

/**
 * A loss with its exact slopes. The formula is wrong at two places: by a small part of a large slope, and by a large part
 * of a small one. Only the second is the worst by its relative error.
 */
function checkCase(
  lossOf: Loss,
  at: readonly number[],
  {
    exact,
    names,
  }: { readonly exact: readonly number[]; readonly names: readonly string[] },
): Case {
  const bySize = exact
    .map((_, i) => i)
    .sort((one, other) => Math.abs(exact[one]) - Math.abs(exact[other]));
  const [small, large] = [bySize[0], bySize[bySize.length - 1]];
  const gradient = exact.map((slope, i) =>
    Number(
      (slope * (i === small ? 1.2 : i === large ? 1.1 : 1)).toPrecision(6),
    ),
  );
  const { of, wants } = wantGradientCheck(lossOf, {
    ...{ at, slopes: exact, gradient, names, floor: FLOOR },
  });
  return {
    inputs: { lossOf: of, parameters: [...at], gradient, names: [...names] },
    wants,
  };
}

/** The parameters of a network in one list, W row by row and then b, layer by layer. */
function networkCase(numbers: Random, sizes: readonly number[]): Case {
  const { x, y, loss, layers } = drawnNetwork(numbers, { sizes, examples: 4 });
  const all = layers.flatMap(({ W, b }) => [W, b]);
  const lossOf: Loss = (parameters) => {
    let from = 0;
    const own = all.map(({ size, shape }) => {
      const part = parameters.slice(from, from + size);
      from += size;
      return fromData(Float64Array.from(part), shape);
    });
    let a = x;
    for (let at = 0; at < own.length; at += 2)
      a = own[at]
        .matmul(a)
        .add(own[at + 1])
        .sigmoid();
    return bce(a, y).mean().item();
  };
  const slopes = gradients(loss, Object.fromEntries(all.entries()));
  const names = layers.flatMap(({ W, b }, at) => [
    ...Array.from(W.data, (_, i) => {
      const [row, column] = [Math.floor(i / W.shape[1]), i % W.shape[1]];
      return `W${at + 1}[${row + 1},${column + 1}]`;
    }),
    ...Array.from(b.data, (_, i) => `b${at + 1}[${i + 1}]`),
  ]);
  return checkCase(
    lossOf,
    all.flatMap(({ data }) => [...data]),
    { exact: all.flatMap((_, at) => [...slopes[at].data]), names },
  );
}

/** A steep valley high above 0, near its ground: one-sided steps see the curve, tiny steps the rounding of the height. */
function valleyCase(numbers: Random): Case {
  const middle = [...drawn(numbers, [3]).data];
  const at = middle.map((each, i) => each + [0.002, 0.03, 0.06][i]);
  const lossOf: Loss = (parameters) =>
    1000 +
    parameters.reduce((sum, each, i) => sum + 25 * (each - middle[i]) ** 2, 0);
  const exact = at.map((each, i) => 50 * (each - middle[i]));
  return checkCase(lossOf, at, { exact, names: ["p", "q", "r"] });
}

const checkExercise = program({
  id: "12.check",
  type: "F",
  title: "A gradient check that names the worst parameter",
  points: 5,
  watches: ["M31"],
  signature:
    "gradCheck(lossOf, parameters, gradient, names) gives { worst, error }: the name of the parameter with the largest relative error, and that error",
  hints: [
    "For each parameter: measure the slope, then compare it with the formula's value.",
    "Slope: (L(θ+h) − L(θ−h))/2h with h = 1e-5. Error: |formula − slope| divided by the largest of |formula|, |slope| and 1e-6.",
    "Smaller: formula 0.012 and slope 0.010 differ by 0.002, which is 0.002/0.012 = 0.167.",
  ],
  ask: (numbers) => ({
    example: networkCase(numbers, [2, 1]),
    hidden: [
      networkCase(numbers, [2, 3, 1]),
      valleyCase(numbers),
      networkCase(numbers, [3, 2, 1]),
    ],
    planted: [
      { says: "M31", answer: checkWith({ oneSided: true, h: 1e-3 }) },
      { says: "M31", answer: checkWith({ oneSided: true }) },
      { says: "M31", answer: checkWith({ oneSided: true, h: 1e-7 }) },
      { says: "M31", answer: checkWith({ h: 1e-11 }) },
      {
        says: "M31",
        answer: checkWith({ error: (one, other) => Math.abs(one - other) }),
      },
      { says: "wrong", answer: () => ({ worst: "w", error: 1 }) },
      {
        says: "mutated",
        answer: (lossOf: Loss, parameters: number[]) => {
          parameters[0] += 1;
          return { worst: "W1[1,1]", error: lossOf(parameters) };
        },
      },
    ],
  }),
});

/** What eight backward passes do wrong, by their code. */
const MUTANTS: Readonly<Record<string, Mutant>> = {
  M09: { says: "dZ2 with the opposite sign", error: (Yhat, Y) => Y.sub(Yhat) },
  M10: {
    says: "dZ2 without σ′: the derivative by ŷ",
    error: (Yhat, Y) => Yhat.sub(Y).div(Yhat.mul(sub(1, Yhat))),
  },
  M11: {
    says: "dZ2 with a σ′ that has already cancelled",
    error: (Yhat, Y) => Yhat.sub(Y).mul(Yhat).mul(sub(1, Yhat)),
  },
  M12: {
    says: "dZ1 without g′",
    slope: (A1) => A1.mul(0).add(1),
  },
  M13: {
    says: "dZ1 with g′ taken at A1 in place of Z1",
    slope: (A1) => A1.sigmoid().mul(sub(1, A1.sigmoid())),
  },
  M15: { says: "dW2 with Z1 in place of A1", partner: (_, Z1) => Z1 },
  M16: { says: "all gradients as a sum over the examples", count: () => 1 },
  M20: { says: "dZ1 with a W2 that was already updated", rate: 0.5 },
};

interface Mutant {
  readonly says: string;
  readonly error?: (Yhat: Tensor, Y: Tensor) => Tensor;
  readonly slope?: (A1: Tensor) => Tensor;
  readonly partner?: (A1: Tensor, Z1: Tensor) => Tensor;
  readonly count?: (m: number) => number;
  readonly rate?: number;
}

type Gradients = Readonly<Record<string, Tensor>>;

/** The backward pass of a network with two layers, errors per example and gradients of the mean loss. */
function backward(
  { x, y, yhat, layers: [one, two] }: DrawnNetwork,
  {
    error = (Yhat, Y) => Yhat.sub(Y),
    slope = (A1) => A1.mul(sub(1, A1)),
    partner = (A1) => A1,
    count = (m) => m,
    rate = 0,
  }: Omit<Mutant, "says">,
): Gradients {
  const m = count(y.shape[1]);
  const sum = (dZ: Tensor): Tensor =>
    dZ.sum({ axis: 1, keepdims: true }).div(m);
  const dZ2 = error(yhat, y);
  const dW2 = dZ2.matmul(partner(one.A, one.z).transpose()).div(m);
  const used = two.W.sub(dW2.mul(rate));
  const dZ1 = used.transpose().matmul(dZ2).mul(slope(one.A));
  const dW1 = dZ1.matmul(x.transpose()).div(m);
  return { dZ2, dW2, db2: sum(dZ2), dZ1, dW1, db1: sum(dZ1) };
}

/** How a faulty result differs from the right one: by one factor, by one per row, or within a range. */
function traces(wrong: Tensor, right: Tensor): string {
  const ratios = [...wrong.data].map((each, i) => each / right.data[i]);
  const range = (some: readonly number[]) =>
    [Math.min(...some), Math.max(...some)] as const;
  const isOne = ([least, most]: readonly [number, number]): boolean =>
    most - least < 1e-6;
  const whole = range(ratios);
  if (isOne(whole))
    return Math.abs(whole[0] - 1) < 1e-9 ? "right" : `× ${whole[0].toFixed(2)}`;
  const [rows, columns] = right.shape;
  const byRow = Array.from({ length: rows }, (_, row) =>
    range(ratios.slice(row * columns, (row + 1) * columns)),
  );
  if (columns > 1 && byRow.every(isOne))
    return `per row × ${byRow.map(([factor]) => factor.toFixed(2)).join(", ")}`;
  const [least, most] = whole.map((each) => each.toFixed(2));
  return least === most ? `× about ${least}` : `× ${least} to ${most}`;
}

/** The same as numbers: lowest and highest factor of dZ2, dW2 and dZ1, and 1 where each row of dZ1 has one factor. */
function factorsOf(network: DrawnNetwork, mutant: Mutant): number[] {
  const [right, wrong] = [backward(network, {}), backward(network, mutant)];
  const ranges = ["dZ2", "dW2", "dZ1"].flatMap((name) => {
    const ratios = [...wrong[name].data].map(
      (each, i) => each / right[name].data[i],
    );
    return [Math.min(...ratios), Math.max(...ratios)];
  });
  return [...ranges, traces(wrong.dZ1, right.dZ1).includes("per row") ? 1 : 0];
}

/** A report in one short line: results with the same trace stand together. */
function brief(traced: Readonly<Record<string, string>>): string {
  const names = new Map<string, string[]>();
  for (const [name, trace] of Object.entries(traced))
    names.set(trace, [...(names.get(trace) ?? []), name]);
  return [...names]
    .map(([trace, some]) => `${some.join(", ")} ${trace}`)
    .join("; ");
}

function reportOf(
  network: DrawnNetwork,
  mutant: Mutant,
): Readonly<Record<string, string>> {
  const [right, wrong] = [backward(network, {}), backward(network, mutant)];
  return Object.fromEntries(
    Object.keys(right).map((name) => [name, traces(wrong[name], right[name])]),
  );
}

const mutantsExercise = answers({
  id: "12.mutants",
  type: "B",
  title: "Eight faulty backward passes, named from their reports",
  points: 8,
  hints: [
    "Read each report from dZ2 on: what is the first that does not agree?",
    "If dZ2 agrees and dW2 does not, look at the partner. If only layer 1 differs, look between dZ2 and dZ1.",
    "Smaller: σ′ is at most 0.25. A factor below 0.25 is one σ′ too many, a factor above 4 one too few.",
  ],
  ask: (numbers) => {
    const network = drawnNetwork(numbers, { examples: 4 });
    const codes = Object.keys(MUTANTS);
    const order = [...numbers.permutation(codes.length)].map((at) => codes[at]);
    const reports = Object.fromEntries(
      codes.map((code) => [code, reportOf(network, MUTANTS[code])]),
    );
    const right = Object.fromEntries(
      order.map((code, at) => [`report${at + 1}`, code]),
    );
    const mistakesFor = (code: string) =>
      codes
        .filter((other) => other !== code)
        .map((other) => {
          const [mine, its] = [reports[code], reports[other]];
          const first = Object.keys(mine).find(
            (name) => mine[name] !== its[name],
          );
          const [says, would] = [mine, its].map((report) =>
            first === undefined ? "" : `${first} ${report[first]}`,
          );
          return {
            code: "report" as const,
            answer: other,
            parameters: { named: other, says, would },
          };
        });
    const exchanged = (one: number, other: number) => ({
      ...right,
      [`report${one}`]: order[other - 1],
      [`report${other}`]: order[one - 1],
    });
    return {
      given: {
        factors: tensor(
          order.map((code) => factorsOf(network, MUTANTS[code])),
        ).named("factors"),
      },
      question: [
        "Each report compares a faulty backward pass with central differences; dZ per example, the rest for the mean loss. “× 0.5” says half of what it should be.",
        ...codes.map((code) => `${code}: ${MUTANTS[code].says}`),
        ...order.map((code, at) => `report ${at + 1}: ${brief(reports[code])}`),
        "factors has the same in numbers, a row for each report: lowest and highest factor of dZ2, of dW2, of dZ1; then 1 where each row of dZ1 has one factor.",
      ],
      // Two mutants with one report could not be told apart.
      clear: new Set(Object.values(reports).map(brief)).size === codes.length,
      wants: Object.fromEntries(
        Object.entries(right).map(([name, code]) => [
          name,
          wantExactly(code, { mistakes: mistakesFor(code), among: codes }),
        ]),
      ),
      planted: [
        { says: "report", answer: exchanged(1, 2) },
        { says: "report", answer: exchanged(5, 8) },
        { says: "none-of", answer: { ...right, report3: "M99" } },
        { says: "not-answered", answer: {} },
      ],
    };
  },
});

const stepExercise = choice({
  id: "12.step",
  type: "P",
  title: "The best step",
  points: 1,
  watches: ["M31"],
  hints: [
    "Two errors: one shrinks with h, one grows.",
    "The formula's error is about h², that of rounding about 1e-16/h. Where are the two alike?",
    "Smaller: for h = 1e-5, h² = 1e-10 and 1e-16/h = 1e-11.",
  ],
  ask: () => ({
    question: [
      "Which step h is best for a central difference in double precision, for a loss near 1?",
    ],
    options: [
      { text: "about 1e-5", right: true },
      { text: "about 1e-1" },
      { text: "about 1e-12", says: "M31" },
      { text: "the smallest number that the computer has", says: "M31" },
    ],
  }),
});

const recursionExercise = lines({
  id: "12.recursion",
  type: "D",
  title: "The recursion for layer 3",
  points: 4,
  watches: [
    ...(["M09", "M10", "M11", "M12", "M13", "M14", "M15", "M19"] as const),
    ...(["M20", "M23", "M24", "M25", "M26", "M28", "M32"] as const),
  ],
  hints: [
    "Layer 3 is a hidden layer: its error comes from layer 4.",
    "dz3 = (W4)ᵀ dz4 ⊙ g′(z3), and dW3 = dz3 (A2)ᵀ.",
    "Smaller: with one neuron per layer, dz3 = w4 dz4 a3 (1 − a3) and dw3 = dz3 a2.",
  ],
  ask: (numbers) => {
    const { loss, layers } = drawnNetwork(numbers, { sizes: [2, 3, 5, 4, 1] });
    return {
      loss,
      by: layers[2].W,
      steps: ["dz3", "dW3"],
      question: [
        "A 2-3-5-4-1 network with σ in all four layers, one example. You may use dz4 without deriving it.",
      ],
      planted: [
        { says: "M12", answer: ["dz3 = W4' dz4"] },
        { says: "M13", answer: ["dz3 = (W4' dz4) .* A3"] },
        { says: "M13", answer: ["dz3 = (W4' dz4) .* (1 - A3.^2)"] },
        { says: "M15", answer: ["dW3 = dz3 A3'"] },
        { says: "M19", answer: ["dz3 = (W4 dz4) .* A3 .* (1 - A3)"] },
        { says: "M20", answer: ["dA3 = (W4 - 0.1 dW4)' dz4"] },
        { says: "M26", answer: ["dz3 = A3 - y"] },
        { says: "M09", answer: ["dz4 = y - yhat"] },
        { says: "M10", answer: ["dz4 = (yhat - y) / (yhat (1 - yhat))"] },
        { says: "M11", answer: ["dz4 = (yhat - y) yhat (1 - yhat)"] },
        { says: "M14", answer: ["dz3 = (W4' dz4) A3 (1 - A3)"] },
        { says: "M23", answer: ["dW3 = A2' dz3"] },
        { says: "M24", answer: ["dW3 = dz_3 A2'"] },
        { says: "M25", answer: ["dz4 = yhat - y_i"] },
        { says: "M28", answer: ["dW3 = W3 - 0.1 dz3 A2'"] },
        { says: "M32", answer: ["∂z3/∂ℓ = (W4' dz4) .* A3 .* (1 - A3)"] },
        {
          says: "incomplete",
          answer: ["dz3 = (W4' dz4) .* A3 .* (1 - A3)"],
        },
      ],
    };
  },
});

const pathsExercise = answers({
  id: "12.paths",
  type: "N",
  title: "Paths that meet, once more",
  points: 2,
  watches: ["M01", "M02", "M04", "M27"],
  hints: [
    "How many arrows leave u?",
    "Along a path multiply, between paths add: du first, then da.",
    "Smaller: for f = 2u + 3u and u = 4a, du = 5 and da = 20.",
  ],
  ask: (numbers) => {
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) =>
      tensor(2 + numbers.integer(14)).named(name),
    );
    const u = a.mul(b).named("u");
    const f = u.mul(c).named("p").add(u.mul(d).named("q")).named("f");
    const sum = c.item() + d.item();
    const right = { f: f.item(), du: sum, da: sum * b.item() };
    return {
      given: { a, b, c, d },
      question: ["u = a b, p = u c, q = u d, f = p + q"],
      wants: {
        f: wantValue(f),
        du: wantGradient(f, u),
        da: wantGradient(f, a),
      },
      planted: [
        { says: "M01", answer: { ...right, du: c.item() } },
        { says: "M02", answer: { ...right, du: c.item() * d.item() } },
        { says: "M04", answer: { ...right, da: sum * a.item() } },
        { says: "M27", answer: { ...right, f: right.f / 10 } },
        { says: "wrong", answer: { ...right, da: right.da + 1000 } },
      ],
    };
  },
});

/** What a training program does wrong. */
interface ProgramFault {
  /** How often the bias is added. */
  readonly bias?: number;
  /** The sign of z in the hidden activation. */
  readonly falling?: number;
  /** What the loss is divided by. */
  readonly base?: number;
  readonly count?: (m: number) => number;
  readonly sign?: number;
  readonly frozen?: boolean;
  readonly kept?: boolean;
  readonly zero?: boolean;
}

type Four = Readonly<Record<"W1" | "b1" | "W2" | "b2", Tensor>>;
type Data = Readonly<Record<"X" | "Y", Tensor>>;

/** The loss and the four gradients. */
function bothPasses(
  { W1, b1, W2, b2 }: Four,
  { X, Y }: Data,
  { bias = 1, falling = 1, base = 1, count = (m) => m }: ProgramFault,
): Four & { readonly L: Tensor } {
  const A1 = W1.matmul(X).add(b1.mul(bias)).mul(falling).sigmoid();
  const Yhat = W2.matmul(A1).add(b2.mul(bias)).sigmoid();
  const dZ2 = Yhat.sub(Y).div(count(Y.shape[1]));
  const dZ1 = W2.transpose().matmul(dZ2).mul(A1).mul(sub(1, A1));
  const sum = (dZ: Tensor): Tensor => dZ.sum({ axis: 1, keepdims: true });
  return {
    L: bce(Yhat, Y).mean().div(base),
    W1: dZ1.matmul(X.transpose()),
    b1: sum(dZ1),
    W2: dZ2.matmul(A1.transpose()),
    b2: sum(dZ2),
  };
}

function each(change: (name: keyof Four) => Tensor): Four {
  const [W1, b1, W2, b2] = (["W1", "b1", "W2", "b2"] as const).map(change);
  return { W1, b1, W2, b2 };
}

/** A program with one fault: the loss, dW2, and the parameters after two steps. */
function trainTwiceWith(fault: ProgramFault) {
  const { sign = 1, frozen, kept, zero } = fault;
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
    const data = { X, Y };
    const start = { W1, b1, W2, b2 };
    const first = bothPasses(start, data, fault);
    let now = zero === true ? each((name) => start[name].mul(0)) : start;
    let sums: Four | undefined;
    for (let step = 0; step < 2; step++) {
      const [before, old] = [now, sums];
      const slopes = bothPasses(before, data, fault);
      const along = each((name) =>
        kept === true && old ? old[name].add(slopes[name]) : slopes[name],
      );
      sums = along;
      now = each((name) =>
        frozen === true && name.startsWith("b")
          ? before[name]
          : before[name].sub(along[name].mul(sign * alpha)),
      );
    }
    return { L: first.L, dW2: first.W2, ...now };
  };
}

function twoSteps(
  numbers: Random,
  sizes: readonly number[],
  examples: number,
): Case {
  const { x, y, loss, layers } = drawnNetwork(numbers, { sizes, examples });
  const [{ W: W1, b: b1 }, { W: W2, b: b2 }] = layers;
  const parameters = { W1, b1, W2, b2 };
  const rate = 0.5;
  return {
    inputs: { ...parameters, X: x, Y: y, alpha: rate },
    wants: {
      L: wantValue(loss),
      dW2: wantGradient(loss, W2),
      ...wantTraining(loss, parameters, { rate, steps: 2 }),
    },
  };
}

const trainExercise = program({
  id: "12.train",
  type: "F",
  title: "The whole program, from the data to trained weights",
  points: 4,
  watches: [
    ...(["M03", "M05", "M06", "M08", "M16"] as const),
    ...(["M17", "M21", "M22", "M29"] as const),
  ],
  signature:
    "trainTwice(W1, b1, W2, b2, X, Y, alpha) gives { L, dW2, W1, b1, W2, b2 }: loss and dW2 at the given parameters, and the parameters after two steps",
  hints: [
    "Write one function for a forward and a backward pass, and call it twice.",
    "dZ2 = (Ŷ − Y)/m, dZ1 = W2ᵀ dZ2 ⊙ A1 ⊙ (1 − A1); dW = dZ times what came in, transposed; db adds the columns.",
    "Smaller: one weight, dw = 0.2 and then 0.1, α = 0.5: w falls by 0.1, then by 0.05.",
  ],
  ask: (numbers) => ({
    example: twoSteps(numbers, [2, 3, 1], 4),
    hidden: [twoSteps(numbers, [3, 2, 1], 5)],
    planted: [
      { says: "M05", answer: trainTwiceWith({ bias: 0 }) },
      { says: "M05", answer: trainTwiceWith({ bias: 2 }) },
      { says: "M06", answer: trainTwiceWith({ falling: -1 }) },
      { says: "M08", answer: trainTwiceWith({ base: Math.LN10 }) },
      { says: "M16", answer: trainTwiceWith({ count: () => 1 }) },
      { says: "M17", answer: trainTwiceWith({ count: (m) => m * m }) },
      { says: "M21", answer: trainTwiceWith({ sign: -1 }) },
      { says: "M22", answer: trainTwiceWith({ frozen: true }) },
      { says: "M03", answer: trainTwiceWith({ kept: true }) },
      { says: "M29", answer: trainTwiceWith({ zero: true }) },
    ],
  }),
});

/** Every shape of a network with three layers, forward and backward. */
function capstoneShapes(
  [n0, n1, n2, n3]: readonly number[],
  m: number,
): Record<string, number[]> {
  return {
    X: [n0, m],
    W1: [n1, n0],
    b1: [n1, 1],
    A1: [n1, m],
    W2: [n2, n1],
    A2: [n2, m],
    W3: [n3, n2],
    Yhat: [n3, m],
    dZ3: [n3, m],
    dW3: [n3, n2],
    db3: [n3, 1],
    dZ2: [n2, m],
    dW2: [n2, n1],
    db2: [n2, 1],
    dZ1: [n1, m],
    dW1: [n1, n0],
    db1: [n1, 1],
  };
}

const SIZES = [784, 16, 8, 1];

const capstoneExercise = answers({
  id: "12.capstone",
  type: "S",
  title: "784-16-8-1 from end to end",
  points: 3,
  watches: ["M07", "M18", "M19"],
  hints: [
    "Write 784, 16, 8, 1 in a row; every shape takes two neighbours, or one of them and m.",
    "What belongs to examples has m columns. A gradient has the shape of its parameter, b is one column.",
    "Smaller: 2-3-1 with m = 4: W1 3×2, A1 3×4, dZ1 3×4, dW1 3×2, db1 3×1.",
  ],
  ask: (numbers) => {
    const m = 20 + numbers.integer(80);
    const right = capstoneShapes(SIZES, m);
    const bias = (name: string, [rows]: number[]) =>
      wantExactly([rows, 1], {
        mistakes: [
          {
            code: "M18",
            answer: [rows, m],
            parameters: {
              weight: name.slice(1),
              want: `[${rows}, 1]`,
              got: `[${rows}, ${m}]`,
            },
          },
        ],
      });
    return {
      given: { m: tensor(m).named("m") },
      question: [
        `A 784-16-8-1 network and a batch of ${m} images, one column each. Give the shape of everything, [rows, columns].`,
      ],
      wants: Object.fromEntries(
        Object.entries(right).map(([name, shape]) => [
          name,
          name.startsWith("db")
            ? bias(name, shape)
            : wantShape(shape, name.startsWith("d") ? "M19" : "M07"),
        ]),
      ),
      planted: [
        { says: "M07", answer: { ...right, W2: [16, 8] } },
        { says: "M19", answer: { ...right, dW3: [8, 1] } },
        { says: "M18", answer: { ...right, db1: [16, m] } },
        { says: "wrong", answer: { ...right, A2: [8, 1] } },
      ],
    };
  },
});

practice(
  checkExercise,
  mutantsExercise,
  stepExercise,
  recursionExercise,
  pathsExercise,
  trainExercise,
  capstoneExercise,
);

// %% {"course": {"role": "define", "id": "12.mock.definitions"}}
import { mockItem, type Planted, type Task } from "chainrule";

/** The right answers of an exercise with numbers, by their names. */
function rightOf({ wants = {} }: Task): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(wants).flatMap(([name, { question }]) =>
      question === undefined ? [] : [[name, question.right]],
    ),
  );
}

const mockDefinition = mockItem({
  family: "definition",
  id: "12.mock.definition",
  points: 3,
  difficulty: 2,
  hints: [
    "Which path leads from the loss back to this quantity, and what stands on each arrow?",
    "Along the path the factors multiply, in the order that the shapes allow; a gradient has the shape of what it belongs to.",
    "Smaller: for z = w x + b, dw = dz x; its entry says how much the loss changes per unit change of w, at this point.",
  ],
  planted: ({ board }) => {
    const isWeight = board?.found.source.name.base === "W";
    const size = board?.found.source.tensor.size ?? 0;
    const [a, b] = isWeight
      ? ["(yhat - y) A1'", [1, size]]
      : ["W2' (yhat - y)", [size, 1]];
    const right = {
      a,
      b,
      c: "how much the loss changes per unit change of this entry",
    };
    return [
      {
        says: "M09",
        answer: { ...right, a: a.replace("yhat - y", "y - yhat") },
      },
      {
        says: "M11",
        answer: { ...right, a: `${a} yhat (1 - yhat)` },
      },
      { says: "M19", answer: { ...right, b: [...b].reverse() } },
      { says: "short", answer: { ...right, c: "the gradient" } },
      { says: "not-answered", answer: { ...right, a: "" } },
    ];
  },
});

const mockGraph = mockItem({
  family: "graph",
  id: "12.mock.graph",
  points: 3,
  difficulty: 1,
  hints: [
    "First all values, from a, b, c to f; then all derivatives, from f back.",
    "A sum passes on what arrives, a product passes it on times the other factor.",
    "Smaller: for f = 3 v and v = u c with u = 2, c = 5: dv = 3, du = 15, dc = 6.",
  ],
  planted: (task): Planted[] => {
    const right = rightOf(task);
    return [
      { says: "wrong", answer: { ...right, f: right.f.add(1000) } },
      { says: "wrong", answer: { ...right, da: right.da.add(1000) } },
      { says: "not-answered", answer: {} },
    ];
  },
});

const mockDerivation = mockItem({
  family: "derivation",
  id: "12.mock.derivation",
  points: 3,
  difficulty: 1,
  watches: ["M09", "M10", "M11"],
  hints: [
    "Begin at the loss: two terms, each with a logarithm.",
    "∂ℓ/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ), ∂ŷ/∂z = ŷ (1 − ŷ), and the denominators cancel.",
    "Smaller: for y = 1 and ŷ = 0.8: dyhat = −1.25, ∂yhat/∂z2 = 0.16, dz2 = −0.2.",
  ],
  planted: () => [
    { says: "M09", answer: ["dyhat = y/yhat - (1-y)/(1-yhat)"] },
    { says: "M10", answer: ["dz2 = -y/yhat + (1-y)/(1-yhat)"] },
    { says: "M11", answer: ["dz2 = (yhat - y) yhat (1 - yhat)"] },
    { says: "incomplete", answer: ["dz2 = yhat - y"] },
  ],
});

const mockShapes = mockItem({
  family: "shapes",
  id: "12.mock.shapes",
  points: 3,
  difficulty: 2,
  watches: ["M19"],
  hints: [
    "Write the sizes of the layers in a row, and m beside them.",
    "W of a layer has its neurons as rows and those of the layer before as columns; what belongs to examples has m columns.",
    "Smaller: 2-3-1 with m = 4: W1 3×2, A1 3×4, Yhat 1×4, dW2 1×3, W2' dZ2 3×4, db1 3×1.",
  ],
  planted: ({ wants = {} }) => {
    const right = Object.fromEntries(
      Object.entries(wants).map(([name, { exact }]) => [name, exact?.right]),
    );
    const turned = wants.dW2.exact?.mistakes[0].answer;
    return [
      { says: "M19", answer: { ...right, dW2: turned } },
      { says: "wrong", answer: { ...right, db1: [1, 1] } },
    ];
  },
});

const mockPass = mockItem({
  family: "pass",
  id: "12.mock.pass",
  points: 6,
  difficulty: 2,
  watches: ["M05", "M09", "M12", "M15"],
  hints: [
    "Write every line with letters first, then with numbers; keep six digits until the end.",
    "dz2 = ŷ − y, dA1 = (W2)ᵀ dz2, dz1 = dA1 ⊙ A1 ⊙ (1 − A1); each dW is its dz times what came in, transposed.",
    "Smaller: the lecture of unit 10 is this pass with other givens.",
  ],
  planted: (task) => {
    const right = rightOf(task);
    return [
      { says: "M05", answer: { ...right, z1: right.z1.sub(task.given.b1) } },
      { says: "M09", answer: { ...right, dz2: right.dz2.neg() } },
      { says: "M12", answer: { ...right, dz1: right.dA1 } },
      {
        says: "M15",
        answer: { ...right, dW2: right.dz2.matmul(right.z1.transpose()) },
      },
    ];
  },
});

const mockRepair = mockItem({
  family: "repair",
  id: "12.mock.repair",
  points: 2,
  difficulty: 1,
  watches: ["M09"],
  hints: [
    "Take each line for itself: does it follow from the one above?",
    "Compare signs, factors, partners and transposes with the chain rule along the graph.",
    "Smaller: if dz2 = y − ŷ were printed, the line would be dz2 = yhat - y.",
  ],
  planted: () => [
    { says: "M09", answer: ["dz2 = y - yhat"] },
    { says: "M19", answer: ["dW2 = A1 dz2"] },
    { says: "not-answered", answer: [] },
  ],
});

practice(
  mockDefinition,
  mockGraph,
  mockDerivation,
  mockShapes,
  mockPass,
  mockRepair,
);

// %% [markdown] {"course": {"role": "read", "id": "12.check.prompt"}}
// ## 12.check: a gradient check (F, 5 points)
//
// Write `gradCheck`. It gets a loss as a function of a list of parameters, the parameters, a gradient that some program has
// computed, and the names. It reports the parameter with the largest relative error, by its name, and that error. The floor of
// the relative error is `1e-6`, as in the lecture. Hidden checks use other losses.

// %% {"course": {"role": "demo", "id": "12.check.given"}}
given("12.check");

// %% {"course": {"role": "answer", "id": "12.check"}}
function gradCheck(
  lossOf: (parameters: number[]) => number,
  parameters: number[],
  gradient: number[],
  names: string[],
): { worst: string; error: number } {
  // BEGIN SOLUTION return notAnswered();
  const h = 1e-5;
  const moved = (index: number, by: number) =>
    lossOf(parameters.map((each, i) => (i === index ? each + by : each)));
  const errors = parameters.map((_, i) => {
    const slope = (moved(i, h) - moved(i, -h)) / (2 * h);
    const size = Math.max(Math.abs(gradient[i]), Math.abs(slope), 1e-6);
    return Math.abs(gradient[i] - slope) / size;
  });
  const error = Math.max(...errors);
  return { worst: names[errors.indexOf(error)], error };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "12.check.check"}}
await check("12.check", gradCheck);

// %% [markdown] {"course": {"role": "reflect", "id": "12.check.why"}}
// Which entry has the largest absolute error, and why is it not the worst? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mutants.prompt"}}
// ## 12.mutants: eight reports (B, 8 points)
//
// Eight backward passes have one mistake each. Name the mistake of each report by its code, from the report alone. `dZ2` and
// `dZ1` are compared example by example, so a factor that depends on the example shows there.

// %% {"course": {"role": "demo", "id": "12.mutants.given"}}
const mutantsGiven = given("12.mutants");

// %% {"course": {"role": "answer", "id": "12.mutants"}}
const named: Record<string, string> = {
  // BEGIN SOLUTION // report1: "M09", and so on up to report8
  ...namedFrom(mutantsGiven.factors),
  // END SOLUTION
};
// BEGIN SOLUTION // The code of a report may also come from a function of your own.
function namedFrom({ data, shape }: Tensor): Record<string, string> {
  const rows = Array.from({ length: shape[0] }, (_, at) =>
    data.slice(at * shape[1], (at + 1) * shape[1]),
  );
  return Object.fromEntries(
    rows.map((row, at) => [`report${at + 1}`, codeOf([...row])]),
  );
}

function codeOf([low2, high2, lowW, highW, low1, high1, perRow]: number[]) {
  const agrees = (low: number, high: number) =>
    Math.abs(low - 1) < 1e-9 && Math.abs(high - 1) < 1e-9;
  if (high2 < 0) return "M09";
  if (low2 >= 4) return "M10";
  if (high2 <= 0.25) return "M11";
  if (agrees(low1, high1)) return highW - lowW < 1e-6 ? "M16" : "M15";
  if (low1 >= 4) return "M12";
  return perRow === 1 ? "M20" : "M13";
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "12.mutants.check"}}
await check("12.mutants", named);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mutants.why"}}
// Which of the eight would you not notice in a training run? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.step.prompt"}}
// ## 12.step: the best step (P, 1 point)
//
// Look at the curve of the lecture again, then answer with a letter.

// %% {"course": {"role": "demo", "id": "12.step.given"}}
given("12.step");

// %% {"course": {"role": "answer", "id": "12.step"}}
// BEGIN SOLUTION const stepLetter = "";
const stepLetter = "about 1e-5";
// END SOLUTION

// %% {"course": {"role": "check", "id": "12.step.check"}}
await check("12.step", stepLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "12.step.why"}}
// Which step would be best for a one-sided difference? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.recursion.prompt"}}
// ## 12.recursion: the recursion for layer 3 (D, 4 points)
//
// The network has four layers. Write `dz3` from `dz4`, then `dW3`.

// %% {"course": {"role": "demo", "id": "12.recursion.given"}}
given("12.recursion");

// %% {"course": {"role": "answer", "id": "12.recursion"}}
const recursionLines: string[] = [
  // BEGIN SOLUTION // "dz3 = …", "dW3 = …"
  "dz3 = (W4' dz4) .* A3 .* (1 - A3)",
  "dW3 = dz3 A2'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "12.recursion.check"}}
await check("12.recursion", recursionLines);

// %% [markdown] {"course": {"role": "reflect", "id": "12.recursion.why"}}
// Which of the two lines would change for a batch, and how? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.paths.prompt"}}
// ## 12.paths: paths that meet, once more (N, 2 points)
//
// Revision of unit 03. Give the value of `f`, the derivative by `u` as `du` and that by `a` as `da`.

// %% {"course": {"role": "demo", "id": "12.paths.given"}}
const pathsGiven = given("12.paths");

// %% {"course": {"role": "answer", "id": "12.paths"}}
const [aValue, bValue, cValue, dValue] = ["a", "b", "c", "d"].map((letter) =>
  pathsGiven[letter].item(),
);
const pathsAnswer = {
  // BEGIN SOLUTION // f: …, du: …, da: …
  f: aValue * bValue * (cValue + dValue),
  du: cValue + dValue,
  da: (cValue + dValue) * bValue,
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "12.paths.check"}}
await check("12.paths", pathsAnswer);

// %% [markdown] {"course": {"role": "reflect", "id": "12.paths.why"}}
// Which step of the backward pass would be lost if `du` were overwritten? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.train.prompt"}}
// ## 12.train: the whole program (F, 4 points)
//
// Revision of units 06 to 11: write `trainTwice`. It computes the mean loss and `dW2` at the given parameters, then makes two
// steps of gradient descent on all four parameters. Hidden checks use other sizes.

// %% {"course": {"role": "demo", "id": "12.train.given"}}
given("12.train");

// %% {"course": {"role": "answer", "id": "12.train"}}
function trainTwice(
  W1: Tensor,
  b1: Tensor,
  W2: Tensor,
  b2: Tensor,
  X: Tensor,
  Y: Tensor,
  alpha: number,
) {
  // BEGIN SOLUTION return notAnswered();
  const rest = (T: Tensor) => T.neg().add(1);
  const sum = (T: Tensor) => T.sum({ axis: 1, keepdims: true });
  const passes = (own: Tensor[]) => {
    const A1 = own[0].matmul(X).add(own[1]).sigmoid();
    const Yhat = own[2].matmul(A1).add(own[3]).sigmoid();
    const each = Y.mul(Yhat.log()).add(rest(Y).mul(rest(Yhat).log()));
    const dZ2 = Yhat.sub(Y).div(Y.shape[1]);
    const dZ1 = own[2].transpose().matmul(dZ2).mul(A1).mul(rest(A1));
    const dW1 = dZ1.matmul(X.transpose());
    const dW2 = dZ2.matmul(A1.transpose());
    return { L: each.mean().neg(), slopes: [dW1, sum(dZ1), dW2, sum(dZ2)] };
  };
  let now = [W1, b1, W2, b2];
  const { L, slopes } = passes(now);
  for (let step = 0; step < 2; step++) {
    const along = passes(now).slopes;
    now = now.map((each, i) => each.sub(along[i].mul(alpha)));
  }
  return { L, dW2: slopes[2], W1: now[0], b1: now[1], W2: now[2], b2: now[3] };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "12.train.check"}}
await check("12.train", trainTwice);

// %% [markdown] {"course": {"role": "reflect", "id": "12.train.why"}}
// Which line of your program would a gradient check test? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.capstone.prompt"}}
// ## 12.capstone: 784-16-8-1 from end to end (S, 3 points)
//
// Seventeen shapes, forward and backward. Answer each with `[rows, columns]`.

// %% {"course": {"role": "demo", "id": "12.capstone.given"}}
const capstoneGiven = given("12.capstone");

// %% {"course": {"role": "answer", "id": "12.capstone"}}
const m = capstoneGiven.m.item();
const shapes: Record<string, number[]> = {
  // BEGIN SOLUTION // X: [784, m], W1: …, b1, A1, W2, A2, W3, Yhat, dZ3, dW3, db3, dZ2, dW2, db2, dZ1, dW1, db1
  ...{ X: [784, m], W1: [16, 784], b1: [16, 1], A1: [16, m] },
  ...{ W2: [8, 16], A2: [8, m], W3: [1, 8], Yhat: [1, m] },
  ...{ dZ3: [1, m], dW3: [1, 8], db3: [1, 1], dZ2: [8, m], dW2: [8, 16] },
  ...{ db2: [8, 1], dZ1: [16, m], dW1: [16, 784], db1: [16, 1] },
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "12.capstone.check"}}
await check("12.capstone", shapes);

// %% [markdown] {"course": {"role": "reflect", "id": "12.capstone.why"}}
// Which of the seventeen depend on $m$, and why do the gradients of the parameters not? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mock"}}
// # Mock exam (20 points)
//
// Six questions of the whole course, as an exam asks them: a definition, a graph, a derivation, shapes, a pass in numbers, a
// derivation to repair. Your values come from the seed of your practice; an exam has others. Take paper and a calculator, no notes,
// and answer all six before you run the first check. There is no clock unless you want one: 90 minutes would be
// fair, since the answers are typed. [The lecture](../lectures/12-checking-gradients.ipynb) has another mock exam, for 60
// minutes on paper.

// %% {"course": {"role": "demo", "id": "12.mock.timer"}}
timer(0); // a number of minutes, such as 90, starts a clock

// %% [markdown] {"course": {"role": "read", "id": "12.mock.definition.prompt"}}
// ## Mock 1: a definition (E, 3 points)
//
// Answer part a with a formula such as `"(yhat - y) A1'"`, part b with a shape `[rows, columns]`, part c with a sentence, which your
// teacher reads.

// %% {"course": {"role": "demo", "id": "12.mock.definition.given"}}
given("12.mock.definition");

// %% {"course": {"role": "answer", "id": "12.mock.definition"}}
// BEGIN SOLUTION // Three parts.
const definitionText = questionOf("12.mock.definition").join(" ");
const hiddenNeurons = Number(/(\d+) hidden/.exec(definitionText)?.[1]);
const isWeight = definitionText.includes("W^[2]");
// END SOLUTION
const mockAnswer1 = {
  // BEGIN SOLUTION a: "", b: [], c: "",
  a: isWeight ? "(yhat - y) A1'" : "W2' (yhat - y)",
  b: isWeight ? [1, hiddenNeurons] : [hiddenNeurons, 1],
  c: "It says how much the loss changes per unit change of that entry, at this point.",
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "12.mock.definition.check"}}
await check("12.mock.definition", mockAnswer1);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mock.definition.why"}}
// Which word of your definition would a fellow student misread most easily? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mock.graph.prompt"}}
// ## Mock 2: a graph to fill (G, 3 points)

// %% {"course": {"role": "demo", "id": "12.mock.graph.given"}}
const graphGiven = given("12.mock.graph");

// %% {"course": {"role": "answer", "id": "12.mock.graph"}}
const mockAnswer2 = {
  // BEGIN SOLUTION u: undefined, v: undefined, f: undefined, dv: undefined, du: undefined, da: undefined, db: undefined, dc: undefined,
  ...filledGraph(graphGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function filledGraph(inputs: Readonly<Record<string, Tensor>>) {
  const [a, b, c] = [inputs.a, inputs.b, inputs.c].map((each) => each.item());
  const isSum = questionOf("12.mock.graph").join(" ").includes("u = a + b");
  const u = isSum ? a + b : a * b;
  const v = isSum ? u * c : u + c;
  const [du, dc] = isSum ? [3 * c, 3 * u] : [3, 3];
  const [da, db] = isSum ? [du, du] : [du * b, du * a];
  return { u, v, f: 3 * v, dv: 3, du, da, db, dc };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "12.mock.graph.check"}}
await check("12.mock.graph", mockAnswer2);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mock.graph.why"}}
// Which derivative did you need for two others? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mock.derivation.prompt"}}
// ## Mock 3: a derivation (D, 3 points)

// %% {"course": {"role": "demo", "id": "12.mock.derivation.given"}}
given("12.mock.derivation");

// %% {"course": {"role": "answer", "id": "12.mock.derivation"}}
const mockAnswer3: string[] = [
  // BEGIN SOLUTION // one text for each line
  "dyhat = -y/yhat + (1 - y)/(1 - yhat)",
  ...(questionOf("12.mock.derivation").join(" ").includes("db2")
    ? ["dz2 = yhat - y", "db2 = dz2"]
    : ["∂yhat/∂z2 = yhat (1 - yhat)", "dz2 = yhat - y"]),
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "12.mock.derivation.check"}}
await check("12.mock.derivation", mockAnswer3);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mock.derivation.why"}}
// What cancels, and why only for this loss with this activation? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mock.shapes.prompt"}}
// ## Mock 4: shapes (S, 3 points)
//
// Answer each with `[rows, columns]`.

// %% {"course": {"role": "demo", "id": "12.mock.shapes.given"}}
given("12.mock.shapes");

// %% {"course": {"role": "answer", "id": "12.mock.shapes"}}
// BEGIN SOLUTION // The sizes stand in the question.
const sizes = Array.from(
  questionOf("12.mock.shapes")
    .join(" ")
    .matchAll(/\d+(?= (?:inputs|hidden|outputs|examples))/g),
  ([size]) => Number(size),
);
const [inputs, hiddenSize, outputs, examples] = sizes;
// END SOLUTION
const mockAnswer4: Record<string, number[]> = {
  // BEGIN SOLUTION W1: [], A1: [], Yhat: [], dW2: [], "W2' dZ2": [], db1: [],
  ...{ W1: [hiddenSize, inputs], A1: [hiddenSize, examples] },
  ...{ Yhat: [outputs, examples], dW2: [outputs, hiddenSize] },
  ...{ "W2' dZ2": [hiddenSize, examples], db1: [hiddenSize, 1] },
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "12.mock.shapes.check"}}
await check("12.mock.shapes", mockAnswer4);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mock.shapes.why"}}
// Which two of the six have the same shape, and is that an accident? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mock.pass.prompt"}}
// ## Mock 5: a pass in numbers (N, 6 points)
//
// A value that follows correctly from an earlier wrong one earns the points for its method.

// %% {"course": {"role": "demo", "id": "12.mock.pass.given"}}
const mockPassGiven = given("12.mock.pass");

// %% {"course": {"role": "answer", "id": "12.mock.pass"}}
const mockAnswer5 = {
  // BEGIN SOLUTION z1: undefined, A1: undefined, z2: undefined, yhat: undefined, ell: undefined, dz2: undefined, dW2: undefined, dA1: undefined, dz1: undefined, dW1: undefined,
  ...mockPassOf(mockPassGiven),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function mockPassOf({
  x,
  y,
  W1,
  b1,
  W2,
  b2,
}: Readonly<Record<string, Tensor>>) {
  const z1 = W1.matmul(x).add(b1);
  const A1 = z1.sigmoid();
  const z2 = W2.matmul(A1).add(b2);
  const yhat = z2.sigmoid();
  const dz2 = yhat.sub(y);
  const dA1 = W2.transpose().matmul(dz2);
  const dz1 = dA1.mul(A1).mul(sub(1, A1));
  const ell = (y.item() === 1 ? yhat : sub(1, yhat)).log().neg();
  const dW2 = dz2.matmul(A1.transpose());
  const dW1 = dz1.matmul(x.transpose());
  return { z1, A1, z2, yhat, ell, dz2, dW2, dA1, dz1, dW1 };
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "12.mock.pass.check"}}
await check("12.mock.pass", mockAnswer5);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mock.pass.why"}}
// How could you have checked one of your gradients with two more forward passes? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "12.mock.repair.prompt"}}
// ## Mock 6: a derivation to repair (B, 2 points)
//
// Answer with the line as it should be, such as `["dz2 = …"]`.

// %% {"course": {"role": "demo", "id": "12.mock.repair.given"}}
given("12.mock.repair");

// %% {"course": {"role": "answer", "id": "12.mock.repair"}}
const mockAnswer6: string[] = [
  // BEGIN SOLUTION // the line as it should be
  "dyhat = -y/yhat + (1 - y)/(1 - yhat)",
  "dz2 = yhat - y",
  "dW2 = dz2 A1'",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "12.mock.repair.check"}}
await check("12.mock.repair", mockAnswer6);

// %% [markdown] {"course": {"role": "reflect", "id": "12.mock.repair.why"}}
// Which later lines does the wrong one spoil? One sentence:
