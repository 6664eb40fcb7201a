/** @file The same work as plain loops over typed arrays, written out by hand: what careful JavaScript reaches. */

import { readBatches, readWeights, transposed } from "../numbers.js";
import { CHAIN_FACTOR, CHAIN_SUMMAND, entries, SMALL_NETWORK } from "../work.js";
import { repeated, stepper } from "./stepper.js";

export function about() {
  return "plain loops over typed arrays, written for each work";
}

export function prepare(work, folder) {
  return { step, product, small, chain }[work.kind](work, folder);
}

/** into += left [m, k] × right [k, n], the innermost loop along memory. */
function multiply(left, right, into, { m, k, n }) {
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = left[i * k + p];
      for (let j = 0; j < n; j++) into[i * n + j] += factor * right[p * n + j];
    }
  }
}

/** into += leftᵀ right, for left [m, k] and right [m, n]. */
function multiplyTransposed(left, right, into, { m, k, n }) {
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = left[i * k + p];
      for (let j = 0; j < n; j++) into[p * n + j] += factor * right[i * n + j];
    }
  }
}

/** into = left rightᵀ, for left [m, n] and right [k, n]. */
function multiplyByTransposed(left, right, into, { m, k, n }) {
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += left[i * n + j] * right[p * n + j];
      into[i * k + p] = sum;
    }
  }
}

function step({ sizes, batch, rate }, folder) {
  const layers = sizes.slice(1).map((outputs, at) => ({
    inputs: sizes[at],
    outputs,
    weights: transposed(readWeights(folder, sizes, at), outputs, sizes[at]),
    slopes: new Float32Array(sizes[at] * outputs),
    bias: new Float32Array(outputs),
    z: new Float32Array(batch * outputs),
    above: new Float32Array(batch * outputs),
  }));
  return stepper(readBatches(folder, batch), ({ images, labels }) => {
    const last = layers[layers.length - 1];
    layers.forEach((layer, at) =>
      forward(layer, at === 0 ? images : layers[at - 1].z, layer === last, batch),
    );
    const loss = softmaxSlopes(last, labels);
    for (let at = layers.length - 1; at >= 0; at--) backward(layers, at, { images, batch, rate });
    return loss;
  });
}

function forward({ inputs, outputs, weights, bias, z }, below, isLast, batch) {
  for (let row = 0; row < batch; row++) z.set(bias, row * outputs);
  multiply(below, weights, z, { m: batch, k: inputs, n: outputs });
  if (!isLast) for (let at = 0; at < z.length; at++) if (z[at] < 0) z[at] = 0;
}

/** The mean cross-entropy; its gradient by z goes into `above`. */
function softmaxSlopes({ z, above, outputs }, labels) {
  const batch = labels.length;
  let loss = 0;
  for (let row = 0; row < batch; row++) {
    const start = row * outputs;
    let top = -Infinity;
    for (let at = start; at < start + outputs; at++) top = Math.max(top, z[at]);
    let sum = 0;
    for (let at = start; at < start + outputs; at++) sum += Math.exp(z[at] - top);
    for (let at = start; at < start + outputs; at++) above[at] = Math.exp(z[at] - top) / sum / batch;
    above[start + labels[row]] -= 1 / batch;
    loss += Math.log(sum) + top - z[start + labels[row]];
  }
  return loss / batch;
}

function backward(layers, index, { images, batch, rate }) {
  const { inputs, outputs, weights, slopes, bias, above } = layers[index];
  const below = index === 0 ? undefined : layers[index - 1];
  slopes.fill(0);
  multiplyTransposed(below?.z ?? images, above, slopes, { m: batch, k: inputs, n: outputs });
  if (below !== undefined) {
    multiplyByTransposed(above, weights, below.above, { m: batch, k: inputs, n: outputs });
    for (let at = 0; at < below.z.length; at++) if (below.z[at] === 0) below.above[at] = 0;
  }
  for (let at = 0; at < weights.length; at++) weights[at] -= rate * slopes[at];
  for (let at = 0; at < above.length; at++) bias[at % outputs] -= rate * above[at];
}

function product({ precision, m, k, n }) {
  const [left, right] = [entries(m * k, precision), entries(k * n, precision)];
  const into = entries(m * n, precision);
  const computed = () => {
    into.fill(0);
    multiply(left, right, into, { m, k, n });
  };
  return repeated(computed, () => {
    computed();
    return into.reduce((sum, value, place) => sum + value * ((place % 5) - 2), 0);
  });
}

function small() {
  const { W1, b1, W2, b2, x, y } = SMALL_NETWORK;
  const slopes = { W1: new Float64Array(6), b1: new Float64Array(3), W2: new Float64Array(3), b2: 0 };
  const hidden = new Float64Array(3);
  return repeated(() => {
    let z = b2[0];
    for (let unit = 0; unit < 3; unit++) {
      hidden[unit] = 1 / (1 + Math.exp(-(W1[2 * unit] * x[0] + W1[2 * unit + 1] * x[1] + b1[unit])));
      z += W2[unit] * hidden[unit];
    }
    slopes.b2 = 1 / (1 + Math.exp(-z)) - y;
    for (let unit = 0; unit < 3; unit++) {
      slopes.W2[unit] = slopes.b2 * hidden[unit];
      slopes.b1[unit] = slopes.b2 * W2[unit] * hidden[unit] * (1 - hidden[unit]);
      slopes.W1[2 * unit] = slopes.b1[unit] * x[0];
      slopes.W1[2 * unit + 1] = slopes.b1[unit] * x[1];
    }
    return slopes.W1[0];
  });
}

function chain({ nodes }) {
  const values = new Float64Array(nodes + 1);
  return repeated(() => {
    values[0] = 1;
    for (let node = 0; node < nodes; node += 2) {
      values[node + 1] = values[node] * CHAIN_FACTOR;
      values[node + 2] = values[node + 1] + CHAIN_SUMMAND;
    }
    let [above, slope] = [1, 0];
    for (let node = nodes - 2; node >= 0; node -= 2) {
      slope += above * values[node];
      above *= CHAIN_FACTOR;
    }
    return slope;
  });
}
