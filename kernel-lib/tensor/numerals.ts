/** @file How numbers are written: rounded for reading, with a power of ten far from 1; the exact data are kept elsewhere. */

/** Significant digits that a reader sees unless asked otherwise. */
export const DIGITS = 4;

/** Numbers of this size and larger, up to `LARGEST_PLAIN`, are written without a power of ten. */
const SMALLEST_PLAIN = 1e-4;
/** Whole numbers below this are written in full, whatever the digits: a count is not rounded. */
const LARGEST_PLAIN = 1e6;
/** Entries along an axis that are written in full; of more, the first and the last so many. */
const MOST_SHOWN = 8;
const EDGE = 3;

/** A finite number as it is written: 2 × 10⁻¹⁰ is { mantissa: "2", exponent: -10 }, 0.5 has no exponent. */
export interface Decimal {
  /** With a hyphen for a minus. */
  readonly mantissa: string;
  readonly exponent: number | undefined;
}

/** A finite number to so many significant digits. */
export function decimal(value: number, digits: number = DIGITS): Decimal {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (Number.isInteger(value) && Math.abs(value) < LARGEST_PLAIN)
    return { mantissa: String(value), exponent: undefined };
  // 10^digits: so many digits are all shown before the point.
  if (size >= SMALLEST_PLAIN && size < Math.max(LARGEST_PLAIN, 10 ** digits))
    return { mantissa: String(rounded), exponent: undefined };
  const [mantissa, exponent] = rounded.toExponential().split("e");
  return { mantissa, exponent: Number(exponent) };
}

/** A number as it may be typed: `-0.5`, `2e-10`; NaN and ∞ by their signs. */
export function typedNumeral(value: number, digits: number = DIGITS): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const { mantissa, exponent } = decimal(value, digits);
  return exponent === undefined ? mantissa : `${mantissa}e${exponent}`;
}

/** A number as it is read, with the real minus: `−0.5`, `2e−10`. */
export function numeral(value: number, digits: number = DIGITS): string {
  return typedNumeral(value, digits).replaceAll("-", "−");
}

/** A number in a sentence, where NaN is not a word. */
export function spokenNumeral(value: number, digits: number = DIGITS): string {
  return Number.isNaN(value) ? "not a number" : numeral(value, digits);
}

/** Indices along an axis that are written: all of them, or of a long axis the first and the last with undefined for the dots. */
export function shownIndices(size: number): readonly (number | undefined)[] {
  if (size <= MOST_SHOWN) return Array.from({ length: size }, (_, index) => index);
  const edge = Array.from({ length: EDGE }, (_, index) => index);
  return [...edge, undefined, ...edge.map((index) => size - EDGE + index)];
}
