/** @file Values as plain data between two processes; what comes in is checked before it becomes a value. */

import { fromData, Tensor } from "chainrule";
import { isObject, type JsonObject } from "../../server/json.js";

/** Deeper and larger values are refused on both sides. */
const DEEPEST = 32;
const MOST_ENTRIES = 500_000;

/** How functions cross: a number stands for each, and what is called lies on the side it comes from. */
export interface Functions {
  /** The number under which a function is known from now on. */
  readonly keep: (called: (...inputs: readonly unknown[]) => unknown) => number;
  /** What stands for the other side's function. */
  readonly revive: (number: number) => unknown;
}

/** A value that cannot be handed over, or data that are no value. */
export class NotTransferable extends Error {}

/**
 * The value as data for `JSON.stringify`.
 * @throws NotTransferable if it holds what has no form as data, is too deep or too large.
 */
export function sent(value: unknown, { keep }: Functions): unknown {
  const count = counter();
  const write = (part: unknown, depth: number): unknown => {
    count(1, depth);
    if (part === null || typeof part === "boolean" || typeof part === "string") return part;
    if (typeof part === "number")
      return Number.isFinite(part) ? part : { kind: "number", text: String(part) };
    if (part === undefined) return { kind: "undefined" };
    if (isFunction(part)) return { kind: "function", number: keep(part) };
    if (typeof part !== "object") throw new NotTransferable(`a value of type ${typeof part}`);
    if (part instanceof Tensor)
      return sentTensor(part, (size) => {
        count(size, depth);
      });
    if (part instanceof Float64Array || part instanceof Float32Array) {
      count(part.length, depth);
      return { kind: "floats", entries: [...part].map(entryText) };
    }
    if (Array.isArray(part)) return part.map((each) => write(each, depth + 1));
    const entries = Object.entries(part).map(([name, each]) => [name, write(each, depth + 1)]);
    return { kind: "object", entries };
  };
  return write(value, 0);
}

/**
 * The value that the data stand for.
 * @throws NotTransferable if they stand for none.
 */
export function received(data: unknown, { revive }: Functions): unknown {
  const count = counter();
  const read = (part: unknown, depth: number): unknown => {
    count(1, depth);
    if (part === null || typeof part === "boolean" || typeof part === "string" || typeof part === "number")
      return part;
    if (Array.isArray(part)) return part.map((each) => read(each, depth + 1));
    if (!isObject(part)) throw new NotTransferable(`data of type ${typeof part}`);
    const { kind } = part;
    if (kind === "undefined") return undefined;
    if (kind === "number") return entryOf(part["text"]);
    if (kind === "floats") return floatsOf(part["entries"]);
    if (kind === "tensor") return receivedTensor(part);
    if (kind === "function" && isCount(part["number"])) return revive(part["number"]);
    if (kind === "object")
      return Object.fromEntries(
        pairsOf(part["entries"]).map(([name, each]) => [name, read(each, depth + 1)]),
      );
    throw new NotTransferable("data of an unknown kind");
  };
  return read(data, 0);
}

function counter(): (size: number, depth: number) => void {
  let entries = 0;
  return (size, depth) => {
    entries += size;
    if (depth > DEEPEST) throw new NotTransferable(`a value nested deeper than ${DEEPEST} levels`);
    if (entries > MOST_ENTRIES) throw new NotTransferable(`a value of more than ${MOST_ENTRIES} entries`);
  };
}

function sentTensor({ data, shape, name }: Tensor, count: (size: number) => void): JsonObject {
  count(data.length);
  return {
    ...{ kind: "tensor", shape, entries: [...data].map(entryText), single: data instanceof Float32Array },
    ...(name !== undefined && { name }),
  };
}

/** A tensor of data alone; its name is taken over only where it makes one. */
function receivedTensor({ shape, entries, single, name }: JsonObject): Tensor {
  const numbers = floatsOf(entries);
  const sizes: readonly unknown[] = Array.isArray(shape) ? shape : [undefined];
  if (!sizes.every(isCount) || sizes.length > DEEPEST)
    throw new NotTransferable("a tensor whose shape is none");
  if (sizes.reduce((product, size) => product * size, 1) !== numbers.length)
    throw new NotTransferable("a tensor whose shape does not fit its entries");
  const made = fromData(single === true ? Float32Array.from(numbers) : numbers, sizes);
  return isObject(name) && typeof name["base"] === "string" ? named(made, name["base"], name) : made;
}

function named(made: Tensor, base: string, { layer, sample, hat, examples }: JsonObject): Tensor {
  return made.named(base, {
    ...(typeof layer === "number" && { layer }),
    ...((typeof sample === "number" || typeof sample === "string") && { sample }),
    ...(typeof hat === "boolean" && { hat }),
    ...(examples === "columns" && { examples }),
  });
}

function floatsOf(entries: unknown): Float64Array {
  if (!Array.isArray(entries) || entries.length > MOST_ENTRIES)
    throw new NotTransferable("no list of numbers");
  return Float64Array.from(entries, entryOf);
}

const NOT_FINITE: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };

function entryText(entry: number): number | string {
  return Number.isFinite(entry) ? entry : String(entry);
}

function entryOf(entry: unknown): number {
  if (typeof entry === "number") return entry;
  if (typeof entry === "string" && Object.hasOwn(NOT_FINITE, entry)) return NOT_FINITE[entry];
  throw new NotTransferable("an entry that is no number");
}

function pairsOf(entries: unknown): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(entries)) throw new NotTransferable("an object without entries");
  return entries.map((pair: unknown): [string, unknown] => {
    if (!Array.isArray(pair) || typeof pair[0] !== "string")
      throw new NotTransferable("an entry without a name");
    return [pair[0], pair[1]];
  });
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isFunction(value: unknown): value is (...inputs: readonly unknown[]) => unknown {
  return typeof value === "function";
}
