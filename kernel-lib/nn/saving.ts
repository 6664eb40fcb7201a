/** @file Saving what a model has learned, and taking it up again. */

import { readFileBytes, replaceFile } from "../data/files.js";
import { parseTensors, tensorBytes } from "../data/model-file.js";
import { UsageError } from "../tensor/errors.js";
import type { Layer } from "./layers.js";

/**
 * Writes what a model has learned, parameters and running statistics, into a file, which is replaced as a whole or not
 * at all. How the model is built is not in it: make it by the same cell, then `loadModel`.
 *
 * ```ts
 * saveModel(model, "digits.model");
 * ```
 *
 * @throws UsageError if the file cannot be written.
 */
export function saveModel(model: Layer, file: string): void {
  replaceFile(file, modelBytes(model));
}

/**
 * Gives a model what `saveModel` wrote: all its parameters, or none where something does not fit.
 * @throws UsageError if the file cannot be read, is no saved model, cut off, damaged, or of another model.
 */
export function loadModel(model: Layer, file: string): void {
  readModel(model, readFileBytes(file), file);
}

/** What `saveModel` writes, as bytes; the format is described in `data/model-file.ts`. */
export function modelBytes({ parameters, statistics }: Layer): Uint8Array {
  return tensorBytes({ ...parameters, ...statistics });
}

/** Gives a model what such bytes hold; `name` is what errors call them. @throws UsageError as `loadModel` does. */
export function readModel(model: Layer, bytes: Uint8Array, name = "these bytes"): void {
  const saved = parseTensors(bytes, name);
  const own = { ...model.parameters, ...model.statistics };
  const [inFile, inModel] = [Object.keys(saved), Object.keys(own)];
  if (inFile.length !== inModel.length || inModel.some((key) => !Object.hasOwn(saved, key))) {
    throw new UsageError(
      `loadModel: ${name} holds ${inFile.join(", ")}, the model has ${inModel.join(", ")}; build the model that was saved`,
    );
  }
  const strange = inModel.find((key) => kindOf(saved[key]) !== kindOf(own[key]));
  if (strange !== undefined) {
    throw new UsageError(
      `loadModel: ${strange} is ${kindOf(saved[strange])} in ${name} and ${kindOf(own[strange])} in the model; build the model that was saved`,
    );
  }
  model.update(saved);
}

function kindOf({ shape, data }: Layer["parameters"][string]): string {
  return `[${shape.join(", ")}] in ${data instanceof Float32Array ? "float32" : "float64"}`;
}
