/** @file Operations with kinks on the smooth piece that the data lie on: there a step is a constant, a maximum one of its inputs. */

import { sizeOf } from "../tensor/shape.js";
import type { Piece } from "../tensor/operation.js";
import { negative, number, stretched } from "./build.js";
import { evaluate, type Environment } from "./evaluate.js";
import { rewrite, type ApplyForm, type Form } from "./form.js";
import { simplify } from "./simplify.js";
import { formSize } from "./size.js";

/** A formula on one piece is shown only where it is shorter by more than the step itself. */
const WORTHWHILE = 2;

/**
 * The formula on the smooth piece that holds all the given points; the formula itself where they lie on different
 * ones, where an operation with a kink acts on several entries, or where little would be gained.
 */
export function onPiece(form: Form, points: readonly Environment[]): Form {
  const smooth = rewrite(form, (part) =>
    part.kind === "apply" && sizeOf(part.shape) === 1 ? pieceOf(part, points) : part,
  );
  if (smooth === form) return form;
  const piecewise = simplify(smooth);
  return formSize(piecewise) <= formSize(form) - WORTHWHILE ? piecewise : form;
}

function pieceOf(form: ApplyForm, points: readonly Environment[]): Form {
  const { piece } = form.operation;
  if (piece === undefined) return form;
  const [first, ...others] = points.map((point) =>
    piece(form.inputs.map((input) => evaluate(input, point).item())),
  );
  if (others.some((other) => !samePiece(first, other))) return form;
  return stretched(pieceForm(first, form), form.shape);
}

/** What a call is on a smooth piece. */
export function pieceForm(piece: Piece, { inputs }: ApplyForm): Form {
  if (piece.kind === "constant") return number(piece.value);
  return piece.kind === "input" ? inputs[piece.index] : negative(inputs[piece.index]);
}

function samePiece(a: Piece, b: Piece): boolean {
  if (a.kind === "constant") return b.kind === "constant" && a.value === b.value;
  return a.kind === b.kind && a.index === b.index;
}
