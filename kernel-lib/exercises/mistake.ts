/** @file What a mistake in numbers is. */

import type { Tensor } from "../tensor/tensor.js";
import type { MessageKey } from "./english.js";

/** A mistake, and the value that it gives at the data. */
export interface Mistake {
  readonly code: MessageKey;
  /** What is told, where the words of the code do not fit: `M09-term`. */
  readonly says?: MessageKey | undefined;
  readonly value: Tensor;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Its value at other data, which tells two mistakes that are the same from two that meet by accident. */
  readonly elsewhere?: (() => Tensor | undefined) | undefined;
}
