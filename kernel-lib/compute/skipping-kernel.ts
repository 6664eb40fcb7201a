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
  vector,
  when,
  type Code,
  type Local,
  type ValueType,
  type WasmFunction,
} from "./assembler.js";
import { constant, loadAddress, loadVector, type Lanes, VECTOR_BYTES } from "./lanes.js";
import { COLUMNS, INNER, LEFT_AT, PRODUCT, RIGHT_AT, TRANSPOSE } from "./product-kernel.js";
import { BESIDE, endOf, listOf, panelBytes, sumOfList } from "./list-kernel.js";
import { listingFunction, PATTERNS_END } from "./listing-kernel.js";
import type { Target } from "./tile-kernel.js";

/** The first byte that kernels leave to their callers. */
export const HEAP_AT = PATTERNS_END;
/**
 * From column to column of a block that is turned at `RIGHT_AT`, a bit more than they need, lest all compete for the
 * same lines of the cache. It may reach on to where the left matrix is laid out later.
 */
const turnedBytes = ({ bytes }: Lanes): number => INNER * bytes + 64;

/** Vectors looked at in a turn. */
const AT_ONCE = 4;

const [SUM_LIST, LISTING] = [PRODUCT + 1, PRODUCT + 2];

const PARAMETERS = locals(10);
const [rows, columns, inner, left, leftRow, , right, rightRow, rightColumn, into] = PARAMETERS;

/**
 * What follows on the functions of the product: `skipping`, which takes what `product` takes, the left matrix
 * row-major without gaps. Where that is not finite it is `product`, since 0 times infinity is not 0.
 */
export function skippingFunctions(target: Target): readonly WasmFunction[] {
  return [
    sumOfList(target),
    listingFunction(target),
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
    Array.from({ length: AT_ONCE }, (_, index) => loadVector(address, VECTOR_BYTES * index)).map((values) =>
      set(sum, either(get(sum), vector(opcodes.vectorMultiply, [values, nothing]))),
    );
  const stretch = AT_ONCE * VECTOR_BYTES;
  // The last stretch overlaps the one before, or reaches before the matrix: what lies there may make it `otherwise`, no more.
  return [
    set(end, add(get(left), times(times(get(rows), get(inner)), i32(bytes)))),
    count(
      at,
      { from: get(left), limit: subtract(get(end), i32(stretch - 1)), step: i32(stretch) },
      include(get(at)),
    ),
    include(subtract(get(end), i32(stretch))),
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
      lists(target, place),
      panels(fresh, target, place),
    ]),
  ]);
}

/** Where a block begins, and how far it reaches. */
type Place = Readonly<Record<"j" | "k" | "width" | "length", Local>>;

/** Lists the columns of a block, from where they lie if each lies side by side, otherwise once they are turned. */
function lists({ lanes }: Target, { j, k, width, length }: Place): Code {
  const first = add(add(get(right), times(get(k), get(rightRow))), times(get(j), get(rightColumn)));
  const between = i32(turnedBytes(lanes));
  return when(
    equal(get(rightRow), i32(lanes.bytes)),
    call(LISTING, [first, get(rightColumn), get(width), get(length)]),
    [
      call(TRANSPOSE, [first, get(rightRow), get(length), get(width), i32(RIGHT_AT), between, i32(0)]),
      call(LISTING, [i32(RIGHT_AT), between, get(width), get(length)]),
    ],
  );
}

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
