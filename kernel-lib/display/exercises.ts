/** @file Verdicts as HTML and words: right and wrong by sign and word, never by colour alone. */

import type { Verdict } from "../exercises/verdict.js";
import { shapeText } from "../tensor/shape.js";
import { tensorText } from "../writing/numerals.js";
import { escapeHtml, type MimeBundle } from "./mime.js";

/** A verdict in words; undefined for anything that is not one. */
export function verdictBundle(value: unknown): MimeBundle | undefined {
  if (!isVerdict(value)) return undefined;
  const { sign, word, said } = verdictWords(value);
  const html = `<p class="chainrule-verdict" role="status"><span aria-hidden="true">${sign}</span> <strong>${word}</strong>: ${escapeHtml(said)}</p>`;
  const plain = `${sign} ${word}: ${said}`;
  const parts = (value.parts ?? []).map((part) => ({ step: part.step, ...verdictWords(part) }));
  if (parts.length < 2) return { "text/html": html, "text/plain": plain };
  const items = parts.map(
    (part) =>
      `<li><span aria-hidden="true">${part.sign}</span> <code>${escapeHtml(part.step)}</code> ${part.word}${part.said === "" ? "" : `: ${escapeHtml(part.said)}`}</li>`,
  );
  const lines = parts.map((part) => `  ${part.sign} ${part.step} ${part.word}`);
  return {
    "text/html": `<div class="chainrule-verdict">${html}<ul>${items.join("")}</ul></div>`,
    "text/plain": [plain, ...lines].join("\n"),
  };
}

/** A verdict's sign and word, and all that it says. */
export function verdictWords({
  passed,
  step,
  reason,
  message,
  value,
  code,
  shapes,
  follows,
}: Verdict): Words {
  const sign = passed ? "✓" : follows === undefined ? "✗" : "→";
  const word = passed ? "right" : follows === undefined ? "not yet" : "follows";
  const result =
    value === undefined ? "" : ` ${step} = ${tensorText(value)}, shape ${shapeText(value.shape)}.`;
  const sizes =
    passed || shapes === undefined || shapes.got.join() === shapes.want.join()
      ? ""
      : ` (your shape ${shapeText(shapes.got)}, needed ${shapeText(shapes.want)})`;
  const verdictText = reason.key === "right" ? "" : message;
  const said = `${verdictText}${result}${sizes}${code === undefined ? "" : ` [${code}]`}`;
  return { sign, word, said: said.trim() };
}

interface Words {
  readonly sign: string;
  readonly word: string;
  readonly said: string;
}

function isVerdict(value: unknown): value is Verdict {
  return (
    typeof value === "object" &&
    value !== null &&
    "passed" in value &&
    "reason" in value &&
    "message" in value
  );
}
