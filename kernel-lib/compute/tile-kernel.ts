/** @file The innermost kernel of the matrix product: a few rows by two vectors of the result, summed in registers. */

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
import { loadSplat, loadVector, multiplyAdd, storeVector, type Lanes } from "./lanes.js";

/** Bytes of a tile's row: two vectors. */
export const TILE_WIDTH_BYTES = 32;

/** How a product is made: the precision, and whether a b + c is one instruction. */
export interface Target {
  readonly lanes: Lanes;
  readonly fused: boolean;
}

/** Registers that V8 has for vectors; what needs more of them at once goes through memory. */
const REGISTERS = 15;

/**
 * Rows of a tile. Ten sums of a b + c keep both its units busy; where product and sum are two instructions, eight
 * are enough, and what lies between them takes a register too.
 */
export const tileRows = ({ fused }: Target): number => (fused ? 5 : 4);

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
      const rows = Array.from({ length: tileRows(target) }, () => ({
        from: fresh(TYPE.i32),
        sums: [fresh(TYPE.v128), fresh(TYPE.v128)],
      }));
      const loaded = [fresh(TYPE.v128), fresh(TYPE.v128), fresh(TYPE.v128)];
      return [
        rows.map(({ from }, index) =>
          set(from, add(get(left), times(smaller(i32(index), get(last)), get(step)))),
        ),
        block(loop(turnsOf({ rows, loaded, laidOut, target }))),
        rows.map(({ sums }) => [stored(sums, target.lanes), set(into, add(get(into), get(intoStep)))]),
      ];
    },
  };
}

interface Tile {
  readonly rows: readonly { readonly from: Local; readonly sums: readonly Local[] }[];
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
    move(right, 2 * TILE_WIDTH_BYTES),
    set(turns, subtract(get(turns), i32(2))),
    leaveIf(0, get(turns)),
  ];
}

function turn(
  { rows, loaded: [low, high, entry], laidOut, target: { lanes, fused } }: Tile,
  at: number,
): Code {
  const loadedAtOnce = REGISTERS - 2 - 2 * rows.length;
  return [
    set(low, loadVector(get(right), at * TILE_WIDTH_BYTES)),
    set(high, loadVector(get(right), at * TILE_WIDTH_BYTES + 16)),
    rows.map(({ from, sums }, index) => [
      set(
        entry,
        laidOut
          ? loadSplat(lanes, get(left), (at * rows.length + index) * lanes.bytes)
          : loadSplat(lanes, get(from), at * lanes.bytes),
      ),
      set(sums[0], multiplyAdd(lanes, [get(entry), get(low), sums[0]], fused)),
      set(sums[1], multiplyAdd(lanes, [get(entry), get(high), sums[1]], fused)),
      index + 1 === loadedAtOnce ? leaveIf(1, equal(get(turns), i32(0))) : [],
    ]),
  ];
}

/** Puts the two sums of one row into the result, or adds them to it. */
function stored(sums: readonly Local[], { opcodes }: Lanes): Code {
  const put = (plus: (value: Code, offset: number) => Code): Code =>
    sums.map((sum, index) => storeVector(get(into), plus(get(sum), 16 * index), 16 * index));
  return when(
    get(adding),
    put((value, offset) => vector(opcodes.vectorAdd, [value, loadVector(get(into), offset)])),
    put((value) => value),
  );
}
