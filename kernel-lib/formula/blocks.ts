/** @file Products of matrices that are put together from blocks: [A B] [C; D] = A C + B D. */

import { sameShape } from "../tensor/shape.js";
import { isEntrywise, isPlain, matrixOf, productOf, stretched, sumOf, transposeOf } from "./build.js";
import { parts, rewrite, withParts, type Form } from "./form.js";
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
      cut(
        before,
        1,
        rowsOf(behind)?.map(({ shape }) => shape[0]),
      );
    const right =
      rowsOf(behind) ??
      cut(
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

/** What is the same along an axis, cut along it into blocks of these sizes. */
function cut(form: Form, axis: 0 | 1, sizes: readonly number[] | undefined): Blocks | undefined {
  if (sizes === undefined) return undefined;
  const factors = form.kind === "product" ? form.factors : [form];
  const bare = productOf(factors.filter(({ kind }) => kind !== "ones"));
  if (bare.shape.length > 0 && bare.shape[axis] !== 1) return undefined;
  const block = (size: number): Form =>
    stretched(bare, axis === 0 ? [size, form.shape[1]] : [form.shape[0], size]);
  return [block(sizes[0]), block(sizes[1])];
}

/** Two blocks: of a stack, or of what is computed entry by entry from stacks that are cut alike. */
function stacked(form: Form, kind: "rows stacked" | "columns stacked"): Blocks | undefined {
  if (form.kind === "apply" && form.operation.role?.kind === kind) {
    const [first, second] = form.inputs;
    return [first, second];
  }
  return isEntrywise(form) ? blocksOfEntries(form, kind) : undefined;
}

/** The blocks of what is computed entry by entry from stacks that are cut alike. */
function blocksOfEntries(form: Form, kind: "rows stacked" | "columns stacked"): Blocks | undefined {
  const cuts = parts(form).flatMap((part): Blocks[] => {
    const blocks = part.shape.length === 0 ? ([part, part] as const) : stacked(part, kind);
    return blocks === undefined ? [] : [blocks];
  });
  const own = cuts.find(([{ shape }]) => shape.length > 0);
  const isLike = ([{ shape }]: Blocks): boolean =>
    shape.length === 0 || sameShape(shape, own?.[0].shape ?? []);
  if (own === undefined || cuts.length < parts(form).length || !cuts.every(isLike)) return undefined;
  const block = (at: 0 | 1): Form => ({
    ...withParts(
      form,
      cuts.map((blocks) => blocks[at]),
    ),
    shape: own[at].shape,
  });
  return [block(0), block(1)];
}

function turned(blocks: Blocks | undefined): Blocks | undefined {
  return blocks && [tidy(transposeOf(blocks[0])), tidy(transposeOf(blocks[1]))];
}
