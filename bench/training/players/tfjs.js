/** @file TensorFlow.js on one of its backends, `wasm` (one thread) or `cpu`; it has no float64. */

import { fileURLToPath } from "node:url";

import tf from "@tensorflow/tfjs";

import { CLASSES, oneHotRows, readBatches, readWeights, transposed } from "../numbers.js";
import { CHAIN_FACTOR, CHAIN_SUMMAND, entries } from "../work.js";
import { repeated, stepper } from "./stepper.js";

export async function about(backend) {
  if (backend === "wasm") {
    const { setThreadsCount, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(fileURLToPath(new URL("./", import.meta.resolve("@tensorflow/tfjs-backend-wasm"))));
    setThreadsCount(1);
  }
  await tf.setBackend(backend);
  await tf.ready();
  return `TensorFlow.js ${tf.version.tfjs}, backend ${tf.getBackend()}`;
}

export function prepare(work, folder) {
  if (work.precision === "float64") return undefined;
  return { step, product, chain }[work.kind]?.(work, folder);
}

function step({ sizes, batch, rate }, folder) {
  const layers = sizes.slice(1).map((outputs, layer) => ({
    weights: tf.variable(
      tf.tensor2d(transposed(readWeights(folder, sizes, layer), outputs, sizes[layer]), [
        sizes[layer],
        outputs,
      ]),
    ),
    bias: tf.variable(tf.zeros([outputs])),
  }));
  const optimizer = tf.train.sgd(rate);
  const batches = readBatches(folder, batch).map(({ images, labels }) => ({
    X: tf.tensor2d(images, [batch, sizes[0]]),
    Y: tf.tensor2d(oneHotRows(labels), [batch, CLASSES]),
  }));
  const last = layers.length - 1;
  const loss = ({ X, Y }) => {
    const z = layers.reduce((below, { weights, bias }, at) => {
      const sum = tf.add(tf.matMul(below, weights), bias);
      return at === last ? sum : tf.relu(sum);
    }, X);
    return tf.losses.softmaxCrossEntropy(Y, z);
  };
  return stepper(batches, (examples) => {
    const value = optimizer.minimize(() => loss(examples), true);
    const [number] = value.dataSync();
    value.dispose();
    return number;
  });
}

function product({ precision, m, k, n }) {
  const left = tf.tensor2d(entries(m * k, precision), [m, k]);
  const right = tf.tensor2d(entries(k * n, precision), [k, n]);
  return repeated(
    () => tf.matMul(left, right).dispose(),
    () =>
      tf
        .matMul(left, right)
        .dataSync()
        .reduce((sum, value, place) => sum + value * ((place % 5) - 2), 0),
  );
}

function chain({ nodes }) {
  const slopes = tf.grads((x, factor) => {
    let value = x;
    for (let node = 0; node < nodes; node += 2) value = tf.add(tf.mul(value, factor), CHAIN_SUMMAND);
    return value;
  });
  const computed = () => tf.tidy(() => slopes([tf.scalar(1), tf.scalar(CHAIN_FACTOR)])[1].dataSync()[0]);
  return repeated(computed);
}
