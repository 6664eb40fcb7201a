/** @file One verdict from the verdicts on the parts of an answer. */

import { verdict, type Verdict } from "./verdict.js";

/** Passed where every part has; otherwise it says what the first part says that has not. */
export function overall(step: string, parts: readonly Verdict[]): Verdict {
  const unanswered = parts.every(({ reason }) => reason.key === "not-answered");
  if (unanswered) return verdict(step, { key: "not-answered", parameters: {} });
  const first = parts.find(({ passed }) => !passed);
  if (first === undefined) return verdict(step, { key: "right", parameters: {} }, { passed: true, parts });
  const { reason, code, shapes, tolerance } = first;
  return verdict(step, reason, { code, shapes, tolerance, parts });
}
