/**
 * @file The matrix product as WebAssembly: blocks of both matrices are laid out as the tiles read them.
 *
 * @see Goto & van de Geijn, "Anatomy of high-performance matrix multiplication", 2008.
 */

import {
  add,
  call,
  choose,
  count,
  equal,
  get,
  i32,
  less,
  locals,
  set,
  smaller,
  subtract,
  times,
  TYPE,
  when,
  type Code,
  type Local,
  type WasmFunction,
} from "./assembler.js";
import { loadEntry, storeEntry } from "./lanes.js";
import { layoutFunction } from "./layout-kernel.js";
import { transposeFunction } from "./transpose-kernel.js";
import { tileFunction, tileRows, tileWidth, type Target } from "./tile-kernel.js";

/** Inner indices per block: a panel of the right matrix then stays in the first cache. */
export const INNER = 256;
/** Columns per block: the laid-out right matrix then stays in the second cache. */
export const COLUMNS = 512;
/** Rows per block of the left matrix: whole tiles. */
const ROWS = 120;
export const LARGEST_ENTRY = 8;
/** Where a tile is put that reaches beyond the result, and where the blocks are laid out. */
const TILE_AT = 0;
export const RIGHT_AT = 1024;
export const LEFT_AT = RIGHT_AT + INNER * COLUMNS * LARGEST_ENTRY;

/** The first byte behind them. */
export const BLOCKS_END = LEFT_AT + ROWS * INNER * LARGEST_ENTRY;

/** Numbers of the functions in their module. */
const [IN_PLACE, LAID_OUT, LAY_OUT] = [0, 1, 2];
export const [TRANSPOSE, PRODUCT] = [3, 4];

const PARAMETERS = locals(10);
const [rows, columns, inner, left, leftRow, leftColumn, right, rightRow, rightColumn, into] = PARAMETERS;

/**
 * The functions of a product, `product` the last: (rows, columns, inner size, left, bytes between its rows and
 * between its columns, right and the same of it, into). `into` is row-major and is overwritten.
 */
export function productFunctions(target: Target): readonly WasmFunction[] {
  return [
    tileFunction("tileInPlace", target, false),
    tileFunction("tileLaidOut", target, true),
    layoutFunction(target.lanes, TRANSPOSE),
    transposeFunction(target.lanes),
    {
      name: "product",
      parameters: PARAMETERS.map(() => TYPE.i32),
      body: (fresh) => product(fresh, target),
    },
  ];
}

type Fresh = (type: typeof TYPE.i32) => Local;

/** Where the blocks begin, and how far they reach. */
type Place = Readonly<Record<"i" | "j" | "k" | "width" | "height" | "length", Local>>;

function product(fresh: Fresh, target: Target): Code {
  const { lanes } = target;
  const [i, j, k, width, height, length] = Array.from({ length: 6 }, () => fresh(TYPE.i32));
  const leftAt = add(add(get(left), times(get(i), get(leftRow))), times(get(k), get(leftColumn)));
  const rightAt = add(add(get(right), times(get(k), get(rightRow))), times(get(j), get(rightColumn)));
  const rest = (of: Local, from: Local, block: number): Code =>
    smaller(subtract(get(of), get(from)), i32(block));
  const layRight = [rightAt, get(rightColumn), get(rightRow), get(width), get(length), i32(RIGHT_AT)];
  const layLeft = [leftAt, get(leftRow), get(leftColumn), get(height), get(length), i32(LEFT_AT)];
  const panel = i32(tileWidth(target) / lanes.bytes);
  const inPlace = equal(get(leftColumn), i32(lanes.bytes));
  return count(j, { limit: get(columns), step: i32(COLUMNS) }, [
    set(width, rest(columns, j, COLUMNS)),
    count(k, { limit: get(inner), step: i32(INNER) }, [
      set(length, rest(inner, k, INNER)),
      call(LAY_OUT, [layRight, panel]),
      count(i, { limit: get(rows), step: i32(ROWS) }, [
        set(height, rest(rows, i, ROWS)),
        when(inPlace, [], call(LAY_OUT, [layLeft, i32(tileRows(target))])),
        tiles(fresh, { target, at: { i, j, k, width, height, length }, leftAt, inPlace }),
      ]),
    ]),
  ]);
}

interface Block {
  readonly target: Target;
  readonly at: Place;
  readonly leftAt: Code;
  readonly inPlace: Code;
}

/** All tiles of a block, panel by panel; at the edges of the result a tile is summed aside and its part copied. */
function tiles(fresh: Fresh, { target, at, leftAt, inPlace }: Block): Code {
  const { lanes } = target;
  const tall = i32(tileRows(target));
  const [column, row, start, step, aside] = Array.from({ length: 5 }, () => fresh(TYPE.i32));
  const size = i32(lanes.bytes);
  const panel = i32(tileWidth(target) / lanes.bytes);
  const width = smaller(subtract(get(at.width), get(column)), panel);
  const height = smaller(subtract(get(at.height), get(row)), tall);
  const last = subtract(subtract(get(at.height), get(row)), i32(1));
  const along = (base: number, place: Local): Code =>
    add(i32(base), times(times(get(place), get(at.length)), size));
  const summed = (tile: number, from: Code, between: Code): Code =>
    call(tile, [
      [get(at.length), from, between, last, along(RIGHT_AT, column)],
      choose(get(aside), i32(TILE_AT), get(start)),
      choose(get(aside), i32(tileWidth(target)), get(step)),
      choose(get(aside), i32(0), less(i32(0), get(at.k))),
    ]);
  const offset = add(times(add(get(at.i), get(row)), get(step)), times(add(get(at.j), get(column)), size));
  return count(column, { limit: get(at.width), step: panel }, [
    count(row, { limit: get(at.height), step: tall }, [
      set(step, times(get(columns), size)),
      set(start, add(get(into), offset)),
      set(aside, choose(equal(width, panel), less(height, tall), i32(1))),
      when(
        inPlace,
        summed(IN_PLACE, add(leftAt, times(get(row), get(leftRow))), get(leftRow)),
        summed(LAID_OUT, along(LEFT_AT, row), i32(0)),
      ),
      when(
        get(aside),
        copied(fresh, { target, width, height, start, step, further: less(i32(0), get(at.k)) }),
      ),
    ]),
  ]);
}

interface Part {
  readonly target: Target;
  readonly width: Code;
  readonly height: Code;
  readonly start: Local;
  readonly step: Local;
  /** Whether an earlier block has begun these sums. */
  readonly further: Code;
}

/** Copies the part of the tile aside that lies in the result, or adds it. */
function copied(fresh: Fresh, { target, width, height, start, step, further }: Part): Code {
  const { lanes } = target;
  const [x, y] = [fresh(TYPE.i32), fresh(TYPE.i32)];
  const across = times(get(x), i32(lanes.bytes));
  const to = add(add(get(start), times(get(y), get(step))), across);
  const value = loadEntry(lanes, add(add(i32(TILE_AT), times(get(y), i32(tileWidth(target)))), across));
  return count(y, { limit: height, step: i32(1) }, [
    count(x, { limit: width, step: i32(1) }, [
      when(
        further,
        storeEntry(lanes, to, [loadEntry(lanes, to), value, lanes.opcodes.add]),
        storeEntry(lanes, to, value),
      ),
    ]),
  ]);
}
