/** @file A recording of few numbers as one JavaScript function, every number a variable of its own. */

import type { Arithmetic, Scribe, Written } from "../tensor/entry.js";
import { sameShape, type Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Given, Place, Recording, Step } from "./recording.js";

/** Above this many numbers V8 would no longer optimise the function. */
const MOST_NUMBERS = 6000;
const MOST_PER_STEP = 256;

/** Texts whose operands are names or numerals. */
const TEXTS: Arithmetic<string> = {
  constant: numeral,
  add: (a, b) => `${a} + ${b}`,
  subtract: (a, b) => `${a} - ${b}`,
  multiply: (a, b) => `${a} * ${b}`,
  divide: (a, b) => `${a} / ${b}`,
  negate: (a) => `-${a}`,
  squareRoot: (a) => `Math.sqrt(${a})`,
  absolute: (a) => `Math.abs(${a})`,
  whereGreater: ([a, b], then, otherwise) => `${a} > ${b} ? ${then} : ${otherwise}`,
};

const NAME = /^[a-z]\d+$/;

/** What is computed from inputs of these shapes and precisions; undefined for others. */
export type Program = (given: readonly Given[]) => Given | undefined;

type Value = ((...values: number[]) => number) | typeof Tensor | typeof isOfShape | Shape;

/** The function of a recording; undefined where it has too many numbers, or an operation that cannot be written. */
export function scriptOf(recording: Recording, given: readonly Given[]): Program | undefined {
  const { numbers, inputs, steps, outputs } = recording;
  const size = steps.reduce((sum, { output }) => sum + numbers[output.slot].length, 0);
  if (
    size > MOST_NUMBERS ||
    [...inputs, ...outputs].some((place) => numbers[place.slot].length > MOST_PER_STEP)
  )
    return undefined;
  const page = new Page(recording);
  page.open(given);
  if (!steps.every((step) => page.write(step))) return undefined;
  return page.finish(outputs);
}

class Page {
  readonly #lines: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #values = new Map<Value, string>();
  readonly #entries = new Map<number, readonly string[]>();

  constructor(private readonly recording: Recording) {}

  /** Takes the tensors out of what is given, refuses others than these, and takes out their entries. */
  open(given: readonly Given[]): void {
    const paths = given.flatMap((one, at) =>
      one instanceof Tensor
        ? [`given[${at}]`]
        : Object.keys(one).map((key) => `given[${at}]?.[${JSON.stringify(key)}]`),
    );
    const counted = given.flatMap((one, at) =>
      one instanceof Tensor ? [] : [`Object.keys(given[${at}]).length === ${Object.keys(one).length}`],
    );
    const { inputs } = this.recording;
    const fitting = inputs.map(({ slot, shape }, index) => {
      const kind = this.#isSingle(slot) ? "Float32Array" : "Float64Array";
      const sameShape = `(t${index}.shape === ${this.#value(shape)} || ${this.#value(isOfShape)}(t${index}, ${this.#value(shape)}))`;
      return `t${index} instanceof ${this.#value(Tensor)} && t${index}.data instanceof ${kind} && ${sameShape}`;
    });
    this.#lines.push(
      ...paths.map((path, index) => `const t${index} = ${path};`),
      `if (!(${[`given.length === ${given.length}`, ...fitting, ...counted].join(" && ")})) return undefined;`,
      ...paths.map((_, index) => `const d${index} = t${index}.data;`),
    );
    inputs.forEach(({ slot }, index) => {
      const { length } = this.recording.numbers[slot];
      const entries = Array.from({ length }, (_, at) => this.#named(`d${index}[${at}]`));
      this.#entries.set(slot, entries);
    });
  }

  /** Writes one operation; false where its row does not say how. */
  write({ operation, inputs, settings, output }: Step): boolean {
    const single = this.#isSingle(output.slot);
    const scribe: Scribe = {
      by: TEXTS,
      call: (f, operands) => `${this.#value(f)}(${operands.join(", ")})`,
      named: (text) =>
        this.#named(single && !NAME.test(text) ? `${this.#value(Math.fround)}(${text})` : text),
    };
    const given = inputs.map((place): Written => {
      const entries = this.#entriesOf(place);
      // A number adapts to the precision of the others before it is used, not after.
      const adapts = single && !this.#isSingle(place.slot);
      return {
        entries: adapts
          ? entries.map((text) => this.#named(`${this.#value(Math.fround)}(${text})`))
          : entries,
        shape: place.shape,
      };
    });
    if (given.some(({ entries }) => entries.length > MOST_PER_STEP)) return false;
    const entries = operation.compute?.write?.(given, settings, scribe);
    if (entries === undefined) return false;
    this.#entries.set(
      output.slot,
      entries.map((text) => scribe.named(text)),
    );
    return true;
  }

  /** The function, which gives these places. */
  finish(outputs: readonly Place[]): Program {
    const made = outputs.map((place, index) => {
      const kind = this.#isSingle(place.slot) ? "Float32Array" : "Float64Array";
      const entries = this.#entriesOf(place);
      this.#lines.push(`const r${index} = new ${kind}(${entries.length});`);
      this.#lines.push(...entries.map((name, at) => `r${index}[${at}] = ${name};`));
      return `new ${this.#value(Tensor)}(r${index}, ${this.#value(place.shape)})`;
    });
    const { result } = this.recording;
    const written =
      result instanceof Tensor
        ? made[0]
        : `{ ${Object.keys(result)
            .map((key, at) => `[${JSON.stringify(key)}]: ${made[at]}`)
            .join(", ")} }`;
    const text = `"use strict"; return (given) => {\n${this.#lines.join("\n")}\nreturn ${written};\n};`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text holds names and numerals of our own only
    const make = new Function(...this.#values.values(), text) as (...values: Value[]) => Program;
    return make(...this.#values.keys());
  }

  #entriesOf({ slot }: Place): readonly string[] {
    const known = this.#entries.get(slot) ?? Array.from(this.recording.numbers[slot], numeral);
    this.#entries.set(slot, known);
    return known;
  }

  #isSingle(slot: number): boolean {
    return this.recording.numbers[slot] instanceof Float32Array;
  }

  /** A text that was written before has its name already: nothing changes in between. */
  #named(text: string): string {
    if (NAME.test(text)) return text;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name = `v${this.#names.size}`;
    this.#names.set(text, name);
    this.#lines.push(`const ${name} = ${text};`);
    return name;
  }

  #value(value: Value): string {
    const name = this.#values.get(value) ?? `f${this.#values.size}`;
    this.#values.set(value, name);
    return name;
  }
}

function numeral(value: number): string {
  return value < 0 || Object.is(value, -0) ? `(${value < 0 ? value : "-0"})` : String(value);
}

function isOfShape({ shape }: Tensor, expected: Shape): boolean {
  return sameShape(shape, expected);
}
