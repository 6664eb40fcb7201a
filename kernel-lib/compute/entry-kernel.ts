/** @file Operations entry by entry as one kernel: every array is read once and written once. */

import type { DoubleRule, EntryRule } from "../tensor/entry.js";
import {
  add,
  count,
  get,
  i32,
  set,
  times,
  TYPE,
  vector,
  type Code,
  type Local,
  type WasmFunction,
} from "./assembler.js";
import { arithmetic, rounded } from "./vector-arithmetic.js";
import { loadEntry, loadSplat, loadVector, storeVector, FLOAT32, FLOAT64, type Lanes } from "./lanes.js";

/** How an operand is stretched over the result: not at all, along its rows, its columns or both. */
export type Stretch = "none" | "along rows" | "along columns" | "everywhere";

/** An array by its address, and its precision where it holds one number only. */
export interface Operand {
  readonly at: number;
  readonly stretch: Stretch;
  readonly single: boolean;
}

/** How a value is computed: in the precision of the entries, or of float32 in float64. */
export type KernelRule = { readonly entry: EntryRule } | { readonly inDouble: DoubleRule };

/** Rules over operands and over each other's values; those with an address are stored there. */
export interface EntryKernel {
  readonly rows: number;
  readonly columns: number;
  readonly single: boolean;
  readonly operands: readonly Operand[];
  readonly rules: readonly {
    readonly rule: KernelRule;
    /** Numbers of values: operands first, then rules. */
    readonly of: readonly number[];
    readonly into: number | undefined;
  }[];
}

/** The function of a kernel. A vector may reach beyond its row, where the next one overwrites it; behind the last row must be room for that. */
export function entryFunction(name: string, kernel: EntryKernel): WasmFunction {
  const { rows, columns, operands, rules } = kernel;
  const lanes = kernel.single ? FLOAT32 : FLOAT64;
  return {
    name,
    parameters: [],
    body: (fresh) => {
      const [row, rowAt, across, at] = Array.from({ length: 4 }, () => fresh(TYPE.i32));
      const values = [...operands, ...rules].map(() => fresh(TYPE.v128));
      const loaded = (stretch: Stretch, load: (operand: Operand) => Code): Code =>
        operands.map((operand, index) =>
          operand.stretch === stretch ? set(values[index], load(operand)) : [],
        );
      const width = columns * lanes.bytes;
      return [
        loaded("everywhere", (operand) => everywhere(lanes, operand)),
        count(row, { limit: i32(rows), step: i32(1) }, [
          set(rowAt, times(get(row), i32(width))),
          loaded("along rows", (operand) => loadSplat(lanes, times(get(row), i32(lanes.bytes)), operand.at)),
          count(across, { limit: i32(width), step: i32(16) }, [
            set(at, add(get(rowAt), get(across))),
            loaded("none", (operand) => loadVector(get(at), operand.at)),
            loaded("along columns", (operand) => loadVector(get(across), operand.at)),
            rules.map(({ rule, of }, index) => {
              const given = of.map((value) => get(values[value]));
              const value =
                "entry" in rule
                  ? rule.entry(arithmetic(lanes), ...given)
                  : rounded(rule.inDouble, given[0], fresh);
              return set(values[operands.length + index], value);
            }),
            stored(kernel, { at, values }),
          ]),
        ]),
      ];
    },
  };
}

function stored(
  { operands, rules }: EntryKernel,
  { at, values }: { at: Local; values: readonly Local[] },
): Code {
  return rules.map(({ into }, index) =>
    into === undefined ? [] : storeVector(get(at), get(values[operands.length + index]), into),
  );
}

/** One number in every lane, in the precision of the others. */
function everywhere(lanes: Lanes, { at, single }: Operand): Code {
  const own = single ? FLOAT32 : FLOAT64;
  if (own === lanes) return loadSplat(lanes, i32(0), at);
  const entry = loadEntry(own, i32(at));
  return vector(lanes.opcodes.splat, [entry, own.opcodes.convert]);
}
