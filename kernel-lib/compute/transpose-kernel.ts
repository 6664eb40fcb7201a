/** @file The kernel that transposes a matrix, square by square of whole vectors. */

import {
  add,
  bits,
  choose,
  count,
  get,
  i32,
  less,
  locals,
  set,
  shuffle,
  times,
  TYPE,
  vector,
  when,
  type Code,
  type Local,
  type ValueType,
  type WasmFunction,
} from "./assembler.js";
import { loadEntry, loadVector, storeEntry, storeVector, type Lanes, VECTOR_BYTES } from "./lanes.js";

const PARAMETERS = locals(7);
const [from, step, rows, columns, into, intoStep, adding] = PARAMETERS;

/**
 * Writes the transpose of a matrix, or adds it where `adding` is not 0. Entries of a row lie side by side; steps are
 * the bytes between rows.
 */
export function transposeFunction(lanes: Lanes): WasmFunction {
  return {
    name: "transpose",
    parameters: PARAMETERS.map(() => TYPE.i32),
    body: (fresh) => {
      const [row, column, wholeRows, wholeColumns] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
      const [size, side] = [i32(lanes.bytes), i32(lanes.lanes)];
      const source = add(add(get(from), times(get(row), get(step))), times(get(column), size));
      const target = add(add(get(into), times(get(column), get(intoStep))), times(get(row), size));
      const edge = choose(less(get(row), get(wholeRows)), get(wholeColumns), i32(0));
      const [value, before] = [loadEntry(lanes, source), loadEntry(lanes, target)];
      return [
        set(wholeRows, bits(get(rows), i32(-lanes.lanes))),
        set(wholeColumns, bits(get(columns), i32(-lanes.lanes))),
        count(row, { limit: get(wholeRows), step: side }, [
          count(column, { limit: get(wholeColumns), step: side }, square(fresh, { lanes, source, target })),
        ]),
        count(row, { limit: get(rows), step: i32(1) }, [
          count(column, { from: edge, limit: get(columns), step: i32(1) }, [
            when(
              get(adding),
              storeEntry(lanes, target, [before, value, lanes.opcodes.add]),
              storeEntry(lanes, target, value),
            ),
          ]),
        ]),
      ];
    },
  };
}

interface Square {
  readonly lanes: Lanes;
  readonly source: Code;
  readonly target: Code;
}

/** As many vectors as each has lanes, interleaved with the one half a square further until rows have become columns. */
function square(fresh: (type: ValueType) => Local, { lanes, source, target }: Square): Code {
  const side = lanes.lanes;
  const at = fresh(TYPE.i32);
  const each = (value: (index: number) => Code): readonly (readonly [Local, Code])[] =>
    Array.from({ length: side }, (_, index) => [fresh(TYPE.v128), value(index)]);
  const further = (by: Local): Code => set(at, add(get(at), get(by)));
  let vectors = each(() => [loadVector(get(at))]);
  const code: Code[] = [set(at, source), vectors.map(([local, value]) => [set(local, value), further(step)])];
  for (let stage = 1; stage < side; stage *= 2) {
    const before = vectors;
    vectors = each((index) =>
      interleaved(lanes, [before[index >> 1][0], before[(index + side) >> 1][0]], index % 2),
    );
    code.push(vectors.map(([local, value]) => set(local, value)));
  }
  const stored = (local: Local): Code =>
    when(
      get(adding),
      storeVector(get(at), vector(lanes.opcodes.vectorAdd, [loadVector(get(at)), get(local)])),
      storeVector(get(at), get(local)),
    );
  return [code, set(at, target), vectors.map(([local]) => [stored(local), further(intoStep)])];
}

/** Entries of two vectors in turns: of their first halves, or of their second. */
function interleaved({ bytes, lanes }: Lanes, [a, b]: readonly [Local, Local], half: number): Code {
  const places = Array.from({ length: VECTOR_BYTES }, (_, at) => {
    const entry = Math.floor(at / bytes);
    const own = (half * lanes) / 2 + (entry >> 1);
    return (entry % 2) * VECTOR_BYTES + own * bytes + (at % bytes);
  });
  return shuffle([get(a), get(b)], places);
}
