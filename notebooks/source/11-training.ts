/** @file Unit 11, training: the update, the loop, learning rates, XOR, batches, test examples, and images of shoes. */

// %% [markdown] {"course": {"role": "read", "id": "11.title"}}
// # 11 Gradient-descent updates and training
//
// Backpropagation ends with gradients; no parameter has changed yet. This unit uses the gradients: it turns one update
// into a loop, and the loop into a trained network.
//
// After this unit you can
//
// - write $\theta \leftarrow \theta - \alpha\, d\theta$ for all parameters of a network,
// - say what belongs to the gradient and what to the update,
// - read a loss curve, and choose the learning rate $\alpha$ by it,
// - train a network on points in the plane and on images, and test it on examples that it has not seen.
//
// You need units 09 and 10. The lecture takes about 60 minutes.

// %% {"course": {"role": "demo", "id": "11.import"}}
import {
  accuracy,
  bce,
  blobs,
  circles,
  classAccuracy,
  confusionChart,
  confusionMatrix,
  decisionBoundary,
  dense,
  derive,
  fit,
  gradients,
  he,
  imageExamples,
  imageGrid,
  learningCurve,
  lineChart,
  loadDataset,
  loadModel,
  moons,
  nesterov,
  network,
  oneHot,
  pickExamples,
  relu,
  saveModel,
  sequential,
  show,
  sigmoid,
  softmaxCrossEntropy,
  spiral,
  split,
  table,
  tensor,
  train,
  weightImages,
  written,
  xor,
  zeros,
  type Examples,
  type LabelledImages,
  type Layer,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "11.update"}}
// ## The four updates
//
// In the lecture's notation, with $dW^{[l]}$ short for $\frac{\partial L}{\partial W^{[l]}}$ and $db^{[l]}$ for
// $\frac{\partial L}{\partial b^{[l]}}$:
//
// $$W^{[2]} = W^{[2]} - \alpha\, dW^{[2]}$$
// $$W^{[1]} = W^{[1]} - \alpha\, dW^{[1]}$$
// $$b^{[1]} = b^{[1]} - \alpha\, db^{[1]}$$
// $$b^{[2]} = b^{[2]} - \alpha\, db^{[2]}$$
//
// The sign $=$ is an assignment here: the new value on the left, the old one on the right. Some books write
// $\leftarrow$ for it. The **gradient** says which way is uphill and how steep it is, at this point only. The **update**
// decides how far to walk the other way; $\alpha$ is chosen by you and not computed by anything.
//
// ### Why minus, and why small steps
//
// Collect all parameters in one long list $\theta$ and all their gradients in $d\theta$. For a small step $\Delta$ the
// loss changes, to first order, by $\sum_i d\theta_i\, \Delta_i$. Put in the step $\Delta = -\alpha\, d\theta$:
//
// $$L(\theta - \alpha\, d\theta) \;\approx\; L(\theta) - \alpha \sum_i d\theta_i^2$$
//
// A sum of squares is never negative. So for small $\alpha$ the loss goes down, unless every gradient is 0. The word
// "small" is needed: the sign $\approx$ holds near $\theta$ only, and a long step leaves the place where the gradient was
// right.

// %% [markdown] {"course": {"role": "read", "id": "11.batch"}}
// ## One step on the batch
//
// Four examples, one per column, and the parameters of unit 10:
//
// $$X = \begin{pmatrix} 0.5 & 0.1 & 0.9 & 0.3 \\ 0.3 & 0.8 & 0.2 & 0.6 \end{pmatrix} \qquad
// Y = \begin{pmatrix} 1 & 0 & 1 & 0 \end{pmatrix}$$
//
// The loss is the mean over the examples, $L = \frac{1}{m}\sum_{i=1}^{m} \ell^{(i)}$ with $m = 4$.

// %% {"course": {"role": "demo", "id": "11.batch.network"}}
const batch = {
  X: tensor([
    [0.5, 0.1, 0.9, 0.3],
    [0.3, 0.8, 0.2, 0.6],
  ]).named("X"),
  Y: tensor([[1, 0, 1, 0]]).named("Y"),
};

function notesNetwork(): Layer {
  const W1 = tensor([
    [0.2, 0.4],
    [0.1, 0.3],
    [0.5, -0.2],
  ]);
  const b1 = tensor([[0.1], [-0.1], [0.05]]);
  const W2 = tensor([[0.3, -0.2, 0.4]]);
  const b2 = tensor([[-0.2]]);
  return sequential([
    dense(2, 3, { activation: sigmoid, layer: 1, weights: W1, bias: b1 }),
    dense(3, 1, { activation: sigmoid, layer: 2, weights: W2, bias: b2 }),
  ]);
}

const model = notesNetwork();
const lossNow = bce(model.forward(batch.X), batch.Y).mean().named("L");
const slopes = gradients(lossNow, model.parameters);

show(
  written(lossNow, { digits: 6 }),
  written(slopes.W1.named("dW1", { latex: "dW^{[1]}" }), { digits: 6 }),
  written(slopes.b1.named("db1", { latex: "db^{[1]}" }), { digits: 6 }),
  written(slopes.W2.named("dW2", { latex: "dW^{[2]}" }), { digits: 6 }),
  written(slopes.b2.named("db2", { latex: "db^{[2]}" }), { digits: 6 }),
);

// %% [markdown] {"course": {"role": "read", "id": "11.step.text"}}
// Now one step for each of three learning rates, always from the same starting point. The column "promised" is
// $-\alpha \sum_i d\theta_i^2$, what the first-order formula says; the column "kept" is what the loss really did.

// %% {"course": {"role": "demo", "id": "11.step"}}
let sumOfSquares = 0;
for (const gradient of Object.values(slopes)) {
  sumOfSquares += gradient.square().sum().item();
}

function update(model: Layer, alpha: number): void {
  const L = bce(model.forward(batch.X), batch.Y).mean();
  const dTheta = gradients(L, model.parameters);
  const { W1, b1, W2, b2 } = model.parameters;
  model.update({
    W1: W1.sub(dTheta.W1.mul(alpha)),
    b1: b1.sub(dTheta.b1.mul(alpha)),
    W2: W2.sub(dTheta.W2.mul(alpha)),
    b2: b2.sub(dTheta.b2.mul(alpha)),
  });
}

function lossAfterOneStep(alpha: number): number {
  const stepped = notesNetwork();
  update(stepped, alpha);
  return bce(stepped.forward(batch.X), batch.Y).mean().item();
}

show(
  table(
    [0.1, 1, 5].map((alpha) => ({
      α: alpha,
      "loss after": lossAfterOneStep(alpha).toFixed(6),
      promised: (-alpha * sumOfSquares).toFixed(6),
      kept: (lossAfterOneStep(alpha) - lossNow.item()).toFixed(6),
    })),
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "11.loop"}}
// ## The loop
//
// Training repeats four lines: **forward**, **loss**, **backward**, **update**. All gradients are computed before any
// parameter changes, and they are computed anew in every round.
//
// The function below also notes the loss before each update, and the length of the gradient,
// $\sqrt{\sum_i d\theta_i^2}$.

// %% {"course": {"role": "demo", "id": "11.loop.program"}}
function descend(model: Layer, alpha: number, steps: number) {
  const losses: number[] = [];
  const lengths: number[] = [];
  for (let step = 0; step <= steps; step++) {
    const yhat = model.forward(batch.X); // forward
    const L = bce(yhat, batch.Y).mean(); // loss
    const slopes = gradients(L, model.parameters); // backward
    losses.push(L.item());
    lengths.push(lengthOf(Object.values(slopes)));
    const { W1, b1, W2, b2 } = model.parameters;
    model.update({
      W1: W1.sub(slopes.W1.mul(alpha)), // update
      b1: b1.sub(slopes.b1.mul(alpha)),
      W2: W2.sub(slopes.W2.mul(alpha)),
      b2: b2.sub(slopes.b2.mul(alpha)),
    });
  }
  return { losses, lengths };
}

function lengthOf(gradient: Tensor[]): number {
  let squares = 0;
  for (const part of gradient) {
    for (const slope of part.data) squares += slope * slope;
  }
  return Math.sqrt(squares);
}

const slow = descend(notesNetwork(), 0.1, 2000);
const medium = descend(notesNetwork(), 1, 2000);
const fast = descend(notesNetwork(), 5, 2000);

show(
  table(
    [0, 1, 10, 100, 500, 1000, 2000].map((step) => ({
      step: String(step),
      "α = 0.1": slow.losses[step].toFixed(4),
      "α = 1": medium.losses[step].toFixed(4),
      "α = 5": fast.losses[step].toFixed(4),
    })),
  ),
);

// %% [markdown] {"course": {"role": "predict", "id": "11.curves.question"}}
// ## Reading loss curves
//
// Before you look at the next picture: the table says that at step 10 the largest learning rate has the **highest** loss
// of the three, and at step 100 the lowest. Sketch the three curves.

// %% {"course": {"role": "demo", "id": "11.curves"}}
show(
  learningCurve(
    {
      "α = 0.1": slow.losses.slice(0, 201),
      "α = 1": medium.losses.slice(0, 201),
      "α = 5": fast.losses.slice(0, 201),
    },
    { title: "Loss on the batch, first 200 steps" },
  ),
);

// %% {"course": {"role": "demo", "id": "11.curves.log"}}
show(
  learningCurve(
    {
      "α = 0.1": slow.losses,
      "α = 1": medium.losses,
      "α = 5": fast.losses,
    },
    { title: "Loss on the batch, 2,000 steps", log: true },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "11.curves.answer"}}
// With $\alpha = 5$ the loss falls a little for four steps, then rises well above its start, and only then falls, faster
// than the others. The rise is not a bug in the gradient: each gradient was right where it was taken, but the step was
// too long for it. With $\alpha = 0.1$ nothing bad happens, and for a hundred steps hardly anything at all.
//
// The second picture has a logarithmic axis: equal distances mean equal **factors**. There one can see that all three
// go on falling where the first picture seems flat.

// %% {"course": {"role": "demo", "id": "11.length"}}
show(
  learningCurve(
    {
      "α = 0.1": slow.lengths,
      "α = 1": medium.lengths,
      "α = 5": fast.lengths,
    },
    {
      title: "Length of the gradient",
      valueName: "length",
      log: true,
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "11.length.text"}}
// The gradient is short at first, long in the steep middle part, and short again near the end: a slow start does not mean
// that training has converged.

// %% [markdown] {"course": {"role": "read", "id": "11.slice"}}
// ## A slice through the loss
//
// Thirteen parameters cannot be drawn, one can. Keep twelve of them as they are and let only $b^{[2]}$ move, starting at
// $b^{[2]} = 2$. The loss is then a curve over one axis, and gradient descent walks on it.

// %% {"course": {"role": "demo", "id": "11.slice.plot"}}
function lossAt(b2: number): { L: number; slope: number } {
  const model = notesNetwork();
  model.update({ b2: tensor([[b2]]) });
  const L = bce(model.forward(batch.X), batch.Y).mean();
  return { L: L.item(), slope: gradients(L, model.parameters).b2.item() };
}

function walk(alpha: number, steps: number) {
  const x = [2];
  for (let step = 0; step < steps; step++) {
    x.push(x[step] - alpha * lossAt(x[step]).slope);
  }
  return { x, y: x.map((b2) => lossAt(b2).L), markers: true };
}

const places = Array.from({ length: 121 }, (_, index) => -4 + index / 15);
const curve = { x: places, y: places.map((b2) => lossAt(b2).L) };

for (const alpha of [1, 5, 12]) {
  show(
    lineChart(
      { "L along b^[2]": curve, [`steps with α = ${alpha}`]: walk(alpha, 8) },
      {
        title: `Eight steps with α = ${alpha}`,
        xLabel: "b^[2]",
        yLabel: "L",
      },
    ),
  );
}

// %% [markdown] {"course": {"role": "read", "id": "11.slice.text"}}
// The three pictures show the three things that can happen. With $\alpha = 1$ every step goes down the same side. With
// $\alpha = 5$ the walk lands near the bottom almost at once. With $\alpha = 12$ each step jumps over the valley, and the
// walk swings from one side to the other without coming down. How long a step may be depends on how strongly the curve
// bends.

// %% [markdown] {"course": {"role": "read", "id": "11.xor"}}
// ## XOR: a task that needs the hidden layer
//
// The label is 1 if exactly one input is 1. No straight line has the two ones on one side and the two zeros on the
// other, so a single neuron cannot do it. A 2-3-1 network can. Its weights start at random numbers from a seed; the same
// seed gives the same numbers every time.
//
// The four pictures show what the network answers over the plane: at the start, and after 100, 1,000 and 5,000 steps
// with $\alpha = 1$.

// %% {"course": {"role": "demo", "id": "11.xor.train"}}
const xorNetwork = network([2, 3, 1], { seed: 7, deviation: 1 });
const xorLosses: number[] = [];
const xorWeights = [Array.from(xorNetwork.parameters.W2.data)];

async function trainXor(steps: number): Promise<void> {
  const { losses } = await train(xorNetwork, xor(), {
    loss: bce,
    epochs: steps,
    learningRate: 1,
    quiet: true,
    onEpoch: () => xorWeights.push(Array.from(xorNetwork.parameters.W2.data)),
  });
  xorLosses.pop(); // the last loss so far is the first one of this run
  xorLosses.push(...losses);
}

function showRegions(step: number): void {
  const title = `XOR after ${step} steps`;
  show(decisionBoundary((X) => xorNetwork.forward(X), xor(), { title: title }));
}

showRegions(0);
await trainXor(100);
showRegions(100);
await trainXor(900);
showRegions(1000);
await trainXor(4000);
showRegions(5000);

// %% {"course": {"role": "demo", "id": "11.xor.curve"}}
show(learningCurve(xorLosses, { title: "XOR: loss by step", log: true }));
show(
  learningCurve(
    {
      "neuron 1": xorWeights.map((weights) => weights[0]),
      "neuron 2": xorWeights.map((weights) => weights[1]),
      "neuron 3": xorWeights.map((weights) => weights[2]),
    },
    { title: "XOR: the three weights in W^[2]", valueName: "weight" },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "11.xor.text"}}
// After 100 steps the loss is near $\ln 2 = 0.693$: the network answers about 0.5 everywhere, and the gradient is short.
// Then the hidden neurons take different sides, and the loss falls quickly. From there on the regions keep their form
// and the answers move towards 0 and 1. The second picture shows how: one weight of $W^{[2]}$ goes on growing, one goes on
// falling, and the third returns to nearly 0. This run uses only two of its three hidden neurons in the end.

// %% [markdown] {"course": {"role": "predict", "id": "11.zero.question"}}
// ## Starting from zero
//
// Why random weights? Set all of them to 0, train on XOR for 1,000 steps, and look at the loss. What do you expect?

// %% {"course": {"role": "demo", "id": "11.zero"}}
const zeroStart = sequential([
  dense(2, 3, { activation: sigmoid, layer: 1, weights: zeros([3, 2]) }),
  dense(3, 1, { activation: sigmoid, layer: 2, weights: zeros([1, 3]) }),
]);
const zeroRun = await train(zeroStart, xor(), {
  loss: bce,
  epochs: 1000,
  learningRate: 1,
  quiet: true,
});

show(`loss at step 0:    ${zeroRun.losses[0].toFixed(5)}`);
show(`loss at step 1000: ${zeroRun.losses[1000].toFixed(5)}`);
show(`ln 2:              ${Math.LN2.toFixed(5)}`);
show(zeroStart.parameters.W1, zeroStart.parameters.W2);

// %% [markdown] {"course": {"role": "read", "id": "11.zero.answer"}}
// The loss does not move. All hidden neurons compute the same number, so they receive the same gradient and stay equal
// for ever; and with $W^{[2]} = 0$ nothing reaches the first layer at all. On XOR with its two ones and two zeros even
// the gradient of $b^{[2]}$ is 0. Random weights break the tie.

// %% [markdown] {"course": {"role": "read", "id": "11.seeds"}}
// ## Does every start succeed?
//
// Two hidden neurons are enough for XOR in principle. In practice it depends on where the walk starts. The next cell
// trains 20 networks with two hidden neurons and 20 with three, with the seeds 1 to 20, standard normal weights and
// $\alpha = 1$. A run counts as solved when the mean loss falls below 0.1 within 5,000 steps. (Four losses with a mean
// below 0.1 are each below 0.4, and an answer on the wrong side of 0.5 costs at least $\ln 2 = 0.69$.)

// %% {"course": {"role": "demo", "id": "11.seeds.count"}}
async function finalLoss(hidden: number, seed: number): Promise<number> {
  const model = network([2, hidden, 1], { seed: seed, deviation: 1 });
  const options = { loss: bce, epochs: 5000, learningRate: 1 };
  let last = Infinity;
  for await (const { losses } of fit(model, xor(), options)) {
    last = losses[losses.length - 1];
    if (last < 0.1) break;
  }
  return last;
}

for (const hidden of [2, 3]) {
  const unsolved: string[] = [];
  for (let seed = 1; seed <= 20; seed++) {
    const loss = await finalLoss(hidden, seed);
    if (loss >= 0.1) unsolved.push(`seed ${seed} stops at ${loss.toFixed(3)}`);
  }
  show(`2-${hidden}-1: ${20 - unsolved.length} of 20 seeds solve XOR`);
  if (unsolved.length > 0) show(`not solved: ${unsolved.join(", ")}`);
}

// %% [markdown] {"course": {"role": "read", "id": "11.seeds.text"}}
// The runs that fail stop near $\frac{1}{2}\ln 2 = 0.347$: two of the four points are answered right and the other two
// with 0.5. There the gradient is practically 0, and gradient descent has no reason to move. One more hidden neuron
// gives it another way out. When a training run fails, a second seed is a cheap experiment.

// %% [markdown] {"course": {"role": "predict", "id": "11.shapes.question"}}
// ## Three more tasks
//
// The course has four kinds of points that are drawn from a seed: `blobs`, `circles`, `moons` and `spiral`. Three of them
// are trained here. Before you run the cell: for which of them is a single neuron enough, and which will need the most
// hidden neurons?

// %% {"course": {"role": "demo", "id": "11.shapes.train"}}
async function trainOn(name: string, sizes: number[], data: Examples) {
  const model = network(sizes, { seed: 1, deviation: 1 });
  await train(model, data, {
    loss: bce,
    epochs: 3000,
    learningRate: 2,
    quiet: true,
  });
  const answers = (X: Tensor) => model.forward(X);
  const right = accuracy(answers(data.X), data.Y) * data.Y.size;
  show(
    decisionBoundary(answers, data, { title: `${name}, ${sizes.join("-")}` }),
  );
  return { points: name, network: sizes.join("-"), "right of 80": right };
}

const circlePoints = circles({ count: 80, seed: 1 });

show(
  table([
    await trainOn("blobs", [2, 1], blobs({ count: 80, seed: 1 })),
    await trainOn("circles", [2, 1], circlePoints),
    await trainOn("circles", [2, 3, 1], circlePoints),
    await trainOn("spiral", [2, 12, 1], spiral({ count: 80, seed: 1 })),
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "11.shapes.answer"}}
// A straight line parts the two blobs, so one neuron does it. Around a circle no straight line helps, however long the
// training; three hidden neurons draw three lines and answer for the inside of the triangle. The arms of the spiral wind
// around each other, and even twelve lines follow them only roughly. More hidden neurons can draw more complicated
// borders. Whether such a border is also right for **new** points is another question, and comes below.

// %% [markdown] {"course": {"role": "read", "id": "11.batches"}}
// ## One example, some examples, or all of them
//
// So far each update used all examples: **full batch**. It is exact, and for many examples slow. **Stochastic** gradient
// descent takes one example per update; **mini-batch** takes a few. An **epoch** is one pass over all examples, so on 60
// examples an epoch has 60 updates, or 8, or 1.

// %% {"course": {"role": "demo", "id": "11.batches.curves"}}
const points = split(moons({ count: 120, noise: 0.2, seed: 1 }), {
  share: 0.5,
  seed: 2,
});

async function lossesWith(batchSize: number): Promise<readonly number[]> {
  const model = network([2, 8, 1], { seed: 3, deviation: 1 });
  const { losses } = await train(model, points.train, {
    loss: bce,
    epochs: 60,
    learningRate: 0.5,
    batchSize: batchSize,
    seed: 4,
    quiet: true,
  });
  return losses;
}

show(
  learningCurve(
    {
      "stochastic (1)": await lossesWith(1),
      "mini-batch (8)": await lossesWith(8),
      "full batch (60)": await lossesWith(60),
    },
    { title: "Two moons: loss by epoch for three batch sizes", unit: "epoch" },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "11.batches.text"}}
// Per epoch, many small updates come further than one exact update. The price is noise: each small update follows the
// gradient of its few examples and not that of the mean, so the curve trembles. Mini-batches are the usual compromise.

// %% [markdown] {"course": {"role": "read", "id": "11.test"}}
// ## Examples that were not trained on
//
// The loss on the training examples says how well they were fitted. The question that matters is how well the network
// answers on examples it has not seen. So keep some back: train on one part, measure on the other.

// %% {"course": {"role": "demo", "id": "11.test.train"}}
const noisy = split(moons({ count: 80, noise: 0.3, seed: 1 }), {
  share: 0.5,
  seed: 2,
});
const moonNetwork = network([2, 8, 1], { seed: 3, deviation: 1 });
const moonRun = await train(moonNetwork, noisy.train, {
  loss: bce,
  epochs: 1500,
  learningRate: 2,
  test: noisy.test,
  title: "Two moons: training and test loss",
  log: true,
});

const lowest = Math.min(...moonRun.testLosses);
const epochOfLowest = moonRun.testLosses.indexOf(lowest);
const lastTestLoss = moonRun.testLosses[moonRun.testLosses.length - 1];
show(`lowest test loss: ${lowest.toFixed(4)}, at epoch ${epochOfLowest}`);
show(`test loss at the end: ${lastTestLoss.toFixed(4)}`);

// %% {"course": {"role": "demo", "id": "11.test.regions"}}
const onMoons = (X: Tensor): Tensor => moonNetwork.forward(X);

show(decisionBoundary(onMoons, noisy.train, { title: "Training examples" }));
show(decisionBoundary(onMoons, noisy.test, { title: "Test examples" }));

// %% [markdown] {"course": {"role": "read", "id": "11.test.text"}}
// The training loss falls to the end. The test loss falls with it at first and later rises again: from there on the
// network learns the noise of the 40 training examples. This is **overfitting**. One could stop at the lowest test loss;
// more examples help more.

// %% [markdown] {"course": {"role": "read", "id": "11.save"}}
// ## Keeping what was learnt
//
// What a network has learnt is its parameters, and these are numbers. `saveModel` writes them into a file beside this
// notebook, and `loadModel` gives them to a network of the same sizes, tomorrow or on another machine. The file holds the
// numbers only: how the network is built stands in the cell that makes it.
//
// The network below starts from another seed, so it answers differently, until it is given the parameters of the first.

// %% {"course": {"role": "demo", "id": "11.save.file"}}
saveModel(moonNetwork, "two-moons.model");

const copy = network([2, 8, 1], { seed: 99, deviation: 1 });

function largestDifference(): string {
  const difference = copy.forward(noisy.test.X).sub(onMoons(noisy.test.X));
  return difference.abs().max().item().toFixed(4);
}

show(`largest difference of two answers before: ${largestDifference()}`);
loadModel(copy, "two-moons.model");
show(`largest difference of two answers after:  ${largestDifference()}`);

// %% [markdown] {"course": {"role": "read", "id": "11.images"}}
// ## Images: sneakers and ankle boots
//
// The same loop trains on images. Fashion-MNIST has pictures of clothes, $28 \times 28$ pixels each. As in unit 01, an
// image becomes a column of 784 numbers, row after row, from 0 (black) to 1 (white). We take two of the ten classes:
// sneakers get the label 0, ankle boots the label 1. There are 1,000 images of each to train on and 200 of each for the
// test.

// %% {"course": {"role": "demo", "id": "11.images.load"}}
const SNEAKER = 7;
const BOOT = 9;
const shoes = loadDataset("fashion-mnist", { classes: [SNEAKER, BOOT] });
const training = imageExamples(shoes.train, { positive: BOOT });
const held = imageExamples(shoes.test, { positive: BOOT });

show(
  `X is ${training.X.shape.join(" × ")}, Y is ${training.Y.shape.join(" × ")}`,
);
show(imageGrid(shoes.train, { title: "The first training images" }));

// %% [markdown] {"course": {"role": "read", "id": "11.images.network"}}
// A network 784-16-1 with $\sigma$ in both layers and binary cross-entropy has $(784 + 1) \cdot 16 + (16 + 1) \cdot 1 =
// 12577$ parameters. To save time they are kept in single precision, about seven digits. The updates use mini-batches of
// 20 images. The curve grows while the cell is running; to stop earlier, interrupt the kernel.

// %% {"course": {"role": "demo", "id": "11.images.train"}}
const shoeNetwork = network([784, 16, 1], { seed: 5, precision: "float32" });

const shoeRun = await train(shoeNetwork, training, {
  loss: bce,
  epochs: 8,
  learningRate: 0.1,
  batchSize: 20,
  seed: 1,
  test: held,
  title: "Sneakers and ankle boots: loss by epoch",
});

// %% {"course": {"role": "demo", "id": "11.images.test"}}
const answers = shoeNetwork.forward(held.X);
const share = accuracy(answers, held.Y);
const wrong = held.Y.size - Math.round(share * held.Y.size);

show(`test loss: ${shoeRun.testLosses[0].toFixed(3)} before training`);
const lastLoss = shoeRun.testLosses[shoeRun.testLosses.length - 1];
show(`test loss: ${lastLoss.toFixed(3)} after training`);
show(`right: ${(100 * share).toFixed(1)} % of ${held.Y.size} test images`);
show(`wrong: ${wrong}`);

// %% [markdown] {"course": {"role": "read", "id": "11.images.look"}}
// A number between 0 and 1 is not yet an answer in words. We say "ankle boot" where $\hat y$ is above 0.5, else
// "sneaker". Look at four images that the network gets right, and at four that it gets wrong. Would you have known?

// %% {"course": {"role": "demo", "id": "11.images.grid"}}
const said = Array.from(answers.data, (yhat) => (yhat > 0.5 ? BOOT : SNEAKER));
const all = said.map((_, image) => image);
const rightOnes = all.filter(
  (image) => said[image] === shoes.test.labels[image],
);
const wrongOnes = all.filter(
  (image) => said[image] !== shoes.test.labels[image],
);

show(
  imageGrid(shoes.test, {
    title: "Test images with the network's answer",
    indices: [...rightOnes.slice(0, 4), ...wrongOnes.slice(0, 4)],
    predictions: said,
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "11.ten"}}
// ## Beyond the notes: all ten classes
//
// The notes stop at one output. For ten classes a network has ten, and the softmax takes the place of $\sigma$: it makes
// ten positive numbers that add up to 1, $\hat y_k = e^{z_k} / \sum_j e^{z_j}$. The label becomes a column with a single 1
// in the row of the class, and the loss of an example is $\ell = -\sum_k y_k \log \hat y_k$: minus the logarithm of the
// probability that was given to the true class, as in unit 07. The hidden layer uses ReLU here.
//
// A network 784-128-10 has $(784 + 1) \cdot 128 + (128 + 1) \cdot 10 = 101770$ parameters. It sees 10,000 images, 1,000 of
// each class, six times, 64 images per update. That takes a few seconds: 100,000 multiplications forward for each of 60,000
// images, and as many backward.

// %% {"course": {"role": "demo", "id": "11.ten.train"}}
const clothes = loadDataset("fashion-mnist");

function tenClasses(images: LabelledImages): Examples {
  const { X, Y } = imageExamples(images);
  return { X, Y: oneHot(Y, 10) };
}

const [wardrobe, shop] = [clothes.train, clothes.test].map(tenClasses);
const tenNetwork = network([784, 128, 10], {
  activation: relu,
  output: null,
  deviation: he,
  precision: "float32",
  seed: 1,
});

const tenRun = await train(tenNetwork, wardrobe, {
  loss: softmaxCrossEntropy,
  epochs: 6,
  learningRate: nesterov(0.03),
  batchSize: 64,
  seed: 1,
  test: shop,
  title: "Ten classes of clothes: loss by epoch",
});

const tenLosses = tenRun.testLosses.map((loss) => loss.toFixed(3));
show(`test loss by epoch: ${tenLosses.join(", ")}`);

// %% {"course": {"role": "demo", "id": "11.ten.test"}}
const scores = tenNetwork.forward(shop.X);
const tenLoss = tenRun.testLosses[tenRun.testLosses.length - 1];

show(`test loss: ${tenLoss.toFixed(3)}`);
show(
  `right: ${(100 * classAccuracy(scores, shop.Y)).toFixed(1)} % of ${shop.Y.shape[1]} test images`,
);
show(
  confusionChart(confusionMatrix(scores, shop.Y), {
    classNames: clothes.classNames,
    title: "Which clothes are taken for which",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "11.ten.derive"}}
// Guessing would be right for 10 %. Most mistakes are between things that look alike: shirts and T-shirts, pullovers and
// coats.
//
// Nothing about the derivation is new, although the network has nearly eight thousand times the parameters of 2-3-1. Here is
// the gradient by $W^{[2]}$ for three images. The derivative of the logarithm of the softmax meets the label, and because a column of
// labels adds up to 1, what is left is $\hat Y - Y$ once more: the short form of unit 08.

// %% {"course": {"role": "demo", "id": "11.ten.gradient"}}
const three = pickExamples(wardrobe, [0, 1, 2]);
const threeLabels = three.Y.named("Y", { sumsToOne: "columns" });
const threeScores = tenNetwork.forward(three.X.named("X"));
const threeLoss = softmaxCrossEntropy(threeScores, threeLabels)
  .mean()
  .named("L");

show(derive(threeLoss, tenNetwork.parameters.W2));

// %% [markdown] {"course": {"role": "read", "id": "11.ten.weights"}}
// What has a hidden neuron learnt? Its row of $W^{[1]}$ has a weight for every pixel, so it can be drawn as an image:
// orange where a bright pixel raises its $z$, blue where it lowers it. Some show the outline of a garment.

// %% {"course": {"role": "demo", "id": "11.ten.images"}}
show(
  weightImages(tenNetwork.parameters.W1, {
    width: 28,
    height: 28,
    title: "What eight hidden neurons look for",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "11.why"}}
// ## Why all this? Benefit and price
//
// The notes ask in the margin of backpropagation: "why? motivation? benefit? disadvantage?" Unit 08 answered for the
// gradients; now that a network has been trained, here is the answer for the whole.
//
// - **Why:** nobody can write down the 12577 numbers that tell a boot from a sneaker. But anybody can say whether an
//   answer was right, the loss makes a number of it, and the gradient says for each of the 12577 which way it should move.
// - **Benefit:** the same four lines train every network of this unit, from 13 parameters on four points to images. What a
//   step costs grows in proportion to the number of parameters and examples, and not faster.
// - **Price:** the gradient knows only the neighbourhood. A walk can stop where it is flat and bad (three of the 20 starts
//   on XOR), it can overshoot, and $\alpha$, the sizes, the batch and the moment to stop must be chosen by trying. All
//   activations are kept for the backward pass, which needs memory. And a low loss on the training examples promises
//   nothing for new ones.

// %% [markdown] {"course": {"role": "read", "id": "11.recap"}}
// ## Recap in five minutes
//
// - The gradient is computed, the learning rate is chosen, the update puts them together:
//   $\theta \leftarrow \theta - \alpha\, d\theta$ for **all** parameters.
// - Forward, loss, backward, update; then again. Gradients are computed anew in each round.
// - A small $\alpha$ lowers the loss slowly; too large an $\alpha$ can raise it although every gradient is right.
// - Zero weights keep all neurons of a layer equal; random weights break the tie. Not every start succeeds.
// - Small batches take many noisy steps per epoch, the full batch takes one exact step.
// - Judge a network by examples that it was not trained on.
//
// **What to practise:** write the loop from memory for the batch of this unit, then plant one mistake in it (a plus for
// the minus, a forgotten bias, an old gradient used again) and describe its loss curve before you run it.
