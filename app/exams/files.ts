/** @file The files of an exam, each as a text: the same blueprint and seed give the same bytes. */

import { examKey, type ExamPaper } from "chainrule";
import { keyBody } from "./key-page.js";
import { page } from "./page.js";
import { paperBody } from "./paper-page.js";
import { paperNotebook } from "./paper-notebook.js";
import { formulaStyle } from "./typeset.js";

/** Texts by file name: what students get, and in a folder of its own what they must not. */
export type ExamFiles = Readonly<Record<"paper" | "key", Readonly<Record<string, string>>>>;

/**
 * The paper for print, in large print, for listening and as a notebook; the key for the marker and for `chainrule grade`.
 * @throws UsageError if an item has more to mark than its points allow.
 */
export function examFiles(paper: ExamPaper): ExamFiles {
  const { title, format } = paper.blueprint;
  const style = formulaStyle();
  const printed = paperBody(paper, "print");
  return {
    paper: {
      "paper.html": page(printed, { title, format, style }),
      "paper-large.html": page(printed, { title: `${title} (large print)`, format, style, large: true }),
      "paper-spoken.html": page(paperBody(paper, "spoken"), {
        title: `${title} (for screen readers)`,
        format,
        style: "",
      }),
      "paper.ipynb": paperNotebook(paper),
    },
    key: {
      "key.html": page(keyBody(paper, examKey(paper)), { title: `Key: ${title}`, format, style }),
      "key.mjs": keyModule(paper),
    },
  };
}

/** A module that hands the exam's exercises to the library, as the modules of the units do. */
function keyModule({ blueprint, seed, pack, fingerprint, items }: ExamPaper): string {
  const units = [
    ...new Set(items.filter(({ source }) => source.includes(".")).map(({ source }) => source.split(".")[0])),
  ];
  return [
    `/** @file The key of paper ${fingerprint}, for chainrule grade. Not for students. */`,
    "",
    `import { practiceExam } from "chainrule";`,
    ...units.sort().map((unit) => `import "chainrule-exercises/${unit}";`),
    "",
    `practiceExam(${JSON.stringify(blueprint, undefined, 2)}, ${JSON.stringify({ seed, pack, fingerprint })});`,
    "",
  ].join("\n");
}
