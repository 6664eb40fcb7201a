/**
 * @file Named tensors as the bytes of a file. Version 1, numbers with the low byte first:
 *
 *     bytes  0 – 7    89 43 52 4D 0D 0A 1A 0A, which show at once when a file was changed as if it were text
 *     bytes  8 – 11   version, 1
 *     bytes 12 – 15   length h of the header in bytes, a multiple of 8
 *     bytes 16 – 19   length d of the data in bytes
 *     bytes 20 – 23   CRC-32 (ISO 3309) of the header and the data together
 *     bytes 24 …      header, JSON in UTF-8 filled up with spaces:
 *                     {"tensors":[{"key":"W1","shape":[3,2],"precision":"float64"}, …]}
 *     bytes 24 + h …  data: the entries of each tensor in turn, row by row, IEEE 754, without gaps
 */

import type { Precision } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import { sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

const MAGIC = [0x89, 0x43, 0x52, 0x4d, 0x0d, 0x0a, 0x1a, 0x0a];
const VERSION = 1;
const PREFIX_BYTES = 24;
const HEADER_UNIT_BYTES = 8;
const BYTES: Readonly<Record<Precision, number>> = { float32: 4, float64: 8 };

interface Entry {
  readonly key: string;
  readonly shape: readonly number[];
  readonly precision: Precision;
}

/** The bytes of tensors by name. */
export function tensorBytes(tensors: Readonly<Record<string, Tensor>>): Uint8Array {
  const entries = Object.entries(tensors).map(([key, { shape, data }]): Entry => {
    return { key, shape, precision: data instanceof Float32Array ? "float32" : "float64" };
  });
  const text = new TextEncoder().encode(JSON.stringify({ tensors: entries }));
  const headerBytes = Math.ceil(text.length / HEADER_UNIT_BYTES) * HEADER_UNIT_BYTES;
  const dataBytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes).set(text, PREFIX_BYTES);
  let at = PREFIX_BYTES + headerBytes;
  for (const { data } of Object.values(tensors)) {
    const single = data instanceof Float32Array;
    for (const value of data) {
      if (single) view.setFloat32(at, value, true);
      else view.setFloat64(at, value, true);
      at += data.BYTES_PER_ELEMENT;
    }
  }
  [VERSION, headerBytes, dataBytes, checksum(bytes.subarray(PREFIX_BYTES))].forEach((value, index) => {
    view.setUint32(MAGIC.length + 4 * index, value, true);
  });
  return bytes;
}

/**
 * The tensors by name that `bytes` hold; `name` is what errors call them.
 * @throws UsageError if they are no such file, of a later version, cut off, or damaged.
 */
export function parseTensors(bytes: Uint8Array, name: string): Readonly<Record<string, Tensor>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = checkedPrefix(bytes, view, name);
  const start = PREFIX_BYTES + headerBytes;
  const entries = parseHeader(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, start)));
  if (entries === undefined || entries.reduce((sum, entry) => sum + bytesOf(entry), start) !== bytes.length) {
    throw new UsageError(`model file: ${name} has a header that does not fit its data; save the model again`);
  }
  let at = start;
  const tensors = entries.map((entry) => {
    const { key, shape, precision } = entry;
    const from = at;
    at += bytesOf(entry);
    const read = (index: number): number =>
      precision === "float32"
        ? view.getFloat32(from + 4 * index, true)
        : view.getFloat64(from + 8 * index, true);
    const data = precision === "float32" ? new Float32Array(sizeOf(shape)) : new Float64Array(sizeOf(shape));
    for (let index = 0; index < data.length; index++) data[index] = read(index);
    return [key, new Tensor(data, shape)] as const;
  });
  return Object.fromEntries(tensors);
}

/** The length of the header, when everything before it is in order. */
function checkedPrefix(bytes: Uint8Array, view: DataView, name: string): number {
  if (bytes.length < PREFIX_BYTES || MAGIC.some((byte, at) => bytes[at] !== byte)) {
    throw new UsageError(
      `model file: ${name} does not start as a saved model does; check that it is the right file`,
    );
  }
  const [version, headerBytes, dataBytes, sum] = [0, 1, 2, 3].map((index) =>
    view.getUint32(MAGIC.length + 4 * index, true),
  );
  if (version !== VERSION) {
    throw new UsageError(
      `model file: ${name} is of version ${version}, this library reads version ${VERSION}; update it, or save the model again`,
    );
  }
  const expected = PREFIX_BYTES + headerBytes + dataBytes;
  if (bytes.length !== expected) {
    throw new UsageError(
      `model file: ${name} has ${bytes.length} bytes and says that it has ${expected}; ` +
        "it is cut off or damaged: copy it again, or save the model again",
    );
  }
  if (checksum(bytes.subarray(PREFIX_BYTES)) === sum) return headerBytes;
  throw new UsageError(
    `model file: ${name} is damaged, its checksum is not that of its contents; copy it again, or save the model again`,
  );
}

function parseHeader(text: string): readonly Entry[] | undefined {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    return undefined;
  }
  const tensors: unknown =
    typeof header === "object" && header !== null ? Reflect.get(header, "tensors") : undefined;
  return Array.isArray(tensors) && tensors.every(isEntry) ? tensors : undefined;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { key, shape, precision } = value as Partial<Record<keyof Entry, unknown>>;
  const sized = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  return typeof key === "string" && sized && typeof precision === "string" && Object.hasOwn(BYTES, precision);
}

function bytesOf({ shape, precision }: Entry): number {
  return sizeOf(shape) * BYTES[precision];
}

const POLYNOMIAL = 0xedb88320;

/** CRC-32 of ISO 3309, as in PNG and gzip. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
  }
  return ~sum >>> 0;
}
