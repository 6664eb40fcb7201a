/** @file The kernel that lays a block of a matrix out as the tiles of a product read it. */

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
import {
  constant,
  loadEntry,
  loadVector,
  storeEntry,
  storeVector,
  type Lanes,
  VECTOR_BYTES,
} from "./lanes.js";

const PARAMETERS = locals(7);
const [from, across, along, extent, length, into, panel] = PARAMETERS;

/**
 * Lays a matrix of `extent` by `length` entries out in panels of so many side by side, one position of the length
 * after the other. `across` and `along` are the bytes between neighbours; entries beyond the edge become 0.
 */
export function layoutFunction(lanes: Lanes, transpose: number): WasmFunction {
  return {
    name: "layOut",
    parameters: PARAMETERS.map(() => TYPE.i32),
    body: (fresh) => {
      const [at, k, i, source, end] = Array.from({ length: 5 }, () => fresh(TYPE.i32));
      const full = equal(subtract(get(end), get(at)), get(panel));
      const sideBySide = (step: Local): Code => choose(equal(get(step), i32(lanes.bytes)), full, i32(0));
      const start = add(get(from), times(get(at), get(across)));
      const width = times(get(panel), i32(lanes.bytes));
      const turned = call(transpose, [start, get(across), get(panel), get(length), get(into), width, i32(0)]);
      return count(at, { limit: get(extent), step: get(panel) }, [
        set(end, smaller(add(get(at), get(panel)), get(extent))),
        when(
          sideBySide(along),
          [turned, set(into, add(get(into), times(get(length), width)))],
          count(k, { limit: get(length), step: i32(1) }, [
            set(source, add(start, times(get(k), get(along)))),
            when(sideBySide(across), vectors(lanes, source), entries(lanes, { at, i, source, end })),
          ]),
        ),
      ]);
    },
  };
}

/** Copies a panel's width, 16 to 64 bytes, in four vectors that overlap where it is less. */
function vectors({ bytes }: Lanes, source: Local): Code {
  const whole = times(get(panel), i32(bytes));
  const last = subtract(whole, i32(VECTOR_BYTES));
  const copied = (offset: Code): Code =>
    storeVector(add(get(into), offset), loadVector(add(get(source), offset)));
  const offsets = [0, 1, 2].map((index) => smaller(i32(index * VECTOR_BYTES), last));
  return [[...offsets, last].map(copied), set(into, add(get(into), whole))];
}

function entries(lanes: Lanes, { at, i, source, end }: Record<"at" | "i" | "source" | "end", Local>): Code {
  const inside = less(get(i), get(end));
  const value: Code = [
    inside,
    0x04,
    lanes.scalar,
    loadEntry(lanes, get(source)),
    0x05,
    constant(lanes, 0),
    0x0b,
  ];
  return count(i, { from: get(at), limit: add(get(at), get(panel)), step: i32(1) }, [
    storeEntry(lanes, get(into), value),
    set(source, add(get(source), get(across))),
    set(into, add(get(into), i32(lanes.bytes))),
  ]);
}
