/** @file The numbers that all players start from, as files: shuffled images, labels, first weights. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SEED = 7;
const PIXELS = 784;
export const CLASSES = 10;

/** Writes the images of the Fashion-MNIST subset (float32, 0 to 1, one row each) and their labels; says how dense they are. */
export async function writeNumbers() {
  const { imageExamples, loadDataset, shuffle } = await import("../../kernel-lib/dist/index.js");
  const folder = mkdtempSync(join(tmpdir(), "chainrule-bench-"));
  const { train } = loadDataset("fashion-mnist", { perClass: 1000 });
  const { X, Y } = shuffle(imageExamples(train), SEED);
  const count = X.shape[1];
  const images = new Float32Array(count * PIXELS);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    for (let image = 0; image < count; image++) {
      images[image * PIXELS + pixel] = X.data[pixel * count + image];
    }
  }
  writeFileSync(join(folder, "images.f32"), images);
  writeFileSync(join(folder, "labels.u8"), Uint8Array.from(Y.data));
  const density = images.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0) / images.length;
  return { folder, count, density, remove: () => rmSync(folder, { recursive: true }) };
}

/** Writes the first weights of a network, [outputs, inputs] row by row, normal with deviation √(2 / inputs). */
export async function writeWeights(folder, sizes) {
  const { normal } = await import("../../kernel-lib/dist/index.js");
  sizes.slice(1).forEach((outputs, layer) => {
    const inputs = sizes[layer];
    const { data } = normal([outputs, inputs], { seed: SEED + layer, deviation: Math.sqrt(2 / inputs) });
    writeFileSync(join(folder, weightsFile(sizes, layer)), Float32Array.from(data));
  });
}

function weightsFile(sizes, layer) {
  return `weights-${sizes.join("-")}-${layer}.f32`;
}

/** The first weights of a layer. */
export function readWeights(folder, sizes, layer) {
  return floats(join(folder, weightsFile(sizes, layer)));
}

/** All batches of this size in their order, incomplete ones left out: images row by row, and labels. */
export function readBatches(folder, size) {
  const images = floats(join(folder, "images.f32"));
  const labels = new Uint8Array(readFileSync(join(folder, "labels.u8")));
  return Array.from({ length: Math.floor(labels.length / size) }, (_, index) => ({
    images: images.subarray(index * size * PIXELS, (index + 1) * size * PIXELS),
    labels: labels.subarray(index * size, (index + 1) * size),
  }));
}

/** Labels as rows with a single 1. */
export function oneHotRows(labels) {
  const rows = new Float32Array(labels.length * CLASSES);
  labels.forEach((label, row) => {
    rows[row * CLASSES + label] = 1;
  });
  return rows;
}

/** A matrix of `rows` by `columns` with rows and columns exchanged. */
export function transposed(data, rows, columns) {
  const result = new data.constructor(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column];
  }
  return result;
}

function floats(file) {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
