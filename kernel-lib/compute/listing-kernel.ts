/**
 * @file The kernel that makes the lists: of columns side by side the entries of each row where not all are 0, found a
 * vector of each column at a time.
 */

import {
  add,
  addWholes,
  bits,
  bitsSet,
  count,
  either,
  get,
  i32,
  locals,
  placed,
  set,
  shifted,
  smaller,
  subtract,
  times,
  TYPE,
  vector,
  vectorOf,
  when,
  type Code,
  type Local,
  type WasmFunction,
} from "./assembler.js";
import {
  constant,
  loadVector,
  storeAddress,
  storeVector,
  wholes,
  type Lanes,
  VECTOR_BYTES,
} from "./lanes.js";
import { BESIDE, endOf, listOf, LISTS_END, panelBytes, STREAM_BYTES } from "./list-kernel.js";
import type { Target } from "./tile-kernel.js";

/** By which lanes are kept, as bits: the places of their bytes, moved together. */
const PATTERNS_AT = LISTS_END;
/** The first byte behind them; no vector has more lanes than four. */
export const PATTERNS_END = PATTERNS_AT + 2 ** 4 * VECTOR_BYTES;

const PARAMETERS = locals(4);
const [from, step, columns, length] = PARAMETERS;

/** Lists so many columns of `length` entries, which lie side by side; `step` is the bytes from a column to the next. */
export function listingFunction(target: Target): WasmFunction {
  const { lanes } = target;
  return {
    name: "listing",
    parameters: PARAMETERS.map(() => TYPE.i32),
    body: (fresh) => {
      const [column, row, at, held] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
      const beside = Array.from({ length: BESIDE }, () => ({
        source: fresh(TYPE.i32),
        entries: fresh(TYPE.v128),
      }));
      const listing = { target, beside, at, held, rows: fresh(TYPE.v128), pattern: fresh(TYPE.v128) };
      const last = subtract(subtract(get(columns), i32(1)), get(column));
      const rest = bits(get(length), i32(lanes.lanes - 1));
      const first = subtract(shifted(i32(1), rest), i32(1));
      return [
        patterns(lanes),
        count(column, { limit: get(columns), step: i32(BESIDE) }, [
          set(at, listOf(column)),
          beside.map(({ source }, index) =>
            set(source, add(get(from), times(add(get(column), smaller(i32(index), last)), get(step)))),
          ),
          set(
            listing.rows,
            wholes(lanes, (lane) => lane * panelBytes(target)),
          ),
          count(row, { limit: subtract(get(length), rest), step: i32(lanes.lanes) }, listed(listing)),
          when(rest, listed(listing, first)),
          storeAddress(endOf(column), get(at)),
        ]),
      ];
    },
  };
}

interface Listing {
  readonly target: Target;
  /** Where each column goes on, and its entries of some rows. */
  readonly beside: readonly { readonly source: Local; readonly entries: Local }[];
  /** Where in the panel these rows are. */
  readonly rows: Local;
  readonly at: Local;
  readonly held: Local;
  readonly pattern: Local;
}

/** Adds a vector of rows to the list, or of them those in `among`: what is written behind its end is written over. */
function listed({ target, beside, rows, at, held, pattern }: Listing, among: Code = []): Code {
  const { lanes } = target;
  const { opcodes } = lanes;
  const nothing = vector(opcodes.splat, constant(lanes, 0));
  const some = beside
    .map(({ entries }) => vector(opcodes.vectorNotEqual, [get(entries), nothing]))
    .reduce(either);
  const mask = vector(opcodes.bitmask, some);
  return [
    beside.map(({ source, entries }) => [
      set(entries, loadVector(get(source))),
      set(source, add(get(source), i32(VECTOR_BYTES))),
    ]),
    set(held, among.length === 0 ? mask : bits(mask, among)),
    set(pattern, loadVector(times(get(held), i32(VECTOR_BYTES)), PATTERNS_AT)),
    [...beside.map(({ entries }) => entries), rows].map((values, stream) =>
      storeVector(get(at), placed(get(values), get(pattern)), stream * STREAM_BYTES),
    ),
    set(at, add(get(at), times(bitsSet(get(held)), i32(lanes.bytes)))),
    set(
      rows,
      addWholes(
        get(rows),
        wholes(lanes, () => lanes.lanes * panelBytes(target)),
      ),
    ),
  ];
}

/** Puts every pattern where it is looked up. */
function patterns({ bytes, lanes }: Lanes): Code {
  return Array.from({ length: 2 ** lanes }, (_, held) => {
    const kept = Array.from({ length: lanes }, (_, lane) => lane).filter((lane) => (held >> lane) % 2 === 1);
    const places = Array.from({ length: VECTOR_BYTES }, (_, at) => {
      const lane = kept.at(Math.floor(at / bytes)) ?? lanes;
      return lane * bytes + (at % bytes);
    });
    return storeVector(i32(PATTERNS_AT + held * VECTOR_BYTES), vectorOf(places));
  });
}
