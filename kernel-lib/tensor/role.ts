/** @file The part an operation plays in algebra. */

/**
 * The part an operation plays in algebra, for whoever rewrites formulas. An operation without a role is opaque:
 * it equals only itself.
 */
export type Role =
  | { readonly kind: "sum" | "difference" | "product" | "quotient" | "negation" | "power" }
  | { readonly kind: "fixed power"; readonly exponent: number }
  | {
      readonly kind:
        | "matrix product"
        | "matrix power"
        | "inverse"
        | "diagonal"
        | "diagonal matrix"
        | "kronecker"
        | "outer product"
        | "rows stacked"
        | "columns stacked"
        | "determinant"
        | "log determinant"
        | "reshape"
        | "transpose"
        | "identity"
        | "total"
        | "mean"
        | "expand"
        | "shares";
    };
