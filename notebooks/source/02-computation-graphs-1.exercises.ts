/** @file Exercises of unit 02: values forward and gradients backward through J = k (a + bc). */

// %% [markdown] {"course": {"role": "read", "id": "02.exercises"}}
// # 02 Computation graphs I: exercises
//
// You need the lecture of unit 02. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "02.exercises.import"}}
import { check, given } from "chainrule";

// %% {"course": {"role": "define", "id": "02.definitions"}}
import {
  answers,
  lines,
  practice,
  program,
  tensor,
  wantExactly,
  wantGradient,
  wantShape,
  wantValue,
  type Case,
  type Random,
  type Tensor,
} from "chainrule";

/** The lecture's graph with other numbers: u = bc, v = a + u, J = k v. */
function drawnGraph(numbers: Random) {
  const digit = (low: number): number => low + numbers.integer(6);
  const [a, b, c] = [digit(2), digit(2), digit(2)].map((value, at) =>
    tensor(value).named("abc"[at]),
  );
  const k = tensor(2 + numbers.integer(4)).named("k");
  const u = b.mul(c).named("u");
  const v = a.add(u).named("v");
  const J = k.mul(v).named("J");
  const [inside, outer] = [[a, b, c].map((each) => each.item()), k.item()];
  const values = new Set([
    ...inside,
    outer,
    1,
    outer * b.item(),
    outer * c.item(),
  ]);
  return { a, b, c, k, u, v, J, clear: values.size === 7 };
}

const graphExercise = answers({
  id: "02.graph",
  type: "G",
  title: "Fill the nodes of the graph",
  points: 3,
  watches: ["M04"],
  hints: [
    "Values first, from the inputs to J. Then gradients, from J back to the inputs.",
    "Each node gets the gradient of the node behind it times the local derivative on the edge.",
    "Smaller: for J = 2(a + bc) with b = 4 and c = 5, db = 2 · 5 = 10.",
  ],
  ask: (numbers) => {
    const { a, b, c, u, v, J, k, clear } = drawnGraph(numbers);
    const values = { u: u.item(), v: v.item(), J: J.item() };
    const outer = k.item();
    const slopes = {
      dv: outer,
      du: outer,
      da: outer,
      db: outer * c.item(),
      dc: outer * b.item(),
    };
    const right = { ...values, ...slopes };
    return {
      given: { a, b, c, k },
      question: ["u = b c, v = a + u, J = k v"],
      clear,
      wants: {
        u: wantValue(u),
        v: wantValue(v),
        J: wantValue(J),
        dv: wantGradient(J, v),
        du: wantGradient(J, u),
        da: wantGradient(J, a),
        db: wantGradient(J, b),
        dc: wantGradient(J, c),
      },
      planted: [
        { says: "M04", answer: { ...right, db: outer * b.item() } },
        { says: "M04", answer: { ...right, dc: outer * c.item() } },
        { says: "M09", answer: { ...right, da: -outer } },
        { says: "wrong", answer: { ...right, dv: 1 } },
        { says: "wrong", answer: { ...right, dv: 1, du: 1, da: 1 } },
      ],
    };
  },
});

const linesExercise = lines({
  id: "02.db",
  type: "D",
  title: "∂J/∂b in three lines",
  points: 3,
  watches: ["M04", "M32"],
  hints: [
    "Which nodes lie between b and J?",
    "Along one path the local derivatives are multiplied.",
    "Smaller: for J = 3v and v = a + u, dv = 3 and du = dv · 1.",
  ],
  ask: (numbers) => {
    const { b, J } = drawnGraph(numbers);
    return {
      loss: J,
      by: b,
      steps: ["dv", "du", "db"],
      question: ["u = b c, v = a + u, J = k v"],
      planted: [
        { says: "M04", answer: ["db = du b"] },
        { says: "M32", answer: ["∂b/∂J = du c"] },
        { says: "M09", answer: ["du = -dv"] },
      ],
    };
  },
});

const numbersExercise = answers({
  id: "02.numbers",
  type: "N",
  title: "Another outer factor, by hand",
  points: 3,
  watches: ["M04"],
  hints: [
    "Write the three derivatives with letters before you put numbers in.",
    "∂J/∂a = k, ∂J/∂b = k c, ∂J/∂c = k b.",
    "Smaller: for J = 2(a + bc) at (1, 3, 4): 2, 8, 6.",
  ],
  ask: (numbers) => {
    const { a, b, c, J, k, clear } = drawnGraph(numbers);
    const outer = k.item();
    const right = {
      J: J.item(),
      da: outer,
      db: outer * c.item(),
      dc: outer * b.item(),
    };
    return {
      given: { a, b, c, k },
      question: ["J = k (a + b c)"],
      clear,
      wants: {
        J: wantValue(J),
        da: wantGradient(J, a),
        db: wantGradient(J, b),
        dc: wantGradient(J, c),
      },
      planted: [
        { says: "M04", answer: { ...right, db: outer * b.item() } },
        { says: "dropped", answer: { ...right, db: c.item() } },
        { says: "wrong", answer: { ...right, J: J.item() / outer } },
      ],
    };
  },
});

const effectExercise = answers({
  id: "02.effect",
  type: "P",
  title: "Which of b and c has the larger effect?",
  points: 2,
  watches: ["M04"],
  hints: [
    "Raise b by a little: by how much does b c grow?",
    "The change by b is multiplied by c, and the change by c is multiplied by b.",
    "Smaller: at b = 2 and c = 7, raising b by 0.1 raises b c by 0.7; raising c by 0.1 raises it by 0.2.",
  ],
  ask: (numbers) => {
    const { b, c, clear } = drawnGraph(numbers);
    const [right, wrong] = c.item() > b.item() ? ["b", "c"] : ["c", "b"];
    const parameters = { symbol: wrong, partner: right, product: "b c" };
    return {
      given: { b, c },
      question: ['J = k (a + b c) with a positive k. Answer "b" or "c".'],
      clear,
      wants: {
        larger: wantExactly(right, {
          mistakes: [{ code: "M04", answer: wrong, parameters }],
        }),
      },
      planted: [{ says: "M04", answer: wrong }],
    };
  },
});

const repairExercise = lines({
  id: "02.repair",
  type: "B",
  title: "A derivation with one wrong line",
  points: 2,
  watches: ["M04"],
  hints: [
    "Two of the three lines are right. Which of them can you check with a small change of b?",
    "In a product, what multiplies the change of one factor is the other factor.",
    "Smaller: for u = b c at b = 2 and c = 7, ∂u/∂b = 7.",
  ],
  ask: (numbers) => {
    const { b, J } = drawnGraph(numbers);
    const wrong = ["dv = k", "du = dv", "db = du b"];
    return {
      loss: J,
      by: b,
      steps: ["dv", "du", "db"],
      question: [
        "J = k v. Write all three lines, the wrong one corrected:",
        ...wrong,
      ],
      planted: [{ says: "M04", answer: wrong }],
    };
  },
});

const programExercise = program({
  id: "02.program",
  type: "F",
  title: "Forward and backward as a program",
  points: 4,
  watches: ["M04"],
  signature:
    "bothWays(a, b, c) gives { J, da, db, dc } for J = 3 (a + b c); all of them are numbers",
  hints: [
    "Keep u and v: the way back needs what the way forward computed.",
    "Backwards: dv = 3, du = dv, da = dv, db = du c, dc = du b.",
    "Smaller: for J = b c alone, db = c and dc = b.",
  ],
  ask: (numbers) => ({
    example: bothWaysCase(5, 3, 2),
    hidden: Array.from({ length: 4 }, () =>
      bothWaysCase(...drawnNumbers(numbers)),
    ),
    planted: [
      {
        says: "M04",
        answer: (a: number, b: number, c: number) => ({
          J: 3 * (a + b * c),
          da: 3,
          db: 3 * b,
          dc: 3 * c,
        }),
      },
      {
        says: "wrong",
        answer: (a: number, b: number, c: number) => ({
          J: 3 * (a + b * c),
          da: 1,
          db: c,
          dc: b,
        }),
      },
      { says: "hidden", answer: () => ({ J: 33, da: 3, db: 6, dc: 9 }) },
    ],
  }),
});

function drawnNumbers(numbers: Random): [number, number, number] {
  const one = (): number => Math.round(100 * (6 * numbers.uniform() - 3)) / 100;
  return [one(), one(), one()];
}

/** The lecture's graph at these inputs. */
function bothWaysCase(...inputs: [number, number, number]): Case {
  const [a, b, c] = inputs.map((value, at) => tensor(value).named("abc"[at]));
  const J = a.add(b.mul(c).named("u")).named("v").mul(3).named("J");
  const by = (source: Tensor) => wantGradient(J, source);
  return {
    inputs: { a: inputs[0], b: inputs[1], c: inputs[2] },
    wants: { J: wantValue(J), da: by(a), db: by(b), dc: by(c) },
  };
}

const orderExercise = answers({
  id: "02.order",
  type: "S",
  title: "Factors that are matrices",
  points: 1,
  watches: ["M19", "M23"],
  hints: [
    "A product of matrices needs the columns of the left one to be the rows of the right one.",
    "∂J/∂v comes first and ∂u/∂b last, as on the way from J back to b; the outer sizes remain.",
    "Smaller: 1×1 times 1×2 times 2×3 is 1×3; 2×3 times 1×2 is none.",
  ],
  ask: (numbers) => {
    const between = 2 + numbers.integer(3);
    const last = between + 1 + numbers.integer(3);
    const right = { chain: [1, last], turned: "none" };
    return {
      question: [
        `Later nodes hold many numbers, and local derivatives are matrices. Let ∂J/∂v be 1×1, ∂v/∂u 1×${between} and ∂u/∂b ${between}×${last}.`,
        "chain: the shape of ∂J/∂v · ∂v/∂u · ∂u/∂b.",
        "turned: the shape of ∂u/∂b · ∂v/∂u · ∂J/∂v.",
        'Answer each with [rows, columns], or with "none" where the product cannot be formed.',
      ],
      given: {
        sizes: tensor([1, 1, between, last]).named("sizes"),
      },
      wants: { chain: wantShape([1, last]), turned: wantShape("none") },
      planted: [
        { says: "M23", answer: { ...right, turned: [last, 1] } },
        { says: "M23", answer: { ...right, turned: [between, between] } },
        { says: "M19", answer: { ...right, chain: [last, 1] } },
        { says: "wrong", answer: { ...right, chain: [1, between] } },
      ],
    };
  },
});

practice(
  graphExercise,
  linesExercise,
  numbersExercise,
  effectExercise,
  repairExercise,
  programExercise,
  orderExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "02.graph.prompt"}}
// ## 02.graph: fill the graph (G, 3 points)
//
// Fill in the values of `u`, `v` and `J`, then the gradient of `J` at every node.

// %% {"course": {"role": "demo", "id": "02.graph.given"}}
const graphGiven = given("02.graph");

// %% {"course": {"role": "answer", "id": "02.graph"}}
const nodes = {
  // BEGIN SOLUTION u: undefined, v: undefined, J: undefined, dv: undefined, du: undefined, da: undefined, db: undefined, dc: undefined,
  u: graphGiven.b.mul(graphGiven.c),
  v: graphGiven.b.mul(graphGiven.c).add(graphGiven.a),
  J: graphGiven.b.mul(graphGiven.c).add(graphGiven.a).mul(graphGiven.k),
  dv: graphGiven.k,
  du: graphGiven.k,
  da: graphGiven.k,
  db: graphGiven.k.mul(graphGiven.c),
  dc: graphGiven.k.mul(graphGiven.b),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "02.graph.check"}}
await check("02.graph", nodes);

// %% [markdown] {"course": {"role": "reflect", "id": "02.graph.why"}}
// Which node sends the same gradient on to both of its inputs, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "02.db.prompt"}}
// ## 02.db: ∂J/∂b in three lines (D, 3 points)
//
// With $J = k\,(a + bc)$: one line each for `dv`, `du` and `db`.

// %% {"course": {"role": "demo", "id": "02.db.given"}}
given("02.db");

// %% {"course": {"role": "answer", "id": "02.db"}}
const dbLines: string[] = [
  // BEGIN SOLUTION // "dv = …", "du = …", "db = …"
  "dv = k",
  "du = dv",
  "db = du c",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "02.db.check"}}
await check("02.db", dbLines);

// %% [markdown] {"course": {"role": "reflect", "id": "02.db.why"}}
// Why is `a` missing in your last line? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "02.numbers.prompt"}}
// ## 02.numbers: by hand (N, 3 points)
//
// Compute $J$ and its three derivatives.

// %% {"course": {"role": "demo", "id": "02.numbers.given"}}
const handGiven = given("02.numbers");

// %% {"course": {"role": "answer", "id": "02.numbers"}}
const byHand = {
  // BEGIN SOLUTION J: undefined, da: undefined, db: undefined, dc: undefined,
  J: handGiven.b.mul(handGiven.c).add(handGiven.a).mul(handGiven.k),
  da: handGiven.k,
  db: handGiven.k.mul(handGiven.c),
  dc: handGiven.b.mul(handGiven.k),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "02.numbers.check"}}
await check("02.numbers", byHand);

// %% [markdown] {"course": {"role": "reflect", "id": "02.numbers.why"}}
// How would you check `db` with one more value of $J$? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "02.effect.prompt"}}
// ## 02.effect: the larger effect (P, 2 points)
//
// Before you compute: which input, raised by a little, raises $J$ more?

// %% {"course": {"role": "demo", "id": "02.effect.given"}}
const effectGiven = given("02.effect");

// %% {"course": {"role": "answer", "id": "02.effect"}}
// BEGIN SOLUTION const larger = "";
const larger = effectGiven.c.item() > effectGiven.b.item() ? "b" : "c";
// END SOLUTION

// %% {"course": {"role": "check", "id": "02.effect.check"}}
await check("02.effect", larger);

// %% [markdown] {"course": {"role": "reflect", "id": "02.effect.why"}}
// Why does that one have the larger effect? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "02.repair.prompt"}}
// ## 02.repair: a derivation with one wrong line (B, 2 points)
//
// One of the three lines is wrong. Write all three, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "02.repair.given"}}
given("02.repair");

// %% {"course": {"role": "answer", "id": "02.repair"}}
const repairedLines: string[] = [
  // BEGIN SOLUTION // "dv = …", "du = …", "db = …"
  "dv = k",
  "du = dv",
  "db = du c",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "02.repair.check"}}
await check("02.repair", repairedLines);

// %% [markdown] {"course": {"role": "reflect", "id": "02.repair.why"}}
// What did the wrong line hold still, and what should it have? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "02.program.prompt"}}
// ## 02.program: both ways as a program (F, 4 points)
//
// Write `bothWays(a, b, c)` for $J = 3\,(a + bc)$. It returns the value and the three derivatives. Hidden checks use other
// numbers.

// %% {"course": {"role": "demo", "id": "02.program.given"}}
given("02.program");

// %% {"course": {"role": "answer", "id": "02.program"}}
function bothWays(a: number, b: number, c: number) {
  // BEGIN SOLUTION return notAnswered();
  const u = b * c;
  const v = a + u;
  const dv = 3;
  const du = dv;
  return { J: 3 * v, da: dv, db: du * c, dc: du * b };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "02.program.check"}}
await check("02.program", bothWays);

// %% [markdown] {"course": {"role": "reflect", "id": "02.program.why"}}
// Which values of the forward pass did the backward pass need? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "02.order.prompt"}}
// ## 02.order: factors that are matrices (S, 1 point)
//
// For numbers the factors of a chain may stand in any order. From unit 05 on they are matrices, and only one order can be
// multiplied.

// %% {"course": {"role": "demo", "id": "02.order.given"}}
const orderGiven = given("02.order");

// %% {"course": {"role": "answer", "id": "02.order"}}
const shapes = {
  // BEGIN SOLUTION // chain: [?, ?], turned: [?, ?] or "none"
  chain: [1, orderGiven.sizes.data[3]],
  turned: "none",
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "02.order.check"}}
await check("02.order", shapes);

// %% [markdown] {"course": {"role": "reflect", "id": "02.order.why"}}
// Why does the order that follows the path from the result back always fit? One sentence:
