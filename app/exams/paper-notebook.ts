/** @file A paper as a notebook to work in: questions, values, cells for answers, and nothing of the key. */

import type { ExamItem, ExamPaper } from "chainrule";
import { pointsText } from "./paper-page.js";

/** The notebook's text. */
export function paperNotebook(paper: ExamPaper): string {
  const { blueprint, items, fingerprint, pack } = paper;
  // No seed: who works at a computer that has the course could make the key from it.
  const name = `Paper ${fingerprint}, made by Chainrule ${pack}.`;
  const ids = items.map(({ id }) => JSON.stringify(id)).join(", ");
  const cells = [
    markdown("exam-title", `# ${blueprint.title}\n\n${name}\n\n${ABOUT}`),
    code(
      { id: "exam.import", role: "demo" },
      `import { answerSheet, check, tensor } from "chainrule";\n\nanswerSheet([${ids}]);`,
    ),
    markdown("exam-student", "Your student id, between the quotation marks:"),
    code({ id: "exam.student", role: "student" }, 'const student = "";'),
    ...items.flatMap(itemCells),
  ];
  const metadata = {
    kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
    language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

const ABOUT =
  "Run the first cell. Answer in the cells below the questions and run them: an answer is noted, and judged after the exam. " +
  'A column is written `[[1], [2], [3]]`, a row `[[1, 2, 3]]`; lines of a derivation are texts such as `"dz2 = yhat - y"`.';

function itemCells(item: ExamItem): object[] {
  const { number, id, given, task } = item;
  const values = Object.entries(task.given).map(
    ([name, value]) => `  ${name}: tensor(${JSON.stringify(value.toArray())}),`,
  );
  return [
    markdown(`exam-${number}-question`, questionText(item)),
    ...(given.length === 0
      ? []
      : [code({ id: `${id}.given`, role: "demo" }, `const given${number} = {\n${values.join("\n")}\n};`)]),
    code({ id, role: "answer" }, `const answer${number} = ${stub(item)};`),
    code({ id: `${id}.check`, role: "check" }, `await check(${JSON.stringify(id)}, answer${number});`),
  ];
}

function questionText({ number, title, points, prompt, task, given, picture }: ExamItem): string {
  const page = (task.page ?? []).map(({ latex }, at) => `(${at + 1}) $${latex}$`);
  return [
    `## ${number}. ${title} (${pointsText(points)})`,
    prompt,
    ...task.question,
    ...page,
    ...given.map(({ latex }) => `$${latex}$`),
    ...(picture === undefined
      ? []
      : [
          picture.text
            .split("\n")
            .map((line) => `- ${line}`)
            .join("\n"),
        ]),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What an answer begins with: the names of its values, or nothing yet. */
function stub({ blanks, task }: ExamItem): string {
  if (task.question.some((line) => line.startsWith("(a) "))) return '"" // the letter';
  if (blanks.length > 0)
    return `{\n${blanks.map(({ name }) => `  ${JSON.stringify(name)}: undefined,`).join("\n")}\n}`;
  if (task.steps !== undefined) return "[\n  // one text for each line\n]";
  return task.rubric === undefined ? "undefined // your function" : '""';
}

function markdown(id: string, text: string): object {
  return { cell_type: "markdown", id, metadata: { course: { role: "read", id } }, source: sourceLines(text) };
}

function code(course: { readonly id: string; readonly role: string }, text: string): object {
  const id = course.id.replaceAll(".", "-");
  return {
    cell_type: "code",
    execution_count: null,
    id,
    metadata: { course },
    outputs: [],
    source: sourceLines(text),
  };
}

function sourceLines(text: string): string[] {
  return text.split("\n").map((line, at, all) => (at === all.length - 1 ? line : `${line}\n`));
}
