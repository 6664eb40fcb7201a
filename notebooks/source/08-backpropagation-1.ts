/** @file Unit 08, backpropagation: the output layer, from the derivative of the loss to dW[2] and db[2]. */

// %% [markdown] {"course": {"role": "read", "id": "08.title"}}
// # 08 Backpropagation I: the output layer
//
// The forward pass gives $\hat y$ and the loss. To improve the parameters we need the derivative of the loss with respect
// to each of them. This unit finds it for the last layer: $W^{[2]}$ and $b^{[2]}$.
//
// After this unit you can
//
// - derive $\frac{\partial \ell}{\partial \hat y}$, $\frac{\partial \hat y}{\partial z^{[2]}}$ and $dz^{[2]}$,
// - explain what cancels, and why that is good,
// - derive $dW^{[2]}$ and $db^{[2]}$ and place the transpose,
// - write the same for a batch.
//
// You need units 02, 04 and 07. The lecture takes about 60 minutes.

// %% {"course": {"role": "demo", "id": "08.import"}}
import {
  bce,
  derive,
  explain,
  fromData,
  gradients,
  graph,
  lineChart,
  mul,
  rederive,
  show,
  sigmoid,
  sub,
  table,
  tensor,
  written,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "08.why"}}
// ## Why go backwards, and why start at the output?
//
// The notes ask it in the margin: why backpropagation, what is its benefit, what its price?
//
// - **Why:** one could nudge each parameter and compute the loss again. For $N$ parameters that is $N$ forward passes per
//   step. Backpropagation finds all $N$ derivatives in one backward pass, which costs about as much as a few forward
//   passes, however large $N$ is.
// - **Why at the output:** every path from a parameter to the loss ends with the same last steps. Compute the derivative of
//   the loss with respect to the last steps once, and every earlier layer can use it. $W^{[2]}$ and $b^{[2]}$ are nearest
//   to the output, so they come first.
// - **The price:** the forward values must be kept in memory, and the backward pass must be right. A wrong factor gives no
//   message, only a network that learns badly.
//
// The way from $W^{[2]}$ and $b^{[2]}$ to the loss has three steps. What came into the layer, $A^{[1]}$, is given here.

// %% {"course": {"role": "demo", "id": "08.forward"}}
const x = tensor([[0.5], [0.3]]).named("x");
const y = tensor([[1]]).named("y");
const W1 = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.5, -0.2],
]).named("W", { layer: 1 });
const b1 = tensor([[0.1], [-0.1], [0.05]]).named("b", { layer: 1 });
const W2 = tensor([[0.3, -0.2, 0.4]]).named("W", { layer: 2 });
const b2 = tensor([[-0.2]]).named("b", { layer: 2 });

const hidden = sigmoid(W1.matmul(x).add(b1));
const A1 = fromData(hidden.data, hidden.shape).named("A", { layer: 1 });
const z2 = W2.matmul(A1).add(b2).named("z", { layer: 2 });
const yhat = sigmoid(z2).named("ŷ");
const loss = bce(yhat, y).named("ℓ");

function showSixDigits(...values: Tensor[]): void {
  show(...values.map((value) => written(value, { digits: 6 })));
}

showSixDigits(A1, z2, yhat, loss);

// %% {"course": {"role": "demo", "id": "08.graph"}}
show(graph(loss, { detail: "named", gradients: false }));

// %% [markdown] {"course": {"role": "read", "id": "08.chain"}}
// One path leads from $W^{[2]}$ to $\ell$, so the chain rule has one product, with one factor per arrow:
//
// $$\frac{\partial \ell}{\partial W^{[2]}} = \frac{\partial \ell}{\partial \hat y} \cdot
// \frac{\partial \hat y}{\partial z^{[2]}} \cdot \frac{\partial z^{[2]}}{\partial W^{[2]}}$$
//
// We take the factors one after the other. For one example we leave out the index $(i)$.
//
// ## First factor: the loss
//
// $\ell = -\big[\, y \log \hat y + (1 - y) \log(1 - \hat y) \big]$. The derivative of $\log \hat y$ is
// $\frac{1}{\hat y}$. The derivative of $\log(1 - \hat y)$ is $\frac{1}{1 - \hat y} \cdot (-1)$; the factor $-1$ comes from
// the inside. The label $y$ is a constant.
//
// $$\frac{\partial \ell}{\partial \hat y} = -\left[\, y \cdot \frac{1}{\hat y} + (1 - y) \cdot \frac{1}{1 - \hat y} \cdot (-1)
// \right] = -\frac{y}{\hat y} + \frac{1 - y}{1 - \hat y}$$

// %% [markdown] {"course": {"role": "read", "id": "08.erratum.E14"}}
// > **Erratum E14** (the output in the place of the label)
// >
// > **In the notes:** $\frac{\partial L}{\partial \hat y^{(i)}}$ begins with
// > $-\left[\hat y^{(i)} \times \frac{1}{\hat y^{(i)}} + (1 - \hat y^{(i)}) \times \frac{1}{1 - \hat y^{(i)}} (-1)\right]$.
// >
// > **Corrected:** $-\frac{y}{\hat y} + \frac{1 - y}{1 - \hat y} = \frac{\hat y - y}{\hat y (1 - \hat y)}$.
// >
// > **Why:** before the logarithms stand the labels $y$ and $1 - y$. As printed, the bracket is $1 - 1 = 0$, and the
// > gradient would vanish for every answer. Further down, the notes' numerator $\hat y^{(i)} - \hat y^{(i)}$ has the same
// > slip.

// %% [markdown] {"course": {"role": "read", "id": "08.fraction"}}
// Bring both fractions to the common denominator $\hat y (1 - \hat y)$:
//
// $$-\frac{y}{\hat y} + \frac{1 - y}{1 - \hat y}
// = \frac{-y(1 - \hat y) + (1 - y)\hat y}{\hat y (1 - \hat y)}
// = \frac{-y + y\hat y + \hat y - y \hat y}{\hat y (1 - \hat y)}
// = \frac{\hat y - y}{\hat y (1 - \hat y)}$$
//
// The two products $y \hat y$ cancel. Check the sign: for $y = 1$ the numerator is negative, so a larger $\hat y$ makes the
// loss smaller, as it must be.

// %% [markdown] {"course": {"role": "read", "id": "08.erratum.E15"}}
// > **Erratum E15** (a line that does not follow)
// >
// > **In the notes:** the line in between reads
// > $-\hat y^{(i)} + \frac{\hat y^{(i)} \hat y^{(i)}}{\hat y^{(i)}(1 - \hat y^{(i)})} + \hat y^{(i)} - \frac{\hat y^{(i)} \hat y^{(i)}}{\hat y^{(i)}(1 - \hat y^{(i)})}$
// > and the next one $\frac{\hat y^{(i)}}{\hat y^{(i)}} - \frac{\hat y^{(i)}}{1 - \hat y^{(i)}}$.
// >
// > **Corrected:** with the common denominator, $\frac{-y + y\hat y + \hat y - y\hat y}{\hat y (1 - \hat y)}$.
// >
// > **Why:** all four terms belong over one denominator, and two of them contain the label. The printed line is 0, the
// > one after it is not. Further down, the denominator $\hat y^{(i)}(1 - \hat y^{(i)})$ stands there still after it was
// > cancelled; what is left is $(\hat y - y)$ times $A^{[1]}$.

// %% {"course": {"role": "demo", "id": "08.derive.yhat"}}
const byAnswer = derive(loss, yhat, { digits: 6 });
show(byAnswer);

// %% [markdown] {"course": {"role": "read", "id": "08.explain"}}
// Every line can be asked why it holds: the law in general form, and what its letters stand for here. The first line
// also says what the logarithms need.

// %% {"course": {"role": "demo", "id": "08.explain.lines"}}
show(...byAnswer.lines.map((line) => explain(line)));

// %% [markdown] {"course": {"role": "read", "id": "08.second"}}
// ## Second factor: the sigmoid
//
// Unit 04 derived it. With $\hat y = \sigma(z^{[2]})$,
//
// $$\frac{\partial \hat y}{\partial z^{[2]}} = \sigma'(z^{[2]}) = \sigma(z^{[2]})\big(1 - \sigma(z^{[2]})\big)
// = \hat y (1 - \hat y)$$
//
// ## Their product
//
// The denominator of the first factor is exactly the second factor:
//
// $$dz^{[2]} = \frac{\partial \ell}{\partial z^{[2]}} = \frac{\hat y - y}{\hat y (1 - \hat y)} \cdot \hat y (1 - \hat y)
// = \hat y - y$$
//
// What is left is the answer minus the label. $\sigma'$ has not been forgotten: it has cancelled. Multiplying by it again
// would count it twice.

// %% {"course": {"role": "demo", "id": "08.dz2.factors"}}
const slopeOfLoss = gradients(loss, { yhat: yhat }).yhat;
const slopeOfSigma = mul(yhat, sub(1, yhat));
const dz2 = yhat.sub(y).named("dz2", { latex: "dz^{[2]}" });

show(`∂ℓ/∂ŷ:      ${slopeOfLoss.item().toFixed(6)}`);
show(`σ′(z^[2]):  ${slopeOfSigma.item().toFixed(6)}`);
show(`product:    ${mul(slopeOfLoss, slopeOfSigma).item().toFixed(6)}`);
show(`ŷ − y:      ${dz2.item().toFixed(6)}`);

// %% {"course": {"role": "demo", "id": "08.derive.z2"}}
show(derive(loss, z2, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "08.tame"}}
// ## What the cancellation is good for
//
// The first chart shows $\frac{\partial \ell}{\partial \hat y}$: it grows without limit where the answer is badly wrong. The
// second one shows $dz^{[2]}$ for the same answers: a straight line between $-1$ and $1$. Where the loss is steepest, the
// sigmoid is flattest, and the two balance each other exactly.

// %% {"course": {"role": "demo", "id": "08.tame.charts"}}
const answers = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);

function curve(slope: (answer: number) => number) {
  return { x: answers, y: answers.map(slope) };
}

show(
  lineChart(
    {
      "y = 1": curve((a) => -1 / a),
      "y = 0": curve((a) => 1 / (1 - a)),
    },
    { title: "∂ℓ/∂ŷ by answer", xLabel: "ŷ", yLabel: "∂ℓ/∂ŷ" },
  ),
);
show(
  lineChart(
    {
      "y = 1": curve((a) => a - 1),
      "y = 0": curve((a) => a),
    },
    { title: "dz^[2] = ŷ − y by answer", xLabel: "ŷ", yLabel: "dz^[2]" },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "08.third"}}
// ## Third factor: the weights
//
// Take one entry. $z^{[2]} = w_{1,1}^{[2]} A_1^{[1]} + w_{1,2}^{[2]} A_2^{[1]} + w_{1,3}^{[2]} A_3^{[1]} + b^{[2]}$. Hold
// everything still but $w_{1,j}^{[2]}$: the derivative is what multiplies it,
//
// $$\frac{\partial z^{[2]}}{\partial w_{1,j}^{[2]}} = A_j^{[1]} \qquad\Longrightarrow\qquad
// \frac{\partial \ell}{\partial w_{1,j}^{[2]}} = dz^{[2]} \, A_j^{[1]}$$
//
// A gradient has the shape of its parameter. $W^{[2]}$ is a row, $1 \times 3$, so the three derivatives stand in a row.
// $A^{[1]}$ is a column, $3 \times 1$. As a row it is $(A^{[1]})^\top$:
//
// $$dW^{[2]} = dz^{[2]}\, (A^{[1]})^\top \qquad (1 \times 1)(1 \times 3) = 1 \times 3$$
//
// This pattern returns in every layer: **the error of the layer, times what came into the layer, transposed.**

// %% [markdown] {"course": {"role": "predict", "id": "08.sign.question"}}
// Before you run the next cell: $dz^{[2]}$ is negative. Which signs do the three entries of $dW^{[2]}$ have? Remember that
// a sigmoid is never negative.

// %% {"course": {"role": "demo", "id": "08.derive.W2"}}
show(derive(loss, W2, { digits: 6 }));

// %% {"course": {"role": "demo", "id": "08.dW2"}}
const dW2 = dz2.matmul(A1.T).named("dW2", { latex: "dW^{[2]}" });
showSixDigits(dW2);

// %% [markdown] {"course": {"role": "read", "id": "08.bias"}}
// ## The bias
//
// $b^{[2]}$ is added with the factor 1, so $\frac{\partial z^{[2]}}{\partial b^{[2]}} = 1$ and
//
// $$db^{[2]} = dz^{[2]} \cdot 1 = \hat y - y \qquad 1 \times 1$$

// %% {"course": {"role": "demo", "id": "08.derive.b2"}}
show(derive(loss, b2, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "08.erratum.E16"}}
// > **Erratum E16** (upside down, and left open)
// >
// > **In the notes:** $\frac{\partial b^{(2)}}{\partial L^{(i)}} = \frac{\partial L^{(i)}}{\partial b^{(2)}} = d(L^{(2)})$,
// > and the next line begins with $\frac{\partial w^{(2)}}{\partial L^{(i)}}$. Before that, $w^{[2]}$ is
// > $1 \times n^{(i)}$.
// >
// > **Corrected:** $\frac{\partial \ell}{\partial b^{[2]}} = \hat y - y$, and the next line begins with
// > $\frac{\partial \ell}{\partial W^{[1]}}$. $W^{[2]}$ is $1 \times n^{[1]}$.
// >
// > **Why:** we ask how the loss changes with the bias, so the loss stands on top. The other way round is a different
// > number, in general not the same one. The result is missing in the notes. Round brackets would number an example.

// %% [markdown] {"course": {"role": "read", "id": "08.summary"}}
// ## Every symbol with its number
//
// | symbol | formula | value | shape |
// |---|---|---|---|
// | $\frac{\partial \ell}{\partial \hat y}$ | $\frac{\hat y - y}{\hat y(1 - \hat y)}$ | $-1.908752$ | $1 \times 1$ |
// | $\sigma'(z^{[2]})$ | $\hat y (1 - \hat y)$ | $0.249429$ | $1 \times 1$ |
// | $dz^{[2]}$ | $\hat y - y$ | $-0.476097$ | $1 \times 1$ |
// | $dW^{[2]}$ | $dz^{[2]} (A^{[1]})^\top$ | $(-0.275815,\ -0.242809,\ -0.266478)$ | $1 \times 3$ |
// | $db^{[2]}$ | $dz^{[2]}$ | $-0.476097$ | $1 \times 1$ |
//
// In the picture, the gradient stands below each node.

// %% {"course": {"role": "demo", "id": "08.graph.gradients"}}
show(
  graph(loss, {
    detail: "named",
    gradients: [W2, b2],
    digits: 6,
    direction: "down",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "08.batch"}}
// ## The batch
//
// For $m$ examples the loss is the mean $L = \frac{1}{m}\sum_i \ell^{(i)}$. The derivative of a mean is the mean of the
// derivatives:
//
// $$\frac{\partial L}{\partial W^{[2]}} = \frac{1}{m} \sum_{i=1}^{m} dz^{[2](i)} \big(A^{[1](i)}\big)^\top$$
//
// Put the errors side by side, $dZ^{[2]} = A^{[2]} - Y$ of shape $1 \times m$. Then the sum over the examples is a matrix
// product, because row times column is a sum:
//
// $$dW^{[2]} = \frac{1}{m}\, dZ^{[2]} \big(A^{[1]}\big)^\top \qquad (1 \times m)(m \times 3) = 1 \times 3$$
// $$db^{[2]} = \frac{1}{m} \sum_{i=1}^{m} dZ^{[2]}_{\text{column } i} \qquad 1 \times 1$$
//
// In this form $dZ^{[2]}$ holds the errors of the single examples, and $\frac{1}{m}$ enters **once**, in $dW$ and in $db$.
// The bias is shared by all examples, so its gradient adds over the columns.

// %% {"course": {"role": "demo", "id": "08.batch.numbers"}}
const X = tensor([
  [0.5, 0.1, 0.9, 0.3],
  [0.3, 0.8, 0.2, 0.6],
]).named("X");
const Y = tensor([[1, 0, 1, 0]]).named("Y");
const m = Y.shape[1];
const batchHidden = sigmoid(W1.matmul(X).add(b1));
const batchA1 = fromData(batchHidden.data, batchHidden.shape).named("A", {
  layer: 1,
});
const Z2 = W2.matmul(batchA1).add(b2).named("Z", { layer: 2 });
const A2 = sigmoid(Z2).named("A", { layer: 2 });
const L = bce(A2, Y).mean().named("L");

const dZ2 = A2.sub(Y);
const batchDW2 = mul(1 / m, dZ2.matmul(batchA1.T));
const batchDb2 = mul(1 / m, dZ2.sum());

show(`L = ${L.item().toFixed(6)}`);
show(
  written(dZ2.named("dZ2", { latex: "dZ^{[2]}" }), { digits: 5 }),
  written(batchDW2.named("dW2", { latex: "dW^{[2]}" }), { digits: 5 }),
  written(batchDb2.named("db2", { latex: "db^{[2]}" }), { digits: 4 }),
);

// %% {"course": {"role": "demo", "id": "08.batch.derive"}}
show(derive(L, W2));

// %% {"course": {"role": "demo", "id": "08.batch.derive.b2"}}
show(derive(L, b2));

// %% [markdown] {"course": {"role": "read", "id": "08.batch.ones"}}
// The engine carries $\frac{1}{m}$ inside its $\frac{\partial L}{\partial Z^{[2]}}$, while our $dZ^{[2]}$ leaves it out and
// puts it into the last line. Both are right; a program must choose one. The entries of $dZ^{[2]}$ have different signs:
// examples 1 and 3 want a larger answer, 2 and 4 a smaller one, and in the mean they nearly cancel.
//
// ## A check that knows nothing of the chain rule
//
// Move one parameter a little up and a little down, compute $L$ twice, and divide the difference by the distance. This
// **central difference** must agree with the gradient.

// %% {"course": {"role": "demo", "id": "08.check"}}
function lossWith(weights: number[], bias: number): number {
  const z = tensor([weights]).matmul(batchA1).add(bias);
  return bce(sigmoid(z), Y).mean().item();
}

const h = 1e-5;
const w = Array.from(W2.data);
const moved = (j: number, by: number) =>
  w.map((weight, index) => (index === j ? weight + by : weight));

const checks = w.map((_, j) => ({
  parameter: `w_1,${j + 1}^[2]`,
  formula: batchDW2.data[j],
  measured:
    (lossWith(moved(j, h), -0.2) - lossWith(moved(j, -h), -0.2)) / 2 / h,
}));
checks.push({
  parameter: "b^[2]",
  formula: batchDb2.item(),
  measured: (lossWith(w, -0.2 + h) - lossWith(w, -0.2 - h)) / 2 / h,
});

show(table(checks));
const gaps = checks.map(({ formula, measured }) =>
  Math.abs(formula - measured),
);
show(`every difference is below 1e-10: ${Math.max(...gaps) < 1e-10}`);

// %% [markdown] {"course": {"role": "read", "id": "08.board"}}
// ## Derive it yourself
//
// The board below is about $\frac{\partial \ell}{\partial W^{[2]}}$. Run all cells, write one line and press Enter: a right line is
// answered by its value, a wrong one by the factor that is wrong. `dz2 = …` is typeset as you type; `'` transposes and
// `.*` acts entry by entry. Any order will do, and what you know already you may leave out.

// %% {"course": {"role": "demo", "id": "08.board.W2"}}
show(rederive(loss, W2));

// %% [markdown] {"course": {"role": "read", "id": "08.recap"}}
// ## Recap in five minutes
//
// - $\frac{\partial \ell}{\partial \hat y} = -\frac{y}{\hat y} + \frac{1 - y}{1 - \hat y}
//   = \frac{\hat y - y}{\hat y(1 - \hat y)}$, and $\sigma'(z^{[2]}) = \hat y (1 - \hat y)$.
// - Their product is $dz^{[2]} = \hat y - y$: the slope of the sigmoid has cancelled.
// - $dW^{[2]} = dz^{[2]} (A^{[1]})^\top$ and $db^{[2]} = dz^{[2]}$. A gradient has the shape of its parameter; the
//   transpose makes it so.
// - For a batch: $dZ^{[2]} = A^{[2]} - Y$, $dW^{[2]} = \frac{1}{m} dZ^{[2]} (A^{[1]})^\top$, and $db^{[2]}$ is the mean of
//   the columns of $dZ^{[2]}$. The factor $\frac{1}{m}$ enters once.
// - A central difference checks any gradient.
//
// **What to practise:** cover the page and write the six lines from $\ell$ to $dz^{[2]}$. Then write $dW^{[2]}$ first by
// index, then as a matrix. Unit 09 goes one layer further back.
