/** @file Hessians and their products with a vector, line by line: what is derived again is the gradient's closed form. */

import { replay } from "../autodiff/replay.js";
import { hessian, hessianProduct } from "../autodiff/second-order.js";
import { ancestors } from "../autodiff/trace.js";
import { number, stretched } from "../formula/build.js";
import { computed, type Environment } from "../formula/evaluate.js";
import type { Meaning } from "../formula/meaning.js";
import { linearMap } from "../formula/linear-map.js";
import { tidy } from "../formula/tidy.js";
import { add, expand, mul, sum } from "../operations/rows.js";
import { ones } from "../tensor/create.js";
import { ShapeError, UsageError } from "../tensor/errors.js";
import { nameText } from "../tensor/name.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { putIn } from "../formula/linear.js";
import { underSymbols } from "./symbols.js";
import { claiming, dataElsewhere, establishing, kept, type Claim } from "./claims.js";
import { freeName, namesIn } from "./free-names.js";
import { derive, type Derivation, type DeriveOptions, type Line } from "./derivation.js";

/** What a derivation of second order may be told. */
export type SecondOrderOptions = Pick<DeriveOptions, "detail" | "digits" | "elsewhere" | "symbols">;

/**
 * Derives the Hessian of one number times a vector: the gradient g in closed form, then the gradient of s = Σ g ⊙ v.
 * Every line is evaluated at the data and at a second point, and the result compared with `hessianProduct` there.
 *
 * ```ts
 * show(deriveHessianProduct(loss, W1, ones([3, 2])))
 * ```
 *
 * @throws ShapeError if the vector has not the shape of the source, or the result is not a single number.
 * @throws UsageError as `derive` does.
 */
export function deriveHessianProduct(
  output: Tensor,
  source: Tensor,
  vector: Tensor,
  options: SecondOrderOptions = {},
): Derivation {
  if (!sameShape(vector.shape, source.shape))
    throw new ShapeError(
      `deriveHessianProduct: the vector has shape ${shapeText(vector.shape)}, the source ${shapeText(source.shape)}; they must be the same`,
    );
  if (options.symbols === undefined) return again(problemOf(output, source, { vector, options }));
  const { to, ...under } = underSymbols(output, source, options);
  return deriveHessianProduct(under.output, under.source, to(vector), under.options);
}

/**
 * Derives every second derivative of one number: of a scalar source its second derivative, of n entries in a column,
 * a row or a 1-D tensor the n × n matrix H, read off from H v. The result is compared with `hessian` at both points.
 *
 * ```ts
 * show(deriveHessian(loss, b1))
 * ```
 *
 * @throws ShapeError if the result is not a single number.
 * @throws UsageError as `derive` does, and if no rule writes H as a matrix, as for a source with rows and columns.
 */
export function deriveHessian(output: Tensor, source: Tensor, options: SecondOrderOptions = {}): Derivation {
  if (options.symbols !== undefined) {
    const under = underSymbols(output, source, options);
    return deriveHessian(under.output, under.source, under.options);
  }
  if (source.rank === 0) return again(problemOf(output, source, { options }));
  const problem = problemOf(output, source, { vector: ones(source.shape), options });
  const { closedForm, lines, ...product } = again(problem);
  const [shape, vector] = [[source.size, source.size], nameText(problem.vector?.name ?? { base: "" })];
  const zero = isConstant(problem);
  const matrix = zero ? stretched(number(0), shape) : linearMap(closedForm, vector);
  if (matrix === undefined || !sameShape(matrix.shape, shape)) throw noMatrix(problem);
  const meaning = meaningOf({ ...problem, vector: undefined });
  const found = kept({ ...problem, form: matrix, numbers: (at) => hessian(at(output), at(source)) });
  const { value } = found;
  const last = establishing(`for every ${vector}`, meaning, { form: matrix, value });
  return claiming(product, [...lines, last], { textbook: matrix, closed: matrix, of: product.of, found });
}

/** A result and what it is derived by twice, with its gradient in closed form. */
interface Problem {
  readonly result: Tensor;
  readonly source: Tensor;
  readonly options: SecondOrderOptions;
  readonly first: Derivation;
  /** What the Hessian is multiplied by; undefined for a scalar source. */
  readonly vector?: Tensor | undefined;
  /** What is derived again: Σ g ⊙ v, or for a scalar source g. */
  readonly target: Tensor;
  readonly environment: Environment;
  /** The second point: the data there, and what everything computed from them becomes. */
  readonly elsewhere: ReadonlyMap<Tensor, Tensor>;
  readonly moved: ReadonlyMap<Tensor, Tensor>;
}

interface Given {
  readonly vector?: Tensor;
  readonly options: SecondOrderOptions;
}

/** Second derivatives have no other notation; a cell whose types are not checked is told so. */
export function requireLecture(options: DeriveOptions): void {
  const { notation = "lecture", detail } = options;
  if (notation !== "lecture" || detail === "full")
    throw new UsageError(
      'derive: second derivatives and Jacobians are written in the lecture\'s notation only, with detail "brief" or "steps"; leave the other options out',
    );
}

function problemOf(result: Tensor, source: Tensor, { vector: given, options }: Given): Problem {
  requireLecture(options);
  const first = derive(result, source, options);
  const taken = namesIn([...first.environment.values()]).add(nameText(first.dependence.output.name));
  const letter = (letters: readonly string[]): string => freeName(taken, letters).base;
  const vector = given?.name === undefined ? given?.named(letter(["v", "u", "w", "p"])) : given;
  const gradient = expand(computed(first.closedForm, first.environment), source.shape);
  const target =
    vector === undefined
      ? // A gradient that is a symbol already is copied, so that g is a result of its own.
        (gradient.name === undefined ? gradient : mul(1, gradient)).named(letter(["g", "h", "k"]))
      : sum(mul(gradient, vector)).named(letter(["s", "r", "q", "t"]));
  const environment = new Map(first.environment);
  if (vector?.name !== undefined) environment.set(nameText(vector.name), vector);
  // A point where both have numbers: the gradient may have some where the result has none.
  const both = add(result, target);
  const elsewhere = options.elsewhere ?? dataElsewhere(both, source);
  const moved = replay(both, elsewhere, { traced: true });
  return { result, source, options, first, vector, target, environment, elsewhere, moved };
}

/** ∂²output/∂by², times the vector where there is one. */
function meaningOf({ first, vector }: Problem): Meaning {
  const { output, source } = first.dependence;
  return { kind: "hessian", output: output.name, by: source.name, along: vector?.name };
}

/** Whether the gradient does not depend on the source. */
function isConstant({ target, source }: Problem): boolean {
  return !ancestors(target).includes(source);
}

/** The gradient, and its derivative line by line. */
function again(problem: Problem): Derivation {
  const { result, source, target, vector, first, options, elsewhere } = problem;
  const of = meaningOf(problem);
  const numbers: Claim["numbers"] = (at) =>
    vector === undefined
      ? hessian(at(result), at(source))
      : hessianProduct(at(result), at(source), at(vector));
  if (isConstant(problem)) {
    const zero = stretched(number(0), source.shape);
    const found = kept({ ...problem, form: zero, numbers });
    const line = establishing("a constant has derivative 0", of, { form: zero, value: found.value });
    return claiming(first, [gradientLine(first), line], { textbook: zero, closed: zero, of, found });
  }
  const { closedForm, textbook, lines, ...rest } = derive(target, source, { ...options, elsewhere });
  // Where g occurs in its own derivative, as g (1 − g), its formula takes its place.
  const closed = tidy(putIn(closedForm, nameText(rest.dependence.output.name), first.closedForm));
  const found = kept({ ...problem, form: closed, numbers });
  return claiming(rest, [gradientLine(first), ...lines], { textbook, closed, of, found });
}

function gradientLine({ closedForm: form, gradient: value, of }: Derivation): Line {
  return establishing("gradient", of, { form, value });
}

function noMatrix({ source: { size, shape }, first }: Problem): UsageError {
  return new UsageError(
    `deriveHessian: no rule writes the ${size} × ${size} matrix of second derivatives by ${nameText(first.dependence.source.name)}, whose shape is ${shapeText(shape)}; derive its product with a vector, as in deriveHessianProduct(loss, W, v), or take the numbers from hessian(loss, W)`,
  );
}
