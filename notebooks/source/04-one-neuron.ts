/** @file Unit 04, one neuron: weighted sum, bias, activation, and the derivative of the sigmoid. */

// %% [markdown] {"course": {"role": "read", "id": "04.title"}}
// # 04 One neuron: weighted sum, bias, non-linearity
//
// A neuron does two things. It adds up its inputs, each multiplied by a weight, and it bends the sum with an activation
// function. Everything a network can do comes from many such neurons, so this unit looks at one of them closely.
//
// After this unit you can
//
// - write the weighted sum with a bias, and in the form with $x_0 = 1$,
// - say why a network needs a non-linear activation,
// - derive $\sigma'(z) = \sigma(z)(1 - \sigma(z))$,
// - read a neuron with two inputs as a line in the plane.
//
// You need units 02 and 03: local derivatives and paths. The lecture takes about 50 minutes.

// %% {"course": {"role": "demo", "id": "04.import"}}
import {
  activationPlot,
  decisionBoundary,
  derive,
  div,
  dot,
  exp,
  gradients,
  graph,
  lineChart,
  mul,
  neg,
  relu,
  show,
  sigmoid,
  table,
  tanh,
  tensor,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "04.sum"}}
// ## The weighted sum
//
// A neuron with inputs $x_1, \dots, x_{n}$ has one weight per input, and one bias $b$. Its **pre-activation** is
//
// $$z = w_1 x_1 + w_2 x_2 + \dots + w_n x_n + b = \sum_{j=1}^{n} w_j x_j + b$$
//
// The sum is a loop over the inputs, or, in one step, a dot product. The numbers are those of the first hidden neuron of
// the network in unit 10: $w = (0.2, 0.4)$, $x = (0.5, 0.3)$, $b = 0.1$.

// %% {"course": {"role": "demo", "id": "04.sum.loop"}}
const weights = [0.2, 0.4];
const inputs = [0.5, 0.3];
const bias = 0.1;

function weightedSum(w: number[], x: number[]): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += w[j] * x[j];
  return sum;
}

const product = dot(tensor(weights), tensor(inputs)).item();
show(`loop:        ${(weightedSum(weights, inputs) + bias).toFixed(6)}`);
show(`dot product: ${(product + bias).toFixed(6)}`);

// %% [markdown] {"course": {"role": "read", "id": "04.bias"}}
// ## The bias as one more weight
//
// Add an input that is always 1, call it $x_0$, and call its weight $w_0$. Then the bias is a weight like the others,
// $w_0 = b$, and the sum starts at 0:
//
// $$z = w_0 x_0 + w_1 x_1 + \dots + w_n x_n = \sum_{j=0}^{n} w_j x_j, \qquad x_0 = 1$$
//
// Use one form or the other. With $b$ **and** $x_0$ in the same program the bias would be added twice. From here on the
// course writes $b$.

// %% {"course": {"role": "demo", "id": "04.bias.forms"}}
const withX0 = weightedSum([bias, ...weights], [1, ...inputs]);
const withBoth = withX0 + bias;

show(`w and b:         ${(weightedSum(weights, inputs) + bias).toFixed(6)}`);
show(`w_0 and x_0 = 1: ${withX0.toFixed(6)}`);
show(`both, wrong:     ${withBoth.toFixed(6)}`);

// %% [markdown] {"course": {"role": "read", "id": "04.erratum.E07"}}
// > **Erratum E07** (which of the two is 1)
// >
// > **In the notes:** $w_0 = 1$, "So $w_0 \times w_0$ = bias term."
// >
// > **Corrected:** $x_0 = 1$, and the bias term is $w_0 \cdot x_0 = w_0$.
// >
// > **Why:** the input is fixed at 1 and the weight is learnt. With $w_0 = 1$ the bias could never change, and
// > $w_0 \times w_0$ has no input in it at all.

// %% [markdown] {"course": {"role": "read", "id": "04.graph"}}
// ## The neuron as a computation graph
//
// A neuron is a graph like those in units 02 and 03. In the picture, look at the arrows into the products: the local
// derivative for $w_1$ is $x_1$, and the other way round. In the last step the activation follows, here the sigmoid.

// %% {"course": {"role": "demo", "id": "04.graph.neuron"}}
const w1 = tensor(0.2).named("w1", { latex: "w_1" });
const w2 = tensor(0.4).named("w2", { latex: "w_2" });
const x1 = tensor(0.5).named("x1", { latex: "x_1" });
const x2 = tensor(0.3).named("x2", { latex: "x_2" });
const b = tensor(0.1).named("b");

const sumZ = mul(w1, x1).add(mul(w2, x2)).add(b).named("z");
const neuron = sigmoid(sumZ).named("A");

show(graph(neuron));

// %% [markdown] {"course": {"role": "read", "id": "04.erratum.E08"}}
// > **Erratum E08** (one letter, two meanings)
// >
// > **In the notes:** the activation is written $\alpha\left(\sum_{j=0}^{m_0} w_j x_j\right)$, and $\alpha$ is also the
// > learning rate in the updates. In the worked example the activation is called $a$.
// >
// > **Corrected:** the activation is $g$, or $\sigma$ for the sigmoid; $\alpha$ is the learning rate and nothing else.
// >
// > **Why:** one letter for one thing. Written in our notation the line reads $g\left(\sum_{j=0}^{m_0} w_j x_j\right)$.

// %% [markdown] {"course": {"role": "read", "id": "04.linear"}}
// ## Why bend the sum at all?
//
// Suppose there were no activation. Two layers, one after the other, would compute
//
// $$W^{[2]}\big(W^{[1]}x + b^{[1]}\big) + b^{[2]} = \big(W^{[2]}W^{[1]}\big)\,x + \big(W^{[2]}b^{[1]} + b^{[2]}\big)$$
//
// This is one matrix times $x$ plus one column: a single layer. However many linear layers are stacked, they collapse
// into one. Here with numbers:

// %% {"course": {"role": "demo", "id": "04.linear.collapse"}}
const first = tensor([
  [1, 2],
  [0, 1],
]);
const second = tensor([
  [2, 0],
  [1, 3],
]);
const shift1 = tensor([[1], [-1]]);
const shift2 = tensor([[0], [2]]);
const point = tensor([[0.5], [0.3]]);

const twoLayers = second.matmul(first.matmul(point).add(shift1)).add(shift2);
const oneMatrix = second.matmul(first);
const oneShift = second.matmul(shift1).add(shift2);
const oneLayer = oneMatrix.matmul(point).add(oneShift);

show(
  twoLayers.named("two", { latex: "\\text{two layers}" }),
  oneLayer.named("one", { latex: "\\text{one layer}" }),
);

// %% [markdown] {"course": {"role": "read", "id": "04.sigmoid"}}
// ## The sigmoid
//
// $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
//
// At $z = 0$ it is $\frac{1}{2}$. For large $z$ the exponential vanishes and $\sigma$ approaches 1; for very negative $z$
// the denominator grows without limit and $\sigma$ approaches 0. It **rises** everywhere. If yours falls, the sign in the
// exponent is missing.

// %% {"course": {"role": "demo", "id": "04.sigmoid.values"}}
show(
  table(
    [-6, -2, 0, 2, 6].map((z) => ({
      z: z,
      "σ(z)": sigmoid(z).item(),
      "1 − σ(z)": 1 - sigmoid(z).item(),
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "04.prime"}}
// Read the table once more: $\sigma(-z) = 1 - \sigma(z)$.
//
// ## Its derivative in four lines
//
// Let $p = e^{-z}$ and $d = 1 + p$, so that $\sigma = \frac{1}{d}$. The derivative of $d$ is $-p = -e^{-z}$. By the
// quotient rule
//
// $$\begin{aligned}
// \sigma'(z) &= -\frac{1}{d^2} \cdot \frac{\partial d}{\partial z} = \frac{e^{-z}}{(1 + e^{-z})^2} \\
// &= \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} \\
// &= \frac{1}{1 + e^{-z}} \cdot \left(1 - \frac{1}{1 + e^{-z}}\right) \\
// &= \sigma(z)\,\big(1 - \sigma(z)\big)
// \end{aligned}$$
//
// The third line uses $e^{-z} = (1 + e^{-z}) - 1$. The engine walks the graph of the definition; its chain has one factor
// for each letter, $\sigma$, $d$ and $p$.

// %% {"course": {"role": "demo", "id": "04.prime.derive"}}
const z = tensor(0.32).named("z");
const p = exp(neg(z)).named("p");
const d = p.add(1).named("d");
const s = div(1, d).named("σ", { latex: "\\sigma" });

show(derive(s, z, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "04.prime.check"}}
// Is this the same as $\sigma(1 - \sigma)$? For $z = 0.32$ the three ways below must agree: the graph, the short form,
// and the slope measured with a small step to each side.

// %% {"course": {"role": "demo", "id": "04.prime.compare"}}
function sigma(place: number): number {
  return sigmoid(place).item();
}

function sigmaPrime(place: number): number {
  return sigma(place) * (1 - sigma(place));
}

const h = 1e-5;
const measured = (sigma(0.32 + h) - sigma(0.32 - h)) / (2 * h);

show(`by the graph: ${gradients(s, { z: z }).z.item().toFixed(6)}`);
show(`σ (1 − σ):    ${sigmaPrime(0.32).toFixed(6)}`);
show(`measured:     ${measured.toFixed(6)}`);

// %% [markdown] {"course": {"role": "read", "id": "04.prime.unfold"}}
// From now on $\sigma' = \sigma(1 - \sigma)$ is one step of a derivation. Ask for every detail and the step is unfolded
// again: its definition with a symbol for each operation, their rules, and at the end $e^{-z}$ written in terms of the
// output, which is the third line above.

// %% {"course": {"role": "demo", "id": "04.prime.full"}}
show(derive(sigmoid(z).named("a"), z, { detail: "full" }));

// %% {"course": {"role": "demo", "id": "04.prime.plot"}}
show(activationPlot({ name: "σ", value: sigma, derivative: sigmaPrime }));

// %% [markdown] {"course": {"role": "read", "id": "04.maximum"}}
// The product of a number between 0 and 1 with what it lacks to 1 is largest at one half. So $\sigma'$ has its maximum
// $\frac{1}{4}$ at $z = 0$. One consequence for later: each sigmoid layer on the way back multiplies the gradient by at
// most $\frac{1}{4}$, so with small weights it shrinks quickly from layer to layer. Unit 09 measures this.

// %% [markdown] {"course": {"role": "read", "id": "04.others"}}
// ## Two other activations
//
// $$\tanh' (z) = 1 - \tanh^2(z) \qquad\qquad \operatorname{ReLU}(z) = \max(z, 0), \quad
// \operatorname{ReLU}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}$$
//
// The hyperbolic tangent lies between $-1$ and $1$. ReLU has a kink at 0, where it has no derivative; programs choose a
// value there, and this library takes 0.

// %% {"course": {"role": "demo", "id": "04.others.values"}}
function valueAndSlope(g: (z: Tensor) => Tensor, place: number) {
  const at = tensor(place).named("z");
  const value = g(at);
  return [value.item(), gradients(value, { z: at }).z.item()];
}

show(
  table(
    [-2, 0, 2].map((place) => {
      const [tanhValue, tanhSlope] = valueAndSlope(tanh, place);
      const [reluValue, reluSlope] = valueAndSlope(relu, place);
      return {
        z: place,
        tanh: tanhValue,
        "tanh′": tanhSlope,
        ReLU: reluValue,
        "ReLU′": reluSlope,
      };
    }),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "04.line"}}
// ## A neuron is a line in the plane
//
// With two inputs, $w_1 x_1 + w_2 x_2 + b = 0$ is a straight line. On it $\hat y = \sigma(0) = 0.5$; on one side the
// neuron answers more than 0.5, on the other less. The vector $(w_1, w_2)$ stands at right angles to the line and points
// to the side of the larger answers; $b$ shifts the line.
//
// The four points below are the inputs of the logical AND: the label is 1 only where both inputs are 1. Three biases
// with the same weights $(10, 10)$: the first neuron computes OR, the second AND, the third answers less than 0.5
// at all four.

// %% {"course": {"role": "demo", "id": "04.line.pictures"}}
const X = tensor([
  [0, 0, 1, 1],
  [0, 1, 0, 1],
]);
const AND = tensor([[0, 0, 0, 1]]);

function neuronWith(weight: number, shift: number) {
  const row = tensor([[weight, weight]]);
  return (points: Tensor) => sigmoid(row.matmul(points).add(shift));
}

for (const size of [5, 15, 25]) {
  show(
    decisionBoundary(
      neuronWith(10, -size),
      { X: X, Y: AND },
      { title: `AND with w = (10, 10), b = −${size}` },
    ),
  );
}

// %% [markdown] {"course": {"role": "predict", "id": "04.double.question"}}
// What happens if both weights **and** the bias are doubled? Where does the line go, and what happens to the answers
// beside it?

// %% {"course": {"role": "demo", "id": "04.double"}}
const along = Array.from({ length: 101 }, (_, index) => index / 50);

function alongDiagonal(weight: number, shift: number) {
  const answers = along.map((t) => sigma(weight * t + shift));
  return { x: along, y: answers };
}

show(
  lineChart(
    {
      "w = (10, 10), b = −15": alongDiagonal(10, -15),
      "w = (20, 20), b = −30": alongDiagonal(20, -30),
      "w = (10, 10), b = −5": alongDiagonal(10, -5),
    },
    {
      title: "The answer against x₁ + x₂",
      xLabel: "x₁ + x₂",
      yLabel: "ŷ",
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "04.double.answer"}}
// The line stays where it is, because $2z = 0$ exactly where $z = 0$; the step from 0 to 1 becomes twice as steep. Another
// bias shifts the whole curve and leaves its steepness alone. One neuron can only ever draw one straight line. For XOR,
// whose ones lie on opposite corners, that is not enough, and unit 11 uses a hidden layer.

// %% {"course": {"role": "demo", "id": "04.truth"}}
const answersAND = neuronWith(10, -15)(X).data;
const answersOR = neuronWith(10, -5)(X).data;

show(
  table(
    Array.from(answersAND, (answer, i) => ({
      "x₁": X.data[i],
      "x₂": X.data[4 + i],
      "AND neuron": answer,
      "OR neuron": answersOR[i],
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "04.recap"}}
// ## Recap in five minutes
//
// - A neuron computes $z = \sum_j w_j x_j + b$ and then $A = g(z)$.
// - With $x_0 = 1$ the bias is the weight $w_0$. Use one of the two forms, never both.
// - Without a non-linear $g$ all layers collapse into one.
// - $\sigma'(z) = \sigma(z)(1 - \sigma(z))$, at most $\frac{1}{4}$.
// - With two inputs a neuron is a line; $w$ gives its direction, $b$ its place, the length of $w$ its steepness.
//
// **What to practise:** derive $\sigma'$ without looking. Find weights and a bias for NAND, the opposite of AND, and
// check all four points. Unit 05 puts neurons side by side and writes a whole layer as one matrix.
