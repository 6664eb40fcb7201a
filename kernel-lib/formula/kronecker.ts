/** @file Matrices that are Kronecker products A ⊗ B, taken apart: (A ⊗ B)ᵀ = Aᵀ ⊗ Bᵀ, (A ⊗ B) (C ⊗ D) = A C ⊗ B D. */

import { isPlain, matrixOf, transposeOf } from "./build.js";
import { withParts, type Form } from "./form.js";

/** Sizes of a Kronecker product: rows of A and of B, columns of A and of B. */
export type BlockSizes = readonly [m: number, p: number, n: number, q: number];

type Pair = readonly [over: Form, inside: Form];

/** A and B of a matrix that is A ⊗ B with these sizes; undefined where it is none that is known. */
export function kroneckerFactors(form: Form, [m, p, n, q]: BlockSizes): Pair | undefined {
  if (form.kind === "identity") return m === n && p === q ? [identity(m), identity(p)] : undefined;
  const pair = factorsOf(form);
  const fits = pair?.[0].shape[0] === m && pair[0].shape[1] === n && pair[1].shape[0] === p;
  return fits && pair[1].shape[1] === q ? pair : undefined;
}

function factorsOf(form: Form): Pair | undefined {
  if (form.kind === "transpose") return each(factorsOf(form.of), transposeOf);
  if (form.kind === "matrix" && isPlain(form)) {
    const pairs = form.factors.flatMap((factor) => [factorsOf(factor) ?? []].filter(isPair));
    const meet = pairs.every(([over], at) => at === 0 || pairs[at - 1][0].shape[1] === over.shape[0]);
    if (pairs.length < form.factors.length || !meet) return undefined;
    return [matrixOf(pairs.map(([over]) => over)), matrixOf(pairs.map(([, inside]) => inside))];
  }
  if (form.kind !== "apply") return undefined;
  const [first, second] = form.inputs;
  switch (form.operation.role?.kind) {
    case "kronecker":
      return [first, second];
    case "inverse": {
      const pair = factorsOf(first);
      const square = pair?.every(({ shape }) => shape[0] === shape[1]) === true;
      return square ? each(pair, (part) => ({ ...withParts(form, [part]), shape: part.shape })) : undefined;
    }
    default:
      return undefined;
  }
}

function isPair(pair: Pair | readonly never[]): pair is Pair {
  return pair.length === 2;
}

function each(pair: Pair | undefined, change: (part: Form) => Form): Pair | undefined {
  return pair && [change(pair[0]), change(pair[1])];
}

function identity(side: number): Form {
  return { kind: "identity", shape: [side, side] };
}
