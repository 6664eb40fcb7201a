/** @file The innermost kernel of the matrix product: a few rows by some vectors of the result, summed in registers. */

import {
  add,
  block,
  equal,
  get,
  i32,
  leaveIf,
  locals,
  loop,
  set,
  smaller,
  subtract,
  times,
  TYPE,
  vector,
  when,
  type Code,
  type Local,
  type WasmFunction,
} from "./assembler.js";
import { loadSplat, loadVector, storeVector, type Lanes, VECTOR_BYTES } from "./lanes.js";

/**
 * What an engine has: a b + c as one instruction or as two, and as `wide` the one instruction for vectors beside each
 * other, which it makes one vector of 256 bits.
 */
export type Build = "wide" | "fused" | "plain";

/** What a kernel is written for. */
export interface Target {
  readonly lanes: Lanes;
  readonly build: Build;
}

/** Registers that V8 has for vectors; what needs more of them at once goes through memory. */
const REGISTERS = 15;
/** Of these a row's sums take so many, in each build. */
const REGISTERS_OF_ROW = 2;

/**
 * Rows of a tile, and vectors in each. Ten sums of a b + c keep both its units busy; where product and sum are two
 * instructions, eight are enough, and what lies between them takes a register too.
 */
const TILES: Readonly<Record<Build, { readonly rows: number; readonly vectors: number }>> = {
  wide: { rows: 6, vectors: 4 },
  fused: { rows: 5, vectors: 2 },
  plain: { rows: 4, vectors: 2 },
};

/** Rows of a tile. */
export const tileRows = ({ build }: Target): number => TILES[build].rows;
/** Bytes of a tile's row. */
export const tileWidth = ({ build }: Target): number => TILES[build].vectors * VECTOR_BYTES;

/** What a tile's function takes, in this order; addresses and steps in bytes. */
const PARAMETERS = locals(8);
const [turns, left, step, last, right, into, intoStep, adding] = PARAMETERS;

/**
 * Sums a tile over `turns` inner indices and puts it at `into`, or adds it there. `left` is read in place, rows
 * being `step` apart and `last` the index of the last one there is, or as it was laid out: one entry of each row a turn.
 */
export function tileFunction(name: string, target: Target, laidOut: boolean): WasmFunction {
  return {
    name,
    parameters: PARAMETERS.map(() => TYPE.i32),
    body: (fresh) => {
      const vectors = Array.from({ length: TILES[target.build].vectors });
      const rows = Array.from({ length: tileRows(target) }, () => ({
        from: fresh(TYPE.i32),
        sums: vectors.map(() => fresh(TYPE.v128)),
      }));
      const entry = fresh(TYPE.v128);
      const loaded = vectors.map(() => fresh(TYPE.v128));
      return [
        rows.map(({ from }, index) =>
          set(from, add(get(left), times(smaller(i32(index), get(last)), get(step)))),
        ),
        block(loop(turnsOf({ rows, entry, loaded, laidOut, target }))),
        rows.map(({ sums }) => [stored(sums, target.lanes), set(into, add(get(into), get(intoStep)))]),
      ];
    },
  };
}

interface Tile {
  readonly rows: readonly { readonly from: Local; readonly sums: readonly Local[] }[];
  /** An entry of a row, in every lane. */
  readonly entry: Local;
  /** The right matrix across the tile. */
  readonly loaded: readonly Local[];
  readonly laidOut: boolean;
  readonly target: Target;
}

/** Two turns; branches that are never taken keep the compiler from loading ahead more than registers hold. */
function turnsOf(tile: Tile): Code {
  const { bytes } = tile.target.lanes;
  const move = (local: Local, by: number): Code => set(local, add(get(local), i32(by)));
  return [
    turn(tile, 0),
    leaveIf(1, equal(get(turns), i32(1))),
    turn(tile, 1),
    tile.laidOut
      ? move(left, 2 * tile.rows.length * bytes)
      : tile.rows.map(({ from }) => move(from, 2 * bytes)),
    move(right, 2 * tileWidth(tile.target)),
    set(turns, subtract(get(turns), i32(2))),
    leaveIf(0, get(turns)),
  ];
}

function turn({ rows, entry, loaded, laidOut, target }: Tile, at: number): Code {
  const { lanes } = target;
  const loadedAtOnce = REGISTERS - REGISTERS_OF_ROW * (1 + rows.length);
  return [
    loaded.map((local, index) =>
      set(local, loadVector(get(right), at * tileWidth(target) + index * VECTOR_BYTES)),
    ),
    rows.map(({ from, sums }, index) => [
      set(
        entry,
        laidOut
          ? loadSplat(lanes, get(left), (at * rows.length + index) * lanes.bytes)
          : loadSplat(lanes, get(from), at * lanes.bytes),
      ),
      sums.map((sum, across) => set(sum, multiplyAdd(target, [get(entry), get(loaded[across]), sum]))),
      index + 1 === loadedAtOnce ? leaveIf(1, equal(get(turns), i32(0))) : [],
    ]),
  ];
}

/** Puts the sums of one row into the result, or adds them to it. */
function stored(sums: readonly Local[], { opcodes }: Lanes): Code {
  const put = (plus: (value: Code, offset: number) => Code): Code =>
    sums.map((sum, index) =>
      storeVector(get(into), plus(get(sum), VECTOR_BYTES * index), VECTOR_BYTES * index),
    );
  return when(
    get(adding),
    put((value, offset) => vector(opcodes.vectorAdd, [value, loadVector(get(into), offset)])),
    put((value) => value),
  );
}

/** a b + c: in one rounding or in two. */
export function multiplyAdd({ lanes, build }: Target, [a, b, sum]: readonly [Code, Code, Local]): Code {
  const { multiplyAdd, vectorAdd, vectorMultiply } = lanes.opcodes;
  return build === "plain"
    ? vector(vectorAdd, [vector(vectorMultiply, [a, b]), get(sum)])
    : vector(multiplyAdd, [a, b, get(sum)]);
}
