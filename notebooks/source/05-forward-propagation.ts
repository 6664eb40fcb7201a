/** @file Unit 05, forward propagation: from one neuron with indices to a layer as a matrix, with every shape. */

// %% [markdown] {"course": {"role": "read", "id": "05.title"}}
// # 05 Forward propagation, layer by layer
//
// Put neurons side by side and you have a layer; put layers one after the other and you have a network. What is new in
// this unit is the bookkeeping: which weight belongs to which arrow, and which shape has which matrix. Errors here make
// every later formula wrong, so we go slowly.
//
// After this unit you can
//
// - write $z_k^{[l](i)}$ with all its indices,
// - read a row and a column of $W^{[l]}$,
// - go from the formula with indices to the matrix form,
// - write the shape beside every line of a forward pass.
//
// You need unit 04. The lecture takes about 50 minutes.

// %% {"course": {"role": "demo", "id": "05.import"}}
import {
  barChart,
  graph,
  mul,
  show,
  sigmoid,
  table,
  tensor,
  written,
  zeros,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "05.neurons"}}
// ## The neurons of layer 1, one by one
//
// Write $w_{k,j}^{[1]}$ for the weight of the arrow **to** neuron $k$ of layer 1 **from** input $j$. The first neuron
// computes
//
// $$z_1^{[1]} = w_{1,1}^{[1]} x_1 + w_{1,2}^{[1]} x_2 + \dots + w_{1,n^{[0]}}^{[1]} x_{n^{[0]}} + b_1^{[1]}
// = \sum_{j=1}^{n^{[0]}} w_{1,j}^{[1]} x_j + b_1^{[1]}$$
//
// and the third one the same with its own weights and its own bias:
//
// $$z_3^{[1]} = \sum_{j=1}^{n^{[0]}} w_{3,j}^{[1]} x_j + b_3^{[1]}$$
//
// In general, for neuron $k$:
//
// $$z_k^{[1]} = \sum_{j=1}^{n^{[0]}} w_{k,j}^{[1]} x_j + b_k^{[1]}$$
//
// The notes also write $m_0$ for $n^{[0]}$ and $m_1$ for $n^{[1]}$. The index $j$ is summed away; the index $k$ stays, and
// says which neuron it is. The numbers are those of the 2-3-1 network.

// %% {"course": {"role": "demo", "id": "05.neurons.loop"}}
const x = tensor([[0.5], [0.3]]).named("x");
const W1 = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.5, -0.2],
]).named("W", { layer: 1 });
const b1 = tensor([[0.1], [-0.1], [0.05]]).named("b", { layer: 1 });
const W2 = tensor([[0.3, -0.2, 0.4]]).named("W", { layer: 2 });
const b2 = tensor([[-0.2]]).named("b", { layer: 2 });

/** The weighted sum of neuron k (counted from 1) with its bias. */
function preActivation(W: Tensor, a: Tensor, b: Tensor, k: number): number {
  const from = W.shape[1];
  let sum = b.data[k - 1];
  for (let j = 1; j <= from; j++) {
    sum += W.data[(k - 1) * from + (j - 1)] * a.data[j - 1];
  }
  return sum;
}

for (const k of [1, 2, 3]) {
  show(`z_${k}^[1] = ${preActivation(W1, x, b1, k).toFixed(6)}`);
}

// %% [markdown] {"course": {"role": "read", "id": "05.matrix"}}
// ## Rows are "to", columns are "from"
//
// All weights of layer 1 in one table: row $k$ holds the weights that go **to** neuron $k$, column $j$ those that come
// **from** input $j$.
//
// $$W^{[1]} = \begin{pmatrix}
// w_{1,1}^{[1]} & w_{1,2}^{[1]} \\ w_{2,1}^{[1]} & w_{2,2}^{[1]} \\ w_{3,1}^{[1]} & w_{3,2}^{[1]}
// \end{pmatrix} \qquad \text{shape } n^{[1]} \times n^{[0]} = 3 \times 2$$
//
// In the picture the path from $w_{3,1}$ is marked: it starts at the arrow from input 1 to neuron 3 and meets no other
// hidden neuron.

// %% {"course": {"role": "demo", "id": "05.matrix.graph"}}
const x1 = tensor(0.5).named("x1", { latex: "x_1" });
const x2 = tensor(0.3).named("x2", { latex: "x_2" });
const w31 = tensor(0.5).named("w31", { latex: "w_{3,1}" });

function hiddenNeuron(k: number, first: Tensor | number): Tensor {
  const [second, bias] = [W1.data[2 * k - 1], b1.data[k - 1]];
  const sum = mul(first, x1).add(mul(second, x2)).add(bias);
  return sigmoid(sum).named(`A${k}`, { latex: `A_${k}` });
}

const hidden = [hiddenNeuron(1, 0.2), hiddenNeuron(2, 0.1)];
const third = hiddenNeuron(3, w31);
const last = mul(0.3, hidden[0])
  .add(mul(-0.2, hidden[1]))
  .add(mul(0.4, third))
  .sub(0.2);
const answer = sigmoid(last).named("ŷ");

show(graph(answer, { detail: "named", gradients: false, paths: w31 }));

// %% [markdown] {"course": {"role": "read", "id": "05.erratum.E09"}}
// > **Erratum E09** (a shape)
// >
// > **In the notes:** $w \in R^{[1]} \times [m_1 \times (m_0 + 1)]$.
// >
// > **Corrected:** $W^{[1]} \in \mathbb{R}^{m_1 \times (m_0 + 1)}$ with the bias as a column of its own, or
// > $W^{[1]} \in \mathbb{R}^{m_1 \times m_0}$ and $b^{[1]}$ beside it.
// >
// > **Why:** the layer number belongs to the name $W^{[1]}$, not to the set of real numbers. The matrix in the notes has
// > the column $w_{k,0}$ and so the first of the two shapes; their sums start at $j = 1$ and add $b_k$, which is the
// > second. This course uses the second.

// %% [markdown] {"course": {"role": "read", "id": "05.derive"}}
// ## From indices to the matrix form
//
// 1. For one neuron: $z_k^{[1]} = \sum_{j} w_{k,j}^{[1]} x_j + b_k^{[1]}$.
// 2. The sum is row $k$ of $W^{[1]}$ times the column $x$. That is the definition of entry $k$ of the product
//    $W^{[1]}x$, so $z_k^{[1]} = \big(W^{[1]} x\big)_k + b_k^{[1]}$.
// 3. This holds for each $k$, so it holds for the columns:
//
// $$z^{[1]} = W^{[1]} x + b^{[1]} \qquad (3 \times 2)(2 \times 1) + (3 \times 1) = 3 \times 1$$

// %% {"course": {"role": "demo", "id": "05.derive.matrix"}}
const z1 = W1.matmul(x).add(b1).named("z", { layer: 1 });
show(written(z1, { digits: 6 }));

const loop = [1, 2, 3].map((k) => preActivation(W1, x, b1, k));
const gap = Math.max(...loop.map((value, k) => Math.abs(value - z1.data[k])));
show(`largest difference from the loop: ${gap.toExponential(1)}`);

// %% [markdown] {"course": {"role": "read", "id": "05.activation"}}
// The activation acts on each entry by itself, so the shape does not change: $A^{[1]} = g(z^{[1]})$, here with
// $g = \sigma$.

// %% {"course": {"role": "demo", "id": "05.activation.value"}}
const A1 = sigmoid(z1).named("A", { layer: 1 });
show(written(A1, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "05.layer2"}}
// ## Layer 2 and the output
//
// The next layer does the same with $A^{[1]}$ in the place of $x$:
//
// $$z_k^{[2]} = \sum_{j=1}^{n^{[1]}} w_{k,j}^{[2]} A_j^{[1]} + b_k^{[2]}, \qquad A_k^{[2]} = g\big(z_k^{[2]}\big)$$
//
// and a third layer with $p$ for its neurons: $z_p^{[3]} = \sum_{j=1}^{n^{[2]}} w_{p,j}^{[3]} A_j^{[2]} + b_p^{[3]}$. The sum
// always runs over the neurons of the layer **before**, and every neuron has its own bias: $b_1^{[2]}$ for the first,
// $b_2^{[2]}$ for the second. The activation of the last layer is called $\hat y$.

// %% {"course": {"role": "demo", "id": "05.layer2.value"}}
const z2 = W2.matmul(A1).add(b2).named("z", { layer: 2 });
const yhat = sigmoid(z2).named("ŷ");
show(written(z2, { digits: 6 }), written(yhat, { digits: 6 }));

// %% {"course": {"role": "demo", "id": "05.layer2.bars"}}
const bars: Record<string, number> = {};
x.data.forEach((value, j) => (bars[`x_${j + 1}`] = value));
A1.data.forEach((value, k) => (bars[`A_${k + 1}^[1]`] = value));
bars["ŷ"] = yhat.item();

show(
  barChart(bars, {
    title: "Activations by layer: input, hidden, output",
    xLabel: "neuron",
    yLabel: "activation",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "05.images"}}
// ## Several examples: one more index
//
// The $i$-th example, an image for instance, gets its number in **round** brackets. The weights are the same for all
// examples; only what passes through them differs:
//
// $$z_k^{[1](i)} = \sum_{j=1}^{n^{[0]}} w_{k,j}^{[1]} x_j^{(i)} + b_k^{[1]}$$
//
// Read it aloud: the pre-activation of neuron $k$ in layer $[1]$ for example $(i)$. Do not confuse $x^{(2)}$, the whole
// second example, with $x_2$, the second entry of an example.

// %% [markdown] {"course": {"role": "read", "id": "05.erratum.E10"}}
// > **Erratum E10** (a sign and the order of indices)
// >
// > **In the notes:** for the first image $z_i^{1} = \sum_{j=1}^{m_0} x_j^{(1)} w_{j,i}^{[1]} - b_i^{[1]}$, and for the
// > second $\sum_{j=1}^{m_0} x_j^{(2)} w_{j,i}^{[1]} + b_i^{[1]}$.
// >
// > **Corrected:** $z_k^{[1](1)} = \sum_{j=1}^{m_0} w_{k,j}^{[1]} x_j^{(1)} + b_k^{[1]}$, and in the same way for the second.
// >
// > **Why:** the bias is added, as in every other line. The first index of a weight is the neuron it goes to, as in the
// > matrix of the notes and in their general formula. And $i$ counts examples, so the neuron needs another letter.
// >
// > **In the notes, near it:** the first neuron is called $z_i^{[1]}$; in layer 2 the neurons $Z_1^{[2]}$ and $Z_2^{[2]}$
// > both add $b^{[2]}$; in layer 3 the sum runs from $j = 1$ to $m$.
// >
// > **Corrected:** $z_1^{[1]}$; $b_1^{[2]}$ and $b_2^{[2]}$; $\sum_{j=1}^{m_2}$.
// >
// > **Why:** $i$ and $m$ belong to the examples. Every neuron has a bias of its own, and a sum runs over the neurons of
// > the layer before.

// %% [markdown] {"course": {"role": "read", "id": "05.loop"}}
// ## The whole forward pass as a loop
//
// One function for one layer, used twice. It keeps $z$ and $A$ of each layer: the backward pass in units 08 and 09 needs
// them, and computing them again would be a waste. What is kept is called the **cache**.

// %% {"course": {"role": "demo", "id": "05.loop.program"}}
interface Step {
  z: Tensor;
  A: Tensor;
}

function forwardOne(input: Tensor, layers: [Tensor, Tensor][]): Step[] {
  const cache: Step[] = [];
  let a = input;
  for (const [W, b] of layers) {
    const z = W.matmul(a).add(b);
    a = sigmoid(z);
    cache.push({ z: z, A: a });
  }
  return cache;
}

const cache = forwardOne(x, [
  [W1, b1],
  [W2, b2],
]);

show(`ŷ = ${cache[1].A.item().toFixed(6)}`);

// %% [markdown] {"course": {"role": "read", "id": "05.shapes"}}
// ## A shape beside every line
//
// | line | shapes | result |
// |---|---|---|
// | $z^{[1]} = W^{[1]} x + b^{[1]}$ | $(n^{[1]} \times n^{[0]})(n^{[0]} \times 1) + (n^{[1]} \times 1)$ | $n^{[1]} \times 1$ |
// | $A^{[1]} = g(z^{[1]})$ | entry by entry | $n^{[1]} \times 1$ |
// | $z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}$ | $(n^{[2]} \times n^{[1]})(n^{[1]} \times 1) + (n^{[2]} \times 1)$ | $n^{[2]} \times 1$ |
// | $\hat y = g(z^{[2]})$ | entry by entry | $n^{[2]} \times 1$ |
//
// No transpose appears in a forward pass. If one seems to be needed, rows and columns of $W$ have been exchanged. The next
// cell prints the shapes for our network and for one with images as input, 784-16-10.

// %% {"course": {"role": "demo", "id": "05.shapes.table"}}
function shapesOf(sizes: number[]) {
  return sizes.slice(1).map((to, index) => {
    const [from, l] = [sizes[index], index + 1];
    const [W, a, b] = [zeros([to, from]), zeros([from, 1]), zeros([to, 1])];
    const z = W.matmul(a).add(b);
    return {
      network: sizes.join("-"),
      layer: l,
      W: W.shape.join(" × "),
      "comes in": a.shape.join(" × "),
      b: b.shape.join(" × "),
      "z and A": z.shape.join(" × "),
    };
  });
}

show(table([...shapesOf([2, 3, 1]), ...shapesOf([784, 16, 10])]));

// %% [markdown] {"course": {"role": "predict", "id": "05.change.question"}}
// ## Change one weight
//
// Let $w_{3,1}^{[1]}$ grow from 0.5 to 0.6. Which entries of $z^{[1]}$, of $A^{[1]}$ and of $\hat y$ change?

// %% {"course": {"role": "demo", "id": "05.change"}}
const changed = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.6, -0.2],
]);
const after = forwardOne(x, [
  [changed, b1],
  [W2, b2],
]);

function row(name: string, before: number, now: number) {
  const change = (now - before).toFixed(6);
  return { entry: name, before: before, after: now, change: change };
}

show(
  table([
    ...[0, 1, 2].map((k) => {
      return row(`z_${k + 1}^[1]`, z1.data[k], after[0].z.data[k]);
    }),
    ...[0, 1, 2].map((k) => {
      return row(`A_${k + 1}^[1]`, A1.data[k], after[0].A.data[k]);
    }),
    row("ŷ", yhat.item(), after[1].A.item()),
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "05.change.answer"}}
// Only the third neuron has an arrow with this weight. Its $z$ grows by $0.1 \cdot x_1 = 0.05$, its activation by about a
// quarter of that, and the output by a small fraction, because the change passes through two slopes of $\sigma$ and the
// weight $0.4$. The chain of factors on this way is exactly what unit 09 computes.

// %% [markdown] {"course": {"role": "read", "id": "05.recap"}}
// ## Recap in five minutes
//
// - $w_{k,j}^{[l]}$: to neuron $k$ of layer $l$, from neuron $j$ of layer $l - 1$. Rows are "to", columns are "from".
// - $z_k^{[l](i)} = \sum_j w_{k,j}^{[l]} A_j^{[l-1](i)} + b_k^{[l]}$; with $A^{[0]} = x$ this covers every layer.
// - Matrix form: $z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$ with $W^{[l]}$ of shape $n^{[l]} \times n^{[l-1]}$, no transpose.
// - Square brackets are layers, round brackets are examples, a lower index is an entry.
// - For the 2-3-1 example $z^{[1]} = (0.32, 0.04, 0.24)$ and $\hat y = 0.523903$. Keep $z$ and $A$ of each layer.
//
// **What to practise:** write all shapes of a 4-5-3-1 network from memory, then call `shapesOf`. Compute $z_2^{[1]}$ by
// hand. Unit 06 sends several examples through the network at once.
