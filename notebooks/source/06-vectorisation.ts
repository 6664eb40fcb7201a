/** @file Unit 06, vectorisation: all examples as columns of one matrix, and why the result is the same but faster. */

// %% [markdown] {"course": {"role": "read", "id": "06.title"}}
// # 06 Vectorisation over m examples
//
// Unit 05 sent one example through the network. Training uses many. One could repeat the forward pass in a loop; this
// unit places the examples side by side as the columns of one matrix and does them all with the same two products.
//
// After this unit you can
//
// - place examples as columns, and say which column is which example,
// - add one bias to every column,
// - show that the loop and the matrix form give the same numbers,
// - say why the matrix form is faster, and what it costs.
//
// You need unit 05. The lecture takes about 45 minutes.

// %% {"course": {"role": "demo", "id": "06.import"}}
import {
  blobs,
  fromData,
  heatmap,
  lineChart,
  show,
  sigmoid,
  table,
  tensor,
  written,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "06.batch"}}
// ## The batch
//
// From here on the course uses four examples with two inputs each, and the parameters of the 2-3-1 network:
//
// $$X = \begin{pmatrix} 0.5 & 0.1 & 0.9 & 0.3 \\ 0.3 & 0.8 & 0.2 & 0.6 \end{pmatrix} \qquad
// Y = \begin{pmatrix} 1 & 0 & 1 & 0 \end{pmatrix}$$
//
// Column $i$ is the example $x^{(i)}$ with its label $y^{(i)}$. The first column is the example you know. All four sizes
// differ, $n^{[0]} = 2$, $n^{[1]} = 3$, $n^{[2]} = 1$, $m = 4$, so that a wrong transpose shows at once.

// %% {"course": {"role": "demo", "id": "06.batch.values"}}
const X = tensor([
  [0.5, 0.1, 0.9, 0.3],
  [0.3, 0.8, 0.2, 0.6],
]).named("X");
const W1 = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.5, -0.2],
]).named("W", { layer: 1 });
const b1 = tensor([[0.1], [-0.1], [0.05]]).named("b", { layer: 1 });
const W2 = tensor([[0.3, -0.2, 0.4]]).named("W", { layer: 2 });
const b2 = tensor([[-0.2]]).named("b", { layer: 2 });

show(X);

// %% [markdown] {"course": {"role": "read", "id": "06.loop"}}
// ## One example after the other
//
// This is the unvectorised program of the notes: for each $i$ from 1 to $m$
//
// $$z^{[1](i)} = W^{[1]} x^{(i)} + b^{[1]}, \qquad A^{[1](i)} = g(z^{[1](i)}),$$
// $$z^{[2](i)} = W^{[2]} A^{[1](i)} + b^{[2]}, \qquad A^{[2](i)} = g(z^{[2](i)}) = \hat y^{(i)}$$
//
// | symbol | shape | in our network |
// |---|---|---|
// | $x^{(i)}$ | $n^{[0]} \times 1$ | $2 \times 1$ |
// | $W^{[1]}$, $b^{[1]}$ | $n^{[1]} \times n^{[0]}$, $n^{[1]} \times 1$ | $3 \times 2$, $3 \times 1$ |
// | $z^{[1](i)}$, $A^{[1](i)}$ | $n^{[1]} \times 1$ | $3 \times 1$ |
// | $W^{[2]}$, $b^{[2]}$ | $n^{[2]} \times n^{[1]}$, $n^{[2]} \times 1$ | $1 \times 3$, $1 \times 1$ |
// | $z^{[2](i)}$, $\hat y^{(i)}$ | $n^{[2]} \times 1$ | $1 \times 1$ |

// %% {"course": {"role": "demo", "id": "06.loop.program"}}
/** Column i of a matrix, counted from 1, as a column of its own. */
function column(matrix: Tensor, i: number): Tensor {
  const [rows, columns] = matrix.shape;
  const entries = Array.from({ length: rows }, (_, row) => {
    return matrix.data[row * columns + (i - 1)];
  });
  return fromData(Float64Array.from(entries), [rows, 1]);
}

function forwardOne(x: Tensor): Tensor {
  const A1 = sigmoid(W1.matmul(x).add(b1));
  return sigmoid(W2.matmul(A1).add(b2));
}

function forwardLoop(inputs: Tensor): number[] {
  const answers: number[] = [];
  for (let i = 1; i <= inputs.shape[1]; i++) {
    answers.push(forwardOne(column(inputs, i)).item());
  }
  return answers;
}

forwardLoop(X).forEach((answer, index) => {
  show(`ŷ^(${index + 1}) = ${answer.toFixed(5)}`);
});

// %% [markdown] {"course": {"role": "read", "id": "06.erratum.E11"}}
// > **Erratum E11** (shapes the wrong way round)
// >
// > **In the notes:** $w^{[1]} \in \mathbb{R}^{n^{[0]} \times n^{[1]}}$ and
// > $w^{[2]} \in \mathbb{R}^{n^{[1]} \times n^{[2]}}$, and then the products $w^{[1]} x^{(i)}$ and $w^{[2]} A^{[1](i)}$.
// >
// > **Corrected:** $W^{[1]} \in \mathbb{R}^{n^{[1]} \times n^{[0]}}$ and
// > $W^{[2]} \in \mathbb{R}^{n^{[2]} \times n^{[1]}}$.
// >
// > **Why:** $x^{(i)}$ is $n^{[0]} \times 1$, so the matrix before it needs $n^{[0]}$ columns. The worked example of the
// > notes has the right shapes, $3 \times 2$ and $1 \times 3$.

// %% [markdown] {"course": {"role": "read", "id": "06.columns"}}
// ## All examples at once
//
// Lay the columns side by side:
//
// $$X = \begin{pmatrix} x^{(1)} & x^{(2)} & \cdots & x^{(m)} \end{pmatrix}, \qquad
// Z^{[1]} = \begin{pmatrix} z^{[1](1)} & z^{[1](2)} & \cdots & z^{[1](m)} \end{pmatrix}$$
//
// and likewise $A^{[1]}$, with one column per example. A matrix product works column by column: column $i$ of
// $W^{[1]}X$ is $W^{[1]}$ times column $i$ of $X$. Therefore
//
// $$\big(W^{[1]}X + b^{[1]}\big)_{\text{column } i} = W^{[1]}x^{(i)} + b^{[1]} = z^{[1](i)}$$
//
// and the whole layer is, for all examples together,
//
// $$Z^{[1]} = W^{[1]} X + b^{[1]} \qquad (3 \times 2)(2 \times 4) + (3 \times 1) = 3 \times 4$$

// %% {"course": {"role": "demo", "id": "06.columns.program"}}
const Z1 = W1.matmul(X).add(b1).named("Z", { layer: 1 });
const A1 = sigmoid(Z1).named("A", { layer: 1 });
const Z2 = W2.matmul(A1).add(b2).named("Z", { layer: 2 });
const A2 = sigmoid(Z2).named("A", { layer: 2 });

show(...[Z1, A1, Z2, A2].map((value) => written(value, { digits: 5 })));

// %% [markdown] {"course": {"role": "read", "id": "06.erratum.E12"}}
// > **Erratum E12** (layers and examples)
// >
// > **In the notes:** the layer is written $(1)$ in some places and $[1]$ in others, and $A$ is a column
// > of $A^{(1)(i)}$, $A^{(2)(i)}$, …, $A^{(m)(i)}$, one below the other, called $n^{(1)} \times 1$.
// >
// > **Corrected:** $[l]$ is a layer, $(i)$ is an example, and the examples stand side by side:
// > $A^{[1]} = \begin{pmatrix} A^{[1](1)} & A^{[1](2)} & \cdots & A^{[1](m)} \end{pmatrix}$, of shape $n^{[1]} \times m$.
// >
// > **Why:** from 1 to $m$ we count examples, not layers. Stacked below each other they would no longer be columns that
// > $W^{[2]}$ can be multiplied with.
// >
// > **In the notes, near it:** $g(z^{(1)(i)})$ is marked $n^{(2)} \times 1$, and the last line ends
// > $g(z^{[2](i)}) = y^{(i)}$.
// >
// > **Corrected:** $g(z^{[1](i)})$ is $n^{[1]} \times 1$, and $g(z^{[2](i)}) = \hat y^{(i)}$.
// >
// > **Why:** an activation has the shape of its $z$. The network computes the answer $\hat y$; the label $y$ is given.

// %% [markdown] {"course": {"role": "read", "id": "06.broadcast"}}
// ## One bias for every column
//
// In $W^{[1]}X + b^{[1]}$ a $3 \times 4$ matrix meets a $3 \times 1$ column. The column is repeated: the same bias is
// added to each example. This is called **broadcasting**.
//
// What if $b$ were a row, $1 \times 3$? Added to $3 \times 4$ it does not fit, and the program stops. But with $m = 3$
// examples it fits by accident, and adds to every **example** what was meant for a **neuron**. No message appears, and
// the numbers are wrong. The cell tries both.

// %% {"course": {"role": "demo", "id": "06.broadcast.row"}}
const rowBias = b1.T;
const three = tensor([
  [0.5, 0.1, 0.9],
  [0.3, 0.8, 0.2],
]);

function messageOf(action: () => Tensor): string {
  try {
    return `no message, shape ${action().shape.join(" × ")}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

show(`m = 4: ${messageOf(() => W1.matmul(X).add(rowBias))}`);
show(`m = 3: ${messageOf(() => W1.matmul(three).add(rowBias))}`);

const wrong = W1.matmul(three).add(rowBias).sub(W1.matmul(three).add(b1));
show(`largest error with m = 3: ${wrong.abs().max().item().toFixed(2)}`);

// %% [markdown] {"course": {"role": "read", "id": "06.equal"}}
// ## Loop and matrix form agree

// %% {"course": {"role": "demo", "id": "06.equal.test"}}
const byLoop = forwardLoop(X);

show(
  table(
    byLoop.map((answer, index) => ({
      example: index + 1,
      "by the loop": answer,
      "by matrices": A2.data[index],
      difference: Math.abs(answer - A2.data[index]),
    })),
    { digits: 5 },
  ),
);

// %% {"course": {"role": "demo", "id": "06.heatmaps"}}
const inputNames = ["x_1", "x_2"];
const neuronNames = ["neuron 1", "neuron 2", "neuron 3"];
const axes = { xLabel: "example", yLabel: "row" };

show(heatmap(X, { title: "X", rowNames: inputNames, ...axes }));
show(heatmap(Z1, { title: "Z^[1]", rowNames: neuronNames, ...axes }));
show(heatmap(A1, { title: "A^[1]", rowNames: neuronNames, ...axes }));

// %% [markdown] {"course": {"role": "read", "id": "06.heatmaps.text"}}
// Read the pictures by columns. Example 3 has the largest $x_1$, and $x_1$ has the weight 0.5 on its way to neuron 3: that
// entry of $Z^{[1]}$ is the largest in its row. In $A^{[1]}$ the order within each row is the same as in $Z^{[1]}$,
// because $\sigma$ rises.
//
// If the examples are put in another order, the columns of every matrix change places in the same way, and nothing else
// happens. A result that depends on the order of the columns has mixed up examples.

// %% [markdown] {"course": {"role": "read", "id": "06.rows"}}
// ## The other convention
//
// Many libraries keep one example per **row**. Everything is then transposed, and the product is written the other way
// round:
//
// $$Z_{\text{rows}} = X_{\text{rows}}\, W_{\text{rows}} + b_{\text{row}}, \qquad
// X_{\text{rows}} = X^\top, \quad W_{\text{rows}} = (W^{[1]})^\top, \quad b_{\text{row}} = (b^{[1]})^\top$$
//
// The rule to translate: transpose every matrix and reverse the order of each product. It is the rule
// $(WX)^\top = X^\top W^\top$.

// %% {"course": {"role": "demo", "id": "06.rows.program"}}
const zRows = X.T.matmul(W1.T).add(b1.T);
const difference = zRows.T.sub(Z1).abs().max().item();

show(`shape with examples as rows: ${zRows.shape.join(" × ")}`);
show(`largest difference after transposing: ${difference}`);

// %% [markdown] {"course": {"role": "predict", "id": "06.time.question"}}
// ## Time
//
// Both versions multiply the same numbers. Why should one be faster? Before you run the cell: how much faster will the
// matrix form be for 10,000 examples, and what will the two lines look like on logarithmic axes?

// %% {"course": {"role": "demo", "id": "06.time.measure", "varies": true}}
function millisecondsOf(action: () => void): number {
  let best = Infinity;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    action();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function forwardBatch(inputs: Tensor): Tensor {
  const hidden = sigmoid(W1.matmul(inputs).add(b1));
  return sigmoid(W2.matmul(hidden).add(b2));
}

const counts = [10, 100, 1000, 10000];
const many = counts.map((count) => blobs({ count: count, seed: 1 }).X);
const loopTimes = many.map((each) => millisecondsOf(() => forwardLoop(each)));
const batchTimes = many.map((each) => millisecondsOf(() => forwardBatch(each)));

show(
  lineChart(
    {
      loop: { x: counts, y: loopTimes, markers: true },
      "matrix form": { x: counts, y: batchTimes, markers: true },
    },
    {
      title: "Time of a forward pass by number of examples",
      xLabel: "m, number of examples",
      yLabel: "time in ms",
      log: true,
      logX: true,
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "06.time.text"}}
// The times differ from machine to machine and from run to run, so read the trend and not the digits. The loop pays for
// every single example what has nothing to do with its numbers: calls, small arrays that are made and thrown away,
// checks of shapes. The matrix form pays this once for all examples, and its inner loops run over numbers that lie next
// to each other in memory. For large $m$ both times grow with $m$, and a wide gap stays between them.

// %% [markdown] {"course": {"role": "read", "id": "06.memory"}}
// ## What it costs
//
// The loop could forget an example before it takes the next. The matrix form keeps $X$, $Z$ and $A$ of all examples,
// because the backward pass needs them: the cache grows with $m$. A number takes 8 bytes.

// %% {"course": {"role": "demo", "id": "06.memory.table"}}
function cacheNumbers(sizes: number[], m: number): number {
  const [input, ...others] = sizes;
  return m * (input + 2 * others.reduce((sum, size) => sum + size, 0));
}

const cases: [number[], number][] = [
  [[2, 3, 1], 4],
  [[784, 16, 1], 2000],
  [[784, 16, 1], 60000],
];

show(
  table(
    cases.map(([sizes, m]) => ({
      network: sizes.join("-"),
      m: String(m),
      "numbers in X, Z and A": String(cacheNumbers(sizes, m)),
      megabytes: ((8 * cacheNumbers(sizes, m)) / 1e6).toFixed(4),
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "06.memory.text"}}
// This is one reason why training often uses a few examples at a time, a **mini-batch** (unit 11).
//
// ## Recap in five minutes
//
// - Examples are columns: $X$ is $n^{[0]} \times m$, and $Z^{[l]}$, $A^{[l]}$ are $n^{[l]} \times m$.
// - $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$, with $b^{[l]}$ repeated over the columns, and $A^{[l]} = g(Z^{[l]})$. The weights
//   do not know $m$.
// - Column $i$ of every matrix belongs to example $i$ and to no other.
// - A row in the place of the bias column can go unnoticed when $m = n^{[l]}$. Check shapes with sizes that all differ.
// - The matrix form gives the same numbers, faster, and needs memory in proportion to $m$.
//
// **What to practise:** write the shapes of all matrices of a 4-5-3-1 network for $m = 7$. Compute the third column of
// $Z^{[1]}$ by hand. Unit 07 turns the four answers into one number that says how good they are.
