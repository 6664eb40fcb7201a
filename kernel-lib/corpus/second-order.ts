/** @file Second derivatives of a case: Hessian, Hessian-vector product and Jacobian, as numbers and as formulas. */

import { hessian, hessianProduct, jacobian } from "../autodiff/second-order.js";
import { deriveHessian, deriveHessianProduct } from "../derivation/second-order.js";
import { corpusTextOf } from "../writing/corpus-text.js";
import { called } from "../syntax/program.js";
import { ones, tensor } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import type { CorpusResult } from "./case.js";
import type { Setting } from "./setting.js";

type SecondOrder = Pick<
  CorpusResult,
  "hessian" | "hvp" | "hvp_closed_form" | "hessian_closed_form" | "jacobian"
>;

/** Second derivatives where the case asks for them. */
export function secondOrder({ given, result, source, elsewhere }: Setting): SecondOrder {
  const first = given.jacobian === undefined ? {} : { jacobian: jacobian(result, source).toArray() };
  if (given.hessian === undefined && given.hvp_vector === undefined) return first;
  const along = given.hvp_vector === undefined ? undefined : tensor(given.hvp_vector);
  // The formula holds for any vector; where the case gives none, one with every entry in play stands for it.
  const vector = called(along ?? ones(source.shape), { base: "v" });
  return {
    ...first,
    hessian: hessian(result, source).toArray(),
    hvp: along === undefined ? null : hessianProduct(result, source, along).toArray(),
    hvp_closed_form: corpusTextOf(deriveHessianProduct(result, source, vector, { elsewhere }).closedForm),
    hessian_closed_form: hessianText({ result, source, elsewhere }),
  };
}

/** The closed form of the Hessian; null where no rule writes it as a matrix. */
function hessianText({
  result,
  source,
  elsewhere,
}: Pick<Setting, "result" | "source" | "elsewhere">): string | null {
  try {
    return corpusTextOf(deriveHessian(result, source, { elsewhere }).closedForm);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
