/** @file Unit 07, binary cross-entropy: the loss of one example and of a batch, where it comes from, and how to compute it safely. */

// %% [markdown] {"course": {"role": "read", "id": "07.title"}}
// # 07 Binary cross-entropy
//
// The network has answered; how good is the answer? A **loss** is one number that says so: small for good answers, large
// for bad ones. For labels 0 and 1 the usual loss is the binary cross-entropy. This unit says what it is, where it comes
// from, and how a computer gets it right.
//
// After this unit you can
//
// - write the loss $\ell^{(i)}$ of one example and the mean loss $L$,
// - say which of its two terms counts for which label,
// - derive it from the probability of the labels,
// - compute it without overflow.
//
// You need units 04 to 06. The lecture takes about 45 minutes.

// %% {"course": {"role": "demo", "id": "07.import"}}
import {
  bce,
  bceFromLogits,
  lineChart,
  lossContour,
  lossSurface,
  show,
  sigmoid,
  squaredError,
  table,
  tensor,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "07.one"}}
// ## One example
//
// $\hat y$ is the probability that the network gives to class 1, so $1 - \hat y$ is what it gives to class 0. The loss is
// minus the logarithm of the probability that it gave to the class that was **true**:
//
// $$\ell = \begin{cases} -\log \hat y & \text{if } y = 1 \\ -\log(1 - \hat y) & \text{if } y = 0 \end{cases}$$
//
// A probability of 1 for the true class costs nothing; the smaller it is, the more it costs, without limit. Both cases
// fit in one line, because the label is 0 or 1 and switches one of the terms off:
//
// $$\ell^{(i)} = -\Big[\, y^{(i)} \log \hat y^{(i)} + \big(1 - y^{(i)}\big) \log\big(1 - \hat y^{(i)}\big) \Big]$$
//
// The notes write $\lambda^{(i)}$ for it. The logarithm is the natural one, with base $e$. Another base would multiply
// every loss by the same factor, and every gradient with it.

// %% {"course": {"role": "demo", "id": "07.one.terms"}}
function lossOf(y: number, yhat: number): number {
  return -(y * Math.log(yhat) + (1 - y) * Math.log(1 - yhat));
}

const pairs: [number, number][] = [
  [1, 0.9],
  [1, 0.52390252],
  [1, 0.1],
  [0, 0.1],
  [0, 0.52390252],
  [0, 0.9],
];

show(
  table(
    pairs.map(([y, yhat]) => ({
      y: y,
      ŷ: yhat,
      "y log ŷ": y * Math.log(yhat),
      "(1 − y) log(1 − ŷ)": (1 - y) * Math.log(1 - yhat),
      ℓ: lossOf(y, yhat),
    })),
    { digits: 6 },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "07.erratum.E13"}}
// > **Erratum E13** (the label inside the logarithm)
// >
// > **In the notes:** $\lambda^{(i)} = -[y^{(i)} \log y^{(i)} + (1-y^{(i)}) \log (1-y^{(i)})]$.
// >
// > **Corrected:** $\ell^{(i)} = -[y^{(i)} \log \hat y^{(i)} + (1-y^{(i)}) \log (1-\hat y^{(i)})]$.
// >
// > **Why:** with the label in the logarithm the network's answer would not appear at all, and $\log 0$ would be needed
// > for every example. The output goes inside the logarithm; the label chooses which term counts.

// %% {"course": {"role": "demo", "id": "07.one.curves"}}
const answers = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);

show(
  lineChart(
    {
      "y = 1: −ln ŷ": { x: answers, y: answers.map((a) => lossOf(1, a)) },
      "y = 0: −ln(1 − ŷ)": { x: answers, y: answers.map((a) => lossOf(0, a)) },
    },
    {
      title: "Loss of one example by answer, for both labels",
      xLabel: "ŷ",
      yLabel: "ℓ",
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "07.half"}}
// The curves are mirror images and meet at $\hat y = 0.5$. There the loss is $\ln 2 = 0.69315$ whatever the label: this is
// the price of always answering "I do not know". A network whose mean loss stays at 0.693 has learnt nothing yet.

// %% {"course": {"role": "demo", "id": "07.half.value"}}
show(
  `ℓ at ŷ = 0.5: ${lossOf(1, 0.5).toFixed(5)} and ${lossOf(0, 0.5).toFixed(5)}`,
);
show(`ln 2:         ${Math.LN2.toFixed(5)}`);

// %% [markdown] {"course": {"role": "read", "id": "07.likelihood"}}
// ## Where it comes from
//
// Suppose class 1 really has the probability $\hat y$. Then the probability of seeing the label $y$ is
//
// $$p(y) = \hat y^{\,y}\,(1 - \hat y)^{1 - y}$$
//
// which is $\hat y$ for $y = 1$ and $1 - \hat y$ for $y = 0$. If the $m$ examples are independent, their labels together
// have the product of these probabilities, the **likelihood**:
//
// $$P = \prod_{i=1}^{m} \big(\hat y^{(i)}\big)^{y^{(i)}} \big(1 - \hat y^{(i)}\big)^{1 - y^{(i)}}$$
//
// Good parameters make the labels that we saw probable, so we want $P$ to be large. The logarithm rises with $P$ and
// turns the product into a sum:
//
// $$\log P = \sum_{i=1}^{m} \Big[\, y^{(i)} \log \hat y^{(i)} + (1 - y^{(i)}) \log(1 - \hat y^{(i)}) \Big]
// = -\sum_{i=1}^{m} \ell^{(i)}$$
//
// To make $P$ large is to make the sum of the losses small. Divided by $m$, so that the size of the batch does not matter,
// this is the mean loss, which the notes also call $J$:
//
// $$L = \frac{1}{m} \sum_{i=1}^{m} \ell^{(i)} = -\frac{1}{m} \log P$$

// %% {"course": {"role": "demo", "id": "07.batch"}}
const X = tensor([
  [0.5, 0.1, 0.9, 0.3],
  [0.3, 0.8, 0.2, 0.6],
]).named("X");
const Y = tensor([[1, 0, 1, 0]]).named("Y");
const W1 = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.5, -0.2],
]);
const b1 = tensor([[0.1], [-0.1], [0.05]]);
const W2 = tensor([[0.3, -0.2, 0.4]]);
const A1 = sigmoid(W1.matmul(X).add(b1));
const Z2 = W2.matmul(A1).sub(0.2);
const Yhat = sigmoid(Z2);
const losses = bce(Yhat, Y);

show(
  table(
    Array.from(losses.data, (loss, i) => ({
      example: i + 1,
      y: Y.data[i],
      ŷ: Yhat.data[i].toFixed(5),
      "probability of the label": Math.exp(-loss).toFixed(5),
      ℓ: loss.toFixed(5),
    })),
  ),
);
show(`L = ${losses.mean().item().toFixed(6)}`);

// %% [markdown] {"course": {"role": "read", "id": "07.batch.text"}}
// Four answers near 0.52, four losses near $\ln 2$: the network has not been trained. The loss knows nothing of "right" or
// "wrong" at the limit 0.5; example 1 is on the right side and costs almost as much as example 2 on the wrong side.
//
// The likelihood gives the same mean loss:

// %% {"course": {"role": "demo", "id": "07.batch.likelihood"}}
let P = 1;
for (const loss of losses.data) P *= Math.exp(-loss);

show(`P = ${P.toFixed(6)}`);
show(`−(1/m) ln P = ${(-Math.log(P) / 4).toFixed(6)}`);

// %% [markdown] {"course": {"role": "read", "id": "07.safe"}}
// ## Where the computer fails
//
// For a large $z$ the machine's $\sigma(z)$ is exactly 1, because a number has only about 16 digits. Then $1 - \hat y$ is
// exactly 0 and its logarithm is $-\infty$. With $y = 1$ the program even computes $0 \cdot (-\infty)$, which is "not a
// number", although the true loss is almost 0.
//
// The way out is to start from $z$. For $y = 1$
//
// $$-\log \sigma(z) = \log\big(1 + e^{-z}\big),$$
//
// and for $y = 0$, because $1 - \sigma(z) = \sigma(-z)$,
//
// $$-\log\big(1 - \sigma(z)\big) = \log\big(1 + e^{z}\big) = z + \log\big(1 + e^{-z}\big).$$
//
// Together $\ell = (1 - y)\,z + \log(1 + e^{-z})$. Now only $e^{-z}$ can overflow, for very negative $z$. There we use
// $\log(1 + e^{-z}) = -z + \log(1 + e^{z})$. Both cases in one line:
//
// $$\ell = \max(z, 0) - y z + \log\big(1 + e^{-|z|}\big)$$
//
// The exponent is never positive, so nothing overflows.

// %% {"course": {"role": "demo", "id": "07.safe.compare"}}
function fromZ(y: number, z: number): number {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
}

show(
  table(
    [-800, -40, 0.095683, 40, 800].map((z) => {
      const yhat = sigmoid(z).item();
      return {
        z: z,
        "y = 1, from ŷ": lossOf(1, yhat).toPrecision(4),
        "y = 1, from z": fromZ(1, z),
        "y = 0, from ŷ": lossOf(0, yhat).toPrecision(4),
        "y = 0, from z": fromZ(0, z),
      };
    }),
  ),
);

const gap = bceFromLogits(Z2, Y).sub(losses).abs().max().item();
show(`on the batch both forms differ by at most ${gap.toExponential(0)}`);

// %% [markdown] {"course": {"role": "read", "id": "07.squared"}}
// ## Why not the squared error?
//
// One could also use $(\hat y - y)^2$. Compare the two for the same answers and the label 1.

// %% {"course": {"role": "demo", "id": "07.squared.table"}}
const one = tensor(1);

show(
  table(
    [0.9, 0.5, 0.1, 0.01].map((a) => ({
      ŷ: a,
      "cross-entropy": bce(tensor(a), one).item(),
      "squared error": squaredError(tensor(a), one).item(),
    })),
  ),
);

// %% {"course": {"role": "demo", "id": "07.squared.curves"}}
const zs = Array.from({ length: 121 }, (_, index) => -6 + index / 10);

show(
  lineChart(
    {
      "cross-entropy": { x: zs, y: zs.map((z) => fromZ(1, z)) },
      "squared error": {
        x: zs,
        y: zs.map((z) => (sigmoid(z).item() - 1) ** 2),
      },
    },
    { title: "Two losses against z, for y = 1", xLabel: "z", yLabel: "loss" },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "07.squared.text"}}
// On the left the answer is badly wrong. The cross-entropy falls there with a slope near $-1$: a wrong answer is corrected
// with full force. The squared error is nearly flat there, so gradient descent hardly moves although the answer could
// not be worse. Unit 08 shows where the difference comes from: in the cross-entropy the slope of $\sigma$ cancels.

// %% [markdown] {"course": {"role": "read", "id": "07.surface"}}
// ## The loss as a landscape
//
// The data stand still in training; the parameters move. So think of $L$ as a function of the parameters. Here it is for
// one neuron with two weights and the fixed bias $-3$, on the four points of the logical AND. Each place on the floor is
// one choice of both weights, and the height above it is the mean loss.

// %% {"course": {"role": "demo", "id": "07.surface.shape"}}
const points = tensor([
  [0, 0, 1, 1],
  [0, 1, 0, 1],
]);
const labels = tensor([[0, 0, 0, 1]]);

function lossAt(first: number, second: number): number {
  const weights = tensor([[first, second]]);
  const z: Tensor = weights.matmul(points).sub(3);
  return bceFromLogits(z, labels).mean().item();
}

const field = {
  xLabel: "w₁",
  yLabel: "w₂",
  x: [-2, 4] as [number, number],
  y: [-2, 4] as [number, number],
};

show(
  lossSurface(lossAt, { title: "Mean loss L of one neuron on AND", ...field }),
);

// %% [markdown] {"course": {"role": "read", "id": "07.surface.lines"}}
// The same landscape from above, as on a map: along a line the loss is the same everywhere, and where the lines lie
// close together it is steep.

// %% {"course": {"role": "demo", "id": "07.surface.map"}}
show(lossContour(lossAt, { title: "Lines of equal mean loss L", ...field }));

// %% [markdown] {"course": {"role": "read", "id": "07.recap"}}
// Training walks downhill in this landscape. To know which way is down, it needs the derivatives of $L$ with respect to
// the weights, and that is what the next two units are about.
//
// ## Recap in five minutes
//
// - $\ell^{(i)} = -[y^{(i)} \log \hat y^{(i)} + (1 - y^{(i)}) \log(1 - \hat y^{(i)})]$: minus the log of the probability
//   given to the true class. The output stands in the logarithm, the label before it.
// - $L = \frac{1}{m} \sum_i \ell^{(i)}$. For our batch $L = 0.686238$; answering 0.5 always costs $\ln 2 = 0.69315$.
// - It is $-\frac{1}{m}$ times the log of the likelihood of the labels.
// - From $z$ it is $\max(z, 0) - yz + \log(1 + e^{-|z|})$, finite for every $z$.
// - It corrects a confident wrong answer strongly, where the squared error is nearly flat.
//
// **What to practise:** compute $L$ by hand for two examples of your choice. Write the derivation from the likelihood to
// $L$ without looking. Unit 08 takes the first derivative of $\ell$.
