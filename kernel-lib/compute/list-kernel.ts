/** @file The innermost kernel of a product that skips zeros: the entries of a list, each times its row of a panel. */

import {
  add,
  block,
  equal,
  get,
  i32,
  leaveIf,
  less,
  locals,
  loop,
  set,
  times,
  TYPE,
  when,
  type Code,
  type Local,
  type WasmFunction,
} from "./assembler.js";
import { loadAddress, loadSplat, loadVector, storeVector, VECTOR_BYTES } from "./lanes.js";
import { BLOCKS_END, COLUMNS, INNER, LARGEST_ENTRY, LEFT_AT } from "./product-kernel.js";
import { multiplyAdd, type Target } from "./tile-kernel.js";

/** Columns that share a list: with more of them there is less to skip, with fewer more to load for each product. */
export const BESIDE = 2;
/**
 * As many rows of the left matrix are laid out side by side: eight sums are enough, and V8 keeps them in registers. A
 * sum of the wide build is two vectors.
 */
export const panelBytes = ({ build }: Target): number => (build === "wide" ? 128 : 64);
/**
 * From the entries of a list in one column to those in the next, and to where in the panel they belong: room for each
 * index of a block, and a bit, lest all lists compete for the same lines of the cache.
 */
export const STREAM_BYTES = (INNER + 16) * LARGEST_ENTRY;
const LIST_BYTES = (BESIDE + 1) * STREAM_BYTES;
const ADDRESS_BYTES = 4;
const LISTS_AT = BLOCKS_END;
const ENDS_AT = LISTS_AT + (COLUMNS / BESIDE) * LIST_BYTES;

/** The first byte behind all lists. */
export const LISTS_END = ENDS_AT + (COLUMNS / BESIDE) * ADDRESS_BYTES;

/** Where the list of a column begins. */
export const listOf = (column: Local): Code =>
  add(i32(LISTS_AT), times(get(column), i32(LIST_BYTES / BESIDE)));
/** Where it says at which address that list ends. */
export const endOf = (column: Local): Code =>
  add(i32(ENDS_AT), times(get(column), i32(ADDRESS_BYTES / BESIDE)));

/** Adds up a list's entries, each times its row of the panel, and puts the sums at an address; two entries a turn. */
export function sumOfList(target: Target): WasmFunction {
  const parameters = locals(3);
  const [at, end, into] = parameters;
  const bytes = panelBytes(target);
  const size = target.lanes.bytes;
  return {
    name: "sumOfList",
    parameters: parameters.map(() => TYPE.i32),
    body: (fresh) => {
      const vectors = (count: number): readonly Local[] =>
        Array.from({ length: count }, () => fresh(TYPE.v128));
      const [entries, pair] = [vectors(BESIDE), vectors(2)];
      const sums = entries.map(() => vectors(bytes / VECTOR_BYTES));
      const list = { target, at, row: fresh(TYPE.i32), entries, pair, sums };
      return [
        when(
          less(get(at), get(end)),
          block(
            loop([
              included(list, 0),
              leaveIf(1, equal(add(get(at), i32(size)), get(end))),
              included(list, size),
              set(at, add(get(at), i32(2 * size))),
              leaveIf(0, less(get(at), get(end))),
            ]),
          ),
        ),
        sums.map((down, column) =>
          down.map((sum, index) => storeVector(get(into), get(sum), VECTOR_BYTES * index + column * bytes)),
        ),
      ];
    },
  };
}

interface List {
  readonly target: Target;
  readonly at: Local;
  readonly row: Local;
  /** An entry of each column, in every lane. */
  readonly entries: readonly Local[];
  /** Two vectors beside each other of a row of the panel. */
  readonly pair: readonly Local[];
  /** By column, as long as the panel is wide. */
  readonly sums: readonly (readonly Local[])[];
}

/** Adds the product of one entry of each column with their row of the panel. */
function included({ target, at, row, entries, pair, sums }: List, offset: number): Code {
  const { lanes } = target;
  return [
    entries.map((entry, index) => set(entry, loadSplat(lanes, get(at), offset + index * STREAM_BYTES))),
    set(row, loadAddress(get(at), offset + BESIDE * STREAM_BYTES)),
    Array.from({ length: panelBytes(target) / (2 * VECTOR_BYTES) }, (_, two) => [
      pair.map((half, index) => set(half, loadVector(get(row), LEFT_AT + VECTOR_BYTES * (2 * two + index)))),
      sums.map((down, column) =>
        pair.map((half, index) => {
          const sum = down[2 * two + index];
          return set(sum, multiplyAdd(target, [get(entries[column]), get(half), sum]));
        }),
      ),
    ]),
  ];
}
