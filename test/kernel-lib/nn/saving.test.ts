/** @file Models in files: what comes back, and that nothing damaged is taken. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import {
  batchNorm,
  dense,
  loadModel,
  modelBytes,
  network,
  normal,
  readModel,
  saveModel,
  sequential,
  type Layer,
} from "../../../kernel-lib/index.js";

const folder = mkdtempSync(join(tmpdir(), "models-"));
const file = join(folder, "some.model");
const X = normal([2, 6], { seed: 1 });

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The bytes with another value in a place, and a checksum that fits. */
function forged(bytes: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  change(copy);
  new DataView(copy.buffer).setUint32(20, crc32(copy.subarray(24)), true);
  return copy;
}

describe("saveModel and loadModel", () => {
  it.each(["float64", "float32"] as const)(
    "give back every number in %s, running statistics too",
    (precision) => {
      const build = (seed: number): Layer =>
        sequential([
          dense(2, 3, { layer: 1, seed, precision }),
          batchNorm(3, { layer: 1, precision }),
          dense(3, 1, { layer: 2, seed, precision }),
        ]);
      const [model, other] = [build(1), build(2)];
      model.forward(X, "training");
      saveModel(model, file);
      expect(other.forward(X).toArray()).not.toEqual(model.forward(X).toArray());
      loadModel(other, file);
      expect(other.forward(X).toArray()).toEqual(model.forward(X).toArray());
      expect(other.parameters.W1.data).toEqual(model.parameters.W1.data);
      expect(other.parameters.W1.name).toEqual({ base: "W", layer: 1 });
      expect(other.statistics?.mu1.data).toEqual(model.statistics?.mu1.data);
    },
  );

  it("replace a file as a whole, and leave nothing beside it", () => {
    saveModel(network([2, 50, 1], { seed: 1 }), file);
    saveModel(network([2, 1], { seed: 1 }), file);
    expect(readdirSync(folder)).toEqual(["some.model"]);
    loadModel(network([2, 1], { seed: 2 }), file);
    expect(() => {
      saveModel(network([2, 1], { seed: 1 }), join(folder, "none", "some.model"));
    }).toThrow(/cannot write .*none.*check the folder/);
  });

  it("say what a file looks like that any program can read", () => {
    saveModel(network([1, 1], { seed: 1 }), file);
    const bytes = readFileSync(file);
    const [version, header, data, sum] = [8, 12, 16, 20].map((at) => bytes.readUInt32LE(at));
    expect([version, data, bytes.length]).toEqual([1, 16, 24 + header + 16]);
    expect(sum).toBe(crc32(bytes.subarray(24)));
    expect(JSON.parse(bytes.toString("utf8", 24, 24 + header))).toEqual({
      tensors: [
        { key: "W1", shape: [1, 1], precision: "float64" },
        { key: "b1", shape: [1, 1], precision: "float64" },
      ],
    });
    expect(bytes.readDoubleLE(24 + header)).toBe(network([1, 1], { seed: 1 }).parameters.W1.item());
  });
});

describe("a file that is not what was saved", () => {
  const model = network([2, 3, 1], { seed: 1 });
  const bytes = modelBytes(model);
  const reading =
    (given: Uint8Array, into = network([2, 3, 1], { seed: 2 })): (() => void) =>
    () => {
      readModel(into, given, "my.model");
    };

  it("is refused wherever a single byte has changed, and wherever it is cut off", () => {
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] ^= 0x10;
      expect(reading(damaged), `byte ${at}`).toThrow(/^model file: my\.model /);
      expect(reading(bytes.subarray(0, at)), `first ${at} bytes`).toThrow(/^model file: my\.model /);
    }
    expect(reading(bytes)).not.toThrow();
  });

  it("changes nothing of the model", () => {
    const into = network([2, 3, 1], { seed: 2 });
    const before = into.parameters.W1.toArray();
    expect(reading(bytes.subarray(0, bytes.length - 1), into)).toThrow("is cut off or damaged");
    expect(into.parameters.W1.toArray()).toEqual(before);
  });

  it("is told by its fault", () => {
    const later = Uint8Array.from(bytes).fill(2, 8, 9);
    expect(reading(later)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: model file: my.model is of version 2, this library reads version 1; update it, or save the model again]`,
    );
    expect(reading(bytes.subarray(0, 100))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: model file: my.model has 100 bytes and says that it has 344; it is cut off or damaged: copy it again, or save the model again]`,
    );
    expect(reading(Uint8Array.from(bytes).fill(7, bytes.length - 1))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: model file: my.model is damaged, its checksum is not that of its contents; copy it again, or save the model again]`,
    );
    expect(reading(new TextEncoder().encode("{}"))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: model file: my.model does not start as a saved model does; check that it is the right file]`,
    );
    expect(reading(forged(bytes, (copy) => copy.fill(0x20, 24, 25)))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: model file: my.model has a header that does not fit its data; save the model again]`,
    );
    expect(reading(bytes, network([2, 4, 1], { seed: 1 }))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: loadModel: W1 is [3, 2] in float64 in my.model and [4, 2] in float64 in the model; build the model that was saved]`,
    );
    expect(reading(bytes, network([2, 1], { seed: 1 }))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: loadModel: my.model holds W1, b1, W2, b2, the model has W1, b1; build the model that was saved]`,
    );
    const single = network([2, 3, 1], { seed: 1, precision: "float32" });
    expect(reading(bytes, single)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: loadModel: W1 is [3, 2] in float64 in my.model and [3, 2] in float32 in the model; build the model that was saved]`,
    );
  });

  it("cannot be read where there is none", () => {
    writeFileSync(join(folder, "text.model"), "W1 = 2\n");
    expect(() => {
      loadModel(model, join(folder, "text.model"));
    }).toThrow("does not start as a saved model does");
    expect(() => {
      loadModel(model, join(folder, "missing.model"));
    }).toThrow("check its name and folder");
  });
});
