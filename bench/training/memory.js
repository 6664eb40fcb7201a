/**
 * @file Trains ten epochs as `fit` does and prints what the process holds after each, garbage collected first:
 * `node --expose-gc memory.js` gives a JSON array of {heap, external, resident} in bytes.
 */

import {
  fromData,
  loadDataset,
  network,
  relu,
  softmaxCrossEntropy,
  fit,
  oneHot,
} from "../../kernel-lib/dist/index.js";

const EPOCHS = 10;

const { train } = loadDataset("fashion-mnist", { perClass: 1000 });
const [count, rows, columns] = train.images.shape;
const pixels = rows * columns;
const data = new Float32Array(count * pixels);
for (let image = 0; image < count; image++) {
  for (let pixel = 0; pixel < pixels; pixel++) {
    data[pixel * count + image] = train.images.data[image * pixels + pixel] / 255;
  }
}
const X = fromData(data, [pixels, count]);
const Y = oneHot(train.labels, 10);
const model = network([pixels, 128, 10], { activation: relu, output: null, seed: 7, precision: "float32" });
const options = { loss: softmaxCrossEntropy, epochs: EPOCHS, learningRate: 0.1, batchSize: 64, seed: 7 };
const held = [];
let epochs = 0;
for await (const { losses } of fit(model, { X, Y }, options)) {
  if (losses.length <= epochs + 1) continue;
  epochs = losses.length - 1;
  held.push(usage());
}
console.log(JSON.stringify(held));

function usage() {
  // Twice: what the first collection frees may itself have held storage outside the heap.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, external, resident: rss };
}
