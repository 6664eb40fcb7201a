/** @file The kernel that lays a block of a matrix out as the tiles of a product read it. */

import {
  add,
  choose,
  count,
  equal,
  get,
  i32,
  less,
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
import { loadEntry, loadVector, storeEntry, storeVector, type Lanes } from "./lanes.js";

const PARAMETERS = ["from", "across", "along", "width", "length", "into", "panel"] as const;
const [from, across, along, width, length, into, panel] = PARAMETERS.map((_, index) => index);

/**
 * Lays a matrix of `width` by `length` entries out in panels of so many side by side, one position of the length
 * after the other. `across` and `along` are the bytes between neighbours; entries beyond the edge become 0.
 */
export function layoutFunction(lanes: Lanes): WasmFunction {
  return {
    name: "layOut",
    parameters: PARAMETERS.map(() => TYPE.i32),
    body: (fresh) => {
      const [at, k, i, source, end] = Array.from({ length: 5 }, () => fresh(TYPE.i32));
      const full = equal(subtract(get(end), get(at)), get(panel));
      const sideBySide = choose(equal(get(across), i32(lanes.bytes)), full, i32(0));
      const start = add(add(get(from), times(get(at), get(across))), times(get(k), get(along)));
      return count(at, { limit: get(width), step: get(panel) }, [
        set(end, smaller(add(get(at), get(panel)), get(width))),
        count(k, { limit: get(length), step: i32(1) }, [
          set(source, start),
          when(sideBySide, vectors(lanes, { i, source }), entries(lanes, { at, i, source, end })),
        ]),
      ]);
    },
  };
}

function vectors(lanes: Lanes, { i, source }: Record<"i" | "source", Local>): Code {
  return count(i, { limit: times(get(panel), i32(lanes.bytes)), step: i32(16) }, [
    storeVector(get(into), loadVector(add(get(source), get(i)))),
    set(into, add(get(into), i32(16))),
  ]);
}

function entries(lanes: Lanes, { at, i, source, end }: Record<"at" | "i" | "source" | "end", Local>): Code {
  const inside = less(get(i), get(end));
  const value: Code = [inside, 0x04, lanes.scalar, loadEntry(lanes, get(source)), 0x05, zero(lanes), 0x0b];
  return count(i, { from: get(at), limit: add(get(at), get(panel)), step: i32(1) }, [
    storeEntry(lanes, get(into), value),
    set(source, add(get(source), get(across))),
    set(into, add(get(into), i32(lanes.bytes))),
  ]);
}

function zero({ scalar, bytes }: Lanes): Code {
  return [scalar === TYPE.f32 ? 0x43 : 0x44, new Array<number>(bytes).fill(0)];
}
