/** @file The parts of a board on the page: what is given, the steps, the lines with their verdicts. */

import { element, indexed } from "../page/element.js";
import { verdictLanguage } from "../page/language.js";
import type { BoardData, BoardLine, Step } from "./data.js";
import { boardWords } from "./words.js";

const SIGNS = { right: "✓", follows: "→", wrong: "✗", open: "○" } as const;

/** What is to be derived, with its shape, and what is known. */
export function headOf({ target, given }: BoardData): readonly HTMLElement[] {
  const words = boardWords();
  const title = element(
    "p",
    { attributes: { class: "board-title" } },
    element("strong", {}, `${words.derive} `),
    mathematics(target.latex, target.text),
    element("span", { attributes: { class: "soft" } }, `, ${words.shape} ${target.shape}`),
  );
  const equations = given.map((latex) => element("li", {}, mathematics(latex)));
  const known = element(
    "div",
    { attributes: { class: "board-given" } },
    element("span", { attributes: { class: "board-label" } }, words.given),
    element("ul", {}, ...equations),
  );
  return given.length === 0 ? [title] : [title, known];
}

/** The steps in order, each with its sign. */
export function stepsOf({ steps }: BoardData): HTMLElement {
  const words = boardWords();
  return element(
    "div",
    { attributes: { class: "board-steps" } },
    element("span", { attributes: { class: "board-label" } }, words.steps),
    element("ul", {}, ...steps.map(stepItem)),
  );
}

function stepItem(step: Step): HTMLElement {
  const item = element("li", {}, sign(step.state), mathematics(step.latex, step.text), hidden(""));
  markStep(item, step);
  return item;
}

/** Shows how the steps stand in a list that is there already, so that nothing moves. */
export function markSteps(list: ParentNode, { steps }: BoardData): void {
  for (const [at, item] of list.querySelectorAll<HTMLElement>(".board-steps li").entries())
    markStep(item, steps[at]);
}

function markStep(item: HTMLElement, { state }: Step): void {
  item.dataset.state = state;
  item.firstElementChild?.replaceChildren(SIGNS[state]);
  item.lastElementChild?.replaceChildren(`: ${boardWords()[state]}`);
}

/** A line with what the judge says. */
export function lineItem(line: BoardLine): HTMLElement {
  const written =
    line.syntax === "latex"
      ? mathematics(`\\displaystyle ${shown(line.text)}`, `${line.step ?? ""} ${line.spoken}`)
      : element("code", {}, line.text);
  return element(
    "li",
    { attributes: { "data-state": line.state } },
    element("div", { attributes: { class: "written" } }, written),
    ...verdictOf(line),
  );
}

function hidden(text: string): HTMLElement {
  return element("span", { attributes: { class: "visually-hidden" } }, text);
}

/** A place that is still empty is a box. */
function shown(latex: string): string {
  return latex.replaceAll(/\\placeholder\{\}/g, "\\square");
}

/** Word and reason of a verdict; the first sentence says what was seen, the others what is needed and what to try. */
function verdictOf(line: BoardLine): readonly HTMLElement[] {
  const language = verdictLanguage();
  const { state, step, value, valueText, shape } = line;
  const [seen, ...more] = sentences(line);
  const verdict = element(
    "p",
    { attributes: { class: "verdict", lang: language } },
    sign(state),
    element("strong", {}, ...(state === "right" ? indexed(seen) : [`${boardWords()[state]}. `])),
    ...(state === "right" ? [] : indexed(seen)),
    ...(more.length === 0
      ? []
      : [element("span", { attributes: { class: "try" } }, " ", ...indexed(more.join(" ")))]),
  );
  if (value === undefined) return [verdict];
  return [
    verdict,
    element(
      "p",
      { attributes: { class: "value" } },
      mathematics(`= ${value}`, `${step ?? ""} = ${valueText ?? ""}`),
      element("span", { attributes: { class: "soft" } }, `${boardWords().shape} ${shape ?? ""}`),
    ),
  ];
}

/** The verdict in one text, as it is read out. */
export function spokenVerdict(line: BoardLine): string {
  const value =
    line.valueText === undefined
      ? ""
      : ` ${line.step ?? ""} = ${line.valueText}, ${boardWords().shape} ${line.shape ?? ""}.`;
  return `${line.state === "right" ? "" : `${boardWords()[line.state]}. `}${sentences(line).join(" ")}${value}`;
}

function sentences({ messages, got, want }: BoardLine): readonly string[] {
  const language = verdictLanguage();
  const words = boardWords();
  const said = messages[language] ?? messages.en ?? "";
  const shapes =
    got === undefined || want === undefined ? [] : [`(${words.got} ${got}, ${words.want} ${want})`];
  const parts = [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(said)];
  return [...parts.map(({ segment }) => segment.trim()), ...shapes];
}

function sign(state: keyof typeof SIGNS): HTMLElement {
  return element("span", { attributes: { class: "sign", "aria-hidden": "true" } }, SIGNS[state]);
}

/** LaTeX that the typesetter finds, with what it says for those who hear it. */
function mathematics(latex: string, spoken?: string): HTMLElement {
  const attributes = spoken === undefined ? {} : { role: "img", "aria-label": spoken };
  return element("span", { attributes: { class: "math", ...attributes } }, `\\(${latex}\\)`);
}
