/** @file Unit 01, what a network is: layers, parameters, an image as a vector, and what the output means. */

// %% [markdown] {"course": {"role": "read", "id": "01.title"}}
// # 01 What a network is: layers, depth, input as a vector
//
// A neural network takes a list of numbers and gives back another one. In between, the numbers pass through layers of
// neurons. This unit names the parts, counts the parameters, and turns an image into a list of numbers.
//
// After this unit you can
//
// - name the input layer, the hidden layers and the output layer,
// - count the parameters of a network,
// - flatten an image row by row, and undo it,
// - say what the output of a network means, and what it does not mean.
//
// You need unit 00. The lecture takes about 45 minutes.

// %% {"course": {"role": "demo", "id": "01.import"}}
import {
  fromData,
  gradients,
  graph,
  imageGrid,
  lineChart,
  mul,
  random,
  show,
  sigmoid,
  sub,
  table,
  tensor,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "01.layers"}}
// ## Layers
//
// The network in the picture has two inputs, three neurons in between, and one output: for short, a **2-3-1 network**.
//
// - The **input layer** holds the numbers that come from outside. It computes nothing and gets the number 0.
// - A **hidden layer** computes numbers that nobody outside sees. There may be as many hidden layers as we want.
// - The **output layer** gives the answer $\hat y$.
//
// Layers are numbered in square brackets, and $n^{[l]}$ is the number of neurons in layer $l$. Here $n^{[0]} = 2$,
// $n^{[1]} = 3$, $n^{[2]} = 1$. Every neuron receives a number from every neuron of the layer before it: count the
// arrows into each node. Each box has the number that it gives at the top; what the small numbers at the arrows are,
// unit 02 explains.

// %% {"course": {"role": "demo", "id": "01.layers.graph"}}
const x1 = tensor(0.5).named("x1", { latex: "x_1" });
const x2 = tensor(0.3).named("x2", { latex: "x_2" });

function neuron(name: string, weights: number[], bias: number): Tensor {
  const sum = mul(weights[0], x1).add(mul(weights[1], x2)).add(bias);
  return sigmoid(sum).named(name, { latex: `A_${name[1]}` });
}

const A1 = neuron("A1", [0.2, 0.4], 0.1);
const A2 = neuron("A2", [0.1, 0.3], -0.1);
const A3 = neuron("A3", [0.5, -0.2], 0.05);
const output = mul(0.3, A1).add(mul(-0.2, A2)).add(mul(0.4, A3)).sub(0.2);
const yhat = sigmoid(output).named("ŷ");

show(graph(yhat, { detail: "named", gradients: false }));

// %% [markdown] {"course": {"role": "read", "id": "01.layers.text"}}
// What a neuron computes is the subject of unit 04, and why the numbers have these values that of unit 05. For now it is
// enough that every arrow has a number of its own in the program, its **weight** (0.2 from $x_1$ to $A_1$), and that every
// neuron adds one more number, its **bias**.
// Weights and biases together are the **parameters**. They are what training changes.

// %% [markdown] {"course": {"role": "read", "id": "01.count"}}
// ## How many parameters?
//
// A neuron of layer 1 has one weight per input and one bias: $n^{[0]} + 1$ parameters. There are $n^{[1]}$ such neurons.
// The same holds in layer 2, whose inputs are the neurons of layer 1. For one hidden layer this makes
//
// $$(n^{[0]} + 1)\, n^{[1]} + (n^{[1]} + 1)\, n^{[2]}$$
//
// The $+1$ is the bias; forgetting it is the usual mistake. For 2-3-1: $(2 + 1) \cdot 3 + (3 + 1) \cdot 1 = 9 + 4 = 13$.
// The formula goes on in the same way for more layers: all in all there are $\sum_l (n^{[l-1]} + 1)\, n^{[l]}$ parameters.

// %% {"course": {"role": "demo", "id": "01.count.program"}}
function parameterCount(sizes: number[]): number {
  return sizes
    .slice(1)
    .reduce((sum, to, index) => sum + (sizes[index] + 1) * to, 0);
}

show(
  table(
    [
      [2, 3, 1],
      [784, 16, 1],
      [784, 16, 8, 1],
    ].map((sizes) => ({
      network: sizes.join("-"),
      parameters: String(parameterCount(sizes)),
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "01.depth"}}
// ## Shallow or deep
//
// The notes call a network with one or two hidden layers **shallow**, and one with more than two hidden layers **deep**.
// The input and the output layer do not count.

// %% {"course": {"role": "demo", "id": "01.depth.program"}}
function depthOf(sizes: number[]) {
  const hidden = sizes.length - 2;
  const word = hidden > 2 ? "deep" : "shallow";
  return { network: sizes.join("-"), "hidden layers": hidden, depth: word };
}

show(
  table(
    [
      [2, 3, 1],
      [784, 16, 8, 1],
      [784, 32, 16, 8, 1],
    ].map(depthOf),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "01.erratum.E03"}}
// > **Erratum E03** (a convention)
// >
// > **In the notes:** "neural n/w with more than 2 hidden layer is deep neural n/w", given as a fact.
// >
// > **Corrected:** more than 2 hidden layers = deep is kept here as a convention of the notes.
// >
// > **Why:** the word has no agreed limit. Many books call a network deep from the second hidden layer on. The
// > mathematics of this course does not change at any number of layers.

// %% [markdown] {"course": {"role": "read", "id": "01.image"}}
// ## An image is a matrix
//
// A grey image of $28 \times 28$ pixels is a matrix with 28 rows and 28 columns, each entry the brightness of one pixel.
// The next cell draws two such images by rule: a vertical bar and a ring, on a dark background with a little noise from
// a seed.

// %% {"course": {"role": "demo", "id": "01.image.draw"}}
const SIDE = 28;
const WHITE = 255;

function draw(isInk: (row: number, column: number) => boolean, seed: number) {
  const generator = random(seed);
  return Array.from({ length: SIDE }, (_, row) =>
    Array.from({ length: SIDE }, (_, column) => {
      const noise = Math.round(30 * generator.uniform());
      return isInk(row, column) ? WHITE - noise : noise;
    }),
  );
}

const bar = draw((row, column) => {
  return row >= 4 && row < 24 && column >= 12 && column < 16;
}, 1);
const ring = draw((row, column) => {
  const radius = Math.hypot(row - 13.5, column - 13.5);
  return radius > 6.5 && radius < 10;
}, 2);

const images = tensor([bar, ring]);
show(`images has the shape ${images.shape.join(" × ")}`);
show(
  imageGrid(
    { images: images, labels: [0, 1], classNames: ["bar", "ring"] },
    { title: "Two images of 28 × 28 pixels", columns: 2 },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "01.flatten"}}
// ## Flatten: row after row
//
// A layer takes a column of numbers, not a matrix. So the rows of the image are laid one after the other into one long
// list. The small example shows why the order must be agreed on: the same matrix read column by column gives another
// list.
//
// $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix} \quad\text{row by row:}\quad (1, 2, 3, 4, 5, 6)
// \qquad\text{column by column:}\quad (1, 4, 2, 5, 3, 6)$$

// %% {"course": {"role": "demo", "id": "01.flatten.small"}}
function flattenRows(matrix: number[][]): number[] {
  return matrix.flat();
}

function unflattenRows(list: number[], columns: number): number[][] {
  const rows = list.length / columns;
  return Array.from({ length: rows }, (_, row) =>
    list.slice(row * columns, (row + 1) * columns),
  );
}

const small = [
  [1, 2, 3],
  [4, 5, 6],
];
const columnWise = tensor(small).T.data;

show(`row by row:       ${flattenRows(small).join(", ")}`);
show(`column by column: ${columnWise.join(", ")}`);
show(`and back: ${JSON.stringify(unflattenRows(flattenRows(small), 3))}`);

// %% [markdown] {"course": {"role": "predict", "id": "01.flatten.question"}}
// With rows and columns counted from 0, entry (row, column) of a $28 \times 28$ image lands at index
// $28 \cdot \text{row} + \text{column}$, because that many entries come before it. Where does pixel (3, 7) land?

// %% {"course": {"role": "demo", "id": "01.flatten.image"}}
const flat = flattenRows(bar);
const index = SIDE * 3 + 7;

show(`the input has ${flat.length} numbers`);
show(`pixel (3, 7) lands at index ${index}`);
show(`same pixel, same value: ${bar[3][7] === flat[index]}`);

const back = unflattenRows(flat, SIDE);
const isSame = back.every((row, r) => row.every((v, c) => v === bar[r][c]));
show(`the way back gives the same image: ${isSame}`);

// %% [markdown] {"course": {"role": "read", "id": "01.strip"}}
// Here is the whole strip of 784 numbers. The bar has become 20 peaks, one in each of the rows that it crosses, 28 places
// apart. The network is never told which numbers were neighbours in the image.

// %% {"course": {"role": "demo", "id": "01.strip.chart"}}
show(
  lineChart(
    { bar: flat },
    {
      title: "The bar as a strip of 784 numbers",
      xLabel: "index",
      yLabel: "brightness, 0 to 255",
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "01.input"}}
// Therefore the rule of the notes: the size of the input layer is the number of entries of the input matrix,
// $n^{[0]} = 28 \cdot 28 = 784$. As a column $x$ it has the shape $784 \times 1$.

// %% {"course": {"role": "demo", "id": "01.input.column"}}
const x = fromData(Float64Array.from(flat), [flat.length, 1]);
show(`x has the shape ${x.shape.join(" × ")}`);

// %% [markdown] {"course": {"role": "read", "id": "01.meaning"}}
// ## What the output means
//
// The last step of our network is the sigmoid $\sigma(z) = \frac{1}{1 + e^{-z}}$. It lies between 0 and 1 for every $z$,
// and training with the right loss (unit 07) lets us read it as a probability: $\hat y = 0.52$ says "I give class 1 a
// probability of 52 percent". A network that predicts a price has no sigmoid at its end. Its output is the value itself,
// and may be any number.

// %% {"course": {"role": "demo", "id": "01.meaning.outputs"}}
show(
  table(
    [-3, 0.095683, 7.3].map((z) => ({
      z: z,
      "with σ: a probability": sigmoid(z).item(),
      "without σ: a value": z,
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "01.erratum.E02"}}
// > **Erratum E02** (too general)
// >
// > **In the notes:** every model, "be it regression, classification, neural n/w etc will give probability not the
// > exact value."
// >
// > **Corrected:** a sigmoid or softmax output is a probability; a regression output is a value.
// >
// > **Why:** a probability lies between 0 and 1. A predicted price of 7.3 does not. The first sentence is true of the
// > classifiers in this course.

// %% [markdown] {"course": {"role": "read", "id": "01.learning"}}
// ## Two jobs in training
//
// Training means: change the parameters such that the loss gets smaller. This is done by two procedures that are easily
// taken for one.
//
// | | backpropagation | gradient descent |
// |---|---|---|
// | question | How does the loss change with each parameter? | How do I change each parameter? |
// | takes | the network, an example, its label | a parameter, its gradient, the learning rate $\alpha$ |
// | gives | the gradients | new parameters |
// | parameters afterwards | as before | changed |
//
// The next cell does both for one weight $w$ and the loss $\ell = (w - 2)^2$.

// %% {"course": {"role": "demo", "id": "01.learning.two"}}
const w = tensor(5).named("w");
const error = sub(w, 2);
const loss = mul(error, error).named("ℓ");

const dw = gradients(loss, { w: w }).w;
show(`after backpropagation: dw = ${dw.item()}, and w is still ${w.item()}`);

const newW = sub(w, mul(0.1, dw));
show(`after one step of gradient descent: w = ${newW.item().toFixed(1)}`);

// %% [markdown] {"course": {"role": "read", "id": "01.erratum.E01"}}
// > **Erratum E01** (two procedures under one name)
// >
// > **In the notes:** "gradient descent here is termed as back propagation."
// >
// > **Corrected:** backpropagation computes gradients; gradient descent uses them to update the parameters.
// >
// > **Why:** when backpropagation has finished, no parameter has changed. Other ways of updating use the same gradients,
// > and a gradient can be wanted without any update, for example to find out what a network looks at.

// %% [markdown] {"course": {"role": "read", "id": "01.recap"}}
// ## Recap in five minutes
//
// - A network has an input layer (number 0), hidden layers, and an output layer; $n^{[l]}$ counts the neurons.
// - Each neuron has one weight per incoming arrow and one bias. A 2-3-1 network has 13 parameters.
// - One or two hidden layers are shallow, more are deep, by the convention of the notes.
// - An image is flattened row by row: $28 \times 28$ becomes $784 \times 1$, and pixel (3, 7) lands at index 91.
// - A sigmoid output can be read as a probability; a regression output is a value.
// - Backpropagation gives gradients; gradient descent uses them.
//
// **What to practise:** count the parameters of 4-5-3-1 on paper, then check with `parameterCount`. Write the way back
// from an index to row and column. In unit 02 we start with the smallest possible graph.
