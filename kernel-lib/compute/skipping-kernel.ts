/**
 * @file The matrix product with a right matrix that has many zeros: of each two columns a list is made of the rows where
 * either is not zero, and only these are multiplied. Sums go in the order of the product with tiles: the same bits.
 */

import {
  add,
  anyTrue,
  call,
  count,
  either,
  get,
  i32,
  less,
  locals,
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
import { constant, loadAddress, loadVector, loadWhole, storeAddress, storeWhole } from "./lanes.js";
import { BLOCKS_END, COLUMNS, INNER, LEFT_AT, PRODUCT, RIGHT_AT, TRANSPOSE } from "./product-kernel.js";
import { BESIDE, LIST_BYTES, panelBytes, ROWS_BEHIND, sumOfList } from "./list-kernel.js";
import type { Target } from "./tile-kernel.js";

const LISTS_AT = BLOCKS_END;
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
        unlessFinite(fresh, target, call(PRODUCT, PARAMETERS.map(get)), skipping(fresh, target)),
    },
  ];
}

type Fresh = (type: ValueType) => Local;

/** One of two pieces, by whether an entry of the left matrix times 0 is not 0. */
function unlessFinite(fresh: Fresh, { lanes }: Target, otherwise: Code, finite: Code): Code {
  const { bytes, opcodes } = lanes;
  const [at, end, sum] = [fresh(TYPE.i32), fresh(TYPE.i32), fresh(TYPE.v128)];
  const nothing = vector(opcodes.splat, constant(lanes, 0));
  const include = (address: Code): Code =>
    set(sum, either(get(sum), vector(opcodes.vectorMultiply, [loadVector(address), nothing])));
  return [
    set(end, add(get(left), times(times(get(rows), get(inner)), i32(bytes)))),
    count(at, { from: get(left), limit: subtract(get(end), i32(15)), step: i32(16) }, include(get(at))),
    include(subtract(get(end), i32(16))),
    when(anyTrue(vector(opcodes.vectorNotEqual, [get(sum), get(sum)])), otherwise, finite),
  ];
}

function skipping(fresh: Fresh, target: Target): Code {
  const [j, k, width, length] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
  const rest = (of: Local, from: Local, block: number): Code =>
    smaller(subtract(get(of), get(from)), i32(block));
  const place = { j, k, width, length };
  return count(j, { limit: get(columns), step: i32(COLUMNS) }, [
    set(width, rest(columns, j, COLUMNS)),
    count(k, { limit: get(inner), step: i32(INNER) }, [
      set(length, rest(inner, k, INNER)),
      lists(fresh, target, place),
      panels(fresh, target, place),
    ]),
  ]);
}

/** Where a block begins, and how far it reaches. */
type Place = Readonly<Record<"j" | "k" | "width" | "length", Local>>;

/** Writes down where columns side by side are not all zero; where they are, the next row is written over it. */
function lists(fresh: Fresh, target: Target, { j, k, width, length }: Place): Code {
  const { lanes } = target;
  const panel = i32(panelBytes(target));
  const [column, row, at] = Array.from({ length: 3 }, () => fresh(TYPE.i32));
  const beside = Array.from({ length: BESIDE }, () => ({
    from: fresh(TYPE.i32),
    value: fresh(lanes.whole.type),
  }));
  const { bytes, whole } = lanes;
  const first = add(
    add(get(right), times(get(k), get(rightRow))),
    times(add(get(j), get(column)), get(rightColumn)),
  );
  const last = subtract(subtract(get(width), i32(1)), get(column));
  // Where no bit is set beside the sign's.
  const any = beside.map(({ value }) => get(value)).reduce((some, value) => [some, value, whole.or]);
  const nothing = [any, whole.withoutSign, whole.isZero];
  return count(column, { limit: get(width), step: i32(BESIDE) }, [
    set(at, listOf(column)),
    beside.map(({ from }, index) =>
      set(from, add(first, times(smaller(i32(index), last), get(rightColumn)))),
    ),
    count(row, { limit: times(get(length), panel), step: panel }, [
      beside.map(({ from, value }) => [
        set(value, loadWhole(lanes, get(from))),
        set(from, add(get(from), get(rightRow))),
      ]),
      beside.map(({ value }, index) => storeWhole(lanes, get(at), get(value), index * bytes)),
      storeAddress(get(at), get(row), ROWS_BEHIND),
      set(at, add(get(at), times(subtract(i32(1), nothing), i32(BESIDE * bytes)))),
    ]),
    storeAddress(endOf(column), get(at)),
  ]);
}

const listOf = (column: Local): Code => add(i32(LISTS_AT), times(get(column), i32(LIST_BYTES / BESIDE)));
const endOf = (column: Local): Code => add(i32(ENDS_AT), times(get(column), i32(ADDRESS_BYTES / BESIDE)));

/** All sums of a block, panel by panel: each lies as a row of the result's transpose until it is put into it. */
function panels(fresh: Fresh, target: Target, { j, k, width, length }: Place): Code {
  const { lanes } = target;
  const [row, column, sums, tall] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
  const entries = panelBytes(target) / lanes.bytes;
  const size = i32(lanes.bytes);
  const from = add(add(get(left), times(get(row), get(leftRow))), times(get(k), size));
  const result = add(get(into), times(add(times(get(row), get(columns)), get(j)), size));
  const step = i32(panelBytes(target));
  return count(row, { limit: get(rows), step: i32(entries) }, [
    set(tall, smaller(subtract(get(rows), get(row)), i32(entries))),
    call(TRANSPOSE, [from, get(leftRow), get(tall), get(length), i32(LEFT_AT), step, i32(0)]),
    set(sums, i32(RIGHT_AT)),
    count(column, { limit: get(width), step: i32(BESIDE) }, [
      call(SUM_LIST, [listOf(column), loadAddress(endOf(column)), get(sums)]),
      set(sums, add(get(sums), i32(BESIDE * panelBytes(target)))),
    ]),
    call(TRANSPOSE, [
      [i32(RIGHT_AT), step, get(width), get(tall)],
      [result, times(get(columns), size), less(i32(0), get(k))],
    ]),
  ]);
}
