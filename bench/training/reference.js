/**
 * @file Writes values and gradients of activations, layers and losses by TensorFlow.js, which a test compares with ours:
 * `node bench/training/reference.js` compares what it finds with the file, `--write` replaces it.
 */

import { readFileSync, writeFileSync } from "node:fs";

import tf from "@tensorflow/tfjs";

const FILE = new URL("../../test/kernel-lib/nn/tensorflow.json", import.meta.url);
const DIGITS = 7;

/** Entries of this shape that look random, to two digits: between −1.5 and 1.5, none of them 0. */
function spread(shape, from = 0) {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, (_, place) => (((place + from) * 67 + 29) % 150) / 50 - 1.49);
  return { shape, values: values.map((value) => Number(value.toFixed(2))) };
}

/** Entries strictly between 0 and 1. */
function shares(shape, from = 0) {
  const { values } = spread(shape, from);
  return { shape, values: values.map((value) => Number((value / 3.2 + 0.5).toFixed(2))) };
}

/** Columns with a single 1. */
function oneHot(classes, count) {
  const values = new Array(classes * count).fill(0);
  for (let example = 0; example < count; example++)
    values[((example * 2 + 1) % classes) * count + example] = 1;
  return { shape: [classes, count], values };
}

const weighted =
  (f) =>
  ({ x, weight }) =>
    tf.sum(tf.mul(f(x), weight));
const ENTRIES = { x: spread([3, 4]), weight: spread([3, 4], 5) };
const activation = (f) => ({ inputs: ENTRIES, f: weighted(f) });
const mean = (losses) => tf.mean(losses);
const rows = (columns) => tf.transpose(columns);
const dense =
  (g) =>
  ({ W, x, b, weight }) =>
    tf.sum(tf.mul(g(tf.add(tf.matMul(W, x), b)), weight));
const denseInputs = (outputs, inputs, count) => ({
  W: spread([outputs, inputs]),
  x: spread([inputs, count], 3),
  b: spread([outputs, 1], 11),
  weight: spread([outputs, count], 17),
});
const SCORES = { logits: spread([3, 5], 2), target: oneHot(3, 5) };

/** Per name the inputs and a function of them that gives one number; inputs called `target` get no gradient. */
const CASES = {
  sigmoid: activation(tf.sigmoid),
  tanh: activation(tf.tanh),
  relu: activation(tf.relu),
  softplus: activation(tf.softplus),
  silu: activation((x) => tf.mul(x, tf.sigmoid(x))),
  elu: activation(tf.elu),
  leaky_relu: activation((x) => tf.leakyRelu(x, 0.2)),
  softmax: activation((x) => rows(tf.softmax(rows(x)))),
  log_softmax: activation((x) => rows(tf.logSoftmax(rows(x)))),
  logsumexp: { inputs: { x: spread([3, 4]) }, f: ({ x }) => tf.sum(tf.square(tf.logSumExp(x, 0))) },
  "variance along rows": {
    inputs: { x: spread([3, 4]) },
    f: ({ x }) => tf.sum(tf.square(tf.moments(x, 1).variance)),
  },
  "dense, sigmoid": { inputs: denseInputs(3, 2, 4), f: dense(tf.sigmoid) },
  "dense, relu, big": { inputs: denseInputs(12, 32, 16), f: dense(tf.relu) },
  "batch normalization": {
    inputs: {
      x: spread([3, 5]),
      gain: spread([3, 1], 4),
      shift: spread([3, 1], 9),
      weight: spread([3, 5], 5),
    },
    f: ({ x, gain, shift, weight }) => {
      const { mean, variance } = tf.moments(x, 1);
      const normal = tf.batchNorm(
        rows(x),
        mean,
        variance,
        tf.reshape(shift, [3]),
        tf.reshape(gain, [3]),
        1e-5,
      );
      return tf.sum(tf.mul(rows(normal), weight));
    },
  },
  squaredError: {
    inputs: { predicted: spread([2, 3]), target: spread([2, 3], 8) },
    f: ({ predicted, target }) => tf.losses.meanSquaredError(target, predicted),
  },
  bce: {
    inputs: { predicted: shares([2, 3]), target: shares([2, 3], 8) },
    f: ({ predicted, target }) => tf.losses.logLoss(target, predicted, undefined, 0),
  },
  bceFromLogits: {
    inputs: { logits: spread([2, 3]), target: shares([2, 3], 8) },
    f: ({ logits, target }) => tf.losses.sigmoidCrossEntropy(target, logits),
  },
  softmaxCrossEntropy: {
    inputs: SCORES,
    f: ({ logits, target }) => tf.losses.softmaxCrossEntropy(rows(target), rows(logits)),
  },
  l1Penalty: { inputs: { W: spread([2, 3]) }, f: ({ W }) => tf.mul(tf.sum(tf.abs(W)), 0.3) },
  l2Penalty: { inputs: { W: spread([2, 3]) }, f: ({ W }) => tf.mul(tf.sum(tf.square(W)), 0.15) },
  "network 4-5-3": {
    inputs: {
      W1: spread([5, 4]),
      b1: spread([5, 1], 3),
      W2: spread([3, 5], 7),
      b2: spread([3, 1], 1),
      x: spread([4, 6], 13),
      target: oneHot(3, 6),
    },
    f: ({ W1, b1, W2, b2, x, target }) => {
      const hidden = tf.tanh(tf.add(tf.matMul(W1, x), b1));
      const logits = tf.add(tf.matMul(W2, hidden), b2);
      return mean(tf.neg(tf.sum(tf.mul(rows(target), tf.logSoftmax(rows(logits))), 1)));
    },
  },
};

await tf.setBackend("cpu");
const found = {
  about:
    "Values and gradients by TensorFlow.js in float32, to 7 digits. Made by: node bench/training/reference.js --write",
  tensorflow: tf.version.tfjs,
  cases: Object.entries(CASES).map(([name, { inputs, f }]) => ({ name, inputs, ...measured(inputs, f) })),
};
if (process.argv.includes("--write")) writeFileSync(FILE, written(found));
else compare(JSON.parse(readFileSync(FILE, "utf8")));

function measured(inputs, f) {
  const keys = Object.keys(inputs);
  const tensors = keys.map((key) => tf.tensor(inputs[key].values, inputs[key].shape));
  const named = (values) => Object.fromEntries(keys.map((key, at) => [key, values[at]]));
  const { value, grads } = tf.valueAndGrads((...values) => f(named(values)))(tensors);
  const wanted = keys.map((key, at) => [key, grads[at]]).filter(([key]) => key !== "target");
  return {
    value: rounded(value)[0],
    gradients: Object.fromEntries(wanted.map(([key, slope]) => [key, rounded(slope)])),
  };
}

function rounded(tensor) {
  return Array.from(tensor.dataSync(), (number) => Number(number.toPrecision(DIGITS)));
}

/** A case a line. */
function written({ cases, ...head }) {
  const lines = cases.map((one) => JSON.stringify(one)).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},"cases":[\n${lines}\n]}\n`;
}

function compare(kept) {
  const differing = found.cases.filter(
    (one) => JSON.stringify(one) !== JSON.stringify(kept.cases.find(({ name }) => name === one.name)),
  );
  const same = kept.tensorflow === found.tensorflow && kept.cases.length === found.cases.length;
  for (const { name } of differing) console.log(`differs: ${name}`);
  console.log(
    `${found.cases.length - differing.length} of ${found.cases.length} cases as they are kept, by TensorFlow.js ${found.tensorflow}`,
  );
  if (!same || differing.length > 0) process.exitCode = 1;
}
