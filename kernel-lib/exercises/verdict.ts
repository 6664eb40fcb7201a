/** @file Verdicts: what the judge found, as data; their words are made in messages. */

import type { Shape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { messageText, type Reason } from "./messages.js";

/** The answer of the judge about one line, value or function. */
export interface Verdict {
  readonly passed: boolean;
  /** What was judged, in plain text: `dW2`, `line 3`. */
  readonly step: string;
  /** The part of the answer that this is about, as the exercise names it (`dz2`), where `step` says it otherwise. */
  readonly part?: string | undefined;
  /** The misconception that explains the answer, where one does: `M09`. */
  readonly code?: string | undefined;
  readonly reason: Reason;
  /** The reason in English; `messageText(reason, "hi")` gives another language. */
  readonly message: string;
  /** The shape of the answer, and the one that is needed. */
  readonly shapes?: { readonly got: Shape; readonly want: Shape } | undefined;
  /** The value of a right answer. */
  readonly value?: Tensor | undefined;
  /** How far an answer may be from the right one. */
  readonly tolerance?: number | undefined;
  /** The number of the earlier, wrong line or part that this one follows from. */
  readonly follows?: number | undefined;
  /** The verdicts on the parts, where an answer has several. */
  readonly parts?: readonly Verdict[] | undefined;
}

/** A verdict that has not passed, unless the details say so. */
export function verdict(step: string, reason: Reason, details: Partial<Verdict> = {}): Verdict {
  return { passed: false, step, reason, message: messageText(reason), ...details };
}
