/** @file A matrix folded along its rows or its columns, such as to their sums, as kernels. */

import type { Fold } from "../tensor/operation.js";
import { add, count, get, i32, set, times, TYPE, vector, type Code, type WasmFunction } from "./assembler.js";
import {
  constant,
  FLOAT32,
  FLOAT64,
  loadEntry,
  loadVector,
  storeEntry,
  storeVector,
  type Lanes,
} from "./lanes.js";

/** A fold: where the matrix lies, and where its results go; `along` says what is folded. */
export interface FoldKernel {
  readonly by: Fold;
  readonly rows: number;
  readonly columns: number;
  readonly along: "rows" | "columns";
  readonly single: boolean;
  readonly from: number;
  readonly into: number;
}

/** Where the lanes of a result are put aside. */
const ASIDE = 0;

/** Vectors of a row that are folded side by side: one alone would wait for the one before. */
const AT_ONCE = 4;

/** What nothing folds to. */
const STARTS = { add: 0, larger: -Infinity, smaller: Infinity };

/** The function of a fold: of each row, or of each column. */
export function foldFunction(name: string, kernel: FoldKernel): WasmFunction {
  const lanes = kernel.single ? FLOAT32 : FLOAT64;
  const body = kernel.along === "rows" ? eachRow(kernel, lanes) : eachColumn(kernel, lanes);
  return { name, parameters: [], body };
}

function eachRow({ by, rows, columns, from, into }: FoldKernel, lanes: Lanes): WasmFunction["body"] {
  const { folds, splat } = lanes.opcodes;
  const width = columns * lanes.bytes;
  const whole = width - (width % 16);
  const several = whole - (whole % (16 * AT_ONCE));
  return (fresh) => {
    const [row, at, start] = Array.from({ length: 3 }, () => fresh(TYPE.i32));
    const total = fresh(lanes.scalar);
    const vectors = Array.from({ length: AT_ONCE }, () => fresh(TYPE.v128));
    const folded = (a: Code, b: Code): Code => vector(folds[by].vector, [a, b]);
    const include = (entry: Code): Code => set(total, [get(total), entry, folds[by].entry]);
    const here = add(get(start), get(at));
    const first = constant(lanes, STARTS[by]);
    return count(row, { limit: i32(rows), step: i32(1) }, [
      set(start, times(get(row), i32(width))),
      vectors.map((one) => set(one, vector(splat, first))),
      set(total, first),
      count(at, { limit: i32(several), step: i32(16 * AT_ONCE) }, [
        vectors.map((one, index) => set(one, folded(get(one), loadVector(here, from + 16 * index)))),
      ]),
      count(at, { from: i32(several), limit: i32(whole), step: i32(16) }, [
        set(vectors[0], folded(get(vectors[0]), loadVector(here, from))),
      ]),
      storeVector(i32(ASIDE), vectors.map(get).reduce(folded)),
      Array.from({ length: lanes.lanes }, (_, lane) =>
        include(loadEntry(lanes, i32(ASIDE + lane * lanes.bytes))),
      ),
      count(at, { from: i32(whole), limit: i32(width), step: i32(lanes.bytes) }, [
        include(loadEntry(lanes, add(here, i32(from)))),
      ]),
      storeEntry(lanes, add(times(get(row), i32(lanes.bytes)), i32(into)), get(total)),
    ]);
  };
}

function eachColumn({ by, rows, columns, from, into }: FoldKernel, lanes: Lanes): WasmFunction["body"] {
  const { folds, splat } = lanes.opcodes;
  const width = columns * lanes.bytes;
  return (fresh) => {
    const [row, across, vectors] = [fresh(TYPE.i32), fresh(TYPE.i32), fresh(TYPE.v128)];
    const next = loadVector(add(times(get(row), i32(width)), get(across)), from);
    return count(across, { limit: i32(width), step: i32(16) }, [
      set(vectors, vector(splat, constant(lanes, STARTS[by]))),
      count(row, { limit: i32(rows), step: i32(1) }, [
        set(vectors, vector(folds[by].vector, [get(vectors), next])),
      ]),
      storeVector(get(across), get(vectors), into),
    ]);
  };
}
