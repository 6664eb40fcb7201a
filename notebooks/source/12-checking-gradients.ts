/** @file Unit 12, checking gradients: numerical derivatives and their error, finding a faulty line, and revision. */

// %% [markdown] {"course": {"role": "read", "id": "12.title"}}
// # 12 Checking gradients, debugging, revision
//
// A wrong gradient gives no error message. The network trains a little worse, or not at all, and nothing says why. This
// unit shows how to test any gradient, how to find the wrong line, and how the whole course fits on one page.
//
// After this unit you can
//
// - test a gradient numerically and choose the step for it,
// - say what a symptom such as "four times too large" tells you,
// - find the layer in which a backward pass goes wrong,
// - write the formulas of the course from memory.
//
// You need units 08, 09 and 11. The lecture takes about 60 minutes.

// %% {"course": {"role": "demo", "id": "12.import"}}
import {
  barChart,
  bce,
  derive,
  fromData,
  gradients,
  lineChart,
  learningCurve,
  moons,
  mul,
  network,
  normal,
  show,
  sigmoid,
  sub,
  table,
  tensor,
  train,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "12.central"}}
// ## Two ways to measure a slope
//
// Let $f$ be the loss as a function of one parameter $\theta$. The **one-sided** difference takes one step forward, the
// **central** one a step to each side:
//
// $$f'(\theta) \approx \frac{f(\theta + h) - f(\theta)}{h} \qquad\qquad
// f'(\theta) \approx \frac{f(\theta + h) - f(\theta - h)}{2h}$$
//
// How good are they? Taylor's formula says
//
// $$f(\theta \pm h) = f(\theta) \pm h f'(\theta) + \frac{h^2}{2} f''(\theta) \pm \frac{h^3}{6} f'''(\theta) + \dots$$
//
// Put this into the one-sided difference: the error begins with $\frac{h}{2} f''(\theta)$. In the central difference the
// terms with $f(\theta)$ and with $f''(\theta)$ cancel, and the error begins with $\frac{h^2}{6} f'''(\theta)$. A step ten
// times smaller makes the one-sided error ten times smaller, and the central error a hundred times.
//
// The network is 2-3-1 with the batch of unit 06. All 13 parameters stand in one list: the six weights of $W^{[1]}$ row by
// row, $b^{[1]}$, $W^{[2]}$, $b^{[2]}$.

// %% {"course": {"role": "demo", "id": "12.network"}}
const X = tensor([
  [0.5, 0.1, 0.9, 0.3],
  [0.3, 0.8, 0.2, 0.6],
]);
const Y = tensor([[1, 0, 1, 0]]);
const start = [
  ...[0.2, 0.4, 0.1, 0.3, 0.5, -0.2],
  ...[0.1, -0.1, 0.05],
  ...[0.3, -0.2, 0.4],
  ...[-0.2],
];
const NAMES = [
  ...["W1[1,1]", "W1[1,2]", "W1[2,1]", "W1[2,2]", "W1[3,1]", "W1[3,2]"],
  ...["b1[1]", "b1[2]", "b1[3]"],
  ...["W2[1]", "W2[2]", "W2[3]"],
  ...["b2"],
];

function unpack(p: number[]) {
  return {
    W1: tensor([p.slice(0, 2), p.slice(2, 4), p.slice(4, 6)]),
    b1: tensor(p.slice(6, 9).map((bias) => [bias])),
    W2: tensor([p.slice(9, 12)]),
    b2: tensor([p.slice(12)]),
  };
}

function forward(p: number[]) {
  const { W1, b1, W2, b2 } = unpack(p);
  const Z1 = W1.matmul(X).add(b1);
  const A1 = sigmoid(Z1);
  return { W2: W2, Z1: Z1, A1: A1, A2: sigmoid(W2.matmul(A1).add(b2)) };
}

function lossOf(p: number[]): number {
  return bce(forward(p).A2, Y).mean().item();
}

function moved(index: number, by: number): number[] {
  return start.map((value, i) => (i === index ? value + by : value));
}

show(`L = ${lossOf(start).toFixed(6)} with ${start.length} parameters`);

// %% [markdown] {"course": {"role": "predict", "id": "12.steps.question"}}
// ## How small should the step be?
//
// By Taylor's formula, as small as possible. But the computer rounds every number to about 16 digits. For a tiny $h$ the
// two losses agree in nearly all their digits, and their difference consists of rounding. What will the error look like
// for $h$ from $10^{-1}$ to $10^{-12}$, on logarithmic axes?

// %% {"course": {"role": "demo", "id": "12.steps.chart"}}
const last = start.length - 1;
const exact = forward(start).A2.sub(Y).mean().item(); // db2, unit 08
const steps = Array.from({ length: 12 }, (_, index) => 10 ** -(index + 1));

function oneSided(h: number): number {
  return (lossOf(moved(last, h)) - lossOf(start)) / h;
}

function central(h: number): number {
  return (lossOf(moved(last, h)) - lossOf(moved(last, -h))) / (2 * h);
}

const oneSidedErrors = steps.map((h) => Math.abs(oneSided(h) - exact));
const centralErrors = steps.map((h) => Math.abs(central(h) - exact));

show(
  lineChart(
    {
      "one-sided": { x: steps, y: oneSidedErrors, markers: true },
      central: { x: steps, y: centralErrors, markers: true },
    },
    {
      title: "Error of two numerical derivatives of L by b^[2]",
      xLabel: "step h",
      yLabel: "absolute error",
      log: true,
      logX: true,
    },
  ),
);
show(
  `one-sided, h = 0.1 to 0.01: error divided by ${(oneSidedErrors[0] / oneSidedErrors[1]).toFixed(0)}`,
);
show(
  `central,   h = 0.1 to 0.01: error divided by ${(centralErrors[0] / centralErrors[1]).toFixed(0)}`,
);

// %% [markdown] {"course": {"role": "read", "id": "12.steps.answer"}}
// Two regimes. On the right, with large $h$, the formula is to blame: the lines fall with slope 1 and slope 2 as $h$
// shrinks. On the left the rounding is to blame, and the error **grows** as $h$ shrinks, because it is divided by $h$. The
// central difference is best for $h$ near $10^{-5}$, where it agrees to about ten digits.
//
// ## A relative error, with a floor
//
// Is a difference of $10^{-6}$ small? Not beside a gradient of $10^{-6}$. So divide it by the size of the gradients:
//
// $$\text{relative error} = \frac{|\text{formula} - \text{measured}|}{\max\big(|\text{formula}|, |\text{measured}|, 10^{-6}\big)}$$
//
// The floor $10^{-6}$ keeps two gradients that are both practically zero from being compared digit by digit. Below
// $10^{-6}$ the gradient is right, above $10^{-3}$ it is wrong, and in between look at it again.
//
// Here is a backward pass written by hand, from units 08 and 09, with the check of all 13 parameters. The argument
// `mistake` plants an error; we begin without one.

// %% {"course": {"role": "demo", "id": "12.backward"}}
type Mistake =
  | "none"
  | "sign of dZ2"
  | "sigma' kept at the output"
  | "sum for mean"
  | "1/m twice"
  | "no g' at the hidden layer"
  | "g' at A for z"
  | "W2 already updated"
  | "Z1 for A1 in dW2"
  | "A1 - Y for dZ1";

function outputError(p: number[], mistake: Mistake): Tensor {
  const { A2 } = forward(p);
  const dZ2 = A2.sub(Y);
  if (mistake === "sign of dZ2") return mul(-1, dZ2);
  if (mistake === "sigma' kept at the output") {
    return mul(dZ2, mul(A2, sub(1, A2)));
  }
  return dZ2;
}

function hiddenError(p: number[], dZ2: Tensor, mistake: Mistake): Tensor {
  const { A1, W2 } = forward(p);
  if (mistake === "A1 - Y for dZ1") return A1.sub(Y);
  const updated = W2.sub(mul(0.5 / 4, dZ2.matmul(A1.T)));
  const back = (mistake === "W2 already updated" ? updated : W2).T.matmul(dZ2);
  if (mistake === "no g' at the hidden layer") return back;
  const inner = mistake === "g' at A for z" ? sigmoid(A1) : A1;
  return mul(back, mul(inner, sub(1, inner)));
}

function backward(p: number[], mistake: Mistake): number[] {
  const { Z1, A1 } = forward(p);
  const dZ2 = outputError(p, mistake);
  const dZ1 = hiddenError(p, dZ2, mistake);
  const came = mistake === "Z1 for A1 in dW2" ? Z1 : A1;
  const factors: Record<string, number> = {
    "sum for mean": 1,
    "1/m twice": 1 / 16,
  };
  const factor = factors[mistake] ?? 1 / 4;
  const parts = [
    dZ1.matmul(X.T),
    dZ1.sum({ axis: 1 }),
    dZ2.matmul(came.T),
    dZ2.sum(),
  ];
  return parts.flatMap((part) => Array.from(mul(factor, part).data));
}

const measured = start.map((_, index) => {
  const h = 1e-5;
  return (lossOf(moved(index, h)) - lossOf(moved(index, -h))) / (2 * h);
});

function relativeErrors(formula: number[]): number[] {
  return formula.map((value, i) => {
    const size = Math.max(Math.abs(value), Math.abs(measured[i]), 1e-6);
    return Math.abs(value - measured[i]) / size;
  });
}

const right = backward(start, "none");
const rightErrors = relativeErrors(right);

show(
  table(
    NAMES.map((name, i) => ({
      parameter: name,
      formula: right[i],
      measured: measured[i],
      verdict: rightErrors[i] < 1e-6 ? "agrees" : "differs",
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "12.bars.text"}}
// Now plant a mistake: the slope $g'$ of the hidden layer is forgotten. The bars show the relative error of each parameter.

// %% {"course": {"role": "demo", "id": "12.bars"}}
const faulty = relativeErrors(backward(start, "no g' at the hidden layer"));

show(
  barChart(Object.fromEntries(NAMES.map((name, i) => [name, faulty[i]])), {
    title: "Relative error by parameter, with g′ forgotten at the hidden layer",
    xLabel: "parameter",
    yLabel: "relative error",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "12.bisect"}}
// ## Find the layer
//
// The bars of $W^{[2]}$ and $b^{[2]}$ are practically 0, those of $W^{[1]}$ and $b^{[1]}$ are not. So the output layer is right,
// and the mistake lies between $dZ^{[2]}$ and $dZ^{[1]}$. This works for any depth: begin at the output and look for the
// **last** layer of the network whose gradients are wrong. The error entered there; the layers before it only inherit
// it. If $dW^{[l]}$ is wrong and $db^{[l]}$ is right, then $dZ^{[l]}$ is right too, and only the product for the weights
// is at fault.
//
// ### In a deep network, halve the search
//
// Here is the recursion of unit 09 for eight layers. In one of its steps the slope of $\tanh$, $1 - A^2$, stands in the
// place of that of $\sigma$. The program keeps every $Z^{[l]}$ and every $dZ^{[l]}$ in a cache.

// %% {"course": {"role": "demo", "id": "12.bisect.program"}}
const DEPTH = 8;
const sizes = [3, 4, 4, 4, 4, 4, 4, 4, 1];
const deep = network(sizes, { seed: 2, deviation: 2 }).parameters;
const inputs = normal([3, 5], { seed: 4 });
const labels = tensor([[1, 0, 0, 1, 1]]);

function preActivation(l: number, before: Tensor): Tensor {
  return deep[`W${l}`].matmul(before).add(deep[`b${l}`]);
}

const keptZ: Tensor[] = [];
const keptA: Tensor[] = [inputs];
for (let l = 1; l <= DEPTH; l++) {
  keptZ[l] = preActivation(l, keptA[l - 1]);
  keptA[l] = sigmoid(keptZ[l]);
}

const keptDZ: Tensor[] = [];
keptDZ[DEPTH] = keptA[DEPTH].sub(labels);
for (let l = DEPTH - 1; l >= 1; l--) {
  const A = keptA[l];
  const slope = l === 5 ? sub(1, mul(A, A)) : mul(A, sub(1, A));
  keptDZ[l] = mul(deep[`W${l + 1}`].T.matmul(keptDZ[l + 1]), slope);
}

show(
  table(
    keptDZ.slice(1).map((dZ, index) => ({
      layer: index + 1,
      "shape of dZ": dZ.shape.join(" × "),
      "mean of |dZ|": dZ.abs().mean().item(),
    })),
  ),
);

// %% [markdown] {"course": {"role": "predict", "id": "12.bisect.question"}}
// The program stops nowhere, all shapes fit, and no number looks strange. But whether one $dZ^{[l]}$ is right can be
// **measured**: move an entry of $Z^{[l]}$, send it through the layers after $l$, and see what the loss does. If $dZ^{[l]}$
// is right, then so is everything after it; if it is wrong, the mistake lies there or after it. So begin in the middle.
// How many of the eight layers have to be measured?

// %% {"course": {"role": "demo", "id": "12.bisect.search"}}
/** The loss as a function of Z of layer l. */
function lossFrom(l: number, Z: Tensor): number {
  let A = sigmoid(Z);
  for (let next = l + 1; next <= DEPTH; next++) {
    A = sigmoid(preActivation(next, A));
  }
  return bce(A, labels).mean().item();
}

/** The largest relative error of the entries of dZ of layer l. */
function errorOfLayer(l: number): number {
  const { data, shape } = keptZ[l];
  const m = shape[1];
  const h = 1e-5;
  const errors = Array.from(data, (_, entry) => {
    const at = (by: number) =>
      lossFrom(
        l,
        fromData(
          data.map((z, i) => (i === entry ? z + by : z)),
          shape,
        ),
      );
    const slope = (m * (at(h) - at(-h))) / (2 * h); // dZ leaves out 1/m
    const formula = keptDZ[l].data[entry];
    const size = Math.max(Math.abs(formula), Math.abs(slope), 1e-6);
    return Math.abs(formula - slope) / size;
  });
  return Math.max(...errors);
}

let rightLayer: number = DEPTH;
let wrongLayer = 0;
const measurements = [];
while (rightLayer - wrongLayer > 1) {
  const l = Math.floor((rightLayer + wrongLayer) / 2);
  const isRight = errorOfLayer(l) < 1e-3;
  measurements.push({
    measured: `dZ^[${l}]`,
    verdict: isRight ? "right" : "wrong",
  });
  if (isRight) rightLayer = l;
  else wrongLayer = l;
}

show(table(measurements));
show(
  `the mistake is in the step from dZ^[${rightLayer}] to dZ^[${wrongLayer}]`,
);

// %% [markdown] {"course": {"role": "read", "id": "12.symptom.text"}}
// Three measurements for eight layers; a thousand layers would need ten.
//
// ## What a symptom says
//
// The next table plants nine mistakes, one at a time. For each it says which parameters differ, and whether all
// of them differ by the same factor.

// %% {"course": {"role": "demo", "id": "12.mutants"}}
const GROUPS = [
  { name: "W1", from: 0, to: 6 },
  { name: "b1", from: 6, to: 9 },
  { name: "W2", from: 9, to: 12 },
  { name: "b2", from: 12, to: 13 },
];

function commonFactor(formula: number[]): string {
  const ratios = formula.map((value, i) => value / measured[i]);
  const spread = Math.max(...ratios) - Math.min(...ratios);
  return spread < 1e-4 ? ratios[0].toFixed(2) : "none";
}

const MISTAKES: Mistake[] = [
  "sign of dZ2",
  "sum for mean",
  "1/m twice",
  "sigma' kept at the output",
  "no g' at the hidden layer",
  "g' at A for z",
  "W2 already updated",
  "Z1 for A1 in dW2",
  "A1 - Y for dZ1",
];

show(
  table(
    MISTAKES.map((mistake) => {
      const formula = backward(start, mistake);
      const errors = relativeErrors(formula);
      const wrong = GROUPS.filter(({ from, to }) =>
        errors.slice(from, to).some((each) => each > 1e-3),
      );
      return {
        mistake: mistake,
        "gradients that differ": wrong.map(({ name }) => name).join(", "),
        "common factor": commonFactor(formula),
        "largest relative error": Math.max(...errors).toPrecision(2),
      };
    }),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "12.symptoms"}}
// Read it as a catalogue:
//
// | symptom | look for |
// |---|---|
// | a shape does not fit | a transpose in $dW$ or in $(W^{[l+1]})^\top dZ^{[l+1]}$ |
// | factor $-1$ everywhere | the sign of $dZ^{[2]}$: $\hat y - y$, not $y - \hat y$ |
// | factor $m$ everywhere | the sum in the place of the mean |
// | factor $\frac{1}{m}$ everywhere | the mean taken twice |
// | all differ, no common factor | an error at the output, such as a slope $\sigma'$ that has cancelled already |
// | only layer 1 differs | $g'$, or the weights that were used on the way back |
// | only one weight matrix differs, its bias is right | the partner in the product: what came into that layer |
//
// A $W^{[2]}$ that was updated too early makes a small relative error. In a training run nobody would see it.

// %% [markdown] {"course": {"role": "read", "id": "12.overfit"}}
// ## A test of the whole program
//
// A gradient check tests the backward pass. A quick test of everything else: take a handful of examples and train until
// the network knows them by heart. If the loss of eight examples does not fall to nearly 0, something is broken, and more
// data will not repair it.

// %% {"course": {"role": "demo", "id": "12.overfit.train"}}
const few = moons({ count: 8, seed: 3, noise: 0.1 });
const model = network([2, 8, 1], { seed: 3, deviation: 1 });
const run = await train(model, few, {
  loss: bce,
  epochs: 2000,
  learningRate: 2,
  quiet: true,
});

show(
  learningCurve(run.losses, {
    title: "Eight examples of two moons, learnt by heart",
    log: true,
  }),
);
const end = run.losses[run.losses.length - 1];
show(`loss after 2,000 steps is below 0.01: ${end < 0.01}`);

// %% [markdown] {"course": {"role": "read", "id": "12.algorithm"}}
// ## The algorithm for $K$ layers
//
// 1. **Forward**, for $l = 1, \dots, K$, with $A^{[0]} = X$: compute $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$ and
//    $A^{[l]} = g(Z^{[l]})$. Keep both.
// 2. **Error at the output**: $dZ^{[K]} = A^{[K]} - Y$.
// 3. **Backward**, for $l = K, \dots, 1$: compute $dW^{[l]} = \frac{1}{m} dZ^{[l]} (A^{[l-1]})^\top$ and $db^{[l]}$, the mean
//    of the columns of $dZ^{[l]}$; then, if $l > 1$, go on with
//    $dZ^{[l-1]} = (W^{[l]})^\top dZ^{[l]} \odot g'(Z^{[l-1]})$.
// 4. **Update**, only now: $W^{[l]} \leftarrow W^{[l]} - \alpha\, dW^{[l]}$ and $b^{[l]} \leftarrow b^{[l]} - \alpha\, db^{[l]}$.
//
// ## Formula sheet
//
// Every formula here stands in the unit that derives it, where you can look up why it holds.
//
// | unit | formula |
// |---|---|
// | 01 | parameters: $\sum_l (n^{[l-1]} + 1)\, n^{[l]}$ |
// | 02 | along a path multiply: $\frac{\partial J}{\partial c} = \frac{\partial J}{\partial v} \frac{\partial v}{\partial u} \frac{\partial u}{\partial c}$ |
// | 03 | between paths add: $\frac{\partial f}{\partial u} = \frac{\partial f}{\partial v} \frac{\partial v}{\partial u} + \frac{\partial f}{\partial w} \frac{\partial w}{\partial u}$ |
// | 04 | $\sigma(z) = \frac{1}{1 + e^{-z}}$ and $\sigma'(z) = \sigma(z)(1 - \sigma(z))$ |
// | 05, 06 | $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$, $A^{[l]} = g(Z^{[l]})$ |
// | 07 | $\ell^{(i)} = -[y^{(i)} \log \hat y^{(i)} + (1 - y^{(i)}) \log(1 - \hat y^{(i)})]$, $L = \frac{1}{m} \sum_i \ell^{(i)}$ |
// | 08 | $dz^{[2]} = \hat y - y$, $dW^{[2]} = dz^{[2]} (A^{[1]})^\top$, $db^{[2]} = dz^{[2]}$ |
// | 09 | $dz^{[1]} = (W^{[2]})^\top dz^{[2]} \odot g'(z^{[1]})$, $dW^{[1]} = dz^{[1]} x^\top$, $db^{[1]} = dz^{[1]}$ |
// | 11 | $\theta \leftarrow \theta - \alpha\, d\theta$ |
// | 12 | $f'(\theta) \approx \frac{f(\theta + h) - f(\theta - h)}{2h}$ with $h \approx 10^{-5}$ |
//
// The two longest rows for a batch, once more from the engine, with all that they rest on:

// %% {"course": {"role": "demo", "id": "12.sheet.derive"}}
const named = {
  ...{ X: X.named("X"), Y: Y.named("Y") },
  ...{ W1: unpack(start).W1.named("W", { layer: 1 }) },
  ...{ W2: unpack(start).W2.named("W", { layer: 2 }) },
  ...{ b1: unpack(start).b1.named("b", { layer: 1 }) },
  ...{ b2: unpack(start).b2.named("b", { layer: 2 }) },
};
const sheetZ1 = named.W1.matmul(named.X).add(named.b1).named("Z", { layer: 1 });
const sheetA1 = sigmoid(sheetZ1).named("A", { layer: 1 });
const sheetZ2 = named.W2.matmul(sheetA1).add(named.b2).named("Z", { layer: 2 });
const sheetA2 = sigmoid(sheetZ2).named("A", { layer: 2 });
const L = bce(sheetA2, named.Y).mean().named("L");

show(derive(L, named.W2, { detail: "brief" }));
show(derive(L, named.W1, { detail: "brief" }));

// %% [markdown] {"course": {"role": "read", "id": "12.library.text"}}
// The hand-written pass of this unit and the library agree, as they should:

// %% {"course": {"role": "demo", "id": "12.library"}}
const parameters = unpack(start);
const A1 = sigmoid(parameters.W1.matmul(X).add(parameters.b1));
const A2 = sigmoid(parameters.W2.matmul(A1).add(parameters.b2));
const library = gradients(bce(A2, Y).mean(), parameters);
const flat = ["W1" as const, "b1" as const, "W2" as const, "b2" as const];
const byLibrary = flat.flatMap((name) => Array.from(library[name].data));
const gap = Math.max(
  ...byLibrary.map((value, i) => Math.abs(value - right[i])),
);

show(`largest difference is below 1e-15: ${gap < 1e-15}`);

// %% [markdown] {"course": {"role": "read", "id": "12.why"}}
// ## The questions in the margin
//
// "Back propagation - why? motivation? benefit? disadvantage?" asks the page of the notes on which the loss is defined, and
// leaves the line empty. Now you can fill it in.
//
// - **Why?** To lower the loss one must know how it changes with each parameter. Unit 11 used nothing else.
// - **Motivation.** This unit measured all 13 derivatives with 26 forward passes, two for each parameter. For the 12577
//   parameters of unit 11 it would be 25154 passes for **one** step.
// - **Benefit.** One backward pass gives all derivatives at once, exactly up to rounding, at the price of a few forward
//   passes, because every path to the loss shares its last steps and the sweep walks each of them once (units 03, 08).
// - **Disadvantage.** The activations of all layers must be kept (unit 06). The error shrinks or grows from layer to layer
//   (unit 09). Every operation needs a derivative, so a step function will not do (unit 04). And a wrong line gives no
//   message, which is why this unit exists.

// %% [markdown] {"course": {"role": "read", "id": "12.exam"}}
// ## A mock exam
//
// Twenty points. Take paper and no notes. There is no clock; when you are fluent, allow yourself 60 minutes.
//
// 1. **Definition** (2 points). Define the mean loss $L$ of a binary classifier and say what each symbol means.
// 2. **Graph** (3 points). Draw the graph of $f = (a + b)(a - c)$ with a letter for every step, and find
//    $\frac{\partial f}{\partial a}$ from its paths.
// 3. **Derivation** (5 points). Derive $\frac{\partial \ell}{\partial W^{[1]}}$ for a network with one hidden layer, with the
//    shape of every factor.
// 4. **Shapes** (2 points). A network 784-16-8-1 receives $m = 50$ images. Give the shapes of $W^{[2]}$, $Z^{[2]}$,
//    $dZ^{[2]}$ and $db^{[2]}$.
// 5. **Numbers** (5 points). Repeat the whole pass of unit 10 with $y = 0$, to three decimals.
// 6. **Repair** (3 points). A program has `dZ1 = W2.T.matmul(dZ2)`, and its gradient check reports differences in layer 1
//    only. Name the mistake, say how you know, and correct the line.
//
// Then check yourself: numbers with the notebook of unit 10 after changing its label, derivations with `derive`, gradients
// with the check of this unit. [The exercises of this unit](../exercises/12-checking-gradients.exercises.ipynb) end with
// another mock exam, of other questions, whose answers are typed and checked; typing included it takes about 90 minutes.

// %% [markdown] {"course": {"role": "read", "id": "12.recap"}}
// ## Recap in five minutes
//
// - The central difference has an error of order $h^2$, the one-sided one of order $h$; rounding spoils both when $h$ is too
//   small. Use the central one with $h \approx 10^{-5}$.
// - Compare relatively, with a floor.
// - Look for the last layer that is wrong; there the mistake entered.
// - A common factor names the mistake: $-1$, $m$, $\frac{1}{m}$.
// - A network that cannot learn eight examples by heart is broken.
//
// **What to practise:** plant a mistake of your own in `backward`, give the table of gradients to a fellow student, and let
// them find it. Then sit the mock exam.
