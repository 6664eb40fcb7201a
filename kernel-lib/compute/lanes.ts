/** @file What differs between kernels in float32 and float64: sizes and instructions. */

import type { Fold } from "../tensor/operation.js";
import { TYPE, unsigned, vector, vectorOf, type Code, type ValueType } from "./assembler.js";

/** Bytes of a vector, in any precision. */
export const VECTOR_BYTES = 16;

/** One precision: bytes of an entry, entries of a vector, and its instructions. */
export interface Lanes {
  readonly bytes: number;
  readonly lanes: number;
  readonly scalar: ValueType;
  readonly opcodes: Opcodes;
}

interface Opcodes {
  readonly load: number;
  readonly store: number;
  readonly add: number;
  readonly loadSplat: number;
  readonly splat: number;
  readonly vectorAdd: number;
  readonly vectorSubtract: number;
  readonly vectorMultiply: number;
  readonly vectorDivide: number;
  readonly vectorNegate: number;
  readonly vectorSquareRoot: number;
  readonly vectorAbsolute: number;
  readonly vectorGreater: number;
  readonly vectorNotEqual: number;
  /** A bit of each lane that is all bits. */
  readonly bitmask: number;
  readonly constant: number;
  /** To the other precision. */
  readonly convert: number;
  readonly multiplyAdd: number;
  readonly folds: Readonly<Record<Fold, { readonly entry: number; readonly vector: number }>>;
}

/** Four lanes of 32 bits. */
export const FLOAT32: Lanes = {
  bytes: 4,
  lanes: 4,
  scalar: TYPE.f32,
  opcodes: {
    load: 0x2a,
    store: 0x38,
    add: 0x92,
    loadSplat: 9,
    splat: 19,
    vectorAdd: 228,
    vectorSubtract: 229,
    vectorMultiply: 230,
    vectorDivide: 231,
    vectorNegate: 225,
    vectorSquareRoot: 227,
    vectorAbsolute: 224,
    vectorGreater: 68,
    vectorNotEqual: 66,
    bitmask: 164,
    constant: 0x43,
    convert: 0xbb,
    multiplyAdd: 0x105,
    folds: {
      add: { entry: 0x92, vector: 228 },
      larger: { entry: 0x97, vector: 233 },
      smaller: { entry: 0x96, vector: 232 },
    },
  },
};

/** Two lanes of 64 bits. */
export const FLOAT64: Lanes = {
  bytes: 8,
  lanes: 2,
  scalar: TYPE.f64,
  opcodes: {
    load: 0x2b,
    store: 0x39,
    add: 0xa0,
    loadSplat: 10,
    splat: 20,
    vectorAdd: 240,
    vectorSubtract: 241,
    vectorMultiply: 242,
    vectorDivide: 243,
    vectorNegate: 237,
    vectorSquareRoot: 239,
    vectorAbsolute: 236,
    vectorGreater: 74,
    vectorNotEqual: 72,
    bitmask: 196,
    constant: 0x44,
    convert: 0xb6,
    multiplyAdd: 0x107,
    folds: {
      add: { entry: 0xa0, vector: 240 },
      larger: { entry: 0xa5, vector: 245 },
      smaller: { entry: 0xa4, vector: 244 },
    },
  },
};

/** Alignment is a hint only: none is promised, because results may lie anywhere. */
const UNALIGNED = 0;

/** The vector at an address, `offset` bytes on. */
export const loadVector = (address: Code, offset = 0): Code => [
  vector(0, address),
  UNALIGNED,
  unsigned(offset),
];
/** Puts a vector at an address. */
export const storeVector = (address: Code, value: Code, offset = 0): Code => [
  vector(11, [address, value]),
  UNALIGNED,
  unsigned(offset),
];
/** One entry at an address, in every lane. */
export const loadSplat = ({ opcodes }: Lanes, address: Code, offset = 0): Code => [
  vector(opcodes.loadSplat, address),
  UNALIGNED,
  unsigned(offset),
];
/** One entry at an address. */
export const loadEntry = ({ opcodes }: Lanes, address: Code): Code => [
  address,
  opcodes.load,
  UNALIGNED,
  unsigned(0),
];
/** Puts one entry at an address. */
export const storeEntry = ({ opcodes }: Lanes, address: Code, value: Code): Code => [
  [address, value],
  opcodes.store,
  UNALIGNED,
  unsigned(0),
];

/** The address at an address. */
export const loadAddress = (address: Code, offset = 0): Code => [address, 0x28, UNALIGNED, unsigned(offset)];
/** Puts an address at an address. */
export const storeAddress = (address: Code, value: Code, offset = 0): Code => [
  [address, value],
  [0x36, UNALIGNED, unsigned(offset)],
];
/** A whole number in each lane, by the lane's place. */
export function wholes({ bytes, lanes }: Lanes, value: (lane: number) => number): Code {
  const all = new DataView(new ArrayBuffer(VECTOR_BYTES));
  for (let lane = 0; lane < lanes; lane++) all.setUint32(lane * bytes, value(lane), true);
  return vectorOf(Array.from(new Uint8Array(all.buffer)));
}
/** A number as an entry. */
export function constant({ lanes, opcodes }: Lanes, value: number): Code {
  const bytes = (lanes === FLOAT32.lanes ? Float32Array : Float64Array).of(value).buffer;
  return [opcodes.constant, Array.from(new Uint8Array(bytes))];
}
