/** @file This library through what a notebook imports: eager, or `compiled`. */

import { CLASSES, oneHotRows, readBatches, readWeights, transposed } from "../numbers.js";
import { CHAIN_FACTOR, CHAIN_SUMMAND, entries, SMALL_NETWORK } from "../work.js";
import { repeated, stepper } from "./stepper.js";

const library = await import("../../../kernel-lib/dist/index.js");
const { add, bceFromLogits, dense, fromData, gradientDescent, gradients, matmul, mul, relu } = library;
const { sequential, sigmoid, softmaxCrossEntropy, tensor } = library;

export function about(variant, dense) {
  if (variant === undefined) return "this library, every operation traced as it is called";
  return dense === undefined
    ? "this library: `trainerOf` for steps, `compile` for small works"
    : "the same, zeros of the images multiplied like other numbers";
}

export function prepare(work, folder, variant, dense) {
  const compiled = variant === "compiled";
  if (dense !== undefined && work.kind !== "step") return undefined;
  const made = { step: compiled ? trained : step, product: compiled ? undefined : product, small, chain }[
    work.kind
  ];
  return made?.(work, folder, compiled ? library.compile : (f) => f);
}

function modelOf(sizes, folder) {
  const last = sizes.length - 2;
  const layers = sizes.slice(1).map((outputs, layer) =>
    dense(sizes[layer], outputs, {
      layer: layer + 1,
      weights: fromData(readWeights(folder, sizes, layer), [outputs, sizes[layer]]),
      precision: "float32",
      activation: layer === last ? undefined : relu,
    }),
  );
  return sequential(layers);
}

function batchesOf({ sizes, batch }, folder) {
  return readBatches(folder, batch).map(({ images, labels }) => ({
    X: fromData(transposed(images, batch, sizes[0]), [sizes[0], batch]),
    Y: fromData(transposed(oneHotRows(labels), batch, CLASSES), [CLASSES, batch]),
  }));
}

function step(work, folder) {
  const model = modelOf(work.sizes, folder);
  const optimizer = gradientDescent(work.rate);
  return stepper(batchesOf(work, folder), ({ X, Y }) => {
    const { parameters } = model;
    const loss = softmaxCrossEntropy(model.forward(X), Y).mean();
    model.update(optimizer(parameters, gradients(loss, parameters)));
    return loss.item();
  });
}

function trained(work, folder) {
  const options = { loss: softmaxCrossEntropy, optimizer: gradientDescent(work.rate) };
  const trainer = library.trainerOf?.(modelOf(work.sizes, folder), options);
  return trainer && stepper(batchesOf(work, folder), (batch) => trainer.step(batch));
}

function product({ precision, m, k, n }) {
  const left = fromData(entries(m * k, precision), [m, k]);
  const right = fromData(entries(k * n, precision), [k, n]);
  return repeated(
    () => matmul(left, right),
    () => matmul(left, right).data.reduce((sum, value, place) => sum + value * ((place % 5) - 2), 0),
  );
}

function small(_work, _folder, made) {
  const column = (values) => tensor(values.map((value) => [value]));
  const { W1, b1, W2, b2, x, y } = SMALL_NETWORK;
  const given = [
    fromData(Float64Array.from(W1), [3, 2]),
    column(b1),
    fromData(Float64Array.from(W2), [1, 3]),
    column(b2),
    column(x),
    column([y]),
  ];
  const slopes = made((W1, b1, W2, b2, x, y) => {
    const hidden = sigmoid(W1.matmul(x).add(b1));
    const loss = bceFromLogits(W2.matmul(hidden).add(b2), y).mean();
    return gradients(loss, { W1, b1, W2, b2 });
  });
  return repeated(
    () => slopes(...given),
    () => slopes(...given).W1.data[0],
  );
}

function chain({ nodes }, _folder, made) {
  const given = [tensor(1), tensor(CHAIN_FACTOR), tensor(CHAIN_SUMMAND)];
  const slopes = made((x, factor, summand) => {
    let value = x;
    for (let node = 0; node < nodes; node += 2) value = add(mul(value, factor), summand);
    return gradients(value, { x, factor });
  });
  return repeated(
    () => slopes(...given),
    () => slopes(...given).factor.item(),
  );
}
