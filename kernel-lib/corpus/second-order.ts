/** @file Second derivatives of a case: Hessian, Hessian-vector product and Jacobian, as numbers and as formulas. */

import { gradients } from "../autodiff/gradient.js";
import { sweep } from "../autodiff/sweep.js";
import { ancestors } from "../autodiff/trace.js";
import { corpusTextOf } from "../syntax/corpus-text.js";
import { derive } from "../derivation/derivation.js";
import { parseProgram } from "../syntax/grammar.js";
import { linearMap } from "../formula/linear-map.js";
import { called, runProgram } from "../syntax/program.js";
import { fromData, tensor, zeros } from "../tensor/create.js";
import { sizeOf, type Shape } from "../tensor/shape.js";
import type { Nested, Tensor } from "../tensor/tensor.js";
import type { CorpusCase, CorpusResult } from "./case.js";

/** What second derivatives are taken of. */
export interface SecondOrderSetting {
  readonly given: CorpusCase;
  readonly scope: ReadonlyMap<string, Tensor>;
  readonly result: Tensor;
  readonly source: Tensor;
}

type SecondOrder = Pick<
  CorpusResult,
  "hessian" | "hvp" | "hvp_closed_form" | "hessian_closed_form" | "jacobian"
>;

/** Second derivatives where the case asks for them; `closed` is the closed form of its gradient. */
export function secondOrder(setting: SecondOrderSetting, closed: string): SecondOrder {
  const { given, result, source, scope } = setting;
  const jacobian = given.jacobian === undefined ? {} : { jacobian: jacobianOf(result, source) };
  if (given.hessian === undefined && given.hvp_vector === undefined) return jacobian;
  const gradient = sweep(result, [source], { operation: "hessian" }).get(source) ?? zeros(source.shape);
  const along = (vector: Tensor): Tensor => alongVector(gradient, source, vector);
  const vector = called(given.hvp_vector === undefined ? first(source.shape) : tensor(given.hvp_vector), {
    base: "v",
  });
  const symbolic = runProgram(parseProgram(closed), scope).result.mul(vector).sum();
  const product = ancestors(symbolic).includes(source) ? derive(symbolic, source).closedForm : undefined;
  const hessian = product && linearMap(product, "v");
  const empty = `zeros(${source.size}, ${source.size})`;
  return {
    ...jacobian,
    hessian: rows(source, along),
    hvp: given.hvp_vector === undefined ? null : along(vector).toArray(),
    hvp_closed_form: product === undefined ? `zeros(${source.shape.join(", ")})` : corpusTextOf(product),
    hessian_closed_form: product === undefined ? empty : hessian === undefined ? null : corpusTextOf(hessian),
  };
}

/** The derivative of Σ gradient ⊙ vector: the Hessian times the vector. */
function alongVector(gradient: Tensor, source: Tensor, vector: Tensor): Tensor {
  const weighted = gradient.mul(vector).sum();
  return ancestors(weighted).includes(source) ? gradients(weighted, { source }).source : zeros(source.shape);
}

/** One row per entry of `source`, row-major. */
function rows(source: Tensor, along: (vector: Tensor) => Tensor): Nested {
  return Array.from({ length: source.size }, (_, at) => Array.from(along(unit(source.shape, at)).data));
}

/** One row per entry of the result: its gradient, flattened. */
function jacobianOf(result: Tensor, source: Tensor): Nested {
  return Array.from({ length: result.size }, (_, at) =>
    Array.from(gradients(result, { source }, { seed: unit(result.shape, at) }).source.data),
  );
}

function first(shape: Shape): Tensor {
  return unit(shape, 0);
}

function unit(shape: Shape, at: number): Tensor {
  const data = new Float64Array(sizeOf(shape));
  data[at] = 1;
  return fromData(data, shape);
}
