/** @file The tensor: numbers with a shape, optionally a name, and the trace of how they were computed. */

import { UsageError } from "./errors.js";
import { makeName, type Name, type NameParts } from "./name.js";
import type { Operation, Settings } from "./operation.js";
import { shapeText, sizeOf, type Shape } from "./shape.js";

/** Entries in row-major order. */
export type Numbers = Float64Array | Float32Array;

/** So many zeros in float32 or float64. */
export function numbersOf(size: number, single: boolean): Numbers {
  return single ? new Float32Array(size) : new Float64Array(size);
}

/** Numbers nested as deep as the tensor has axes. */
export type Nested = number | readonly Nested[];

/** How a tensor came to be: the operation, its inputs and its settings. */
export interface Trace {
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly settings: Settings;
}

/** What a tensor knows beside its numbers. */
export interface Origin {
  readonly name?: Name | undefined;
  readonly trace?: Trace | undefined;
}

/**
 * Numbers with a shape. Immutable: every operation gives a new tensor, which remembers how it was made, so that
 * its gradient can be computed and derived. The operations of this library are its methods (`a.mul(b)`).
 */
export class Tensor {
  #hint = 0;

  /** The symbol that formulas use for this tensor; without one, its definition is written out. */
  readonly name: Name | undefined;
  /** How it was computed; undefined for data. */
  readonly trace: Trace | undefined;

  constructor(
    /** Entries in row-major order. */
    readonly data: Numbers,
    /** Sizes per axis. */
    readonly shape: Shape,
    { name, trace }: Origin = {},
  ) {
    this.name = name;
    this.trace = trace;
  }

  /**
   * Where the walk over traces that met this tensor last has its place: a hint, by which walks need no map.
   * @internal
   */
  static hint(tensor: Tensor): number {
    return tensor.#hint;
  }

  /** @internal */
  static setHint(tensor: Tensor, hint: number): void {
    tensor.#hint = hint;
  }

  /** Number of entries. */
  get size(): number {
    return this.data.length;
  }

  /** Number of axes: 0 for a scalar, 2 for a matrix. */
  get rank(): number {
    return this.shape.length;
  }

  /**
   * The same tensor under the symbol that the lecture uses:
   *
   * ```ts
   * W1.matmul(x).add(b1).named("z", { layer: 1 })   // z^{[1]}
   * ```
   *
   * Name a tensor before it is used: what was computed from it earlier keeps referring to the unnamed one.
   */
  named(base: string, parts: NameParts = {}): Tensor {
    return new Tensor(this.data, this.shape, { name: makeName(base, parts), trace: this.trace });
  }

  /** The same numbers as data: without name and trace, so that no gradient passes through. */
  detach(): Tensor {
    return new Tensor(this.data, this.shape);
  }

  /**
   * The number of a tensor that holds just one.
   * @throws UsageError if it holds more or fewer.
   */
  item(): number {
    if (this.size !== 1) {
      throw new UsageError(
        `item: a tensor of shape ${shapeText(this.shape)} holds ${this.size} numbers, not one; use toArray(), or sum() first`,
      );
    }
    return this.data[0];
  }

  /** The entries as nested arrays, a plain number for a scalar. */
  toArray(): Nested {
    const nest = (axis: number, offset: number): Nested => {
      if (axis === this.rank) return this.data[offset];
      const step = sizeOf(this.shape.slice(axis + 1));
      return Array.from({ length: this.shape[axis] }, (_, index) => nest(axis + 1, offset + index * step));
    };
    return nest(0, 0);
  }

  /** The nested arrays, so that `JSON.stringify` writes numbers. */
  toJSON(): Nested {
    return this.toArray();
  }
}

/** What an operation takes: a tensor, or a number as a scalar. */
export type Operand = Tensor | number;

/** Storage for a result, all zeros, in the precision of its inputs. */
export function allocate(inputs: readonly Tensor[], size: number): Numbers {
  return numbersOf(size, resultIsSingle(inputs));
}

/** Whether a result is float32: when every tensor input is (plain numbers adapt); otherwise it is float64. */
export function resultIsSingle(inputs: readonly Tensor[]): boolean {
  let single = false;
  for (const { data, shape } of inputs) {
    if (data instanceof Float32Array) single = true;
    else if (shape.length > 0) return false;
  }
  return single;
}
