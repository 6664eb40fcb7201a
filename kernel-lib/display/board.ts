/** @file A board as it is shown: data for a page that lets lines be written on it, a table of its lines everywhere. */

import { derivationHtml } from "../derivation/html.js";
import { derivationPlain } from "../derivation/present.js";
import type { Board, BoardLine } from "../exercises/board.js";
import { stepOf } from "../exercises/quantities.js";
import { CATALOGUE, messageText, type Language } from "../exercises/messages.js";
import type { Quantity } from "../exercises/quantities.js";
import type { Name } from "../tensor/name.js";
import { nameText } from "../tensor/name.js";
import { shapeText, type Shape } from "../tensor/shape.js";
import { latexOf } from "../writing/latex.js";
import { spokenOf } from "../writing/spoken.js";
import { nameLatex, partialLatex, partialPlain } from "../writing/names.js";
import { tensorLatex, tensorText } from "../writing/numerals.js";
import { connect } from "./board-comm.js";
import { inLanguages, verdictWords } from "./exercises.js";
import { BOARD_TYPE, escapeHtml, type MimeBundle } from "./mime.js";

/** A board in every form; as data too where a page can reach it. */
export function boardBundle(board: Board): MimeBundle {
  const reachable = connect(board, () => boardBundle(board));
  return {
    ...(reachable && { [BOARD_TYPE]: boardData(board) }),
    "text/html": boardHtml(board),
    "text/plain": boardPlain(board),
  };
}

/** A board as data, words in all languages: what the page draws it from. */
function boardData(board: Board): Readonly<Record<string, unknown>> {
  const { found, lines, done, derivation } = board;
  const { output, source, nodes, named } = found;
  return {
    id: board.id,
    done,
    target: {
      latex: partialLatex(output.name, source.name),
      text: partialPlain(output.name, source.name),
      shape: sizes(source.tensor.shape),
    },
    given: [...nodes]
      .reverse()
      .flatMap(({ name, definition }) =>
        definition === undefined ? [] : [`${nameLatex(name)} = ${latexOf(definition)}`],
      ),
    symbols: [...named].map(([text, { name, shape }]) => ({
      text,
      latex: name === undefined ? text : nameLatex(name),
      shape: sizes(shape),
    })),
    steps: board.quantities
      .filter((quantity) => board.isAsked(quantity))
      .map((each) => stepData(each, board)),
    lines: lines.map(lineData),
    ...(derivation !== undefined && { derivation: derivationHtml(derivation) }),
  };
}

function stepData(quantity: Quantity, { found, lines }: Board): Readonly<Record<string, unknown>> {
  const last = lines.findLast((line) => line.quantity === quantity);
  const { of, by } = sidesOf(quantity, found.output.name);
  return {
    text: stepOf(quantity),
    latex: quantity.whole ? `d${nameLatex(by)}` : partialLatex(of, by),
    means: partialPlain(of, by),
    state: last === undefined ? "open" : last.verdict.passed ? "right" : "wrong",
  };
}

function sidesOf({ node, consumer }: Quantity, output: Name): { readonly of: Name; readonly by: Name } {
  return { of: consumer?.name ?? output, by: node.name };
}

function lineData({ text, syntax, verdict, quantity, form }: BoardLine): Readonly<Record<string, unknown>> {
  const { passed, follows, reason, code, value, shapes } = verdict;
  const languages = Object.keys(CATALOGUE) as Language[];
  return {
    text,
    syntax,
    state: passed ? "right" : follows === undefined ? "wrong" : "follows",
    step: quantity === undefined ? undefined : stepOf(quantity),
    spoken: form === undefined ? text : spokenOf(form),
    messages: Object.fromEntries(languages.map((language) => [language, messageText(reason, language)])),
    code,
    ...(value !== undefined && {
      value: tensorLatex(value),
      valueText: tensorText(value),
      shape: sizes(value.shape),
    }),
    ...(!passed &&
      shapes !== undefined &&
      shapes.got.join() !== shapes.want.join() && { got: sizes(shapes.got), want: sizes(shapes.want) }),
  };
}

/** A shape in signs: `3 × 2`. */
function sizes(shape: Shape): string {
  return shape.length === 0 ? "1" : shape.join(" × ");
}

function boardHtml({ lines, quantities, found, derivation }: Board): string {
  const target = `∂${nameText(found.output.name)}/∂${nameText(found.source.name)}`;
  const steps = quantities.map(stepOf).join(", ");
  const body = lines.map(({ text, verdict }, at) => {
    const words = inLanguages((language) => {
      const { sign, word, said } = verdictWords(verdict, language);
      return `<span aria-hidden="true">${sign}</span> ${word}: ${escapeHtml(said)}`;
    });
    return `<tr><th scope="row">${at + 1}</th><td><code>${escapeHtml(text)}</code></td><td>${words}</td></tr>`;
  });
  return [
    `<div class="chainrule-board">`,
    `<p><strong>Derive ${escapeHtml(target)}</strong>, shape ${shapeText(found.source.tensor.shape)}. Steps: ${escapeHtml(steps)}.</p>`,
    `<table><thead><tr><th scope="col">Line</th><th scope="col">You wrote</th><th scope="col">Verdict</th></tr></thead><tbody>${body.join("")}</tbody></table>`,
    ...(derivation === undefined ? [] : [derivationHtml(derivation)]),
    `</div>`,
  ].join("\n");
}

function boardPlain({ lines, quantities, found, derivation }: Board): string {
  const target = `∂${nameText(found.output.name)}/∂${nameText(found.source.name)}`;
  const rows = lines.map(({ text, verdict }, at) => {
    const { sign, word, said } = verdictWords(verdict);
    return `${at + 1}  ${text}\n   ${sign} ${word}: ${said}`;
  });
  return [
    `Derive ${target}, shape ${shapeText(found.source.tensor.shape)}. Steps: ${quantities.map(stepOf).join(", ")}.`,
    ...rows,
    ...(derivation === undefined ? [] : [derivationPlain(derivation)]),
  ].join("\n");
}
