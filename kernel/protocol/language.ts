/** @file What the protocol asks about a cell's text before and beside running it. Offsets are UTF-16 units. */

import type { Completeness } from "../types/completeness.js";
import type { TypeService } from "../types/type-service.js";

/** The language of the cells: their types, and whether a text is a whole cell. */
export interface Language extends Pick<TypeService, "check" | "accept" | "complete" | "inspect"> {
  /** Whether a console runs the text when the student ends a line with it. */
  completeness(code: string): Promise<Completeness>;
}
