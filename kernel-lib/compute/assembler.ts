/** @file A small assembler for WebAssembly: instructions as functions, a module from its functions. */

/** Instructions as bytes, nested as they were put together. */
export type Code = readonly (number | Code)[];

/** A local variable of a function, by its number. */
export type Local = number;

/** One function that a module exports: its parameters, and its body written over fresh locals. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly body: (fresh: (type: ValueType) => Local) => Code;
}

/** The types of locals, as WebAssembly encodes them. */
export const TYPE = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;

/** One of them. */
export type ValueType = (typeof TYPE)[keyof typeof TYPE];

const EMPTY_BLOCK = 0x40;

/** A whole number ≥ 0 in LEB128. */
export function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, unsigned(Math.floor(value / 0x80))];
}

function signed(value: number): Code {
  const low = value & 0x7f;
  const rest = value >> 7;
  const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return done ? [low] : [low | 0x80, signed(rest)];
}

/** The first so many locals of a function: those that stand for its parameters. */
export const locals = (count: number): readonly Local[] => Array.from({ length: count }, (_, index) => index);
/** The value of a local. */
export const get = (local: Local): Code => [0x20, unsigned(local)];
/** Puts a value into a local. */
export const set = (local: Local, value: Code): Code => [value, 0x21, unsigned(local)];
/** A whole number. */
export const i32 = (value: number): Code => [0x41, signed(value)];
/** a + b of whole numbers. */
export const add = (a: Code, b: Code): Code => [a, b, 0x6a];
/** a − b of whole numbers. */
export const subtract = (a: Code, b: Code): Code => [a, b, 0x6b];
/** a b of whole numbers. */
export const times = (a: Code, b: Code): Code => [a, b, 0x6c];
/** The bits that both have. */
export const bits = (a: Code, b: Code): Code => [a, b, 0x71];
/** a with its bits so many places further up. */
export const shifted = (a: Code, places: Code): Code => [a, places, 0x74];
/** How many bits are set. */
export const bitsSet = (a: Code): Code => [a, 0x69];
/** Whether a < b. */
export const less = (a: Code, b: Code): Code => [a, b, 0x48];
/** Whether a ≥ b. */
const atLeast = (a: Code, b: Code): Code => [a, b, 0x4e];
/** Whether a = b. */
export const equal = (a: Code, b: Code): Code => [a, b, 0x46];
/** a where the condition holds, otherwise b. */
export const choose = (condition: Code, a: Code, b: Code): Code => [a, b, condition, 0x1b];
/** The smaller of two whole numbers; both are written twice. */
export const smaller = (a: Code, b: Code): Code => choose(less(a, b), a, b);
/** Leaves this many blocks if the condition holds; of a loop it starts the next turn. */
export const leaveIf = (depth: number, condition: Code): Code => [condition, 0x0d, unsigned(depth)];
/** Leaves this many blocks; of a loop it starts the next turn. */
const leave = (depth: number): Code => [0x0c, unsigned(depth)];
/** A block that `leave` can end. */
export const block = (body: Code): Code => [0x02, EMPTY_BLOCK, body, 0x0b];
/** A block that `leave` starts again. */
export const loop = (body: Code): Code => [0x03, EMPTY_BLOCK, body, 0x0b];
/** One of two pieces. */
export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  [condition, 0x04, EMPTY_BLOCK, then],
  [0x05, otherwise, 0x0b],
];
/** Calls the function with this number. */
export const call = (index: number, values: Code): Code => [values, 0x10, unsigned(index)];

/** `for (local = from; local < limit; local += step) body`; the limit is written once and read in every turn. */
export function count(local: Local, { from = i32(0), limit, step }: Range, body: Code): Code {
  const turn = [leaveIf(1, atLeast(get(local), limit)), body, set(local, add(get(local), step)), leave(0)];
  return [set(local, from), block(loop(turn))];
}

/** Where a counting loop begins (at 0 unless told) and ends, and its step. */
export interface Range {
  readonly from?: Code;
  readonly limit: Code;
  readonly step: Code;
}

/** A vector instruction. */
export const vector = (opcode: number, values: Code): Code => [values, 0xfd, unsigned(opcode)];

/** The bits that either of two vectors has. */
export const either = (a: Code, b: Code): Code => vector(0x50, [a, b]);

/** Whether a vector has any bit. */
export const anyTrue = (value: Code): Code => vector(0x53, value);

/** a + b of whole numbers of 32 bits, in every lane. */
export const addWholes = (a: Code, b: Code): Code => vector(174, [a, b]);

/** A vector of these bytes. */
export const vectorOf = (bytes: Code): Code => [vector(0x0c, []), bytes];

/** The bytes of a vector at the places that another one names; 0 where that is more than 15. */
export const placed = (value: Code, places: Code): Code => vector(0x0e, [value, places]);

/** A vector of bytes from two: 0 to 15 are places in the first, 16 to 31 in the second. */
export const shuffle = (values: Code, places: Code): Code => [vector(0x0d, values), places];

/** The module of these functions over one imported memory, `host.memory`; every function is exported. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, list(parameters), 0]);
  const exported = functions.map(({ name }, index) => [text(name), 0, unsigned(index)]);
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, types),
      section(2, [[text("host"), text("memory"), 2, 0, unsigned(1)]]),
      section(
        3,
        functions.map((_, index) => unsigned(index)),
      ),
      section(7, exported),
      section(10, functions.map(written)),
    ]),
  );
}

function written({ parameters, body }: WasmFunction): Code {
  const locals: ValueType[] = [];
  const code = body((type) => parameters.length + locals.push(type) - 1);
  return sized([list(locals.map((type) => [1, type])), code, 0x0b]);
}

function section(id: number, parts: readonly Code[]): Code {
  return [id, sized(list(parts))];
}

function list(parts: Code): Code {
  return [unsigned(parts.length), parts];
}

function text(value: string): Code {
  return list(Array.from(value, (letter) => letter.charCodeAt(0)));
}

function sized(code: Code): Code {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
}

function flat(code: Code, into: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === "number") into.push(part);
    else flat(part, into);
  }
  return into;
}
