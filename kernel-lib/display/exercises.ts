/** @file Verdicts and boards as HTML and words: right and wrong by sign and word, never by colour alone. */

import { derivationHtml } from "../derivation/html.js";
import { derivationPlain } from "../derivation/present.js";
import type { Board } from "../exercises/board.js";
import { stepOf } from "../exercises/judge-line.js";
import type { Verdict } from "../exercises/verdict.js";
import { nameText } from "../tensor/name.js";
import { shapeText } from "../tensor/shape.js";
import { tensorText } from "../writing/numerals.js";
import { escapeHtml, type MimeBundle } from "./mime.js";

/** A verdict in words; undefined for anything that is not one. */
export function verdictBundle(value: unknown): MimeBundle | undefined {
  if (!isVerdict(value)) return undefined;
  const { sign, word, said } = words(value);
  const html = `<p class="chainrule-verdict" role="status"><span aria-hidden="true">${sign}</span> <strong>${word}</strong>: ${escapeHtml(said)}</p>`;
  const plain = `${sign} ${word}: ${said}`;
  const parts = (value.parts ?? []).map((part) => ({ step: part.step, ...words(part) }));
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

/** A board: what a line can be about, the lines with their verdicts, and at the end the library's derivation. */
export function boardBundle(board: Board): MimeBundle {
  const { lines, quantities, found, derivation } = board;
  const target = `∂${nameText(found.output.name)}/∂${nameText(found.source.name)}`;
  const steps = quantities.map(stepOf).join(", ");
  const rows = lines.map(({ text, verdict }, at) => ({ at: at + 1, text, ...words(verdict) }));
  const body = rows.map(
    ({ at, text, sign, word, said }) =>
      `<tr><th scope="row">${at}</th><td><code>${escapeHtml(text)}</code></td><td><span aria-hidden="true">${sign}</span> ${word}: ${escapeHtml(said)}</td></tr>`,
  );
  const html = [
    `<div class="chainrule-board">`,
    `<p><strong>Derive ${escapeHtml(target)}</strong>, shape ${shapeText(found.source.tensor.shape)}. Steps: ${escapeHtml(steps)}.</p>`,
    `<table><thead><tr><th scope="col">Line</th><th scope="col">You wrote</th><th scope="col">Verdict</th></tr></thead><tbody>${body.join("")}</tbody></table>`,
    ...(derivation === undefined ? [] : [derivationHtml(derivation)]),
    `</div>`,
  ].join("\n");
  const plain = [
    `Derive ${target}, shape ${shapeText(found.source.tensor.shape)}. Steps: ${steps}.`,
    ...rows.map(({ at, text, sign, word, said }) => `${at}  ${text}\n   ${sign} ${word}: ${said}`),
    ...(derivation === undefined ? [] : [derivationPlain(derivation)]),
  ].join("\n");
  return { "text/html": html, "text/plain": plain };
}

function words({ passed, step, reason, message, value, code, shapes, follows }: Verdict): Words {
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
