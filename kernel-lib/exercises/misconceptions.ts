/** @file The misconceptions in a few words each, as a teacher speaks of them: "17 of 40 lost σ′ at the hidden layer". */

import type { MessageKey } from "./english.js";

/** The code of a misconception. */
export type MisconceptionCode = Extract<MessageKey, `M${number}`>;

const DEEDS: Readonly<Record<MisconceptionCode, string>> = {
  M01: "counted only one path of a node that is used twice",
  M02: "multiplied paths instead of adding them",
  M03: "overwrote a gradient instead of accumulating it",
  M04: "took a factor for its own derivative",
  M05: "left out the bias, or added it twice",
  M06: "had the sign or the reciprocal in σ wrong",
  M07: "turned W around in the forward pass",
  M08: "exchanged label and prediction, or took another logarithm",
  M09: "had the sign of the error wrong",
  M10: "lost σ′ at the output",
  M11: "kept σ′ after it had cancelled",
  M12: "lost σ′ at the hidden layer",
  M13: "took the derivative of the activation at the wrong place",
  M14: "took ⊙ for the matrix product, or the reverse",
  M15: "paired the error with the wrong partner",
  M16: "took the sum for the mean",
  M17: "divided by m twice",
  M18: "did not add the bias gradient over the examples",
  M19: "left out a transpose, or put it on the wrong factor",
  M20: "updated W before the backward pass had used it",
  M21: "stepped uphill",
  M22: "put the gradient in the place of a parameter, or left the parameter as it was",
  M23: "put factors in an order that cannot be multiplied",
  M24: "took the index of an example for that of a layer",
  M25: "kept the index of one example after the mean",
  M26: "wrote ŷ − y at the hidden layer",
  M27: "moved the decimal point, or rounded too early",
  M28: "took backpropagation for the update",
  M29: "expected equal weights to become different",
  M30: "read a gradient as what the weight should be",
  M31: "measured the gradient with an unsuitable step or comparison",
  M32: "turned a derivative upside down",
};

/** What somebody with this misconception has done, to go on after a name or a number of people; undefined for no code. */
export function misconceptionDeed(code: string): string | undefined {
  return isCode(code) ? DEEDS[code] : undefined;
}

function isCode(code: string): code is MisconceptionCode {
  return Object.hasOwn(DEEDS, code);
}
