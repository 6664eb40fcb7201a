/** @file The three kinds of error the library throws; every message names the operation, what it got and what to do next. */

/** Shapes that do not fit together. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** A value outside the range where an operation is defined, such as log of 0. */
export class DomainError extends Error {
  override readonly name = "DomainError";
}

/** A call that cannot be meant as written, such as a gradient by something the result does not depend on. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
