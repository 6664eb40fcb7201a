/** @file Exercises of unit 03: paths, and what happens to gradients where they meet. */

// %% [markdown] {"course": {"role": "read", "id": "03.exercises"}}
// # 03 Computation graphs II: exercises
//
// You need the lecture of unit 03. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "03.exercises.import"}}
import { check, given, questionOf } from "chainrule";

// %% {"course": {"role": "define", "id": "03.definitions"}}
import {
  answers,
  choice,
  lines,
  practice,
  program,
  tensor,
  wantExactly,
  wantGradient,
  wantNumber,
  wantValue,
  type Case,
  type Random,
  type Want,
} from "chainrule";

/** The lecture's graph with other numbers: u = a + b, v = u c, w = u d, f = v + w. */
function drawnGraph(numbers: Random) {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) =>
    tensor(1 + numbers.integer(9)).named(name),
  );
  const u = a.add(b).named("u");
  const v = u.mul(c).named("v");
  const w = u.mul(d).named("w");
  const f = v.add(w).named("f");
  const values = [
    c.item(),
    d.item(),
    u.item(),
    c.item() + d.item(),
    c.item() * d.item(),
  ];
  return {
    a,
    b,
    c,
    d,
    u,
    v,
    w,
    f,
    clear: new Set(values).size === values.length && c.item() > 1,
  };
}

/** Graphs to find paths in: their formulas, and what each node feeds. */
const GRAPHS: readonly (readonly [
  formulas: string,
  feeds: Readonly<Record<string, string>>,
  forked: string,
])[] = [
  [
    "u = a + b, v = u c, w = u d, f = v + w",
    { a: "u", b: "u", c: "v", d: "w", u: "vw", v: "f", w: "f" },
    "abu",
  ],
  [
    "u = a b, v = u + c, w = u a, f = v w",
    { a: "uw", b: "u", c: "v", u: "vw", v: "f", w: "f" },
    "abu",
  ],
  [
    "u = a c, v = a + b, w = u v, f = w + a",
    { a: "uvf", b: "v", c: "u", u: "w", v: "w", w: "f" },
    "a",
  ],
];

/** All ways along the arrows from a node to f, each as its nodes: `a u v f`. */
function pathsFrom(
  node: string,
  feeds: Readonly<Record<string, string>>,
): string[] {
  if (node === "f") return ["f"];
  return Array.from(feeds[node]).flatMap((next) =>
    pathsFrom(next, feeds).map((rest) => `${node} ${rest}`),
  );
}

/** Paths in any order, with any signs between their nodes. */
function wantPaths(
  node: string,
  feeds: Readonly<Record<string, string>>,
): Want {
  const right = pathsFrom(node, feeds).sort();
  const parameters = { symbol: node, count: feeds[node].length };
  const some = [
    ...right.map((left) => right.filter((path) => path !== left)),
    ...right.map((path) => [path]),
  ];
  const exact = wantExactly(right, {
    mistakes: some.map((answer) => ({ code: "M01", answer, parameters })),
  });
  const tidy = (answer: unknown): unknown =>
    Array.isArray(answer)
      ? answer
          .map((path) =>
            String(path)
              .replace(/[^a-z]+/g, " ")
              .trim(),
          )
          .sort()
      : answer;
  return {
    ...exact,
    judge: (answer, step) => exact.judge(tidy(answer), step),
  };
}

const pathsExercise = answers({
  id: "03.paths",
  type: "G",
  title: "All paths to the result",
  points: 2,
  watches: ["M01"],
  hints: [
    "Follow the arrows forward from the node, and write down each way that ends in f.",
    "A node that feeds two later nodes doubles the number of ways through it.",
    "Smaller: with v = 2u and f = v + u, two paths lead from u to f: u v f and u f.",
  ],
  ask: (numbers) => {
    const [formulas, feeds, forked] = GRAPHS[numbers.integer(GRAPHS.length)];
    const node = forked[numbers.integer(forked.length)];
    const right = pathsFrom(node, feeds);
    return {
      question: [
        formulas,
        `List all paths from ${node} to f, each as a text with its nodes: "${node} … f".`,
      ],
      wants: { paths: wantPaths(node, feeds) },
      planted: [
        { says: "M01", answer: right.slice(1) },
        { says: "M01", answer: right.slice(0, 1) },
        { says: "wrong", answer: [...right, `${node} f f`] },
        { says: "not-answered", answer: [] },
      ],
    };
  },
});

const linesExercise = lines({
  id: "03.da",
  type: "D",
  title: "∂f/∂a line by line",
  points: 3,
  watches: ["M01", "M02", "M04"],
  hints: [
    "How many arrows leave u?",
    "Multiply along each path, then add the paths.",
    "Smaller: for f = 2u + 5u, du = 2 + 5 = 7.",
  ],
  ask: (numbers) => {
    const { a, f } = drawnGraph(numbers);
    return {
      loss: f,
      by: a,
      steps: ["du", "da"],
      question: ["u = a + b, v = u c, w = u d, f = v + w"],
      planted: [
        { says: "M01", answer: ["du = c"] },
        { says: "M01", answer: ["da = d"] },
        { says: "M02", answer: ["du = c d"] },
        { says: "M04", answer: ["du = u + d"] },
      ],
    };
  },
});

const repairExercise = lines({
  id: "03.repair",
  type: "B",
  title: "The wrong term in the notes' line",
  points: 2,
  watches: ["M01"],
  hints: [
    "The notes add two products, one per path. Which factor belongs to which path?",
    "The second path goes from u through w: its factor is ∂w/∂u.",
    "Smaller: for w = 4u the factor of the path through w is 4, not 0.",
  ],
  ask: (numbers) => {
    const { a, f } = drawnGraph(numbers);
    const wrong = ["du = 1 c + 1 * 0 * 1", "da = du"];
    return {
      loss: f,
      by: a,
      steps: ["du", "da"],
      question: ["Write both lines, the wrong one corrected:", ...wrong],
      planted: [{ says: "M01", answer: wrong }],
    };
  },
});

const programExercise = program({
  id: "03.accumulate",
  type: "F",
  title: "Reverse accumulation over a graph",
  points: 5,
  watches: ["M03"],
  signature:
    "accumulate(count, edges) gives the gradient of the last node by each node, as a list; edges are [from, to, slope]",
  hints: [
    "Nodes are numbered so that every edge goes from a smaller number to a larger one. In which order do you visit them?",
    "Start with 0 everywhere and 1 at the last node. Visit edges from the last to the first: add gradient[to] · slope.",
    "Smaller: edges [0, 1, 2] and [0, 1, 3] give the gradients [5, 1].",
  ],
  ask: (numbers) => ({
    example: sweepCase(3, [
      [0, 1, 2],
      [0, 2, 5],
      [1, 2, 3],
    ]),
    hidden: [drawnSweep(numbers, 5), drawnSweep(numbers, 7)],
    planted: [
      {
        says: "M03",
        answer: (count: number, edges: readonly Edge[]) =>
          swept(count, edges, (_, next) => next),
      },
      {
        says: "wrong",
        answer: (count: number, edges: readonly Edge[]) =>
          swept(count, [...edges].reverse(), (old, next) => old + next),
      },
      { says: "hidden", answer: () => [11, 3, 1] },
    ],
  }),
});

type Edge = readonly [from: number, to: number, slope: number];

/** Gradients by a visit of the edges from the last to the first, with what becomes of an earlier contribution. */
function swept(
  count: number,
  edges: readonly Edge[],
  joined: (old: number, next: number) => number,
): number[] {
  const gradient = Array.from({ length: count }, (_, node): number =>
    node === count - 1 ? 1 : 0,
  );
  for (const [from, to, slope] of [...edges].reverse())
    gradient[from] = joined(gradient[from], gradient[to] * slope);
  return gradient;
}

function sweepCase(count: number, edges: readonly Edge[]): Case {
  const right = tensor(swept(count, edges, (old, next) => old + next));
  const forked = edges.findIndex(([from], at) =>
    edges.some((other, place) => place > at && other[0] === from),
  );
  const mistakes = [
    {
      code: "M03" as const,
      value: tensor(swept(count, edges, (_, next) => next)),
      parameters: { symbol: `node ${edges[Math.max(0, forked)][0]}` },
    },
  ];
  return {
    inputs: { count, edges },
    wants: { gradients: wantNumber(right, { mistakes }) },
  };
}

/** A graph in which every node feeds the next one and another later one. */
function drawnSweep(numbers: Random, count: number): Case {
  const edges: Edge[] = [];
  for (let from = 0; from < count - 1; from++) {
    edges.push([from, from + 1, 2 + numbers.integer(4)]);
    if (from + 2 < count)
      edges.push([
        from,
        from + 2 + numbers.integer(count - from - 2),
        2 + numbers.integer(4),
      ]);
  }
  edges.sort((one, other) => one[1] - other[1]);
  return sweepCase(count, edges);
}

const thriceExercise = answers({
  id: "03.thrice",
  type: "N",
  title: "A node used three times",
  points: 3,
  watches: ["M01", "M02"],
  hints: [
    "List the paths from u to f before you compute.",
    "du is the sum of three products; da is du times ∂u/∂a.",
    "Smaller: for f = 2u + 3u + 4u and u = 5a, du = 9 and da = 45.",
  ],
  ask: (numbers) => {
    const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((name) =>
      tensor(2 + numbers.integer(14)).named(name),
    );
    const u = a.mul(b).named("u");
    const f = u
      .mul(c)
      .named("p")
      .add(u.mul(d).named("q"))
      .add(u.mul(e).named("r"))
      .named("f");
    const parts = [c.item(), d.item(), e.item()];
    const sum = parts[0] + parts[1] + parts[2];
    const right = { f: f.item(), du: sum, da: sum * b.item() };
    const distinct =
      new Set([...parts, a.item(), b.item(), u.item()]).size === 6;
    return {
      given: { a, b, c, d, e },
      question: ["u = a b, p = u c, q = u d, r = u e, f = p + q + r"],
      clear: distinct,
      wants: {
        f: wantValue(f),
        du: wantGradient(f, u),
        da: wantGradient(f, a),
      },
      planted: [
        { says: "M01", answer: { ...right, du: parts[0] } },
        { says: "M01", answer: { ...right, du: parts[0] + parts[2] } },
        {
          says: "M02",
          answer: { ...right, du: parts[0] * parts[1] * parts[2] },
        },
        { says: "M04", answer: { ...right, da: sum * a.item() } },
      ],
    };
  },
});

const twiceExercise = choice({
  id: "03.twice",
  type: "P",
  title: "Backward called twice",
  points: 2,
  watches: ["M03"],
  hints: [
    "What does += do with what an earlier run has left, and what does a node then pass on?",
    "Every node adds to what is there and passes all of it on. So v and w double, and what reaches u and then a is more than twice as much.",
    "Smaller: for f = 2u and u = 5a, u holds 2 and then 2 + 2 = 4; a holds 5 · 2 = 10 and then 10 + 5 · 4 = 30.",
  ],
  ask: (numbers) => {
    const { c, d } = drawnGraph(numbers);
    const slope = c.item() + d.item();
    return {
      given: { c, d },
      question: [
        `u = a + b, v = u c, w = u d, f = v + w, so ∂f/∂a = c + d = ${slope}. The sweep with += runs twice, and nobody sets the gradients back to 0 in between. What does a hold then?`,
      ],
      options: [
        {
          text: `${4 * slope}: u passes on what both runs have left in it`,
          right: true,
        },
        { text: `${2 * slope}: every gradient doubles` },
        {
          text: `${slope}: the second run replaces the first`,
          says: "M03",
          parameters: { symbol: "a" },
        },
      ],
    };
  },
});

practice(
  pathsExercise,
  linesExercise,
  repairExercise,
  programExercise,
  thriceExercise,
  twiceExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "03.paths.prompt"}}
// ## 03.paths: all paths to the result (G, 2 points)
//
// Draw the graph of the question and list every path, such as `["a u f", "a v f"]`, in any order.

// %% {"course": {"role": "demo", "id": "03.paths.given"}}
given("03.paths");

// %% {"course": {"role": "answer", "id": "03.paths"}}
const paths: string[] = [
  // BEGIN SOLUTION // "a … f", one text for each path
  ...allPaths(questionOf("03.paths")),
  // END SOLUTION
];
// BEGIN SOLUTION // A function of your own may stand here.
function allPaths([formulas, asked]: readonly string[]): string[] {
  const steps = formulas.split(", ").map((step) => step.split(" = "));
  const from = (node: string): string[] =>
    node === "f"
      ? ["f"]
      : steps
          .filter(([, right]) => right.includes(node))
          .flatMap(([next]) => from(next))
          .map((rest) => `${node} ${rest}`);
  return from(/from (\w) to/.exec(asked)?.[1] ?? "f");
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "03.paths.check"}}
await check("03.paths", paths);

// %% [markdown] {"course": {"role": "reflect", "id": "03.paths.why"}}
// Which node makes two paths out of one? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "03.da.prompt"}}
// ## 03.da: ∂f/∂a line by line (D, 3 points)
//
// Write a line for `du` and one for `da`.

// %% {"course": {"role": "demo", "id": "03.da.given"}}
given("03.da");

// %% {"course": {"role": "answer", "id": "03.da"}}
const daLines: string[] = [
  // BEGIN SOLUTION // "du = …", "da = …"
  "du = c + d",
  "da = du",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "03.da.check"}}
await check("03.da", daLines);

// %% [markdown] {"course": {"role": "reflect", "id": "03.da.why"}}
// Expand $f = (a + b)(c + d)$. How does it confirm your result? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "03.repair.prompt"}}
// ## 03.repair: the notes' line (B, 2 points)
//
// The notes write a factor 0 where the second path has another one (erratum E05). Write both lines, the wrong one corrected.

// %% {"course": {"role": "demo", "id": "03.repair.given"}}
given("03.repair");

// %% {"course": {"role": "answer", "id": "03.repair"}}
const repairedLines: string[] = [
  // BEGIN SOLUTION // "du = …", "da = …"
  "du = c + d",
  "da = du",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "03.repair.check"}}
await check("03.repair", repairedLines);

// %% [markdown] {"course": {"role": "reflect", "id": "03.repair.why"}}
// Which path did the factor 0 switch off? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "03.accumulate.prompt"}}
// ## 03.accumulate: reverse accumulation (F, 5 points)
//
// Write `accumulate(count, edges)`. Nodes have the numbers 0 to `count - 1`, each edge `[from, to, slope]` goes from a smaller
// number to a larger one, and the edges are sorted by `to`. Hidden checks use larger graphs.

// %% {"course": {"role": "demo", "id": "03.accumulate.given"}}
given("03.accumulate");

// %% {"course": {"role": "answer", "id": "03.accumulate"}}
function accumulate(
  count: number,
  edges: readonly (readonly number[])[],
): number[] {
  // BEGIN SOLUTION return notAnswered();
  const gradient = new Array<number>(count).fill(0);
  gradient[count - 1] = 1;
  for (const [from, to, slope] of [...edges].reverse()) {
    gradient[from] += gradient[to] * slope;
  }
  return gradient;
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "03.accumulate.check"}}
await check("03.accumulate", accumulate);

// %% [markdown] {"course": {"role": "reflect", "id": "03.accumulate.why"}}
// Why must a node be complete before its gradient is passed on? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "03.thrice.prompt"}}
// ## 03.thrice: a node used three times (N, 3 points)
//
// Compute `f`, `du` and `da`.

// %% {"course": {"role": "demo", "id": "03.thrice.given"}}
const thriceGiven = given("03.thrice");

// %% {"course": {"role": "answer", "id": "03.thrice"}}
const thrice = {
  // BEGIN SOLUTION f: undefined, du: undefined, da: undefined,
  f: thriceGiven.a
    .mul(thriceGiven.b)
    .mul(thriceGiven.c.add(thriceGiven.d).add(thriceGiven.e)),
  du: thriceGiven.c.add(thriceGiven.d).add(thriceGiven.e),
  da: thriceGiven.c.add(thriceGiven.d).add(thriceGiven.e).mul(thriceGiven.b),
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "03.thrice.check"}}
await check("03.thrice", thrice);

// %% [markdown] {"course": {"role": "reflect", "id": "03.thrice.why"}}
// What would change if u fed a fourth node? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "03.twice.prompt"}}
// ## 03.twice: backward called twice (P, 2 points)
//
// Predict first, then run the sweep of the lecture twice with your numbers. Answer with a letter.

// %% {"course": {"role": "demo", "id": "03.twice.given"}}
const twiceGiven = given("03.twice");

// %% {"course": {"role": "answer", "id": "03.twice"}}
// BEGIN SOLUTION const twiceLetter = "";
const slope = twiceGiven.c.item() + twiceGiven.d.item();
const twiceLetter = `${4 * slope}: u passes on what both runs have left in it`;
// END SOLUTION

// %% {"course": {"role": "check", "id": "03.twice.check"}}
await check("03.twice", twiceLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "03.twice.why"}}
// What has to happen before each sweep? One sentence:
