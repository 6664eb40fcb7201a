/** @file A linear memory with the kernels that work on it, in both precisions. */

import type { Numbers } from "../tensor/tensor.js";
import { UsageError } from "../tensor/errors.js";
import { assemble, type WasmFunction } from "./assembler.js";
import { FLOAT32, FLOAT64, type Lanes } from "./lanes.js";
import { productFunctions } from "./product-kernel.js";
import { HEAP_AT, skippingFunctions } from "./skipping-kernel.js";

/** The kernels of one precision; what they are given is said where they are written. */
export type Kernels = Readonly<Record<"product" | "skipping", Kernel>>;

/** A function over the memory; addresses and steps are in bytes. */
export type Kernel = (...values: number[]) => void;

/** Which instructions kernels may use; a build that this engine cannot run gives none. */
export type Build = "fused" | "plain";

const VECTOR_BYTES = 16;
const PAGE_BYTES = 2 ** 16;
/** Address space; pages that are never touched take no memory. It never grows: that would cut off its arrays. */
const MEMORY_BYTES = 2 ** 28;

/** A memory, its kernels, and shelves that hand out storage in it. */
export class Machine {
  readonly #memory: WebAssembly.Memory;
  readonly buffer: ArrayBuffer;
  readonly single: Kernels;
  readonly double: Kernels;
  readonly shelves: readonly Shelf[];

  constructor(build: Build, shelves = 1, bytes = MEMORY_BYTES - HEAP_AT) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((HEAP_AT + bytes) / PAGE_BYTES) });
    this.#memory = memory;
    this.buffer = memory.buffer;
    const length = bytes / shelves;
    const start = (index: number): number => HEAP_AT + padded(index * length);
    this.shelves = Array.from(
      { length: shelves },
      (_, index) => new Shelf(this.buffer, start(index), start(index + 1)),
    );
    this.single = instance(FLOAT32, build, memory);
    this.double = instance(FLOAT64, build, memory);
    BY_BUFFER.set(this.buffer, this);
  }

  /** The machine in whose memory these numbers are, if in any. */
  static of({ buffer }: Numbers): Machine | undefined {
    return buffer instanceof ArrayBuffer ? BY_BUFFER.get(buffer) : undefined;
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

  /** The first shelf, cleared: for copies that only one call of a kernel needs. */
  spare(): Shelf {
    this.shelves[0].clear();
    return this.shelves[0];
  }
}

const BY_BUFFER = new WeakMap<ArrayBuffer, Machine>();
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

  /** Storage for so many numbers, not cleared; undefined where the shelf is full. */
  take(size: number, single: boolean): Numbers | undefined {
    const at = this.#next;
    const next = at + padded(size * (single ? FLOAT32.bytes : FLOAT64.bytes));
    if (next > this.end) return undefined;
    this.#next = next;
    return single ? new Float32Array(this.buffer, at, size) : new Float64Array(this.buffer, at, size);
  }

  /** Takes back everything. */
  clear(): void {
    this.#next = this.from;
  }
}

/** Bytes rounded up to whole vectors. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
}

/** The instructions this engine has: a b + c in one, or in two; undefined where it has no vectors at all. */
export function bestBuild(): Build | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  if (canRun("fused")) return "fused";
  return canRun("plain") ? "plain" : undefined;
}

function canRun(build: Build): boolean {
  return WebAssembly.validate(bytesOf(FLOAT32, build));
}

function bytesOf(lanes: Lanes, build: Build): Uint8Array<ArrayBuffer> {
  const target = { lanes, fused: build === "fused" };
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
