/**
 * @file The matrix product with a right matrix that has many zeros: of each two columns a list is made of the rows where
 * either is not zero, and only these are multiplied. Sums go in the order of the product with tiles: the same bits.
 */

import {
  add,
  anyTrue,
  block,
  call,
  count,
  equal,
  get,
  i32,
  leaveIf,
  less,
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
  type ValueType,
  type WasmFunction,
} from "./assembler.js";
import {
  constant,
  loadAddress,
  loadEntry,
  loadSplat,
  loadVector,
  multiplyAdd,
  storeAddress,
  storeEntry,
  storeVector,
  type Lanes,
} from "./lanes.js";
import {
  BLOCKS_END,
  COLUMNS,
  INNER,
  LARGEST_ENTRY,
  LEFT_AT,
  PRODUCT,
  RIGHT_AT,
  TRANSPOSE,
} from "./product-kernel.js";
import type { Target } from "./tile-kernel.js";

/** Columns that share a list: with more of them there is less to skip, with fewer more to load for each product. */
export const BESIDE = 2;
/** As many rows of the left matrix are laid out side by side: eight sums are enough, and V8 keeps them in registers. */
const PANEL_BYTES = 64;
/** A list has room for each index of a block, and a bit, lest all lists compete for the same lines of the cache. */
const LIST_BYTES = (BESIDE * INNER + 16) * LARGEST_ENTRY;
const LISTS_AT = BLOCKS_END;
/** So far behind its entries is where in the panel they belong. */
const ROWS_BEHIND = (COLUMNS / BESIDE) * LIST_BYTES;
/** Where the lists end. */
const ENDS_AT = LISTS_AT + 2 * ROWS_BEHIND;
const ADDRESS_BYTES = 4;

/** The first byte that kernels leave to their callers. */
export const HEAP_AT = ENDS_AT + (COLUMNS / BESIDE) * ADDRESS_BYTES;

const SUM_LIST = PRODUCT + 1;

const PARAMETERS = locals(10);
const [rows, columns, inner, left, leftRow, , right, rightRow, rightColumn, into] = PARAMETERS;

/**
 * What follows on the functions of the product: `skipping`, which takes what `product` takes, the left matrix
 * row-major without gaps. Where that is not finite it is `product`, since 0 times infinity is not 0.
 */
export function skippingFunctions(target: Target): readonly WasmFunction[] {
  return [
    sumOfList(target),
    {
      name: "skipping",
      parameters: PARAMETERS.map(() => TYPE.i32),
      body: (fresh) =>
        unlessFinite(fresh, target.lanes, call(PRODUCT, PARAMETERS.map(get)), skipping(fresh, target.lanes)),
    },
  ];
}

type Fresh = (type: ValueType) => Local;

/** One of two pieces, by whether an entry of the left matrix times 0 is not 0. */
function unlessFinite(fresh: Fresh, lanes: Lanes, otherwise: Code, finite: Code): Code {
  const { bytes, opcodes } = lanes;
  const [at, end, sum] = [fresh(TYPE.i32), fresh(TYPE.i32), fresh(TYPE.v128)];
  const nothing = vector(opcodes.splat, constant(lanes, 0));
  const include = (address: Code): Code =>
    set(
      sum,
      vector(opcodes.vectorAdd, [get(sum), vector(opcodes.vectorMultiply, [loadVector(address), nothing])]),
    );
  return [
    set(end, add(get(left), times(times(get(rows), get(inner)), i32(bytes)))),
    count(at, { from: get(left), limit: subtract(get(end), i32(15)), step: i32(16) }, include(get(at))),
    include(subtract(get(end), i32(16))),
    when(anyTrue(vector(opcodes.vectorNotEqual, [get(sum), get(sum)])), otherwise, finite),
  ];
}

function skipping(fresh: Fresh, lanes: Lanes): Code {
  const [j, k, width, length] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
  const rest = (of: Local, from: Local, block: number): Code =>
    smaller(subtract(get(of), get(from)), i32(block));
  const place = { j, k, width, length };
  return count(j, { limit: get(columns), step: i32(COLUMNS) }, [
    set(width, rest(columns, j, COLUMNS)),
    count(k, { limit: get(inner), step: i32(INNER) }, [
      set(length, rest(inner, k, INNER)),
      lists(fresh, lanes, place),
      panels(fresh, lanes, place),
    ]),
  ]);
}

/** Where a block begins, and how far it reaches. */
type Place = Readonly<Record<"j" | "k" | "width" | "length", Local>>;

/** Writes down where columns side by side are not all zero; where they are, the next row is written over it. */
function lists(fresh: Fresh, lanes: Lanes, { j, k, width, length }: Place): Code {
  const [column, row, at] = Array.from({ length: 3 }, () => fresh(TYPE.i32));
  const beside = Array.from({ length: BESIDE }, () => ({
    from: fresh(TYPE.i32),
    value: fresh(lanes.scalar),
  }));
  const { bytes, opcodes } = lanes;
  const first = add(
    add(get(right), times(get(k), get(rightRow))),
    times(add(get(j), get(column)), get(rightColumn)),
  );
  const last = subtract(subtract(get(width), i32(1)), get(column));
  const written = (value: (index: number) => Code, panelRow: Code): Code => [
    beside.map((_, index) => storeEntry(lanes, get(at), value(index), index * bytes)),
    storeAddress(get(at), panelRow, ROWS_BEHIND),
  ];
  const size = beside
    .map(({ value }): Code => [get(value), opcodes.absolute])
    .reduce((sum, entry) => [sum, entry, opcodes.add]);
  const nothing = [size, constant(lanes, 0), opcodes.atMost];
  return count(column, { limit: get(width), step: i32(BESIDE) }, [
    set(at, listOf(column)),
    beside.map(({ from }, index) =>
      set(from, add(first, times(smaller(i32(index), last), get(rightColumn)))),
    ),
    count(row, { limit: times(get(length), i32(PANEL_BYTES)), step: i32(PANEL_BYTES) }, [
      beside.map(({ from, value }) => [
        set(value, loadEntry(lanes, get(from))),
        set(from, add(get(from), get(rightRow))),
      ]),
      written((index) => get(beside[index].value), get(row)),
      set(at, add(get(at), times(subtract(i32(1), nothing), i32(BESIDE * bytes)))),
    ]),
    storeAddress(endOf(column), get(at)),
  ]);
}

const listOf = (column: Local): Code => add(i32(LISTS_AT), times(get(column), i32(LIST_BYTES / BESIDE)));
const endOf = (column: Local): Code => add(i32(ENDS_AT), times(get(column), i32(ADDRESS_BYTES / BESIDE)));

/** All sums of a block, panel by panel: each lies as a row of the result's transpose until it is put into it. */
function panels(fresh: Fresh, lanes: Lanes, { j, k, width, length }: Place): Code {
  const [row, column, sums, tall] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
  const entries = PANEL_BYTES / lanes.bytes;
  const size = i32(lanes.bytes);
  const from = add(add(get(left), times(get(row), get(leftRow))), times(get(k), size));
  const result = add(get(into), times(add(times(get(row), get(columns)), get(j)), size));
  const step = i32(PANEL_BYTES);
  return count(row, { limit: get(rows), step: i32(entries) }, [
    set(tall, smaller(subtract(get(rows), get(row)), i32(entries))),
    call(TRANSPOSE, [from, get(leftRow), get(tall), get(length), i32(LEFT_AT), step, i32(0)]),
    set(sums, i32(RIGHT_AT)),
    count(column, { limit: get(width), step: i32(BESIDE) }, [
      call(SUM_LIST, [listOf(column), loadAddress(endOf(column)), get(sums)]),
      set(sums, add(get(sums), i32(BESIDE * PANEL_BYTES))),
    ]),
    call(TRANSPOSE, [
      [i32(RIGHT_AT), step, get(width), get(tall)],
      [result, times(get(columns), size), less(i32(0), get(k))],
    ]),
  ]);
}

/** Adds up a list's entries, each times its row of the panel, and puts the sums at an address; two entries a turn. */
function sumOfList({ lanes, fused }: Target): WasmFunction {
  const parameters = locals(3);
  const [at, end, target] = parameters;
  return {
    name: "sumOfList",
    parameters: parameters.map(() => TYPE.i32),
    body: (fresh) => {
      const row = fresh(TYPE.i32);
      const [loaded, ...entries] = Array.from({ length: 1 + BESIDE }, () => fresh(TYPE.v128));
      const sums = Array.from({ length: PANEL_BYTES / 16 }, () => entries.map(() => fresh(TYPE.v128)));
      const turn = (offset: number): Code => [
        entries.map((entry, index) => set(entry, loadSplat(lanes, get(at), offset + index * lanes.bytes))),
        set(row, loadAddress(get(at), ROWS_BEHIND + offset)),
        sums.map((across, index) => [
          set(loaded, loadVector(get(row), LEFT_AT + 16 * index)),
          across.map((sum, column) =>
            set(sum, multiplyAdd(lanes, [get(entries[column]), get(loaded), sum], fused)),
          ),
        ]),
      ];
      return [
        when(
          less(get(at), get(end)),
          block(
            loop([
              turn(0),
              leaveIf(1, equal(add(get(at), i32(BESIDE * lanes.bytes)), get(end))),
              turn(BESIDE * lanes.bytes),
              set(at, add(get(at), i32(2 * BESIDE * lanes.bytes))),
              leaveIf(0, less(get(at), get(end))),
            ]),
          ),
        ),
        sums.map((across, index) =>
          across.map((sum, column) => storeVector(get(target), get(sum), 16 * index + column * PANEL_BYTES)),
        ),
      ];
    },
  };
}
