/** @file A paper as a page to print and to write on. */

import type { ExamItem, ExamPaper, Sides } from "chainrule";
import { Marked } from "marked";
import { escaped, proseHtml } from "./page.js";
import { functionTables } from "./tables.js";
import { spokenFormula, typeset, type Typesetting } from "./typeset.js";

/** Ruled lines for an answer in words, for a step, for a program. */
const WORD_LINES = 7;
const STEP_LINES = 3;
const PROGRAM_LINES = 14;
/** Ruled lines under a value: one for its formula, one for each number in it up to so many. */
const MOST_VALUE_LINES = 4;
const OPTION = /^\(([a-h])\) /;

/** The body of the page. */
export function paperBody(paper: ExamPaper, typesetting: Typesetting): string {
  const { items, blueprint } = paper;
  return [
    head(paper),
    ...items.map((item) => question(item, typesetting)),
    blueprint.calculator ? "" : functionTables(),
    `<p class="foot">${escaped(origin(paper))}</p>`,
  ].join("\n");
}

/** What a paper can be made from again. */
export function origin({ seed, pack, fingerprint, blueprint }: ExamPaper): string {
  return `Paper ${fingerprint}, ${blueprint.format}: made by Chainrule ${pack} from seed ${seed}.`;
}

/** Points in words: `1 point`, `2.5 points`. */
export function pointsText(points: number): string {
  return points === 1 ? "1 point" : `${points} points`;
}

function head(paper: ExamPaper): string {
  const { blueprint, points } = paper;
  const { title, minutes, calculator } = blueprint;
  const facts = [
    ...(minutes === undefined ? [] : [`${minutes} minutes`]),
    `${pointsText(points)}, for each item as it says`,
    calculator
      ? "A calculator is allowed."
      : "No calculator; tables of σ and −ln are at the end. Intermediate results from the tables are enough.",
    "Write the formula of a line before its numbers: the method has marks of its own. A result that follows correctly from an earlier slip counts.",
    "Notation: [l] layer, (i) example; dz, dW, db stand for the derivatives of the loss; ⊙ acts entry by entry.",
  ];
  return [
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(origin(paper))}</p>`,
    `<div class="who"><span>Name</span><span>Student id</span></div>`,
    `<ul class="facts">${facts.map((fact) => `<li>${escaped(fact)}</li>`).join("")}</ul>`,
  ].join("\n");
}

function question(item: ExamItem, typesetting: Typesetting): string {
  const { number, title, points, prompt, task, given, picture } = item;
  const options = task.question.filter((line) => OPTION.test(line));
  const lines = task.question.filter((line) => !OPTION.test(line));
  return [
    `<section><h2><span>${number}. ${escaped(title)}</span> <span class="points">${pointsText(points)}</span></h2>`,
    prompt === "" ? "" : prose(prompt, typesetting),
    ...lines.map((line) => `<p>${proseHtml(line)}</p>`),
    listOf(task.page ?? [], { name: (task.page ?? []).length > 1 ? "page numbered" : "page", typesetting }),
    given.length === 0 ? "" : `<p>Given:</p>${listOf(given, { name: "given", typesetting })}`,
    picture === undefined
      ? ""
      : typesetting === "print"
        ? picture.html.replace("<details>", "<details hidden>")
        : nodeList(picture.text),
    options.length === 0
      ? ""
      : `<ul class="options">${options.map((line) => `<li>${proseHtml(line)}</li>`).join("")}</ul>`,
    options.length > 0 ? "" : room(item, typesetting),
    `</section>`,
  ].join("\n");
}

function nodeList(text: string): string {
  const nodes = text.split("\n").map((line) => `<li>${escaped(line.replaceAll("?", "to be found"))}</li>`);
  return `<p>The graph, node by node:</p><ol>${nodes.join("")}</ol>`;
}

function listOf(
  all: readonly Sides[],
  { name, typesetting }: { readonly name: string; readonly typesetting: Typesetting },
): string {
  const rows = all.map((sides) => `<li>${spokenFormula(sides, typesetting)}</li>`);
  return rows.length === 0 ? "" : `<ul class="${name}">${rows.join("")}</ul>`;
}

/** Where the answer is written. */
function room({ task, blanks, type }: ExamItem, typesetting: Typesetting): string {
  if (blanks.length > 0 && blanks.every(({ size }) => size === undefined || size === 1)) {
    const short = blanks.map(
      (blank) => `<div class="blank"><span>${label(blank, typesetting)} =</span></div>`,
    );
    const working = type === "N" || type === "P" ? ruled(2 * blanks.length) : "";
    return `<div class="blanks short">${short.join("")}</div>${working}`;
  }
  if (blanks.length > 0) {
    const rows = blanks.map((blank) => {
      const count = 1 + Math.min(blank.size ?? 1, MOST_VALUE_LINES);
      return `<div class="ruled"><span>${label(blank, typesetting)} =</span>${ruledLines(count)}</div>`;
    });
    return `<div class="blanks">${rows.join("")}</div>`;
  }
  if (task.page !== undefined && task.steps !== undefined) return ruled(STEP_LINES + 1);
  if (task.steps !== undefined) {
    const steps = task.steps.map(
      (step) => `<div class="ruled"><code>${escaped(step)}</code>${ruledLines(STEP_LINES)}</div>`,
    );
    return steps.join("");
  }
  return ruled(task.rubric === undefined ? PROGRAM_LINES : WORD_LINES);
}

function label({ name, symbol }: ExamItem["blanks"][number], typesetting: Typesetting): string {
  const called = `<code>${escaped(name)}</code>`;
  return symbol === undefined || symbol.plain === name
    ? called
    : `${spokenFormula(symbol, typesetting)} (${called})`;
}

function ruled(count: number): string {
  return `<div class="ruled">${ruledLines(count)}</div>`;
}

function ruledLines(count: number): string {
  return "<div></div>".repeat(count);
}

const markdown = new Marked();

/** Markdown with formulas between dollar signs. */
function prose(text: string, typesetting: Typesetting): string {
  const formulas: string[] = [];
  const marked = text.replaceAll(/\$([^$]+)\$/g, (_, latex: string) => {
    formulas.push(typeset(latex, typesetting));
    return `FORMULA${formulas.length - 1}ENDS`;
  });
  const html = markdown.parse(marked, { async: false });
  return html.replaceAll(/FORMULA(\d+)ENDS/g, (_, at: string) => formulas[Number(at)]);
}
