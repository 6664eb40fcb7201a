/** @file Unit 09, backpropagation: the hidden layer, the transpose, the entry-by-entry product, and the general recursion. */

// %% [markdown] {"course": {"role": "read", "id": "09.title"}}
// # 09 Backpropagation II: the hidden layer
//
// Unit 08 ended at $W^{[2]}$. The parameters of the hidden layer lie further back: from $W^{[1]}$ the way to the loss leads
// through $z^{[1]}$, $A^{[1]}$, $z^{[2]}$ and $\hat y$. This unit walks the rest of it, and finds the one formula that
// works for every layer.
//
// After this unit you can
//
// - carry the chain on through $A^{[1]}$ and $z^{[1]}$,
// - get the transpose $(W^{[2]})^\top$ and the product $\odot$ from the indices, instead of guessing them,
// - derive $dW^{[1]}$ and $db^{[1]}$,
// - write the recursion for any number of layers.
//
// You need unit 08, and from unit 03 that contributions of several paths add. The lecture takes about 60 minutes.

// %% {"course": {"role": "demo", "id": "09.import"}}
import {
  bce,
  derive,
  gradients,
  graph,
  heatmap,
  lineChart,
  mul,
  network,
  normal,
  rederive,
  show,
  sigmoid,
  sub,
  table,
  tensor,
  written,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "09.chain"}}
// ## The chain, two links longer
//
// $$\frac{\partial \ell}{\partial W^{[1]}} = \underbrace{\frac{\partial \ell}{\partial \hat y} \cdot
// \frac{\partial \hat y}{\partial z^{[2]}}}_{dz^{[2]} = \hat y - y} \cdot
// \frac{\partial z^{[2]}}{\partial A^{[1]}} \cdot \frac{\partial A^{[1]}}{\partial z^{[1]}} \cdot
// \frac{\partial z^{[1]}}{\partial W^{[1]}}$$
//
// The first two factors are known from unit 08. The line says which factors there are; it does not yet say in which order
// the matrices must be multiplied. The indices will say that.

// %% {"course": {"role": "demo", "id": "09.forward"}}
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

const z1 = W1.matmul(x).add(b1).named("z", { layer: 1 });
const A1 = sigmoid(z1).named("A", { layer: 1 });
const z2 = W2.matmul(A1).add(b2).named("z", { layer: 2 });
const yhat = sigmoid(z2).named("ŷ");
const loss = bce(yhat, y).named("ℓ");

show(graph(loss, { detail: "named", gradients: [W1, b1], direction: "down" }));

// %% [markdown] {"course": {"role": "read", "id": "09.through"}}
// ## Back through the weights
//
// $z^{[2]} = w_{1,1}^{[2]} A_1^{[1]} + w_{1,2}^{[2]} A_2^{[1]} + w_{1,3}^{[2]} A_3^{[1]} + b^{[2]}$, so
//
// $$\frac{\partial z^{[2]}}{\partial A_k^{[1]}} = w_{1,k}^{[2]} \qquad\text{and}\qquad
// \frac{\partial \ell}{\partial A_k^{[1]}} = w_{1,k}^{[2]}\, dz^{[2]}$$
//
// With one output this is one path per hidden neuron. To see what happens in general, give the network **two** outputs for
// a moment: 2-3-2. Now $A_k^{[1]}$ feeds $z_1^{[2]}$ and $z_2^{[2]}$. Along a path we multiply, between paths we add:
//
// $$\frac{\partial \ell}{\partial A_k^{[1]}} = w_{1,k}^{[2]}\, dz_1^{[2]} + w_{2,k}^{[2]}\, dz_2^{[2]}
// = \sum_{p} w_{p,k}^{[2]}\, dz_p^{[2]}$$
//
// The sum runs over the **first** index of $W^{[2]}$, that is, down its column $k$. A matrix product sums along rows of the
// left factor. So the columns must become rows, and that is the transpose:
//
// $$dA^{[1]} = (W^{[2]})^\top dz^{[2]} \qquad (3 \times 2)(2 \times 1) = 3 \times 1$$
//
// The picture shows both paths out of one hidden activation.

// %% {"course": {"role": "demo", "id": "09.two.graph"}}
const ak = tensor(0.5793).named("A_k");
const p1 = mul(0.3, ak).sub(0.2).named("z1", { latex: "z_1" });
const p2 = mul(-0.5, ak).add(0.1).named("z2", { latex: "z_2" });
const l1 = bce(sigmoid(p1), tensor(1)).named("ℓ1", { latex: "\\ell_1" });
const l2 = bce(sigmoid(p2), tensor(0)).named("ℓ2", { latex: "\\ell_2" });

show(graph(l1.add(l2).named("ℓ"), { detail: "named", paths: ak }));

// %% {"course": {"role": "demo", "id": "09.two.sum"}}
const W2two = tensor([
  [0.3, -0.2, 0.4],
  [-0.5, 0.1, 0.2],
]).named("W", { layer: 2 });
const y2 = tensor([[1], [0]]);
const z2two = W2two.matmul(A1).add(tensor([[-0.2], [0.1]]));
const lossTwo = bce(sigmoid(z2two), y2).sum().named("ℓ");
const dz2two = sigmoid(z2two).sub(y2);

const swept = gradients(lossTwo, { A1: A1 }).A1;
const product = W2two.T.matmul(dz2two);

show(
  table(
    [0, 1, 2].map((k) => {
      const first = W2two.data[k] * dz2two.data[0];
      const second = W2two.data[3 + k] * dz2two.data[1];
      return {
        k: k + 1,
        "through z_1": first,
        "through z_2": second,
        sum: first + second,
        "entry of the product": product.data[k],
        "by the graph": swept.data[k],
      };
    }),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "09.sigma"}}
// ## Back through the activation
//
// $A_k^{[1]} = g(z_k^{[1]})$: neuron $k$ takes its own $z_k$ and no other. There is one path from $z_k$, with the local
// derivative $g'(z_k^{[1]})$:
//
// $$dz_k^{[1]} = dA_k^{[1]} \cdot g'(z_k^{[1]})$$
//
// No sum, so no matrix product: entry $k$ meets entry $k$. As columns this is the product $\odot$:
//
// $$dz^{[1]} = (W^{[2]})^\top dz^{[2]} \odot g'(z^{[1]}) \qquad (3 \times 1) \odot (3 \times 1) = 3 \times 1$$
//
// **Matrix product where every neuron of one layer meets every neuron of the other; $\odot$ where each meets only itself.**
// The slope is taken at $z^{[1]}$. For the sigmoid it can be written with the activation,
// $\sigma'(z^{[1]}) = A^{[1]} \odot (1 - A^{[1]})$, because $A^{[1]} = \sigma(z^{[1]})$ is known already.

// %% {"course": {"role": "demo", "id": "09.dz1.numbers"}}
const dz2 = yhat.sub(y).named("dz2", { latex: "dz^{[2]}" });
const dA1 = W2.T.matmul(dz2).named("dA1", {
  latex: "(W^{[2]})^\\top dz^{[2]}",
});
const slope = mul(A1, sub(1, A1)).named("s", { latex: "\\sigma'(z^{[1]})" });
const dz1 = mul(dA1, slope).named("dz1", { latex: "dz^{[1]}" });

function showSixDigits(...values: Tensor[]): void {
  show(...values.map((value) => written(value, { digits: 6 })));
}

showSixDigits(dz2, dA1, slope, dz1);

// %% {"course": {"role": "demo", "id": "09.derive.z1"}}
show(derive(loss, z1, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "09.dW1.text"}}
// The hidden layer has no label of its own. A line such as "$A^{[1]} - y$", copied from the output, has no meaning here: the
// short form $\hat y - y$ came from the cross-entropy together with the sigmoid, at the output only.
//
// ## The weights of the hidden layer
//
// $z_k^{[1]} = \sum_j w_{k,j}^{[1]} x_j + b_k^{[1]}$, so $\frac{\partial z_k^{[1]}}{\partial w_{k,j}^{[1]}} = x_j$ and
//
// $$dw_{k,j}^{[1]} = dz_k^{[1]}\, x_j, \qquad db_k^{[1]} = dz_k^{[1]}$$
//
// Each entry of a column times each entry of a row: this is the product of a column and a row.
//
// $$dW^{[1]} = dz^{[1]}\, x^\top \qquad (3 \times 1)(1 \times 2) = 3 \times 2, \qquad db^{[1]} = dz^{[1]} \quad 3 \times 1$$
//
// The same pattern as in layer 2: the error of the layer, times what came into it, transposed.

// %% {"course": {"role": "demo", "id": "09.dW1"}}
const dW1 = dz1.matmul(x.T).named("dW1", { latex: "dW^{[1]}" });
const db1 = dz1.named("db1", { latex: "db^{[1]}" });

showSixDigits(dW1, db1);

// %% {"course": {"role": "demo", "id": "09.derive.W1"}}
show(derive(loss, W1, { digits: 6 }));

// %% {"course": {"role": "demo", "id": "09.derive.b1"}}
show(derive(loss, b1, { digits: 6 }));

// %% [markdown] {"course": {"role": "read", "id": "09.erratum.E17"}}
// > **Erratum E17** (label, transposes, brackets)
// >
// > **In the notes:** the chain for layer 1 is labelled $w^{(2)}$, and the product is written
// > $\left(\hat y^{(i)} - y^{(i)}\right) * w^{[2]} * g'(z^{[1](i)}) * \left(x^{(i)}\right)^T$. The same form stands for
// > the bias, under the label $\frac{\partial b^{[1]}}{\partial b^{[1]}}$. Later $(w^{[2]})^T$ is marked $n^{[2]} \times 1$.
// > In the line before, $\hat y^{(i)} - y^{(i)}$ and $\hat y^{(i)}(1 - \hat y^{(i)})$ stand in a column of $1 \times n^{[1]}$.
// >
// > **Corrected:** $\frac{\partial \ell}{\partial W^{[1]}} = \big((W^{[2]})^\top dz^{[2]} \odot g'(z^{[1]})\big)\, x^\top$ and
// > $\frac{\partial \ell}{\partial b^{[1]}} = (W^{[2]})^\top dz^{[2]} \odot g'(z^{[1]})$, where $(W^{[2]})^\top$ is
// > $n^{[1]} \times n^{[2]}$.
// >
// > **Why:** $(1 \times 1)(1 \times 3)(3 \times 1)(1 \times 2)$ gives a $1 \times 2$ row, but $W^{[1]}$ is $3 \times 2$. The
// > brackets are needed as well: the product $\odot$ joins two columns of three entries before the row $x^\top$ is
// > multiplied. What stands in the column is a fraction, one number.

// %% [markdown] {"course": {"role": "read", "id": "09.shapes"}}
// ## Let the shapes confirm it
//
// | factor | shape | in our network |
// |---|---|---|
// | $(W^{[2]})^\top$ | $n^{[1]} \times n^{[2]}$ | $3 \times 1$ |
// | $dz^{[2]}$ | $n^{[2]} \times 1$ | $1 \times 1$ |
// | $g'(z^{[1]})$, with $\odot$ | $n^{[1]} \times 1$ | $3 \times 1$ |
// | $x^\top$ | $1 \times n^{[0]}$ | $1 \times 2$ |
// | $dW^{[1]}$ | $n^{[1]} \times n^{[0]}$ | $3 \times 2$ |
//
// Shapes find many errors and not all: with $n^{[2]} = 1$ and square matrices a wrong formula can have the right shape.
// Then only values help.

// %% {"course": {"role": "demo", "id": "09.heatmap"}}
show(
  heatmap(dW1, {
    title: "dW^[1]: one row per hidden neuron, one column per input",
    xLabel: "from input",
    yLabel: "to neuron",
    rowNames: ["1", "2", "3"],
    columnNames: ["1", "2"],
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "09.heatmap.text"}}
// Each row is one number, $dz_k^{[1]}$, times $(0.5,\ 0.3)$. Both inputs are positive, so the signs within a row agree. The
// sign of a row is that of $-w_{1,k}^{[2]}$ here, because $dz^{[2]}$ is negative and a slope of $\sigma$ is positive: neuron
// 2, whose outgoing weight is negative, should fall for the answer to rise.

// %% [markdown] {"course": {"role": "read", "id": "09.batch"}}
// ## The batch
//
// As in unit 08, errors of the examples stand side by side, and $\frac{1}{m}$ enters once, in the gradients of the
// parameters:
//
// $$dZ^{[1]} = (W^{[2]})^\top dZ^{[2]} \odot g'(Z^{[1]}) \quad (3 \times 1)(1 \times m) \odot (3 \times m) = 3 \times m$$
//
// $$dW^{[1]} = \frac{1}{m}\, dZ^{[1]} X^\top \quad (3 \times m)(m \times 2) = 3 \times 2, \qquad
// db^{[1]} = \frac{1}{m} \sum_{i=1}^{m} dZ^{[1]}_{\text{column } i} \quad 3 \times 1$$

// %% {"course": {"role": "demo", "id": "09.batch.numbers"}}
const X = tensor([
  [0.5, 0.1, 0.9, 0.3],
  [0.3, 0.8, 0.2, 0.6],
]).named("X");
const Y = tensor([[1, 0, 1, 0]]).named("Y");
const m = Y.shape[1];
const Z1 = W1.matmul(X).add(b1).named("Z", { layer: 1 });
const H = sigmoid(Z1).named("A", { layer: 1 });
const Z2 = W2.matmul(H).add(b2).named("Z", { layer: 2 });
const A2 = sigmoid(Z2).named("A", { layer: 2 });
const L = bce(A2, Y).mean().named("L");

const dZ2 = A2.sub(Y);
const dZ1 = mul(W2.T.matmul(dZ2), mul(H, sub(1, H)));
const batchDW1 = mul(1 / m, dZ1.matmul(X.T));
const batchDb1 = mul(1 / m, dZ1.sum({ axis: 1, keepdims: true }));

show(
  written(batchDW1.named("dW1", { latex: "dW^{[1]}" }), { digits: 5 }),
  written(batchDb1.named("db1", { latex: "db^{[1]}" }), { digits: 5 }),
);

// %% {"course": {"role": "demo", "id": "09.batch.derive"}}
show(derive(L, W1));

// %% [markdown] {"course": {"role": "read", "id": "09.erratum.E18"}}
// > **Erratum E18** (an update without the old value)
// >
// > **In the notes:** the first list of updates has $b^{[1]} = \frac{\partial L}{\partial b^{[1]}}$ and
// > $b^{[2]} = \frac{\partial L}{\partial b^{[2]}}$.
// >
// > **Corrected:** $b^{[l]} := b^{[l]} - \alpha \frac{\partial L}{\partial b^{[l]}}$ for both layers.
// >
// > **Why:** an update changes the old value by a step against the gradient. As printed, the bias would be replaced by its
// > gradient. The second list in the notes has it right.

// %% [markdown] {"course": {"role": "read", "id": "09.general"}}
// ## Any number of layers
//
// Nothing in the argument was special to layer 1. The error of layer $l$ comes from the error of the layer after it:
//
// $$dZ^{[l]} = (W^{[l+1]})^\top dZ^{[l+1]} \odot g'(Z^{[l]}),$$
// $$dW^{[l]} = \frac{1}{m}\, dZ^{[l]} (A^{[l-1]})^\top, \qquad
// db^{[l]} = \frac{1}{m} \sum_i dZ^{[l]}_{\text{column } i}$$
//
// It starts at the last layer $l = K$ with $dZ^{[K]} = A^{[K]} - Y$. **All** gradients are computed with the weights of
// the forward pass; only then are the weights updated. The program below does this for any list of layers, and the table
// compares it with the gradients of the library for a 4-5-3-1 network.

// %% {"course": {"role": "demo", "id": "09.general.program"}}
/** Activations A^[0], A^[1], …, one per layer. */
function forward(input: Tensor, weights: Tensor[], biases: Tensor[]): Tensor[] {
  const activations = [input];
  weights.forEach((W, index) => {
    activations.push(sigmoid(W.matmul(activations[index]).add(biases[index])));
  });
  return activations;
}

/** Errors dZ^[1], …, dZ^[K], from the last layer to the first. */
function backward(activations: Tensor[], weights: Tensor[], labels: Tensor) {
  const last = weights.length;
  const errors: Tensor[] = [activations[last].sub(labels)];
  for (let l = last - 1; l >= 1; l--) {
    const A = activations[l];
    const back = weights[l].T.matmul(errors[0]);
    errors.unshift(mul(back, mul(A, sub(1, A))));
  }
  return errors;
}

const model = network([4, 5, 3, 1], { seed: 3, deviation: 1 });
const { W1: V1, W2: V2, W3: V3, b1: c1, b2: c2, b3: c3 } = model.parameters;
const inputs = normal([4, 7], { seed: 5 });
const labels = tensor([[1, 0, 0, 1, 1, 0, 1]]);

const acts = forward(inputs, [V1, V2, V3], [c1, c2, c3]);
const errors = backward(acts, [V1, V2, V3], labels);
const meanLoss = bce(acts[3], labels).mean();
const library = gradients(meanLoss, { W1: V1, W2: V2, W3: V3 });

function largestGap(l: number, expected: Tensor): string {
  const own = mul(1 / 7, errors[l - 1].matmul(acts[l - 1].T));
  return own.sub(expected).abs().max().item().toExponential(0);
}

show(
  table([
    { layer: 1, shape: "5 × 4", gap: largestGap(1, library.W1) },
    { layer: 2, shape: "3 × 5", gap: largestGap(2, library.W2) },
    { layer: 3, shape: "1 × 3", gap: largestGap(3, library.W3) },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "09.check.text"}}
// ## The check by central differences
//
// For the batch and the 2-3-1 network: move each of the six weights in $W^{[1]}$ and each bias in $b^{[1]}$ a little up and
// down.

// %% {"course": {"role": "demo", "id": "09.check"}}
function lossOf(weights: number[], biases: number[]): number {
  const W = tensor([0, 1, 2].map((k) => weights.slice(2 * k, 2 * k + 2)));
  const b = tensor(biases.map((bias) => [bias]));
  const A = sigmoid(W.matmul(X).add(b));
  return bce(sigmoid(W2.matmul(A).add(b2)), Y)
    .mean()
    .item();
}

const h = 1e-5;
const start = [...W1.data, ...b1.data];
const own = [...batchDW1.data, ...batchDb1.data];

const gaps = start.map((_, index) => {
  const at = (by: number) => {
    const moved = start.map((value, i) => (i === index ? value + by : value));
    return lossOf(moved.slice(0, 6), moved.slice(6));
  };
  return Math.abs((at(h) - at(-h)) / (2 * h) - own[index]);
});

show(
  `9 gradients compared; all agree within 1e-10: ${Math.max(...gaps) < 1e-10}`,
);

// %% [markdown] {"course": {"role": "predict", "id": "09.depth.question"}}
// ## How far does the error reach?
//
// Each step back multiplies by $(W^{[l+1]})^\top$ and by a slope that is at most $\frac{1}{4}$. Take networks with 2, 4 and
// 8 layers of five neurons, standard normal weights and sigmoid activations. Will the mean size of the entries of
// $dZ^{[l]}$ grow or shrink towards the first layer?

// %% {"course": {"role": "demo", "id": "09.depth"}}
function errorSizes(depth: number): number[] {
  const sizes = [4, ...Array.from({ length: depth - 1 }, () => 5), 1];
  const p = network(sizes, { seed: 11, deviation: 1 }).parameters;
  const layers = Array.from({ length: depth }, (_, index) => index + 1);
  const weights = layers.map((l) => p[`W${l}`]);
  const biases = layers.map((l) => p[`b${l}`]);
  const found = backward(forward(inputs, weights, biases), weights, labels);
  return found.map((each) => each.abs().mean().item());
}

function series(depth: number) {
  const sizes = errorSizes(depth);
  return { x: sizes.map((_, index) => index + 1), y: sizes, markers: true };
}

show(
  lineChart(
    { "2 layers": series(2), "4 layers": series(4), "8 layers": series(8) },
    {
      title: "Mean size of the error by layer",
      xLabel: "layer l",
      yLabel: "mean of |dZ^[l]|",
      log: true,
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "09.board"}}
// Read each line of the chart from right to left, the way the error travels. It shrinks from layer to layer, and in the
// deepest network little of it arrives at layer 1. This is the **vanishing gradient**. It is the reason why ReLU is
// preferred in deep networks: its slope is 1 on the positive side.
//
// ## Derive it yourself
//
// Two boards for the whole chain back to $W^{[1]}$: first for one example, then for the mean loss of the batch, where the
// factor $\frac{1}{m}$ must enter once. Write the lines from the end of the network to its beginning, as in
// `dA1 = W2' dz2`.

// %% {"course": {"role": "demo", "id": "09.board.W1"}}
show(rederive(loss, W1));

// %% {"course": {"role": "demo", "id": "09.board.batch"}}
show(rederive(L, W1));

// %% [markdown] {"course": {"role": "read", "id": "09.recap"}}
// ## Recap in five minutes
//
// - $dz^{[1]} = (W^{[2]})^\top dz^{[2]} \odot g'(z^{[1]})$. The transpose comes from the sum over the paths, the $\odot$ from
//   each neuron meeting only itself.
// - $dW^{[1]} = dz^{[1]} x^\top$ and $db^{[1]} = dz^{[1]}$: the error times what came in.
// - Batch: errors side by side, $\frac{1}{m}$ once, in $dW$ and $db$.
// - Any layer: $dZ^{[l]} = (W^{[l+1]})^\top dZ^{[l+1]} \odot g'(Z^{[l]})$, with the weights of the forward pass.
// - Many sigmoid layers make the error shrink on its way back.
//
// **What to practise:** derive $dz^{[1]}$ by index for two outputs, then write it as a matrix product. For which entries of
// $dW^{[1]}$ does the sign change if $x_2$ is negative? Unit 10 puts every number of the chain on paper.
