/** @file The key of a paper as data: working by the engine, marks, and the answers that mistakes give, for the marker. */

import { solutionCode } from "../exercises/exercise.js";
import { stepOf } from "../exercises/quantities.js";
import { quantityPart } from "./line-part.js";
import { marksOf, type Marks } from "./marks.js";
import type { ExamItem, ExamPaper } from "./paper.js";
import type { Part } from "./part.js";
import { wantPart } from "./value-part.js";

/** One thing to mark, with the marks that it is worth. */
export interface KeyPart extends Part {
  readonly marks: Marks;
}

/** The key of one item. */
export interface KeyItem {
  readonly item: ExamItem;
  readonly parts: readonly KeyPart[];
  /** What a teacher looks for in words, with the points of each. */
  readonly rubric: readonly { readonly text: string; readonly points: number }[];
  /** What else the marker is told. */
  readonly note?: string | undefined;
  /** The course's own solution as code, for an exercise of a unit. */
  readonly solution?: string | undefined;
}

/**
 * The key of every item.
 * @throws UsageError if an item has more to mark than its points allow.
 */
export function examKey({ items }: ExamPaper): KeyItem[] {
  return items.map(keyOf);
}

function keyOf(item: ExamItem): KeyItem {
  const { task, points, source } = item;
  const what = `item ${item.number} (${source})`;
  const solution = solutionCode(source);
  const { rubric, wants, board, steps, note } = task;
  if (rubric !== undefined) {
    const marks = marksOf(
      points,
      rubric.map(() => false),
      what,
    );
    const lines =
      board === undefined ? [] : [quantityPart(board, board.quantities[board.quantities.length - 1])];
    return {
      ...{ item, solution, note },
      rubric: rubric.map((text, at) => ({ text, points: marks[at].result })),
      parts: lines.map((part) => ({ ...part, marks: { method: 0, result: 0 } })),
    };
  }
  const parts =
    board === undefined
      ? Object.entries(wants ?? {}).map(([name, want]) => wantPart(name, want, task))
      : (steps ?? []).map((step) => quantityPart(board, quantityOf(step, item)));
  const marks =
    parts.length === 0
      ? []
      : marksOf(
          points,
          parts.map((part) => part.hasMethod),
          what,
        );
  return {
    item,
    solution,
    note,
    rubric: [],
    parts: parts.map((part, at) => ({ ...part, marks: marks[at] })),
  };
}

function quantityOf(step: string, { task: { board }, source }: ExamItem) {
  const found = board?.quantities.find((quantity) => stepOf(quantity) === step);
  if (found === undefined) throw new Error(`exam: ${source} asks for ${step}, which is not on its board`);
  return found;
}
