/** @file Exercises of unit 07: the loss of one example, of a batch, and its safe form. */

// %% [markdown] {"course": {"role": "read", "id": "07.exercises"}}
// # 07 Binary cross-entropy: exercises
//
// You need the lecture of unit 07. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "07.exercises.import"}}
import { check, given, sub, type Tensor } from "chainrule";

// %% {"course": {"role": "define", "id": "07.definitions"}}
import {
  answers,
  bce,
  bceFromLogits,
  choice,
  drawn,
  formulas,
  lines,
  pow,
  practice,
  prod,
  program,
  tensor,
  wantExactly,
  wantValue,
  type Case,
  type Random,
  type Want,
} from "chainrule";

/** Predictions and labels of a few examples, and the mean loss. */
function drawnPairs(numbers: Random, examples: number) {
  const yhat = drawn(numbers, [1, examples], {
    low: 0.1,
    high: 0.9,
    decimals: 2,
  }).named("ŷ");
  const first = numbers.integer(2);
  const y = tensor([
    Array.from({ length: examples }, (_, at) => (at + first) % 2),
  ]).named("y");
  const each = bce(yhat, y).named("ℓ");
  return { yhat, y, each, L: each.mean().named("L") };
}

const numbersExercise = answers({
  id: "07.loss",
  type: "N",
  title: "The loss of four answers",
  points: 3,
  watches: ["M08", "M16", "M17"],
  hints: [
    "For each pair only one of the two terms is there. Which one does the label choose?",
    "ℓ is −ln ŷ where y = 1 and −ln(1 − ŷ) where y = 0; L is their mean.",
    "Smaller: ŷ = (0.8, 0.4) and y = (1, 0) give ℓ = (0.223, 0.511) and L = 0.367.",
  ],
  ask: (numbers) => {
    const { yhat, y, each, L } = drawnPairs(numbers, 4);
    const right = { ell: each, L };
    return {
      given: { yhat, y },
      wants: { ell: wantValue(each), L: wantValue(L) },
      planted: [
        { says: "M08", answer: { ...right, ell: each.div(Math.LN10) } },
        { says: "M08", answer: { ...right, L: L.div(Math.LN2) } },
        { says: "M16", answer: { ...right, L: L.mul(4) } },
        { says: "M17", answer: { ...right, L: L.div(4) } },
      ],
    };
  },
});

const repairExercise = program({
  id: "07.repair",
  type: "B",
  title: "A loss with the logarithm of the label",
  points: 2,
  watches: ["M08"],
  signature: "loss(Yhat, Y) gives ℓ of each example, of the shape of Y",
  hints: [
    "What is log y for a label of 0?",
    "The model's output stands inside the logarithm; the label stands in front of it.",
    "Smaller: for y = 1 and ŷ = 0.8, ℓ = −ln 0.8 = 0.223.",
  ],
  ask: (numbers) => ({
    example: lossCase(numbers, 4),
    hidden: [lossCase(numbers, 1), lossCase(numbers, 7)],
    planted: [
      {
        says: "M08",
        answer: (Yhat: Tensor, Y: Tensor) =>
          Yhat.mul(Y.log())
            .add(sub(1, Yhat).mul(sub(1, Y).log()))
            .neg(),
      },
      {
        says: "M08",
        answer: (Yhat: Tensor, Y: Tensor) => bce(Yhat, Y).div(Math.LN2),
      },
    ],
  }),
});

function lossCase(numbers: Random, examples: number): Case {
  const { yhat, y, each } = drawnPairs(numbers, examples);
  return { inputs: { Yhat: yhat, Y: y }, wants: { ell: wantValue(each) } };
}

const safeExercise = program({
  id: "07.safe",
  type: "F",
  title: "The loss from ŷ and from z, safe at |z| = 800",
  points: 4,
  signature:
    "bothLosses(Z, Y) gives { bce, bceFromLogit }: ℓ of each example by its formula with ŷ = σ(Z), and from Z alone, finite for every finite z",
  hints: [
    "Put ŷ = σ(z) into ℓ and simplify before you compute.",
    "ℓ = max(z, 0) − y z + ln(1 + e^(−|z|)): the exponent is never positive.",
    "Smaller: at z = 800 and y = 1 every term of max(z, 0) − y z + ln(1 + e^(−|z|)) is 800, 800 and 0.",
  ],
  ask: (numbers) => ({
    example: safeCase(drawn(numbers, [1, 4], { low: -3, high: 3 }), AGREE),
    hidden: [
      safeCase(tensor([[800, -800, 30, -30, 0.5, -0.5]]), SAFE),
      safeCase(drawn(numbers, [1, 5], { low: -40, high: 40 }), SAFE),
      safeCase(drawn(numbers, [1, 6], { low: -8, high: 8 }), AGREE),
    ],
    planted: [
      { says: "hidden", answer: lossesWith((Z, Y) => bce(Z.sigmoid(), Y)) },
      { says: "wrong", answer: lossesWith((Z) => Z.neg().softplus()) },
      {
        // Digits that are lost where they should agree.
        says: "wrong",
        answer: lossesWith((Z, Y) => bceFromLogits(Z, Y).add(1e-10)),
      },
      {
        says: "M08",
        answer: (Z: Tensor, Y: Tensor) => ({
          bce: bce(Z.sigmoid(), Y).div(Math.LN10),
          bceFromLogit: bceFromLogits(Z, Y),
        }),
      },
      { says: "not-answered", answer: () => ({}) },
    ],
  }),
});

/** Which of the two losses a case asks for: at large |z| the formula with ŷ has no number. */
const [AGREE, SAFE] = [["bce", "bceFromLogit"], ["bceFromLogit"]];

/** Both losses, the second computed in this way. */
function lossesWith(fromLogit: (Z: Tensor, Y: Tensor) => Tensor) {
  return (Z: Tensor, Y: Tensor) => ({
    bce: bce(Z.sigmoid(), Y),
    bceFromLogit: fromLogit(Z, Y),
  });
}

function safeCase(values: Tensor, asked: readonly string[]): Case {
  const y = tensor([Array.from(values.data, (_, at) => at % 2)]).named("y");
  const z = values.named("z");
  // From ŷ for the formula, so that its mistakes are known; from z where ŷ would be 1.
  const of: Readonly<Record<string, () => Tensor>> = {
    bce: () => bce(z.sigmoid().named("ŷ"), y).named("ℓ"),
    bceFromLogit: () => bceFromLogits(z, y).named("ℓ"),
  };
  const wants = asked.map((name): [string, Want] => [
    name,
    // The two have to agree to 12 digits, which is less than programs are allowed otherwise.
    { ...wantValue(of[name](), { tolerance: 1e-12 }), within: undefined },
  ]);
  return { inputs: { Z: z, Y: y }, wants: Object.fromEntries(wants) };
}

const costExercise = answers({
  id: "07.cost",
  type: "P",
  title: "Once badly wrong, or twice a little?",
  points: 2,
  hints: [
    "A wrong answer of 0.9 gave 0.1 to the true class.",
    "The cost of one example is −ln of the probability given to the true class.",
    "Smaller: −ln 0.5 = 0.693, and twice that is the cost of 0.25 once.",
  ],
  ask: (numbers) => {
    const bad = tensor(0.9 + numbers.integer(9) / 100).named("p");
    const mild = tensor(0.55 + numbers.integer(20) / 100).named("q");
    const [once, twice] = [
      -Math.log(1 - bad.item()),
      -2 * Math.log(1 - mild.item()),
    ];
    const [right, wrong] = once > twice ? ["once", "twice"] : ["twice", "once"];
    return {
      given: { p: bad, q: mild },
      clear: Math.abs(once - twice) > 0.2,
      question: [
        'Which costs more: ŷ = p wrong once, or ŷ = q wrong twice? Answer "once" or "twice".',
      ],
      wants: { dearer: wantExactly(right) },
      planted: [{ says: "wrong", answer: wrong }],
    };
  },
});

/** ln p of each label, as it is written. */
const LOG_P = "y .* ln(yhat) + (1 - y) .* ln(1 - yhat)";

const likelihoodExercise = formulas({
  id: "07.likelihood",
  type: "D",
  title: "From the likelihood to L, line by line",
  points: 4,
  watches: ["M08", "M14", "M16", "M17", "M25"],
  hints: [
    "The label is the exponent: it chooses which of the two factors counts. What does a logarithm make of an exponent, and of a product?",
    "p = ŷ^y (1 − ŷ)^(1 − y); independent examples multiply; ln(a b) = ln a + ln b and ln a^k = k ln a; ℓ = −ln p, and L is the mean of ℓ.",
    "Smaller: two tosses with ŷ = (0.8, 0.6) and y = (1, 0): p = (0.8, 0.4), P = 0.32, ln P = −1.139, ℓ = (0.223, 0.916), L = 0.570.",
  ],
  ask: (numbers) => {
    const { yhat, y } = drawnPairs(numbers, 4);
    const p = yhat
      .pow(y)
      .mul(sub(1, yhat).pow(sub(1, y)))
      .named("p");
    const logOfEach = y.mul(yhat.log()).add(sub(1, y).mul(sub(1, yhat).log()));
    const ell = logOfEach.neg().named("ℓ");
    const without = { "a power": pow, "a product of all entries": prod };
    const right = {
      p: "yhat.^y .* (1 - yhat).^(1 - y)",
      P: "prod(p)",
      logP: `sum(${LOG_P})`,
      ell: `-(${LOG_P})`,
      L: "1/4 sum(ell)",
    };
    return {
      targets: {
        p: { of: p, names: ["y", "yhat"] },
        P: { of: prod(p).named("P"), names: ["p"] },
        logP: {
          of: logOfEach.sum().named("logP"),
          names: ["y", "yhat"],
          without,
        },
        ell: { of: ell, names: ["y", "yhat"], without },
        L: {
          of: ell.mean().named("L"),
          names: ["y", "yhat", "ell", "logP"],
          without,
        },
      },
      question: [
        "p: the probability of each label, a row, from y and yhat, as one product of powers.",
        "P: the likelihood of all four labels together, from p.",
        "logP: its natural logarithm, from y and yhat, worked out: no power, no P and no p left.",
        "ell: the loss of each example, a row, from y and yhat.",
        "L: the mean loss, from ell.",
      ],
      planted: [
        {
          says: "M08",
          answer: { ...right, p: "y.^yhat .* (1 - y).^(1 - yhat)" },
        },
        {
          says: "M08",
          answer: {
            ...right,
            ell: "-(yhat .* ln(y) + (1 - yhat) .* ln(1 - y))",
          },
        },
        { says: "M08", answer: { ...right, ell: `-(${LOG_P}) / ln(10)` } },
        { says: "M14", answer: { ...right, p: "yhat.^y (1 - yhat).^(1 - y)" } },
        {
          says: "M14",
          answer: { ...right, ell: "-(y ln(yhat) + (1 - y) ln(1 - yhat))" },
        },
        { says: "M16", answer: { ...right, L: "sum(ell)" } },
        { says: "M17", answer: { ...right, L: "1/16 sum(ell)" } },
        { says: "M25", answer: { ...right, L: "1/4 ell_i" } },
        {
          says: "other-join",
          answer: { ...right, p: "yhat.^y + (1 - yhat).^(1 - y)" },
        },
        { says: "other-join", answer: { ...right, P: "sum(p)" } },
        { says: "other-join", answer: { ...right, logP: `prod(${LOG_P})` } },
        { says: "opposite", answer: { ...right, ell: LOG_P } },
        {
          says: "opposite",
          answer: {
            ...right,
            logP: "sum(y .* ln(yhat) - (1 - y) .* ln(1 - yhat))",
          },
        },
        { says: "opposite", answer: { ...right, L: "1/4 logP" } },
        {
          says: "unfinished",
          answer: {
            ...right,
            logP: "ln(prod(yhat.^y .* (1 - yhat).^(1 - y)))",
          },
        },
        { says: "other-shape", answer: { ...right, L: "ell" } },
        { says: "unfinished", answer: { ...right, logP: "ln(P)" } },
        { says: "unfinished", answer: { ...right, ell: "-ln(p)" } },
        { says: "unread-line", answer: { ...right, L: "1/4 sum(ell" } },
        { says: "not-answered", answer: { ...right, L: "" } },
      ],
    };
  },
});

const slopeExercise = lines({
  id: "07.slope",
  type: "D",
  title: "The derivative of the mean loss by a prediction",
  points: 4,
  watches: ["M09", "M17", "M25"],
  hints: [
    "L is a mean of four losses; each prediction stands in one of them.",
    "Derive ℓ for one example, then put the mean's 1/m in front, once.",
    "Smaller: for L = (ℓ₁ + ℓ₂)/2, ∂L/∂ŷ₁ = ½ ∂ℓ₁/∂ŷ₁.",
  ],
  ask: (numbers) => {
    const { yhat, L } = drawnPairs(numbers, 4);
    return {
      loss: L,
      by: yhat,
      steps: ["dyhat"],
      planted: [
        { says: "M09", answer: ["dyhat = 1/4 (y/yhat - (1-y)/(1-yhat))"] },
        { says: "M17", answer: ["dyhat = 1/16 (-y/yhat + (1-y)/(1-yhat))"] },
        { says: "M25", answer: ["dyhat = 1/4 (-y_i/yhat + (1-y)/(1-yhat))"] },
      ],
    };
  },
});

const baseExercise = choice({
  id: "07.base",
  type: "Q",
  title: "The base of the logarithm",
  points: 1,
  watches: ["M08"],
  hints: [
    "Which logarithm has the derivative 1/x?",
    "The lecture's derivatives hold for the natural logarithm, whose base is e.",
    "Smaller: the answer 0.5 costs ln 2 = 0.693.",
  ],
  ask: () => ({
    options: [
      { text: "e", right: true },
      { text: "10", says: "M08", parameters: { label: "y", prediction: "ŷ" } },
      { text: "2", says: "M08", parameters: { label: "y", prediction: "ŷ" } },
    ],
  }),
});

practice(
  numbersExercise,
  repairExercise,
  safeExercise,
  costExercise,
  likelihoodExercise,
  slopeExercise,
  baseExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "07.loss.prompt"}}
// ## 07.loss: four answers (N, 3 points)
//
// Compute $\ell$ of each example (a row, `[[…, …, …, …]]`) and the mean loss $L$.

// %% {"course": {"role": "demo", "id": "07.loss.given"}}
const lossGiven = given("07.loss");

// %% {"course": {"role": "answer", "id": "07.loss"}}
const losses = {
  // BEGIN SOLUTION ell: undefined, L: undefined,
  ell: lossOf(lossGiven.yhat, lossGiven.y),
  L: lossOf(lossGiven.yhat, lossGiven.y).mean(),
  // END SOLUTION
};
// BEGIN SOLUTION // A function of your own may stand here.
function lossOf(Yhat: Tensor, Y: Tensor) {
  return Y.mul(Yhat.log())
    .add(sub(1, Y).mul(sub(1, Yhat).log()))
    .neg();
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "07.loss.check"}}
await check("07.loss", losses);

// %% [markdown] {"course": {"role": "reflect", "id": "07.loss.why"}}
// Which of the four answers costs most, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "07.repair.prompt"}}
// ## 07.repair: a loss with log y (B, 2 points)
//
// The notes write $-[\,y \log y + (1 - y) \log(1 - y)\,]$ (erratum E13). Write the loss so that it is right, for a whole row of
// examples.

// %% {"course": {"role": "demo", "id": "07.repair.given"}}
given("07.repair");

// %% {"course": {"role": "answer", "id": "07.repair"}}
function loss(Yhat: Tensor, Y: Tensor) {
  // BEGIN SOLUTION return notAnswered();
  return Y.mul(Yhat.log())
    .add(sub(1, Y).mul(sub(1, Yhat).log()))
    .neg();
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "07.repair.check"}}
await check("07.repair", loss);

// %% [markdown] {"course": {"role": "reflect", "id": "07.repair.why"}}
// What does the wrong form give for a label of 0 or 1? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "07.safe.prompt"}}
// ## 07.safe: safe at |z| = 800 (F, 4 points)
//
// Write both: `bce` by its formula with $\hat y = \sigma(z)$, and `bceFromLogit` from $z$ alone. They have to agree to 12 digits
// while $|z|$ is moderate, and the second stays finite for every $z$. Hidden checks go up to $|z| = 800$.

// %% {"course": {"role": "demo", "id": "07.safe.given"}}
given("07.safe");

// %% {"course": {"role": "answer", "id": "07.safe"}}
function bothLosses(Z: Tensor, Y: Tensor) {
  // BEGIN SOLUTION return notAnswered();
  const Yhat = Z.sigmoid();
  return {
    bce: lossOf(Yhat, Y),
    bceFromLogit: Z.relu().sub(Y.mul(Z)).add(Z.abs().neg().exp().add(1).log()),
  };
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "07.safe.check"}}
await check("07.safe", bothLosses);

// %% [markdown] {"course": {"role": "reflect", "id": "07.safe.why"}}
// Which step of the simple form fails at z = 800? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "07.cost.prompt"}}
// ## 07.cost: once or twice (P, 2 points)
//
// Guess first, then compute.

// %% {"course": {"role": "demo", "id": "07.cost.given"}}
const costGiven = given("07.cost");

// %% {"course": {"role": "answer", "id": "07.cost"}}
// BEGIN SOLUTION const dearer = "";
const [p, q] = [costGiven.p.item(), costGiven.q.item()];
const dearer = 1 - p < (1 - q) ** 2 ? "once" : "twice";
// END SOLUTION

// %% {"course": {"role": "check", "id": "07.cost.check"}}
await check("07.cost", dearer);

// %% [markdown] {"course": {"role": "reflect", "id": "07.cost.why"}}
// Why is the cost of a wrong answer without limit? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "07.likelihood.prompt"}}
// ## 07.likelihood: from the likelihood to L (D, 4 points)
//
// Four independent examples; $\hat y$ is the probability of class 1, and $y$ and $\hat y$ are rows. Derive the mean loss in five
// lines, each a formula. Entry by entry is `.*` and `.^`; `sum(…)` and `prod(…)` take all entries of a row together, and `ln` is the
// natural logarithm. Any form that is equal counts.

// %% {"course": {"role": "demo", "id": "07.likelihood.given"}}
given("07.likelihood");

// %% {"course": {"role": "answer", "id": "07.likelihood"}}
const derivation = {
  // BEGIN SOLUTION p: "", P: "", logP: "", ell: "", L: "",
  p: "yhat.^y .* (1 - yhat).^(1 - y)",
  P: "prod(p)",
  logP: "sum(y .* ln(yhat) + (1 - y) .* ln(1 - yhat))",
  ell: "-(y .* ln(yhat) + (1 - y) .* ln(1 - yhat))",
  L: "1/4 sum(ell)",
  // END SOLUTION
};

// %% {"course": {"role": "check", "id": "07.likelihood.check"}}
await check("07.likelihood", derivation);

// %% [markdown] {"course": {"role": "reflect", "id": "07.likelihood.why"}}
// In which line does the product become a sum, and why is that allowed? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "07.slope.prompt"}}
// ## 07.slope: the mean loss derived (D, 4 points)
//
// Four examples. Derive $\frac{\partial L}{\partial \hat y}$ in one line, `dyhat = …`; it has the shape of $\hat y$.

// %% {"course": {"role": "demo", "id": "07.slope.given"}}
given("07.slope");

// %% {"course": {"role": "answer", "id": "07.slope"}}
const slopeLines: string[] = [
  // BEGIN SOLUTION // "dyhat = …"
  "dyhat = 1/4 (-y/yhat + (1-y)/(1-yhat))",
  // END SOLUTION
];

// %% {"course": {"role": "check", "id": "07.slope.check"}}
await check("07.slope", slopeLines);

// %% [markdown] {"course": {"role": "reflect", "id": "07.slope.why"}}
// Why does no other example appear in one entry of the result? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "07.base.prompt"}}
// ## 07.base: which base (Q, 1 point)
//
// Which base has the logarithm in the loss? Answer with a letter.

// %% {"course": {"role": "demo", "id": "07.base.given"}}
given("07.base");

// %% {"course": {"role": "answer", "id": "07.base"}}
// BEGIN SOLUTION const baseLetter = "";
const baseLetter = "e";
// END SOLUTION

// %% {"course": {"role": "check", "id": "07.base.check"}}
await check("07.base", baseLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "07.base.why"}}
// What would another base change, and what not? One sentence:
