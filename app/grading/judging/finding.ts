/** @file What was found about one exercise of one submission. */

/** "not run": no answer came, so that nothing is known; "error": it could not be judged. Neither is ever a pass. */
export type State = "passed" | "failed" | "not answered" | "to mark" | "not run" | "error";

/** One exercise judged. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** All of them where it has passed; otherwise those of the parts that are right or follow. */
  readonly earned: number;
  readonly state: State;
  /** Misconceptions that explain the answer. */
  readonly codes: readonly string[];
  readonly message: string;
  /** What a teacher looks for, where the answer is to be marked by hand. */
  readonly rubric?: readonly string[] | undefined;
  /** The answer, shortened, as evidence; whole where it is to be marked. */
  readonly answer: string;
  /** Whether it was about values that everybody has who had not said who they are. */
  readonly isCommon: boolean;
}

/** A cell that did not run to its end, or did not run. */
export interface CellProblem {
  readonly cell: number;
  readonly problem: string;
}
