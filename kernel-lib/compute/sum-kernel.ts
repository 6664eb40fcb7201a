/** @file Sums of a matrix along its rows or its columns, as kernels. */

import { add, count, get, i32, set, times, TYPE, vector, type Code, type WasmFunction } from "./assembler.js";
import { FLOAT32, FLOAT64, loadEntry, loadVector, storeEntry, storeVector } from "./lanes.js";

/** A sum: where the matrix lies, and where its sums go; `along` says what is added up. */
export interface SumKernel {
  readonly rows: number;
  readonly columns: number;
  readonly along: "rows" | "columns";
  readonly single: boolean;
  readonly from: number;
  readonly into: number;
}

/** Where the lanes of a sum are put aside. */
const ASIDE = 0;

/** The function of a sum: of each row, or of each column. */
export function sumFunction(name: string, kernel: SumKernel): WasmFunction {
  const body = kernel.along === "rows" ? eachRow(kernel) : eachColumn(kernel);
  return { name, parameters: [], body };
}

function eachRow({ rows, columns, single, from, into }: SumKernel): WasmFunction["body"] {
  const lanes = single ? FLOAT32 : FLOAT64;
  const width = columns * lanes.bytes;
  const whole = width - (width % 16);
  return (fresh) => {
    const [row, at, start] = Array.from({ length: 3 }, () => fresh(TYPE.i32));
    const [sums, total] = [fresh(TYPE.v128), fresh(lanes.scalar)];
    const plus = (entry: Code): Code => set(total, [get(total), entry, lanes.opcodes.add]);
    const here = add(get(start), get(at));
    return count(row, { limit: i32(rows), step: i32(1) }, [
      set(start, times(get(row), i32(width))),
      set(
        sums,
        vector(lanes.opcodes.splat, [lanes.opcodes.constant, new Array<number>(lanes.bytes).fill(0)]),
      ),
      set(total, [lanes.opcodes.constant, new Array<number>(lanes.bytes).fill(0)]),
      count(at, { limit: i32(whole), step: i32(16) }, [
        set(sums, vector(lanes.opcodes.vectorAdd, [get(sums), loadVector(here, from)])),
      ]),
      storeVector(i32(ASIDE), get(sums)),
      Array.from({ length: lanes.lanes }, (_, lane) =>
        plus(loadEntry(lanes, i32(ASIDE + lane * lanes.bytes))),
      ),
      count(at, { from: i32(whole), limit: i32(width), step: i32(lanes.bytes) }, [
        plus(loadEntry(lanes, add(here, i32(from)))),
      ]),
      storeEntry(lanes, add(times(get(row), i32(lanes.bytes)), i32(into)), get(total)),
    ]);
  };
}

function eachColumn({ rows, columns, single, from, into }: SumKernel): WasmFunction["body"] {
  const lanes = single ? FLOAT32 : FLOAT64;
  const width = columns * lanes.bytes;
  return (fresh) => {
    const [row, across] = [fresh(TYPE.i32), fresh(TYPE.i32)];
    const sums = fresh(TYPE.v128);
    return count(across, { limit: i32(width), step: i32(16) }, [
      set(
        sums,
        vector(lanes.opcodes.splat, [lanes.opcodes.constant, new Array<number>(lanes.bytes).fill(0)]),
      ),
      count(row, { limit: i32(rows), step: i32(1) }, [
        set(
          sums,
          vector(lanes.opcodes.vectorAdd, [
            get(sums),
            loadVector(add(times(get(row), i32(width)), get(across)), from),
          ]),
        ),
      ]),
      storeVector(get(across), get(sums), into),
    ]);
  };
}
