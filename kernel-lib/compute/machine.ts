/** @file A linear memory with the kernels that work on it, in both precisions. */

import type { Numbers } from "../tensor/tensor.js";
import { UsageError } from "../tensor/errors.js";
import { assemble, type WasmFunction } from "./assembler.js";
import { FLOAT32, FLOAT64, type Lanes, VECTOR_BYTES } from "./lanes.js";
import { productFunctions } from "./product-kernel.js";
import { HEAP_AT, skippingFunctions } from "./skipping-kernel.js";
import type { Build } from "./tile-kernel.js";

/** The kernels of one precision; what they are given is said where they are written. */
export type Kernels = Readonly<Record<"product" | "skipping", Kernel>>;

/** A function over the memory; addresses and steps are in bytes. */
export type Kernel = (...values: number[]) => void;

const PAGE_BYTES = 2 ** 16;
/** What an address of 32 bits can reach. */
const MOST_BYTES = 2 ** 32 - 2 * PAGE_BYTES - HEAP_AT;

/** A memory, its kernels, and the shelf that hands out storage in it. It never grows: that would cut off its arrays. */
export class Machine {
  readonly #memory: WebAssembly.Memory;
  readonly single: Kernels;
  readonly double: Kernels;
  readonly shelf: Shelf;

  /** Pages that are never touched take no memory. */
  constructor(
    readonly build: Build,
    bytes: number,
  ) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((HEAP_AT + bytes) / PAGE_BYTES) });
    this.#memory = memory;
    this.shelf = new Shelf(memory.buffer, HEAP_AT, HEAP_AT + bytes);
    this.single = instance(FLOAT32, build, memory);
    this.double = instance(FLOAT64, build, memory);
  }

  /** Whether a memory can be so large. */
  static canHold(bytes: number): boolean {
    return bytes <= MOST_BYTES;
  }

  /** The kernels for numbers of this precision. */
  kernels(single: boolean): Kernels {
    return single ? this.single : this.double;
  }

  /** Functions over this memory, by name. */
  with(functions: readonly WasmFunction[]): ReadonlyMap<string, Kernel> {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble(functions)), {
      host: { memory: this.#memory },
    });
    return new Map(functions.map(({ name }) => [name, kernel(exports, name)]));
  }
}

const MODULES = new Map<Lanes, Map<Build, WebAssembly.Module>>();

/** Storage handed out one after the other; `clear` takes all of it back. */
export class Shelf {
  #next: number;

  constructor(
    private readonly buffer: ArrayBuffer,
    private readonly from: number,
    private readonly end: number,
  ) {
    this.#next = from;
  }

  /** Bytes it can hand out in all. */
  get bytes(): number {
    return this.end - this.from;
  }

  /**
   * Storage for so many numbers, not cleared, and behind it room for a vector that begins in it.
   * @throws RangeError where the shelf is full.
   */
  take(size: number, single: boolean): Numbers {
    const at = this.#next;
    const next = at + spaceFor([size], single);
    if (next > this.end)
      throw new RangeError(`compute: a shelf of ${this.bytes} bytes has no room for ${size} numbers`);
    this.#next = next;
    return single ? new Float32Array(this.buffer, at, size) : new Float64Array(this.buffer, at, size);
  }

  /** The same numbers here. */
  copy(data: Numbers): Numbers {
    const copy = this.take(data.length, data instanceof Float32Array);
    copy.set(data);
    return copy;
  }

  /** Takes back everything. */
  clear(): void {
    this.#next = this.from;
  }
}

/** Bytes that arrays of these sizes take on a shelf. */
export function spaceFor(sizes: readonly number[], single: boolean): number {
  const { bytes } = single ? FLOAT32 : FLOAT64;
  return sizes.reduce((sum, size) => sum + padded(size * bytes) + VECTOR_BYTES, 0);
}

/** Bytes rounded up to whole vectors. */
function padded(bytes: number): number {
  return Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
}

/** The instructions this engine has: a b + c in one, or in two; undefined where it has no vectors at all. */
export function bestBuild(): "fused" | "plain" | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  if (canRun("fused")) return "fused";
  return canRun("plain") ? "plain" : undefined;
}

function canRun(build: Build): boolean {
  return WebAssembly.validate(bytesOf(FLOAT32, build));
}

function bytesOf(lanes: Lanes, build: Build): Uint8Array<ArrayBuffer> {
  const target = { lanes, build };
  return assemble([...productFunctions(target), ...skippingFunctions(target)]);
}

function instance(lanes: Lanes, build: Build, memory: WebAssembly.Memory): Kernels {
  const builds = MODULES.get(lanes) ?? new Map<Build, WebAssembly.Module>();
  const module = builds.get(build) ?? new WebAssembly.Module(bytesOf(lanes, build));
  MODULES.set(lanes, builds.set(build, module));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  return { product: kernel(exports, "product"), skipping: kernel(exports, "skipping") };
}

/** An exported function. @throws UsageError if the module has none of that name. */
function kernel(exports: WebAssembly.Exports, name: string): Kernel {
  const found = exports[name];
  if (!isKernel(found)) throw new UsageError(`compute: the module has no function ${name}`);
  return found;
}

/** WebAssembly types exports as anything; a function of ours takes numbers, which is all that it can be given. */
function isKernel(value: unknown): value is Kernel {
  return typeof value === "function";
}
