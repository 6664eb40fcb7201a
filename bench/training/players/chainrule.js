/** @file Chainrule through what a notebook imports. */

import { oneHotRows, readBatches, readWeights, transposed } from "../numbers.js";
import { CHAIN_FACTOR, CHAIN_SUMMAND, entries, SMALL_NETWORK } from "../work.js";
import { repeated, stepper } from "./stepper.js";

const library = await import("../../../kernel-lib/dist/index.js");
const { add, dense, fromData, gradientDescent, gradients, matmul, mul, relu, sequential, sigmoid, tensor } =
  library;

export function about() {
  return "this library, eager";
}

export function prepare(work, folder) {
  return { step, product, small, chain }[work.kind](work, folder);
}

function step({ sizes, batch, rate }, folder) {
  const last = sizes.length - 2;
  const layers = sizes.slice(1).map((outputs, layer) =>
    dense(sizes[layer], outputs, {
      layer: layer + 1,
      weights: fromData(readWeights(folder, sizes, layer), [outputs, sizes[layer]]),
      precision: "float32",
      activation: layer === last ? undefined : relu,
    }),
  );
  const model = sequential(layers);
  const optimizer = gradientDescent(rate);
  const batches = readBatches(folder, batch).map(({ images, labels }) => ({
    X: fromData(transposed(images, batch, sizes[0]), [sizes[0], batch]),
    Y: fromData(transposed(oneHotRows(labels), batch, 10), [10, batch]),
  }));
  return stepper(batches, ({ X, Y }) => {
    const { parameters } = model;
    const loss = library.softmaxCrossEntropy(model.forward(X), Y).mean();
    model.update(optimizer(parameters, gradients(loss, parameters)));
    return loss.item();
  });
}

function product({ precision, m, k, n }) {
  const left = fromData(entries(m * k, precision), [m, k]);
  const right = fromData(entries(k * n, precision), [k, n]);
  return repeated(
    () => matmul(left, right),
    () => matmul(left, right).data.reduce((sum, value, place) => sum + value * ((place % 5) - 2), 0),
  );
}

function small() {
  const column = (values) => tensor(values.map((value) => [value]));
  const { W1, b1, W2, b2, x, y } = SMALL_NETWORK;
  const parameters = {
    W1: fromData(Float64Array.from(W1), [3, 2]),
    b1: column(b1),
    W2: fromData(Float64Array.from(W2), [1, 3]),
    b2: column(b2),
  };
  const input = column(x);
  const target = column([y]);
  const computed = () => {
    const hidden = sigmoid(parameters.W1.matmul(input).add(parameters.b1));
    const loss = library.bceFromLogits(parameters.W2.matmul(hidden).add(parameters.b2), target).mean();
    return gradients(loss, parameters);
  };
  return repeated(computed, () => computed().W1.data[0]);
}

function chain({ nodes }) {
  const [x, factor, summand] = [tensor(1), tensor(CHAIN_FACTOR), tensor(CHAIN_SUMMAND)];
  const computed = () => {
    let value = x;
    for (let node = 0; node < nodes; node += 2) value = add(mul(value, factor), summand);
    return gradients(value, { x, factor });
  };
  return repeated(computed, () => computed().factor.item());
}
