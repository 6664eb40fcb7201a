/** @file Products of matrices that are put together from blocks: [A B] [C; D] = A C + B D. */

import { isPlain, matrixOf, onesForm, stretched, sumOf, transposeOf } from "./build.js";
import { rewrite, type Form } from "./form.js";
import { formSize } from "./size.js";
import { tidy, tidyTop } from "./tidy.js";

/** Two blocks, side by side or one above the other. */
type Blocks = readonly [Form, Form];

/** The form with stacked matrices multiplied block by block, wherever that makes a product shorter. */
export function blockByBlock(form: Form): Form {
  return rewrite(form, (part) => {
    const before = tidyTop(part);
    if (before.kind !== "matrix" || !isPlain(before)) return before;
    const after = stretched(multiplied(before.factors), before.shape);
    return formSize(after) < formSize(before) ? after : before;
  });
}

/** The product with its first two neighbours that fit block by block multiplied so, and what that allows. */
function multiplied(factors: readonly Form[]): Form {
  for (let at = 0; at + 1 < factors.length; at++) {
    const [before, behind] = [factors[at], factors[at + 1]];
    const left =
      columnsOf(before) ??
      ones(
        before,
        1,
        rowsOf(behind)?.map(({ shape }) => shape[0]),
      );
    const right =
      rowsOf(behind) ??
      ones(
        behind,
        0,
        left?.map(({ shape }) => shape[1]),
      );
    if (left === undefined || right === undefined || left[0].shape[1] !== right[0].shape[0]) continue;
    const joined = tidy(sumOf(left.map((block, index) => matrixOf([block, right[index]]))));
    return blockByBlock(tidy(matrixOf([...factors.slice(0, at), joined, ...factors.slice(at + 2)])));
  }
  return matrixOf(factors);
}

/** The blocks that stand side by side. */
function columnsOf(form: Form): Blocks | undefined {
  return form.kind === "transpose" ? turned(rowsOf(form.of)) : stacked(form, "columns stacked");
}

/** The blocks that stand one above the other. */
function rowsOf(form: Form): Blocks | undefined {
  return form.kind === "transpose" ? turned(columnsOf(form.of)) : stacked(form, "rows stacked");
}

/** Ones cut along an axis into blocks of these sizes. */
function ones({ kind, shape }: Form, axis: 0 | 1, sizes: readonly number[] | undefined): Blocks | undefined {
  if (kind !== "ones" || sizes === undefined) return undefined;
  const block = (size: number): Form => onesForm(axis === 0 ? [size, shape[1]] : [shape[0], size]);
  return [block(sizes[0]), block(sizes[1])];
}

function stacked(form: Form, kind: "rows stacked" | "columns stacked"): Blocks | undefined {
  if (form.kind !== "apply" || form.operation.role?.kind !== kind) return undefined;
  const [first, second] = form.inputs;
  return [first, second];
}

function turned(blocks: Blocks | undefined): Blocks | undefined {
  return blocks && [tidy(transposeOf(blocks[0])), tidy(transposeOf(blocks[1]))];
}
