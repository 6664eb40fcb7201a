/** @file What a row is: one mathematical operation with its value, derivative rules, law and notation. */

import type { DoubleRule, EntryRule, Scribe, Written } from "./entry.js";
import type { Notation } from "./notation.js";
import type { Role } from "./role.js";
import type { Shape } from "./shape.js";
import type { Numbers, Tensor } from "./tensor.js";

/** Settings of one application beside its tensors, such as the axis of a sum. */
export type Settings = Readonly<Record<string, number | boolean | readonly number[] | undefined>>;

/** The plain result of an operation. */
export interface Value {
  readonly data: Numbers;
  readonly shape: Shape;
}

/** What a derivative rule sees: the gradient arriving at the output, and the application it belongs to. */
export interface Application {
  readonly gradient: Tensor;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly settings: Settings;
}

/** From the gradient of the output to the gradient of one input, written over the operations themselves. */
export type Pullback = (application: Application) => Tensor;

/** Where an operation is smooth, for sampling in tests and at second points: inputs are drawn from this range. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** What an operation is on one smooth piece: a constant, one of its inputs, or the negative of one. */
export type Piece =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "input" | "negative"; readonly index: number };

/** One use of an operation that tests try: the shapes of its inputs, and its settings where it has any. */
export interface Sample {
  readonly shapes: readonly Shape[];
  readonly settings?: Settings;
  /** Entries of each input, where random ones could lie close to a singular point. */
  readonly data?: readonly (readonly number[])[];
}

/** How two entries become one: their sum, the larger or the smaller. */
export type Fold = "add" | "larger" | "smaller";

/** How tensors are computed fast; each part gives undefined where the row's plain rule is to do it. */
export interface Compute {
  /** Every entry of the result as JavaScript, for small tensors of a computation that is compiled. */
  readonly write?: (
    inputs: readonly Written[],
    settings: Settings,
    scribe: Scribe,
  ) => readonly string[] | undefined;
  /** The value of each entry, from the entries of the inputs that are stretched to its place. */
  readonly entry?: EntryRule | undefined;
  /** The same for float32 only, from the entries of the one input. */
  readonly inDouble?: DoubleRule | undefined;
  /** For a row that folds entries along its axis: by what, and what is made of each result of so many. */
  readonly fold?:
    | { readonly by: Fold; readonly finish: ((total: number, count: number) => number) | undefined }
    | undefined;
  readonly evaluate?: (inputs: readonly Tensor[], settings: Settings) => Value | undefined;
  /** One per input, used where nothing is recorded: the numbers of the row's pullback, never its formula. */
  readonly pullbacks?: readonly ((application: Application) => Tensor | undefined)[] | undefined;
}

/** One row: everything the library knows about one operation. */
export interface Operation {
  /** Its name as a method, a function and in plain text. */
  readonly name: string;
  /** Its value. @throws ShapeError if the shapes do not fit. */
  readonly evaluate: (inputs: readonly Tensor[], settings: Settings) => Value;
  /** One rule per input, run only for the inputs that need one. */
  readonly pullbacks: readonly Pullback[];
  /** Faster ways to the same numbers. */
  readonly compute?: Compute | undefined;
  /** The rule by the name a lecturer gives it. */
  readonly law: string;
  /** What its derivative asks of its inputs, in the letters of its law: "x > 0". */
  readonly needs?: string | undefined;
  readonly notation: Notation;
  readonly role?: Role | undefined;
  /** One range per input. */
  readonly domain: readonly Domain[];
  /** Uses that cover its cases: its derivatives are checked at these against central differences. */
  readonly samples: readonly Sample[];
  /** Whether each entry of the result depends on the entries at the same place only. */
  readonly elementwise: boolean;
  /** For an operation with kinks: what it is on the piece where its inputs have these values. */
  readonly piece?: ((values: readonly number[]) => Piece) | undefined;
  /** The same function in more elementary operations; its derivative follows from them. Elementary rows have none. */
  readonly definition?: ((inputs: readonly Tensor[], settings: Settings) => Tensor) | undefined;
  /** Settings as arguments in plain text; by default `axis=0, keepdims=true`. */
  readonly settingsText?: (settings: Settings) => readonly string[];
}
