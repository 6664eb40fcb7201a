/** @file Answers as plain data: tensors become nested lists, words lose their spaces and capitals. */

import { Tensor } from "../tensor/tensor.js";

/** A number, a word, or lists of these. */
export type Plain = number | string | boolean | readonly Plain[];

/** Numbers this close count as the same. */
const CLOSE = 1e-9;

/** Whether an answer says the same as this. */
export function sameAnswer(answer: unknown, wanted: Plain): boolean {
  const given = plain(answer);
  if (typeof wanted === "number")
    return typeof given === "number" && Math.abs(given - wanted) <= CLOSE * (1 + Math.abs(wanted));
  if (typeof wanted === "string") return typeof given === "string" && word(given) === word(wanted);
  if (typeof wanted === "boolean") return given === wanted;
  return (
    Array.isArray(given) &&
    given.length === wanted.length &&
    wanted.every((part, at) => sameAnswer(given[at], part))
  );
}

/** A text that is the same for the same answer; of a function it is the source. */
export function answerText(answer: unknown): string {
  if (typeof answer === "function") return String(answer);
  const seen = new Set<unknown>();
  const text: unknown = JSON.stringify(answer, (_, value: unknown) => {
    if (typeof value === "function") return String(value);
    if (value instanceof Tensor) return [value.shape, [...value.data]];
    if (typeof value !== "object" || value === null) return typeof value === "bigint" ? String(value) : value;
    if (seen.has(value)) return "again";
    seen.add(value);
    return value;
  });
  return typeof text === "string" ? text : String(text);
}

function plain(answer: unknown): unknown {
  if (answer instanceof Tensor) return nested([...answer.data], answer.shape);
  return answer instanceof Float64Array || answer instanceof Float32Array ? [...answer] : answer;
}

function nested(data: readonly number[], shape: readonly number[]): unknown {
  if (shape.length === 0) return data[0];
  const [count, ...inner] = shape;
  if (inner.length === 0) return data;
  const size = data.length / count;
  return Array.from({ length: count }, (_, at) => nested(data.slice(at * size, (at + 1) * size), inner));
}

function word(text: string): string {
  return text.trim().toLowerCase();
}
