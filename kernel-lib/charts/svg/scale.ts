/** @file Scales: data values to pixels, and round numbers for their ticks. */

import { decimal } from "../../tensor/numerals.js";
import type { Axis } from "../figure.js";

/** Digits in which a tick is a round number; beyond them are rounding errors. */
const TICK_DIGITS = 12;
const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("-0123456789", (digit, index) => [digit, Array.from("⁻⁰¹²³⁴⁵⁶⁷⁸⁹")[index]]),
);

/** A labelled position of an axis. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** One axis ready to draw: pixels of a value (not finite where it cannot be drawn), and the ticks. */
export interface Scale {
  readonly position: (value: number) => number;
  readonly ticks: readonly Tick[];
}

/** Pixels from the axis' start to its end; a vertical axis starts at the bottom. */
export interface Pixels {
  readonly start: number;
  readonly end: number;
  readonly tickCount: number;
}

/** The scale of an axis over the values it has to show. */
export function scaleOf(axis: Axis, [low, high]: readonly [number, number], pixels: Pixels): Scale {
  const logarithmic = axis.type === "log";
  const forward = logarithmic ? Math.log10 : (value: number): number => value;
  const [from, to] = [forward(low), forward(high)];
  const { start, end } = axis.autorange === "reversed" ? { start: pixels.end, end: pixels.start } : pixels;
  const position = (value: number): number => start + ((forward(value) - from) / (to - from)) * (end - start);
  return { position, ticks: ticksOf(axis, [low, high], pixels.tickCount) };
}

function ticksOf(axis: Axis, [low, high]: readonly [number, number], count: number): readonly Tick[] {
  if (axis.tickvals !== undefined) {
    const { ticktext } = axis;
    return axis.tickvals.map((value, i) => ({ value, text: ticktext?.[i] ?? String(value) }));
  }
  const values = axis.type === "log" ? logTicks(low, high, count) : linearTicks(low, high, count);
  return values.map((value) => ({ value, text: tickText(value) }));
}

/** Multiples of 1, 2 or 5 times a power of ten, about `count` of them, from `low` to `high`. */
export function linearTicks(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Through twelve digits, since 3 · 0.1 is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(TICK_DIGITS)),
  );
}

/** Powers of ten, with 2 and 5 times each where there is less than two decades. */
export function logTicks(low: number, high: number, count: number): readonly number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const factors = to - from <= 2 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil((to - from) / count));
  const ticks: number[] = [];
  for (let exponent = from; exponent <= to; exponent += every) {
    for (const factor of factors) ticks.push(Number(`${factor}e${exponent}`));
  }
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/** A number as short as it is read easily: 0.01, −5, 2×10⁻¹⁰. */
function tickText(value: number): string {
  const { mantissa, exponent } = decimal(value, TICK_DIGITS);
  const front = mantissa.replaceAll("-", "−");
  if (exponent === undefined) return front;
  const power = `10${Array.from(String(exponent), (digit) => SUPERSCRIPTS[digit]).join("")}`;
  return mantissa === "1" ? power : `${front}×${power}`;
}
