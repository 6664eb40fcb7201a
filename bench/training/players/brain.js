/**
 * @file brain.js, which trains example by example with σ and squared error: its time is that of as many examples as
 * the batch has, and it is not ranked.
 */

import { createRequire } from "node:module";

import { oneHotRows, readBatches } from "../numbers.js";
import { LEARNING_RATE, SMALL_NETWORK } from "../work.js";

const load = createRequire(import.meta.url);
const { NeuralNetwork } = load("brain.js");
const BATCHES = 20;

export function about() {
  return `brain.js ${load("brain.js/package.json").version}: σ, squared error, an update per example`;
}

export function prepare(work, folder) {
  return { step, small }[work.kind]?.(work, folder);
}

function network(sizes, rate) {
  const made = new NeuralNetwork({ hiddenLayers: sizes.slice(1, -1) });
  made.sizes = sizes;
  made.trainOpts.learningRate = rate;
  made.initialize();
  return made;
}

function step({ sizes, batch, rate }, folder) {
  const made = network(sizes, rate);
  const part = (data, width, row) => Array.from(data.subarray(row * width, (row + 1) * width));
  // Of the images a few batches: as plain arrays, which it is fastest with, all of them would fill the memory.
  const batches = readBatches(folder, batch)
    .slice(0, BATCHES)
    .map(({ images, labels }) => {
      const targets = oneHotRows(labels);
      return Array.from({ length: batch }, (_, row) => ({
        input: part(images, sizes[0], row),
        output: part(targets, sizes.at(-1), row),
      }));
    });
  let next = 0;
  return unranked(() => {
    for (const example of batches[next++ % batches.length]) made.trainPattern(example);
  });
}

function small() {
  const made = network([2, 3, 1], LEARNING_RATE);
  const example = { input: SMALL_NETWORK.x, output: [SMALL_NETWORK.y] };
  return unranked(() => made.trainPattern(example));
}

function unranked(compute) {
  return {
    run: (count) => {
      for (let index = 0; index < count; index++) compute();
    },
    check: () => "not ranked",
  };
}
