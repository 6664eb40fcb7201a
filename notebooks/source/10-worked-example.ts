/** @file Unit 10, the worked 2-3-1 example: one forward and one backward pass with every digit, and the slips of the notes. */

// %% [markdown] {"course": {"role": "read", "id": "10.title"}}
// # 10 The worked 2-3-1 example, complete
//
// Units 05 to 09 derived every formula of a network with two inputs, three hidden neurons and one output. This unit
// puts numbers into all of them: one example forward, its loss, one pass backward, one update. There is nothing new to
// derive here. What is new is to carry 13 parameters through without losing a digit or a sign, and to notice when one
// was lost.
//
// After this unit you can
//
// - carry a full forward and backward pass on paper,
// - say how many digits to keep, and what rounding too early costs,
// - find a slip in a worked page, repair it, and say which later lines it affects.
//
// The page of the notes that this unit follows has ten slips, E19 to E28. Each is shown in a box at the line where it
// happens. Two more boxes have no number: their slips are in names and brackets, and no later line comes out wrong by
// them. The lecture takes about 60 minutes.

// %% {"course": {"role": "demo", "id": "10.import"}}
import {
  barChart,
  bce,
  derive,
  fromData,
  gradients,
  graph,
  lineChart,
  mul,
  show,
  sigmoid,
  sub,
  table,
  tensor,
  written,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "10.givens.text"}}
// ## Givens
//
// One example $x$ with the label $y = 1$, and parameters that somebody has chosen. The activation is $\sigma$ in both
// layers.
//
// $$x = \begin{pmatrix} 0.5 \\ 0.3 \end{pmatrix} \qquad y = 1$$
//
// $$W^{[1]} = \begin{pmatrix} 0.2 & 0.4 \\ 0.1 & 0.3 \\ 0.5 & -0.2 \end{pmatrix} \quad
// b^{[1]} = \begin{pmatrix} 0.1 \\ -0.1 \\ 0.05 \end{pmatrix} \qquad
// W^{[2]} = \begin{pmatrix} 0.3 & -0.2 & 0.4 \end{pmatrix} \quad b^{[2]} = -0.2$$
//
// Row $k$ of $W^{[1]}$ holds the weights that go **to** hidden neuron $k$; column $j$ those that come **from** input
// $j$. The target: new values of all parameters from the old ones.
//
// The code shows six significant digits and keeps all sixteen that the machine has. On paper, keep six until the end.

// %% {"course": {"role": "demo", "id": "10.givens"}}
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

function showSixDigits(...values: Tensor[]): void {
  show(...values.map((value) => written(value, { digits: 6 })));
}

showSixDigits(x, y, W1, b1, W2, b2);

// %% [markdown] {"course": {"role": "read", "id": "10.z1.text"}}
// ## Forward, layer 1
//
// $$z^{[1]} = W^{[1]} x + b^{[1]}$$
//
// First entry on paper: $0.2 \cdot 0.5 + 0.4 \cdot 0.3 = 0.22$, plus the bias $0.1$, makes $0.32$.

// %% {"course": {"role": "demo", "id": "10.z1"}}
const W1x = W1.matmul(x);
const z1 = W1x.add(b1).named("z", { layer: 1 });

showSixDigits(W1x.named("Wx", { latex: "W^{[1]}x" }), z1);

// %% [markdown] {"course": {"role": "read", "id": "10.A1.text"}}
// The activation acts on each entry by itself, so the shape stays $3 \times 1$:
//
// $$A^{[1]} = \sigma(z^{[1]}), \qquad \sigma(z) = \frac{1}{1 + e^{-z}}$$

// %% {"course": {"role": "demo", "id": "10.A1"}}
const A1 = sigmoid(z1).named("A", { layer: 1 });

showSixDigits(A1);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.names"}}
// > **Erratum** (names, and one rounding)
// >
// > **In the notes:** the first line is $\hat{x}^{1} = w^{[1]} x^{[1]} + b^{[1]}$, the next one
// > $z^{1} = \frac{1}{1+e^{-x}}$, and its third entry is written $0.559 = 0.560$.
// >
// > **Corrected:** $z^{[1]} = W^{[1]}x + b^{[1]}$, then $A^{[1]} = \frac{1}{1 + e^{-z^{[1]}}}$, with the third entry
// > $0.559714$, rounded to three decimals $0.560$.
// >
// > **Why:** the left side is the pre-activation $z$ of layer 1, and the argument of $\sigma$ is $z$, not $x$. Two
// > different numbers are never equal; 0.559 is the value cut off, 0.560 the value rounded.

// %% [markdown] {"course": {"role": "read", "id": "10.z2.text"}}
// ## Forward, layer 2
//
// $$z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}$$
//
// Row times column: three products, their sum, then the bias.

// %% {"course": {"role": "demo", "id": "10.z2"}}
const terms = mul(W2, A1.T);
const z2 = W2.matmul(A1).add(b2).named("z", { layer: 2 });

showSixDigits(terms.named("terms", { latex: "\\text{terms}" }));
show(`their sum: ${terms.sum().item().toFixed(6)}`);
showSixDigits(z2);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E19"}}
// > **Erratum E19** (decimal point)
// >
// > **In the notes:** the sum is written $[1.737 + (-0.102) + 0.224]$.
// >
// > **Corrected:** the first term is $0.3 \cdot 0.579 = 0.1737$.
// >
// > **Why:** the decimal point is one place too far to the right. The next line of the notes, $0.2957$, is the sum with
// > the right term, so nothing after it is affected.

// %% {"course": {"role": "demo", "id": "10.yhat"}}
const yhat = sigmoid(z2).named("ŷ");

showSixDigits(yhat);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E20"}}
// > **Erratum E20** (decimal point)
// >
// > **In the notes:** $\hat{y} = 0.0524$.
// >
// > **Corrected:** $\hat{y} = 0.524$, with more digits $0.523903$.
// >
// > **Why:** $z^{[2]}$ is a little above 0, so $\sigma(z^{[2]})$ must be a little above 0.5. The next line of the notes
// > goes on with 0.524.

// %% [markdown] {"course": {"role": "read", "id": "10.loss.text"}}
// ## The loss
//
// With $y = 1$ only the first term of the cross-entropy is left:
//
// $$\ell = -\big[\,y \log \hat y + (1 - y) \log(1 - \hat y)\,\big] = -\log \hat y$$

// %% {"course": {"role": "demo", "id": "10.loss"}}
const loss = bce(yhat, y).named("ℓ");

showSixDigits(loss);
show(`−log ŷ, for y = 1: ${(-Math.log(yhat.item())).toFixed(6)}`);
show(
  `for comparison, always answering 0.5 costs ln 2 = ${Math.LN2.toFixed(6)}`,
);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E21"}}
// > **Erratum E21** (left out)
// >
// > **In the notes:** the line "loss =" is left empty.
// >
// > **Corrected:** $\ell = -\ln 0.523903 = 0.646450$.
// >
// > **Why:** the gradients can be computed without it, but only the loss shows later whether the update helped.

// %% [markdown] {"course": {"role": "read", "id": "10.dz2.text"}}
// ## Backward, the output layer
//
// Three numbers: the derivative of the loss with respect to $\hat y$, the derivative of $\sigma$ at $z^{[2]}$, and
// their product. Unit 08 showed that the product is $\hat y - y$.
//
// $$\frac{\partial \ell}{\partial \hat y} = \frac{\hat y - y}{\hat y (1 - \hat y)}, \qquad
// \sigma'(z^{[2]}) = \hat y (1 - \hat y), \qquad
// dz^{[2]} = \frac{\partial \ell}{\partial \hat y} \cdot \sigma'(z^{[2]}) = \hat y - y$$
//
// Before you run the cell: which sign must $dz^{[2]}$ have, if the label is 1 and $\hat y$ is below 1?

// %% {"course": {"role": "demo", "id": "10.dz2"}}
const slopeOfLoss = gradients(loss, { yhat: yhat }).yhat;
const slopeOfSigma = mul(yhat, sub(1, yhat));
const dz2 = yhat.sub(y).named("dz2", { latex: "dz^{[2]}" });

showSixDigits(
  slopeOfLoss.named("slope", {
    latex: "\\frac{\\partial \\ell}{\\partial \\hat y}",
  }),
  slopeOfSigma.named("slope", { latex: "\\sigma'(z^{[2]})" }),
  mul(slopeOfLoss, slopeOfSigma).named("product", { latex: "\\text{product}" }),
  dz2,
);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E22"}}
// > **Erratum E22** (sign and digits)
// >
// > **In the notes:** $dz^{[2]}$ appears as $0.524 - 1 = (0.4476)$, then as $-0.4476$, as $-0.476$ and as $-0.0476$.
// >
// > **Corrected:** one value everywhere, $dz^{[2]} = 0.523903 - 1 = -0.476097$.
// >
// > **Why:** $0.524 - 1$ is $-0.476$; the first form loses the sign and gains a digit, the last one moves the decimal
// > point. The results that the notes print further down fit $-0.476$.

// %% [markdown] {"course": {"role": "read", "id": "10.dW2.text"}}
// The weight gradient pairs the error of layer 2 with what came into layer 2, and the bias gradient is the error
// itself:
//
// $$dW^{[2]} = dz^{[2]} (A^{[1]})^\top \quad (1 \times 1)(1 \times 3) = 1 \times 3, \qquad db^{[2]} = dz^{[2]}$$

// %% {"course": {"role": "demo", "id": "10.dW2"}}
const dW2 = dz2.matmul(A1.T).named("dW2", { latex: "dW^{[2]}" });
const db2 = dz2.named("db2", { latex: "db^{[2]}" });

showSixDigits(dW2, db2);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E23"}}
// > **Erratum E23** (last digit)
// >
// > **In the notes:** the first entry of $dw^{[2]}$ is $-0.275$.
// >
// > **Corrected:** $-0.275815$, rounded $-0.276$.
// >
// > **Why:** the value was cut off, not rounded. The notes' third entry, $-0.267$, comes from factors that were already
// > rounded; with all digits it is $-0.266478$, rounded $-0.266$.

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.names.backward"}}
// > **Erratum** (names, brackets)
// >
// > **In the notes:** the bias gradient is written $d\tilde{w}^{(2)} = d\tilde{x}^{(2)(1)} = (-0.476)$, and the next line
// > $d\tilde{w}^{(2)} =$ $(\tilde{w}^{(2)})^T \cdot d\tilde{x}^{(2)(1)}$ $\odot\ a'(x^{(1)(1)})(x^{(1)})^T$.
// >
// > **Corrected:** $db^{[2]} = dz^{[2]} = -0.476097$, and
// > $dW^{[1]} = \big((W^{[2]})^\top dz^{[2]} \odot \sigma'(z^{[1]})\big)\,x^\top$.
// >
// > **Why:** the left sides are the gradients of $b^{[2]}$ and of $W^{[1]}$. The product $\odot$ of two columns must be
// > taken before the product with the row $x^\top$; without the brackets a $3 \times 1$ column would meet a
// > $3 \times 2$ matrix.

// %% [markdown] {"course": {"role": "read", "id": "10.back.text"}}
// ## Backward, the hidden layer
//
// The error goes back through the same weights that the signal came through. $W^{[2]}$ is $1 \times 3$, so its
// transpose is needed to get back to three neurons:
//
// $$(W^{[2]})^\top dz^{[2]} \quad (3 \times 1)(1 \times 1) = 3 \times 1$$

// %% {"course": {"role": "demo", "id": "10.back"}}
const dA1 = W2.T.matmul(dz2);

showSixDigits(dA1.named("back", { latex: "(W^{[2]})^\\top dz^{[2]}" }));

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E24"}}
// > **Erratum E24** (decimal point, three times)
// >
// > **In the notes:** $(w^{[2]})^T dz^{[2]}$ is $(-0.01428,\ 0.00952,\ -0.01904)$.
// >
// > **Corrected:** $(-0.142829,\ 0.095219,\ -0.190439)$.
// >
// > **Why:** $0.3 \cdot (-0.476)$ is about $-0.14$: each entry is ten times too small, as if $-0.0476$ had been used.

// %% [markdown] {"course": {"role": "read", "id": "10.slopes.text"}}
// To reach $z^{[1]}$ the error must pass through $\sigma$. Its slope is taken at $z^{[1]}$ and can be written with
// $A^{[1]}$ alone:
//
// $$\sigma'(z^{[1]}) = A^{[1]} \odot (1 - A^{[1]})$$

// %% {"course": {"role": "demo", "id": "10.slopes"}}
const slopes1 = mul(A1, sub(1, A1));

showSixDigits(slopes1.named("slopes", { latex: "\\sigma'(z^{[1]})" }));

// %% [markdown] {"course": {"role": "read", "id": "10.dz1.text"}}
// Neuron $k$ of the hidden layer acts only through its own activation, so the two columns are multiplied entry by
// entry:
//
// $$dz^{[1]} = (W^{[2]})^\top dz^{[2]} \odot \sigma'(z^{[1]})$$

// %% {"course": {"role": "demo", "id": "10.dz1"}}
const dz1 = mul(dA1, slopes1).named("dz1", { latex: "dz^{[1]}" });

showSixDigits(dz1);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E25"}}
// > **Erratum E25** (decimal point, last digit)
// >
// > **In the notes:** the product is $(-0.00348,\ 0.0238,\ -0.0468)$.
// >
// > **Corrected:** $(-0.034809,\ 0.023795,\ -0.046931)$.
// >
// > **Why:** the first entry follows from the wrong column of E24 and is ten times too small; the second and third follow
// > from the right one. The last digit of $-0.0468$ comes from rounded factors.

// %% [markdown] {"course": {"role": "read", "id": "10.dW1.text"}}
// The same pattern as in layer 2: error of the layer times its input, transposed.
//
// $$dW^{[1]} = dz^{[1]} x^\top \quad (3 \times 1)(1 \times 2) = 3 \times 2, \qquad db^{[1]} = dz^{[1]}$$
//
// Both inputs are positive here, so in each row both entries have the sign of that row's error.

// %% {"course": {"role": "demo", "id": "10.dW1"}}
const dW1 = dz1.matmul(x.T).named("dW1", { latex: "dW^{[1]}" });
const db1 = dz1.named("db1", { latex: "db^{[1]}" });

showSixDigits(dW1, db1);

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E26"}}
// > **Erratum E26** (signs)
// >
// > **In the notes:** the second column of $dw^{[1]}$ is $0.0105$, $0.0072$, $0.0141$.
// >
// > **Corrected:** $-0.010443$, $0.007139$, $-0.014079$.
// >
// > **Why:** the first and third row lost their minus sign. A row of $dW^{[1]}$ is one number times $(0.5,\ 0.3)$, so its
// > two entries cannot differ in sign. What else differs on this line of the notes is the last digit, from rounded factors.

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E27"}}
// > **Erratum E27** (the slope, the factor, a digit)
// >
// > **In the notes:** $\delta b^{[1]}$ is computed with the factor $(-0.0476)$ and with $\odot\ \alpha(x^{[1]})$; its
// > first entry is $-0.0343$. The error is written $(\hat{y}^{[2]} - y^{[1]})$.
// >
// > **Corrected:** $db^{[1]} = (W^{[2]})^\top (\hat y - y) \odot \sigma'(z^{[1]})$ with $\hat y - y = -0.476097$; the
// > first entry is $-0.034809$.
// >
// > **Why:** on the way back stands the slope $\sigma'$ at $z^{[1]}$, not the activation itself, and $db^{[1]}$ must
// > equal $dz^{[1]}$. Square brackets count layers; $\hat y$ and $y$ belong to one example.

// %% [markdown] {"course": {"role": "read", "id": "10.check.text"}}
// ## Check the whole pass
//
// Everything above was computed by hand, formula by formula. `gradients` walks backwards through the graph of the loss
// by itself and knows nothing of these formulas. If both agree, a slip in either would have to be in both.

// %% {"course": {"role": "demo", "id": "10.check"}}
const swept = gradients(loss, { W1: W1, b1: b1, W2: W2, b2: b2 });

function largestDifference(first: Tensor, second: Tensor): number {
  return Math.max(...first.sub(second).abs().data);
}

show(
  table([
    {
      gradient: "dW^[1]",
      "largest difference": largestDifference(dW1, swept.W1),
    },
    {
      gradient: "db^[1]",
      "largest difference": largestDifference(db1, swept.b1),
    },
    {
      gradient: "dW^[2]",
      "largest difference": largestDifference(dW2, swept.W2),
    },
    {
      gradient: "db^[2]",
      "largest difference": largestDifference(db2, swept.b2),
    },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "10.graph.text"}}
// The whole computation in one picture, with the value above and the gradient below each node.

// %% {"course": {"role": "demo", "id": "10.graph"}}
show(
  graph(loss, {
    detail: "named",
    gradients: [W1, b1, W2, b2],
    direction: "down",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "10.derive.text"}}
// And the longest of the four chains, from $\ell$ back to $W^{[1]}$, line by line with its numbers.

// %% {"course": {"role": "demo", "id": "10.derive.W1"}}
show(derive(loss, W1));

// %% [markdown] {"course": {"role": "read", "id": "10.update.text"}}
// ## The update
//
// Each parameter takes a step against its own gradient, all with the same learning rate $\alpha$:
//
// $$W^{[l]} \leftarrow W^{[l]} - \alpha\, dW^{[l]}$$
// $$b^{[l]} \leftarrow b^{[l]} - \alpha\, db^{[l]}$$
//
// for both layers, $l = 1$ and $l = 2$.
//
// All four gradients belong to the **old** parameters. Compute them all before changing any of them.

// %% [markdown] {"course": {"role": "read", "id": "10.erratum.E28"}}
// > **Erratum E28** (left out)
// >
// > **In the notes:** the page ends with $\omega^{[1]} = \omega^{[1]} - \alpha\,\delta\omega^{[1]}$, without a value for
// > $\alpha$ and without numbers; $w^{[2]}$, $b^{[1]}$ and $b^{[2]}$ are not updated.
// >
// > **Corrected:** all four parameters are updated. With $\alpha = 0.1$: $W^{[1]}$ has the rows
// > $(0.201740,\ 0.401044)$, $(0.098810,\ 0.299286)$, $(0.502347,\ -0.198592)$;
// > $b^{[1]} = (0.103481,\ -0.102380,\ 0.054693)$; $W^{[2]} = (0.327581,\ -0.175719,\ 0.426648)$;
// > $b^{[2]} = -0.152390$.
// >
// > **Why:** the goal was to get new values from the old ones, and biases learn like weights. The notes give no
// > $\alpha$, so this unit uses three.

// %% {"course": {"role": "demo", "id": "10.update"}}
interface Parameters {
  W1: Tensor;
  b1: Tensor;
  W2: Tensor;
  b2: Tensor;
}

const before: Parameters = { W1: W1, b1: b1, W2: W2, b2: b2 };

function step(old: Parameters, slopes: Parameters, alpha: number): Parameters {
  return {
    W1: old.W1.sub(slopes.W1.mul(alpha)).detach(),
    b1: old.b1.sub(slopes.b1.mul(alpha)).detach(),
    W2: old.W2.sub(slopes.W2.mul(alpha)).detach(),
    b2: old.b2.sub(slopes.b2.mul(alpha)).detach(),
  };
}

const after = step(before, swept, 0.1);
showSixDigits(
  after.W1.named("W", { layer: 1 }),
  after.b1.named("b", { layer: 1 }),
  after.W2.named("W", { layer: 2 }),
  after.b2.named("b", { layer: 2 }),
);

// %% [markdown] {"course": {"role": "predict", "id": "10.again.question"}}
// ## A new forward pass
//
// Did it help? The answer is a second forward pass with the new parameters. Before you run the cell: will $\hat y$ go
// up or down, and for which of the three learning rates the furthest?

// %% {"course": {"role": "demo", "id": "10.again"}}
function predict(p: Parameters): Tensor {
  const hidden = sigmoid(p.W1.matmul(x).add(p.b1));
  return sigmoid(p.W2.matmul(hidden).add(p.b2));
}

function lossOf(p: Parameters): Tensor {
  return bce(predict(p), y).sum();
}

function entries(values: Tensor): string {
  return Array.from(values.data, (value) => value.toFixed(5)).join(", ");
}

const rates = [0.1, 0.5, 1];
const rows = rates.map((alpha) => {
  const p = step(before, swept, alpha);
  return {
    α: alpha,
    "new W^[2]": entries(p.W2),
    "new b^[2]": entries(p.b2),
    "new b^[1]": entries(p.b1),
    "new ŷ": predict(p).item().toFixed(5),
    "new ℓ": lossOf(p).item().toFixed(5),
  };
});

show(table(rows));

// %% {"course": {"role": "demo", "id": "10.bars"}}
show(
  barChart(
    {
      before: loss.item(),
      "α = 0.1": lossOf(step(before, swept, 0.1)).item(),
      "α = 0.5": lossOf(step(before, swept, 0.5)).item(),
      "α = 1": lossOf(step(before, swept, 1)).item(),
    },
    {
      title: "Loss of the example before and after one update",
      xLabel: "learning rate",
      yLabel: "ℓ",
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "10.repeat.text"}}
// ## The same example, a hundred times
//
// One update after the other, each with the gradients at the parameters where it stands. The loss of this one example
// falls towards 0, fast at first and then ever more slowly, because the error $\hat y - y$ that drives it shrinks too.

// %% {"course": {"role": "demo", "id": "10.repeat"}}
function repeated(alpha: number, updates: number): number[] {
  let current = before;
  const losses = [lossOf(current).item()];
  for (let update = 1; update <= updates; update++) {
    const { W1, b1, W2, b2 } = current;
    const slopes = gradients(lossOf(current), { W1, b1, W2, b2 });
    current = step(current, slopes, alpha);
    losses.push(lossOf(current).item());
  }
  return losses;
}

const slow = repeated(0.1, 100);
const middle = repeated(0.5, 100);
const fast = repeated(1, 100);

show(
  lineChart(
    { "α = 0.1": slow, "α = 0.5": middle, "α = 1": fast },
    {
      title: "Loss of one example over 100 updates",
      xLabel: "update",
      yLabel: "ℓ",
      counts: true,
    },
  ),
);
show(
  table(
    [0, 1, 2, 5, 10, 50, 100].map((update) => ({
      updates: String(update),
      "ℓ at α = 0.5": middle[update].toFixed(4),
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "10.rounding.text"}}
// ## The same pass with three decimals
//
// What if every intermediate result is rounded to three decimals, as the notes do? The next cell runs the same formulas
// twice, once with all digits and once with rounding after every line. **Drift** is the largest difference in a row, and
// **relative drift** compares it with the largest entry.

// %% {"course": {"role": "demo", "id": "10.rounding"}}
function threeDecimals(values: Tensor): Tensor {
  const rounded = values.data.map((value) => Math.round(value * 1000) / 1000);
  return fromData(rounded, values.shape);
}

function everyLine(round: (values: Tensor) => Tensor): Record<string, Tensor> {
  const z1 = round(W1.matmul(x).add(b1));
  const A1 = round(sigmoid(z1));
  const z2 = round(round(mul(W2, A1.T)).sum().add(b2));
  const yhat = round(sigmoid(z2));
  const loss = round(bce(yhat, y));
  const dz2 = round(yhat.sub(y));
  const dW2 = round(dz2.matmul(A1.T));
  const back = round(W2.T.matmul(dz2));
  const slopes = round(mul(A1, sub(1, A1)));
  const dz1 = round(mul(back, slopes));
  const dW1 = round(dz1.matmul(x.T));
  return {
    "z^[1]": z1,
    "A^[1]": A1,
    "z^[2]": z2,
    ŷ: yhat,
    ℓ: loss,
    "dz^[2]": dz2,
    "dW^[2]": dW2,
    "(W^[2])ᵀ dz^[2]": back,
    "σ′(z^[1])": slopes,
    "dz^[1]": dz1,
    "dW^[1]": dW1,
  };
}

const allDigits = everyLine((values) => values);
const rounded = everyLine(threeDecimals);

show(
  table(
    Object.keys(allDigits).map((symbol) => {
      const exact = allDigits[symbol];
      const drift = largestDifference(exact, rounded[symbol]);
      const size = Math.max(...exact.abs().data);
      return {
        line: symbol,
        "three decimals": Array.from(rounded[symbol].data).join(", "),
        drift: drift.toFixed(6),
        "relative drift": `${((100 * drift) / size).toFixed(2)} %`,
      };
    }),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "10.rounding.answer"}}
// The drift stays below 0.001 everywhere, so on paper nothing looks wrong. The relative drift tells more: the gradients
// of layer 1 are small numbers, three decimals leave them only two digits, and their last line is wrong by two percent.
// Keep six digits until the end, and round once.

// %% [markdown] {"course": {"role": "read", "id": "10.walk.text"}}
// ## Errata walk
//
// A slip is harmless if the next line does not use it. The table puts each wrong number of the boxes above into the
// first line that needs it, and computes what that line would have become. For the lines that are about an update,
// $\alpha = 0.1$.
//
// E21 and E28 are not in the table: nothing on the page uses the loss, and after the last line nothing follows.

// %% {"course": {"role": "demo", "id": "10.walk"}}
const [a11] = A1.data;
const w12 = W1.data[1];
const [otherTerms] = z2.sub(terms.data[0]).data;

const walk = [
  {
    slip: "E19: term 1.737",
    "first line that needs it": "z^[2]",
    "with the slip": 1.737 + otherTerms,
    right: z2.item(),
  },
  {
    slip: "E20: ŷ = 0.0524",
    "first line that needs it": "ℓ",
    "with the slip": -Math.log(0.0524),
    right: loss.item(),
  },
  {
    slip: "E22: dz^[2] = −0.4476",
    "first line that needs it": "dW^[2], first entry",
    "with the slip": -0.4476 * a11,
    right: dW2.data[0],
  },
  {
    slip: "E23: −0.275",
    "first line that needs it": "new W^[2], first entry",
    "with the slip": W2.data[0] - 0.1 * -0.275,
    right: after.W2.data[0],
  },
  {
    slip: "E24: −0.01428",
    "first line that needs it": "dz^[1], first entry",
    "with the slip": -0.01428 * slopes1.data[0],
    right: dz1.data[0],
  },
  {
    slip: "E25: −0.00348",
    "first line that needs it": "dW^[1], first entry",
    "with the slip": -0.00348 * x.data[0],
    right: dW1.data[0],
  },
  {
    slip: "E26: +0.0105",
    "first line that needs it": "new W^[1], first row, second entry",
    "with the slip": w12 - 0.1 * 0.0105,
    right: after.W1.data[1],
  },
  {
    slip: "E27: −0.0343",
    "first line that needs it": "new b^[1], first entry",
    "with the slip": b1.data[0] - 0.1 * -0.0343,
    right: after.b1.data[0],
  },
];

show(table(walk, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "10.recap"}}
// ## Recap in five minutes
//
// | forward | backward |
// |---|---|
// | $z^{[1]} = W^{[1]}x + b^{[1]}$ | $dz^{[2]} = \hat y - y$ |
// | $A^{[1]} = \sigma(z^{[1]})$ | $dW^{[2]} = dz^{[2]} (A^{[1]})^\top$, $\ db^{[2]} = dz^{[2]}$ |
// | $z^{[2]} = W^{[2]}A^{[1]} + b^{[2]}$ | $dz^{[1]} = (W^{[2]})^\top dz^{[2]} \odot \sigma'(z^{[1]})$ |
// | $\hat y = \sigma(z^{[2]})$, $\ \ell = -\log \hat y$ | $dW^{[1]} = dz^{[1]} x^\top$, $\ db^{[1]} = dz^{[1]}$ |
//
// - Numbers to remember the page by: $\hat y = 0.524$, $\ell = 0.646$, $dz^{[2]} = -0.476$. After one update with
//   $\alpha = 0.1$ the loss is 0.604.
// - Two checks catch most slips without a computer: a gradient has the shape of its parameter, and the size of a
//   product can be guessed ($0.3 \cdot 0.5$ is not $0.014$).
// - Use the weights of the forward pass in the whole backward pass; update afterwards, all four parameters.
// - Keep six digits until the end.
//
// **What to practise:** do the same pass with $y = 0$ on paper and predict the sign of every gradient first. Then change
// $y$ in the cell of the givens, run the notebook again and compare line by line.
