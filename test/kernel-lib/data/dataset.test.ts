/** @file Fashion-MNIST from the folder that comes with the course, and from folders of one's own. */

import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { loadDataset, pickImages, selectImages } from "../../../kernel-lib/data/dataset.js";

const COURSE_FOLDER = join(import.meta.dirname, "../../../datasets/fashion-mnist");
const PARTS = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"];

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "datasets-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Four small original files, uncompressed: the first `count` images of the course's test part, in both parts. */
function writeOriginals(name: string, count: number): string {
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  for (const part of PARTS) {
    const source = part.replace("train", "t10k");
    const bytes = gunzipSync(readFileSync(join(COURSE_FOLDER, `${source}-ubyte-subset.gz`)));
    const header = part.includes("images") ? 16 : 8;
    const entry = part.includes("images") ? 784 : 1;
    const cut = bytes.subarray(0, header + count * entry);
    cut.writeUInt32BE(count, 4);
    writeFileSync(join(target, `${part}-ubyte`), cut);
  }
  return target;
}

describe("loadDataset", () => {
  it("holds 1,000 + 200 images of each of ten classes", () => {
    const { train, test, classNames } = loadDataset("fashion-mnist");
    expect(train.images.shape).toEqual([10_000, 28, 28]);
    expect(test.images.shape).toEqual([2_000, 28, 28]);
    expect(classNames).toHaveLength(10);
    classNames.forEach((_, label) => {
      expect(train.labels.filter((each) => each === label)).toHaveLength(1000);
      expect(test.labels.filter((each) => each === label)).toHaveLength(200);
    });
  });

  it("keeps the original's order: the first training image is an ankle boot", () => {
    const { train, test, classNames } = loadDataset("fashion-mnist");
    expect(Array.from(train.labels.subarray(0, 12))).toEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 0, 9]);
    expect(Array.from(test.labels.subarray(0, 8))).toEqual([9, 2, 1, 1, 6, 1, 4, 6]);
    expect(classNames[9]).toBe("Ankle boot");
  });

  it("gives only the classes asked for, the first so many of each", () => {
    const { train, test } = loadDataset("fashion-mnist", { classes: [0, 9], perClass: 250 });
    expect(train.images.shape).toEqual([500, 28, 28]);
    expect(new Set(train.labels)).toEqual(new Set([0, 9]));
    expect(test.images.shape).toEqual([400, 28, 28]);
  });

  it("reads original files, packed or not, from a folder of one's own", () => {
    const own = writeOriginals("own", 30);
    const { train } = loadDataset("fashion-mnist", { folder: own });
    expect(train.images.shape).toEqual([30, 28, 28]);
    expect(Array.from(train.labels.subarray(0, 8))).toEqual([9, 2, 1, 1, 6, 1, 4, 6]);
  });

  it("looks in the folder that CHAINRULE_DATASETS names", () => {
    writeOriginals("all/fashion-mnist", 20);
    vi.stubEnv("CHAINRULE_DATASETS", join(folder, "all"));
    expect(loadDataset("fashion-mnist").train.images.shape).toEqual([20, 28, 28]);
    vi.stubEnv("CHAINRULE_DATASETS", join(folder, "nowhere"));
    expect(() => loadDataset("fashion-mnist")).toThrow(
      `loadDataset: no folder ${join(folder, "nowhere", "fashion-mnist")}; ` +
        "give { folder }, or set CHAINRULE_DATASETS to the folder that holds fashion-mnist",
    );
  });

  it("names the data sets there are when asked for another", () => {
    expect(() => loadDataset("cifar")).toThrow('loadDataset: no data set "cifar"; there is fashion-mnist');
    expect(() => loadDataset("toString")).toThrow("there is fashion-mnist");
  });

  it("says which files are missing", () => {
    expect(() => loadDataset("fashion-mnist", { folder })).toThrow(
      `loadDataset: ${folder} does not hold train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, ` +
        "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz; put all four files there",
    );
  });

  it("refuses a packed file that was cut off", () => {
    const own = writeOriginals("cut", 30);
    for (const part of PARTS) writeFileSync(join(own, `${part}-ubyte.gz`), "");
    const whole = readFileSync(join(COURSE_FOLDER, "train-images-idx3-ubyte-subset.gz"));
    writeFileSync(join(own, "train-images-idx3-ubyte.gz"), whole.subarray(0, 100_000));
    expect(() => loadDataset("fashion-mnist", { folder: own })).toThrow(
      /cannot read .*train-images-idx3-ubyte\.gz \(unexpected end of file\); fetch the file again/,
    );
  });

  it("refuses labels that are more than the images, or of no class", () => {
    const own = writeOriginals("labels", 3);
    const write = (...labels: number[]): void => {
      writeFileSync(
        join(own, "train-labels-idx1-ubyte"),
        Uint8Array.of(0, 0, 8, 1, 0, 0, 0, labels.length, ...labels),
      );
    };
    write(1, 2, 3, 4);
    expect(() => loadDataset("fashion-mnist", { folder: own })).toThrow(
      "3 images in train-images-idx3-ubyte, 4 labels",
    );
    write(1, 2, 10);
    expect(() => loadDataset("fashion-mnist", { folder: own })).toThrow(
      "label 10 in train-labels-idx1-ubyte",
    );
    writeFileSync(join(own, "train-labels-idx1-ubyte"), Uint8Array.of(0, 0, 9, 1, 0, 0, 0, 1, 1));
    expect(() => loadDataset("fashion-mnist", { folder: own })).toThrow(
      "train-labels-idx1-ubyte has shape [1] of Int8Array, not 1 dimensions of bytes",
    );
  });
});

describe("images", () => {
  it("are picked by index and by class", () => {
    const { test } = loadDataset("fashion-mnist");
    const two = pickImages(test, [3, 0]);
    expect(Array.from(two.labels)).toEqual([1, 9]);
    expect(two.images.data.subarray(784)).toEqual(test.images.data.subarray(0, 784));
    expect(selectImages(test, [4]).labels).toEqual(new Uint8Array(200).fill(4));
  });

  it.each([-1, 2000, 0.5])("have no index %d among 2,000", (index) => {
    const { test } = loadDataset("fashion-mnist");
    expect(() => pickImages(test, [index])).toThrow(
      `pickImages: no image ${index}; indices go from 0 to 1999`,
    );
  });

  it.each([10, -1, 0.5])("have no class %d", (label) => {
    const { test } = loadDataset("fashion-mnist");
    expect(() => selectImages(test, [label])).toThrow(
      `selectImages: no class ${label}; classes go from 0 (T-shirt/top) to 9 (Ankle boot)`,
    );
  });
});
