/** @file What symbols stand for: tensors of the lecture, and derivatives that a derivation has established. */

import type { Name } from "../tensor/name.js";
import type { Operation } from "../tensor/operation.js";

/** What a symbol stands for: a tensor of the lecture, or a derivative that the derivation has established. */
export type Meaning =
  | { readonly kind: "tensor"; readonly name: Name }
  /** ∂output/∂by: the derivative of the result, all paths added. */
  | { readonly kind: "adjoint"; readonly output: Name; readonly by: Name }
  /** ∂of/∂by: a local derivative, entry by entry; of an activation it is written σ′(by). */
  | {
      readonly kind: "local";
      readonly of: Name;
      readonly by: Name;
      readonly activation?: Operation | undefined;
      /** What else `of` depends on through `by`, and is held still: otherwise ∂of/∂by would be the whole derivative. */
      readonly held?: readonly Name[] | undefined;
    }
  /**
   * ∂²output/∂by², every second derivative, or ∂output/∂by of each entry by each; applied to the vector `along`
   * where there is one, the Jacobian transposed.
   */
  | {
      readonly kind: "hessian" | "jacobian";
      readonly output: Name;
      readonly by: Name;
      readonly along?: Name | undefined;
    }
  /** d of a tensor: its change to first order, where all it depends on changes, or one tensor `alone`. */
  | { readonly kind: "differential"; readonly of: Name; readonly alone?: Name | undefined };
