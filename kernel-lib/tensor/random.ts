/** @file Random numbers from a seed: the same seed gives the same numbers on every machine. */

import { fromData } from "./create.js";
import { UsageError } from "./errors.js";
import { sizeOf, type Shape } from "./shape.js";
import type { Tensor } from "./tensor.js";

const WORD = 2 ** 32;
const SEEDING_ROUNDS = 12;

/** A seed, or a generator to go on drawing from. */
export type Seed = number | Random;

/** Where samples come from, and the half-open range [low, high) they lie in. */
export interface UniformOptions {
  readonly seed: Seed;
  readonly low?: number;
  readonly high?: number;
}

/** Where samples come from, and their mean and standard deviation. */
export interface NormalOptions {
  readonly seed: Seed;
  readonly mean?: number;
  readonly deviation?: number;
}

/**
 * A stream of random numbers: sfc32, the small fast counting generator with 128 bits of state.
 * Each draw changes the stream; two generators of one seed give the same stream.
 *
 * @see Doty-Humphrey, PractRand, `src/RNGs/sfc.cpp`: the algorithm and its seeding from 64 bits.
 */
export class Random {
  #a = 0;
  #b: number;
  #c: number;
  #counter = 1;

  /** @throws UsageError if the seed is not a whole number from 0 to 2⁵³ − 1. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new UsageError(
        `random: the seed is ${seed}; give a whole number from 0 to 2⁵³ − 1, as in random(7)`,
      );
    }
    this.#b = seed | 0;
    this.#c = Math.floor(seed / WORD) | 0;
    for (let round = 0; round < SEEDING_ROUNDS; round++) this.#bits();
  }

  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number {
    return ((this.#bits() >>> 5) * 2 ** 26 + (this.#bits() >>> 6)) / 2 ** 53;
  }

  /**
   * Standard normal, by the polar method.
   * @see Marsaglia & Bray, "A convenient method for generating normal variables", 1964.
   */
  normal(): number {
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      // The pair's second value v·√… is left out: a draw then never depends on what was drawn before.
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * logarithm(s)) / s);
    }
  }

  /** A whole number from 0 to limit − 1, each equally likely (to within limit / 2⁵³). */
  integer(limit: number): number {
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new UsageError(`random: the limit is ${limit}; give a whole number ≥ 1`);
    }
    return Math.floor(this.uniform() * limit);
  }

  /**
   * The numbers 0 … count − 1 in random order, by exchanges from the end (Fisher–Yates).
   * @see Durstenfeld, "Algorithm 235: Random permutation", 1964.
   */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const chosen = this.integer(last + 1);
      [order[last], order[chosen]] = [order[chosen], order[last]];
    }
    return order;
  }

  /** The next 32 bits. */
  #bits(): number {
    const mixed = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + mixed) | 0;
    return mixed;
  }
}

/** A generator started from a seed; a generator is given back as it is, to go on drawing from it. */
export function random(seed: Seed): Random {
  return seed instanceof Random ? seed : new Random(seed);
}

/**
 * Uniform samples in [0, 1) or in [low, high): `uniform([3, 2], { seed: 7, low: -1 })`.
 * @throws UsageError if the seed is not a whole number ≥ 0.
 */
export function uniform(shape: Shape, { seed, low = 0, high = 1 }: UniformOptions): Tensor {
  const generator = random(seed);
  return sampled(shape, () => low + (high - low) * generator.uniform());
}

/**
 * Standard normal samples, or with another mean and standard deviation, by the polar method.
 * The same seed gives the same samples on every machine; to fill several tensors, pass one generator to all.
 *
 * ```ts
 * const generator = random(7);
 * const W1 = normal([3, 2], { seed: generator });
 * const W2 = normal([1, 3], { seed: generator });
 * ```
 *
 * @throws UsageError if the seed is not a whole number ≥ 0.
 */
export function normal(shape: Shape, { seed, mean = 0, deviation = 1 }: NormalOptions): Tensor {
  const generator = random(seed);
  return sampled(shape, () => mean + deviation * generator.normal());
}

function sampled(shape: Shape, sample: () => number): Tensor {
  return fromData(Float64Array.from({ length: sizeOf(shape) }, sample), shape);
}

/**
 * Natural logarithm of 0 < x < 1, to within about one unit of the last digit.
 * Math.log may differ in that digit from engine to engine; products and quotients may not.
 */
function logarithm(x: number): number {
  let mantissa = x;
  let halvings = 0;
  for (; mantissa < Math.SQRT1_2; mantissa *= 2) halvings++;
  const t = (mantissa - 1) / (mantissa + 1);
  // ln m = 2 (t + t³/3 + t⁵/5 + …) with |t| < 0.172: the term in t²³ is below 1e-17.
  let sum = 0;
  for (let power = 23; power >= 1; power -= 2) sum = sum * t * t + 1 / power;
  return 2 * t * sum - halvings * Math.LN2;
}
