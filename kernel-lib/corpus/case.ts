/** @file A case of the reference corpus: what the file says of it, and what the library makes of it. */

import type { Nested } from "../tensor/tensor.js";

/** A variable of a case. */
export interface CaseVariable {
  readonly name: string;
  readonly latex?: string;
  readonly sample: Nested;
  /** Whether the samples are symmetric matrices, and formulas may use it. */
  readonly symmetric?: boolean;
  /** Domain fact in words, such as "each column is one-hot". */
  readonly constraint?: string;
}

/** One reference derivation; the corpus' README describes the fields. */
export interface CorpusCase {
  readonly id: string;
  readonly group: string;
  readonly variables: readonly CaseVariable[];
  readonly expression: string;
  readonly wrt: string;
  readonly value: Nested;
  readonly seed?: Nested;
  readonly gradient: Nested;
  readonly closed_form?: string;
  readonly closed_form_nodes?: number;
  readonly second_point: {
    readonly samples: Readonly<Record<string, Nested>>;
    readonly value: Nested;
    readonly gradient: Nested;
  };
  readonly hessian?: Nested;
  readonly jacobian?: Nested;
  readonly hvp_vector?: Nested;
  readonly hvp?: Nested;
  readonly wrong_forms?: readonly { readonly form: string; readonly why: string }[];
}

/** The six criteria of the corpus; null where one does not apply. */
export interface Criteria {
  readonly value: boolean;
  readonly gradient: boolean;
  readonly symbolic: boolean;
  readonly lines: boolean;
  readonly size: boolean | null;
  readonly refused: boolean | null;
}

/** A line of a derivation as the results file has it. */
export interface CorpusLine {
  readonly rule: string;
  /** `result`, or the name of what the line establishes. */
  readonly of: string;
  readonly form: string;
  readonly latex: string;
  readonly value: Nested;
}

/** What became of a case. */
export interface CorpusResult {
  readonly id: string;
  readonly group: string;
  readonly ok: Criteria;
  /** Why a criterion failed, in words. */
  readonly failures: readonly string[];
  readonly value: Nested | null;
  readonly gradient: Nested | null;
  readonly second_point: { readonly value: Nested; readonly gradient: Nested } | null;
  readonly closed_form: string | null;
  readonly closed_form_nodes: number | null;
  readonly hessian?: Nested | null;
  readonly hvp?: Nested | null;
  readonly hvp_closed_form?: string | null;
  readonly hessian_closed_form?: string | null;
  readonly jacobian?: Nested | null;
  readonly lines: readonly CorpusLine[];
  readonly wrong_forms: readonly {
    readonly form: string;
    readonly refused: boolean;
    readonly message: string;
  }[];
  readonly ms: number;
}
