/** @file Data sets of labelled images by name, from the folder `datasets`. */

import { UsageError } from "../tensor/errors.js";
import { datasetFolder, hasFiles, readBytes } from "./files.js";
import { parseIdx } from "./idx.js";

/** Bytes with their shape, last dimension fastest. */
export interface ByteArray {
  readonly data: Uint8Array;
  readonly shape: readonly number[];
}

/** Images, shape [count, rows, columns], each pixel 0 (black) … 255 (white), with one label per image. */
export interface LabelledImages {
  readonly images: ByteArray;
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
}

/** A data set in its two parts; a label is an index into `classNames`. */
export interface ImageDataset {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/** What to read: which folder, which classes (all unless told), how many images of each class. */
export interface DatasetOptions {
  readonly folder?: string;
  readonly classes?: readonly number[];
  readonly perClass?: number;
}

interface Known {
  readonly classNames: readonly string[];
  /** The largest value of a pixel in the files; 255 unless told. */
  readonly brightest?: number;
  /** The four files in each form in which they may be there, best first; the first complete form is read. */
  readonly forms: readonly Form[];
}

interface Form {
  readonly train: FilePair;
  readonly test: FilePair;
}

interface FilePair {
  readonly images: string;
  readonly labels: string;
}

/** The brightest pixel, as the library gives it. */
export const WHITE = 255;

const KNOWN: Readonly<Record<string, Known>> = {
  "fashion-mnist": {
    classNames: [
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ],
    forms: [".gz", "", "-subset.gz"].map((ending) => ({
      train: pair("train", ending),
      test: pair("t10k", ending),
    })),
  },
  digits: {
    classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    brightest: 16,
    forms: [{ train: pair("train", ".gz"), test: pair("t10k", ".gz") }],
  },
};

/**
 * Reads a data set, `"fashion-mnist"` (28 × 28 pixels) or handwritten `"digits"` (8 × 8):
 * `loadDataset("fashion-mnist", { classes: [0, 9] })`. With `perClass`, the first so many images
 * of each class, in training and in test, as far as there are so many. Labels keep their numbers.
 *
 * The full original files of Fashion-MNIST are read where they are: in `folder`, or in
 * CHAINRULE_DATASETS/fashion-mnist. Without them, the subset that comes with the course: 1,000 + 200 images of each class.
 *
 * @throws UsageError if the name is not known, or files are missing or damaged.
 */
export function loadDataset(name: string, options: DatasetOptions = {}): ImageDataset {
  if (!Object.hasOwn(KNOWN, name)) {
    throw new UsageError(`loadDataset: no data set "${name}"; there is ${Object.keys(KNOWN).join(", ")}`);
  }
  const { classNames, forms, brightest = WHITE } = KNOWN[name];
  const folder = options.folder ?? datasetFolder(name);
  const form = forms.find(({ train, test }) =>
    hasFiles(folder, [train.images, train.labels, test.images, test.labels]),
  );
  if (form === undefined) {
    const names = Object.values(forms[0]).flatMap((files: FilePair) => Object.values(files) as string[]);
    throw new UsageError(
      `loadDataset: ${folder} does not hold ${names.join(", ")}; put all four files there`,
    );
  }
  const part = (files: FilePair): LabelledImages =>
    selectImages(
      brightened(readPart(folder, files, classNames), brightest),
      options.classes,
      options.perClass,
    );
  return { name, classNames, train: part(form.train), test: part(form.test) };
}

/**
 * The images of some classes (all unless told), at most `perClass` of each, in their order.
 * @throws UsageError if a class is not one of the data set's.
 */
export function selectImages(
  part: LabelledImages,
  classes: readonly number[] = part.classNames.map((_, label) => label),
  perClass = Infinity,
): LabelledImages {
  const unknown = classes.find((label) => !(label in part.classNames));
  if (unknown !== undefined) {
    const last = part.classNames.length - 1;
    throw new UsageError(
      `selectImages: no class ${unknown}; ` +
        `classes go from 0 (${part.classNames[0]}) to ${last} (${part.classNames[last]})`,
    );
  }
  const room = new Map(classes.map((label) => [label, perClass]));
  const chosen: number[] = [];
  part.labels.forEach((label, index) => {
    const left = room.get(label) ?? 0;
    if (left <= 0) return;
    room.set(label, left - 1);
    chosen.push(index);
  });
  return pickImages(part, chosen);
}

/** The images with these indices, in this order. */
export function pickImages(part: LabelledImages, indices: ArrayLike<number>): LabelledImages {
  const [count, ...size] = part.images.shape;
  const pixels = size.reduce((product, length) => product * length, 1);
  const data = new Uint8Array(indices.length * pixels);
  const labels = new Uint8Array(indices.length);
  for (let place = 0; place < indices.length; place++) {
    const index = indices[place];
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new UsageError(`pickImages: no image ${index}; indices go from 0 to ${count - 1}`);
    }
    data.set(part.images.data.subarray(index * pixels, (index + 1) * pixels), place * pixels);
    labels[place] = part.labels[index];
  }
  return { images: { data, shape: [indices.length, ...size] }, labels, classNames: part.classNames };
}

function pair(part: string, ending: string): FilePair {
  return { images: `${part}-images-idx3-ubyte${ending}`, labels: `${part}-labels-idx1-ubyte${ending}` };
}

/** Pixels up to `brightest`, brought to 0 … 255. */
function brightened(part: LabelledImages, brightest: number): LabelledImages {
  if (brightest === WHITE) return part;
  const data = part.images.data.map((pixel) => Math.round((pixel * WHITE) / brightest));
  return { ...part, images: { ...part.images, data } };
}

function readPart(folder: string, files: FilePair, classNames: readonly string[]): LabelledImages {
  const images = readByteArray(folder, files.images, 3);
  const { data: labels } = readByteArray(folder, files.labels, 1);
  if (images.shape[0] !== labels.length) {
    throw new UsageError(
      `loadDataset: ${images.shape[0]} images in ${files.images}, ${labels.length} labels in ${files.labels}; ` +
        "take both from the same source",
    );
  }
  const strange = labels.find((label) => label >= classNames.length);
  if (strange !== undefined) {
    throw new UsageError(
      `loadDataset: label ${strange} in ${files.labels}, but there are ${classNames.length} classes; ` +
        "check that the file belongs to this data set",
    );
  }
  return { images, labels, classNames };
}

function readByteArray(folder: string, name: string, rank: number): ByteArray {
  const { data, shape } = parseIdx(readBytes(folder, name), name);
  if (data instanceof Uint8Array && shape.length === rank) return { data, shape };
  throw new UsageError(
    `loadDataset: ${name} has shape [${shape.join(", ")}] of ${data.constructor.name}, not ${rank} dimensions of bytes; ` +
      "check that it is the right file",
  );
}
