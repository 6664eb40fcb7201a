/** @file IDX, the file format of MNIST and Fashion-MNIST: bytes to a typed array with its shape. */

import { UsageError } from "../tensor/errors.js";

/** Numbers of an IDX file, last dimension fastest. */
export interface IdxArray {
  readonly data: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  readonly shape: readonly number[];
}

interface ElementType {
  readonly bytes: number;
  readonly create: (length: number) => IdxArray["data"];
  readonly read: (view: DataView, offset: number) => number;
}

const MAGIC_BYTES = 4;
const DIMENSION_BYTES = 4;

/** Element types by the third byte of the file; all of more than one byte are big-endian. */
const ELEMENT_TYPES: Readonly<Record<number, ElementType>> = {
  0x08: { bytes: 1, create: (n) => new Uint8Array(n), read: (view, at) => view.getUint8(at) },
  0x09: { bytes: 1, create: (n) => new Int8Array(n), read: (view, at) => view.getInt8(at) },
  0x0b: { bytes: 2, create: (n) => new Int16Array(n), read: (view, at) => view.getInt16(at) },
  0x0c: { bytes: 4, create: (n) => new Int32Array(n), read: (view, at) => view.getInt32(at) },
  0x0d: { bytes: 4, create: (n) => new Float32Array(n), read: (view, at) => view.getFloat32(at) },
  0x0e: { bytes: 8, create: (n) => new Float64Array(n), read: (view, at) => view.getFloat64(at) },
};

/**
 * Reads the (unpacked) bytes of an IDX file; `name` is what errors call it.
 *
 * @throws UsageError if the bytes are not IDX, or fewer or more than the header says.
 * @see LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "File formats".
 */
export function parseIdx(bytes: Uint8Array, name = "these bytes"): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { element, rank } = readMagic(view, name);
  const shape = readShape(view, rank, name);
  const length = shape.reduce((product, size) => product * size, 1);
  const start = MAGIC_BYTES + rank * DIMENSION_BYTES;
  const expected = start + length * element.bytes;
  if (bytes.length !== expected) {
    throw new UsageError(
      `idx: ${name} says shape [${shape.join(", ")}], which takes ${expected} bytes, but has ${bytes.length}; ` +
        "the file is damaged: fetch it again",
    );
  }
  const data = element.create(length);
  for (let index = 0; index < length; index++)
    data[index] = element.read(view, start + index * element.bytes);
  return { data, shape };
}

/** The element type and the number of dimensions from the first four bytes. */
function readMagic(view: DataView, name: string): { element: ElementType; rank: number } {
  if (view.byteLength < MAGIC_BYTES) {
    throw new UsageError(
      `idx: ${name} has ${view.byteLength} bytes, too few for a header; fetch the file again`,
    );
  }
  const zeros = view.getUint16(0);
  const type = view.getUint8(2);
  const rank = view.getUint8(3);
  if (zeros !== 0 || !(type in ELEMENT_TYPES) || rank === 0) {
    const start = [0, 1, 2, 3].map((at) => view.getUint8(at).toString(16).padStart(2, "0")).join(" ");
    throw new UsageError(
      `idx: ${name} starts with ${start}, not with an IDX header such as 00 00 08 03; ` +
        "check that it is the right file, unpacked",
    );
  }
  return { element: ELEMENT_TYPES[type], rank };
}

/** The sizes that follow the magic number. */
function readShape(view: DataView, rank: number, name: string): readonly number[] {
  if (view.byteLength < MAGIC_BYTES + rank * DIMENSION_BYTES) {
    throw new UsageError(
      `idx: ${name} ends within its ${rank} sizes, at ${view.byteLength} bytes; fetch the file again`,
    );
  }
  return Array.from({ length: rank }, (_, axis) => view.getUint32(MAGIC_BYTES + axis * DIMENSION_BYTES));
}
