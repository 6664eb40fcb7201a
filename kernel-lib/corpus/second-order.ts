/** @file Second derivatives of a case: Hessian, Hessian-vector product and Jacobian, as numbers and as formulas. */

import { hessian, hessianProduct, jacobian } from "../autodiff/second-order.js";
import { ancestors } from "../autodiff/trace.js";
import { derive } from "../derivation/derivation.js";
import { linearMap } from "../formula/linear-map.js";
import { corpusTextOf } from "../syntax/corpus-text.js";
import { parseProgram } from "../syntax/grammar.js";
import { called, runProgram } from "../syntax/program.js";
import { ones, tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";
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
  const first = given.jacobian === undefined ? {} : { jacobian: jacobian(result, source).toArray() };
  if (given.hessian === undefined && given.hvp_vector === undefined) return first;
  const along = given.hvp_vector === undefined ? undefined : tensor(given.hvp_vector);
  // The formula holds for any vector; where the case gives none, one with every entry in play stands for it.
  const vector = called(along ?? ones(source.shape), { base: "v" });
  const symbolic = runProgram(parseProgram(closed), scope).result.mul(vector).sum();
  const product = ancestors(symbolic).includes(source) ? derive(symbolic, source).closedForm : undefined;
  const matrix = product && linearMap(product, "v");
  const empty = `zeros(${source.size}, ${source.size})`;
  return {
    ...first,
    hessian: hessian(result, source).toArray(),
    hvp: along === undefined ? null : hessianProduct(result, source, along).toArray(),
    hvp_closed_form: product === undefined ? `zeros(${source.shape.join(", ")})` : corpusTextOf(product),
    hessian_closed_form: product === undefined ? empty : matrix === undefined ? null : corpusTextOf(matrix),
  };
}
