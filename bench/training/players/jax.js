/** @file jax-js on its WebAssembly device, under `jit`; the float32 that is its default. */

import { readFileSync } from "node:fs";

import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";

import { CLASSES, oneHotRows, readBatches, readWeights, transposed } from "../numbers.js";
import { entries } from "../work.js";
import { stepper } from "./stepper.js";

export async function about() {
  await init("wasm");
  defaultDevice("wasm");
  const manifest = new URL("../package.json", import.meta.resolve("@jax-js/jax"));
  return `jax-js ${JSON.parse(readFileSync(manifest, "utf8")).version}, device wasm, jit`;
}

export function prepare(work, folder) {
  return { step, product }[work.kind]?.(work, folder);
}

const matrix = (data, shape, dtype = np.float32) => np.array(data, { dtype }).reshape(shape);

function step({ sizes, batch, rate }, folder) {
  const count = sizes.length - 1;
  let parameters = sizes
    .slice(1)
    .flatMap((outputs, layer) => [
      matrix(transposed(readWeights(folder, sizes, layer), outputs, sizes[layer]), [sizes[layer], outputs]),
      np.zeros([outputs]),
    ]);
  const batches = readBatches(folder, batch).map(({ images, labels }) => ({
    X: matrix(images.slice(), [batch, sizes[0]]),
    Y: matrix(oneHotRows(labels), [batch, CLASSES]),
  }));
  const loss = (values, X, Y) => {
    let z = X;
    for (let layer = 0; layer < count; layer++) {
      z = np.matmul(z, values[2 * layer]).add(values[2 * layer + 1]);
      if (layer < count - 1) z = nn.relu(z);
    }
    return nn
      .logSoftmax(z)
      .mul(Y)
      .sum()
      .mul(-1 / batch);
  };
  const update = jit((values, X, Y) => {
    const [value, slopes] = valueAndGrad(loss)(
      values.map((entry) => entry.ref),
      X,
      Y,
    );
    return [value, values.map((entry, at) => entry.sub(slopes[at].mul(rate)))];
  });
  return stepper(batches, async ({ X, Y }) => {
    const [value, next] = update(parameters, X.ref, Y.ref);
    parameters = next;
    return (await value.data())[0];
  });
}

function product({ precision, m, k, n }) {
  // It takes float64 only where the engine has Float16Array, which Node.js 20 has not.
  if (precision === "float64" && !("Float16Array" in globalThis)) return undefined;
  const dtype = precision === "float64" ? np.float64 : np.float32;
  const left = matrix(entries(m * k, precision), [m, k], dtype);
  const right = matrix(entries(k * n, precision), [k, n], dtype);
  const multiply = jit((a, b) => np.matmul(a, b));
  const computed = () => multiply(left.ref, right.ref);
  return {
    run: async (count) => {
      for (let index = 0; index < count; index++) {
        const result = await computed().blockUntilReady();
        result.dispose();
      }
    },
    check: async () =>
      (await computed().data()).reduce((sum, value, place) => sum + value * ((place % 5) - 2), 0),
  };
}
