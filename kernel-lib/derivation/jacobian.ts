/** @file Jacobians line by line: what a gradient arriving at every entry becomes, read off for any such gradient. */

import { replay } from "../autodiff/replay.js";
import { jacobian } from "../autodiff/second-order.js";
import { ancestors } from "../autodiff/trace.js";
import { transposeOf } from "../formula/build.js";
import type { Form } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import { linearMap } from "../formula/linear-map.js";
import { putIn } from "../formula/linear.js";
import { simplify } from "../formula/simplify.js";
import { mul, sum } from "../operations/rows.js";
import { ones } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import { nameText, type Name } from "../tensor/name.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { underSymbols } from "./symbols.js";
import { claiming, dataElsewhere, establishing, kept, type Claim } from "./claims.js";
import { freeName, namesIn } from "./free-names.js";
import { derive, type Derivation } from "./derivation.js";
import { requireLecture, type SecondOrderOptions } from "./second-order.js";

/**
 * Derives the Jacobian J of a column, a row or a 1-D tensor by another: shape [entries of the result, entries of the
 * source]. The gradient of Σ s ⊙ y, which is Jᵀ s, is derived line by line; J is read off for every s and compared
 * with `jacobian` at the data and at a second point.
 *
 * ```ts
 * show(deriveJacobian(softmax(z), z))
 * ```
 *
 * @throws UsageError as `derive` does, if the result is a single number, and if no rule writes J as a matrix.
 */
export function deriveJacobian(output: Tensor, source: Tensor, options: SecondOrderOptions = {}): Derivation {
  if (output.size === 1)
    throw new UsageError(
      "deriveJacobian: the result is a single number and has a gradient; use derive(f, x)",
    );
  if (options.symbols !== undefined) {
    const under = underSymbols(output, source, options);
    return deriveJacobian(under.output, under.source, under.options);
  }
  const { result, seed, first, elsewhere } = problemOf(output, source, options);
  const text = nameText(seed);
  const readOff = (form: Form): Form => {
    const turned = linearMap(form, text);
    if (turned === undefined || !sameShape(turned.shape, [source.size, output.size])) throw noMatrix(first);
    return simplify(transposeOf(turned));
  };
  const { closedForm, dependence, lines } = first;
  const node = dependence.nodes.find(({ tensor }) => tensor === result.tensor);
  // A symbol that was only given here is written out.
  const own = output.name === undefined ? node?.definition : undefined;
  const closed = readOff(own === undefined ? closedForm : putIn(closedForm, nameText(result.name), own));
  const textbook = readOff(first.textbook);
  const moved = replay(result.weighted, elsewhere, { traced: true });
  const numbers: Claim["numbers"] = (at) => jacobian(at(result.tensor), at(source));
  const { environment } = first;
  const found = kept({ form: closed, environment, moved, numbers });
  const { value } = kept({ form: textbook, environment, moved, numbers });
  const of: Meaning = { kind: "jacobian", output: result.name, by: dependence.source.name };
  const last = establishing(`for every ${text}`, of, { form: textbook, value });
  return claiming(first, [...lines, last], { textbook, closed, of: { ...of, along: seed }, found });
}

interface Problem {
  readonly result: { readonly tensor: Tensor; readonly name: Name; readonly weighted: Tensor };
  readonly seed: Name;
  /** The derivation of Jᵀ s. */
  readonly first: Derivation;
  readonly elsewhere: ReadonlyMap<Tensor, Tensor>;
}

/** The result with a symbol, and the gradient that arrives at it with another. */
function problemOf(output: Tensor, source: Tensor, options: SecondOrderOptions): Problem {
  requireLecture(options);
  const taken = namesIn(ancestors(output));
  const name = output.name ?? freeName(taken, ["y", "f", "g", "h"]);
  const tensor = output.name === undefined ? output.named(name.base) : output;
  const seed = freeName(taken, ["s", "r", "q", "t"]);
  const arriving = ones(output.shape).named(seed.base);
  const weighted = sum(mul(arriving, tensor));
  const elsewhere = options.elsewhere ?? dataElsewhere(weighted, source);
  const first = derive(tensor, source, { ...options, seed: arriving, elsewhere });
  return { result: { tensor, name, weighted }, seed, first, elsewhere };
}

function noMatrix({ dependence: { source } }: Derivation): UsageError {
  return new UsageError(
    `deriveJacobian: no rule writes the Jacobian by ${nameText(source.name)}, whose shape is ${shapeText(source.tensor.shape)}, as a matrix; derive one gradient with derive(y, x, { seed }), or take the numbers from jacobian(y, x)`,
  );
}
