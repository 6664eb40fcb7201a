/** @file The arithmetic of entries on vectors of them. */

import type { Arithmetic, DoubleArithmetic, DoubleRule } from "../tensor/entry.js";
import { get, i32, set, shuffle, TYPE, vector, type Code, type Local, type ValueType } from "./assembler.js";
import { constant, FLOAT64, type Lanes } from "./lanes.js";

const BIT_SELECT = 0x52;

/** Arithmetic in one precision; values that are used twice are written twice. */
export function arithmetic(lanes: Lanes): Arithmetic<Code> {
  const { opcodes } = lanes;
  const two = (opcode: number) => (a: Code, b: Code) => vector(opcode, [a, b]);
  const one = (opcode: number) => (a: Code) => vector(opcode, a);
  return {
    constant: (value) => vector(opcodes.splat, constant(lanes, value)),
    add: two(opcodes.vectorAdd),
    subtract: two(opcodes.vectorSubtract),
    multiply: two(opcodes.vectorMultiply),
    divide: two(opcodes.vectorDivide),
    negate: one(opcodes.vectorNegate),
    squareRoot: one(opcodes.vectorSquareRoot),
    absolute: one(opcodes.vectorAbsolute),
    whereGreater: ([a, b], then, otherwise) =>
      vector(BIT_SELECT, [then, otherwise, vector(opcodes.vectorGreater, [a, b])]),
  };
}

type Fresh = (type: ValueType) => Local;

/** float64 of the lower two of four float32, and the other way round. */
const [PROMOTE, DEMOTE] = [0x5f, 0x5e];
const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15];
const LOWER_HALVES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** What a rule makes of a vector of float32: of each half in float64, then rounded. */
export function rounded(rule: DoubleRule, value: Code, fresh: Fresh): Code {
  const by = doubleArithmetic(fresh);
  const halves = [value, shuffle([value, value], [UPPER_HALF, UPPER_HALF])].map((half) => {
    const double = fresh(TYPE.v128);
    return [set(double, vector(PROMOTE, half)), vector(DEMOTE, rule(by, get(double)))];
  });
  return shuffle(halves, LOWER_HALVES);
}

function doubleArithmetic(fresh: Fresh): DoubleArithmetic<Code> {
  const by = arithmetic(FLOAT64);
  return {
    ...by,
    exponential: (a) => exponential(by, a, fresh),
    shared: (value, use) => {
      const local = fresh(TYPE.v128);
      return [set(local, value), use(get(local))];
    },
  };
}

/** The second where it is smaller, or larger; else the first, also where that is not a number. */
const [SMALLER, LARGER] = [0xf6, 0xf7];
const SHIFT_LEFT = 0xcb;
/** Below and above, eˣ is 0 and infinite as float32. */
const [LOWEST, HIGHEST] = [-104, 90];
/** log 2 in two numbers: the first has so few digits that its products with whole numbers are exact. */
const [LOG_2, LOG_2_REST] = [6.93147180369123816e-1, 1.9082149292705877e-10];
const EXPONENT_BITS = 52;
/** Added to a number, this leaves it rounded to a whole one, with what exponents of float64 begin at, in the lowest bits. */
const TO_EXPONENT = 1.5 * 2 ** EXPONENT_BITS + 1023;
/** 1/n! for n from 11 down to 0: enough for |r| ≤ (log 2)/2 and 14 digits. */
const SERIES = Array.from({ length: 12 }, (_, at) => 1 / factorial(11 - at));

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** eˣ = 2ᵏ eʳ with k = x / log 2 to the nearest whole number and r = x − k log 2. */
function exponential(by: Arithmetic<Code>, a: Code, fresh: Fresh): Code {
  const [x, exponent, k, r] = Array.from({ length: 4 }, () => fresh(TYPE.v128));
  const within = vector(SMALLER, [vector(LARGER, [a, by.constant(LOWEST)]), by.constant(HIGHEST)]);
  const rest = (part: number): Code => by.multiply(get(k), by.constant(part));
  const series = SERIES.map(by.constant).reduce((sum, term) => by.add(by.multiply(sum, get(r)), term));
  const power = vector(SHIFT_LEFT, [get(exponent), i32(EXPONENT_BITS)]);
  return [
    set(x, within),
    set(exponent, by.add(by.multiply(get(x), by.constant(Math.LOG2E)), by.constant(TO_EXPONENT))),
    set(k, by.subtract(get(exponent), by.constant(TO_EXPONENT))),
    set(r, by.subtract(by.subtract(get(x), rest(LOG_2)), rest(LOG_2_REST))),
    by.multiply(series, power),
  ];
}
