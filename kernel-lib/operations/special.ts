/** @file Functions of one number that rows share and JavaScript does not have. */

/** 1 / (1 + e⁻ˣ) without overflow: e^{−|x|} never does, and the other half of the curve is its mirror image. */
export function logistic(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/** Beyond this the series loses digits and the continued fraction has them. */
const ERF_SWITCH = 3;
const ERF_TERMS = 200;
const ERF_DEPTH = 60;

/** Error function (2/√π) ∫₀ˣ e^{−t²} dt to double precision. @see Abramowitz & Stegun, 7.1.5 and 7.1.14. */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  return Math.sign(x) * (size < ERF_SWITCH ? erfSeries(size) : 1 - erfcFraction(size));
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < ERF_TERMS && Math.abs(term) > Number.MIN_VALUE; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (sum * 2) / Math.sqrt(Math.PI);
}

function erfcFraction(x: number): number {
  let fraction = 0;
  for (let n = ERF_DEPTH; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
