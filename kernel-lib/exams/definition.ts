/** @file The family "definition": a gradient defined by its chain, its shape and what it says. */

import { chainSides } from "../derivation/chain.js";
import { rederive } from "../exercises/board.js";
import { drawnNetwork } from "../exercises/drawing.js";
import type { Exercise, ExerciseHead } from "../exercises/exercise.js";
import { hasParts } from "../exercises/answers.js";
import { overall } from "../exercises/overall.js";
import { verdict, type Verdict } from "../exercises/verdict.js";
import { wantShape } from "../exercises/want.js";
import { judgeWords } from "../exercises/words.js";
import { nameText } from "../tensor/name.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { meaningSides } from "../writing/sides.js";
import { namePlain, partialPlain } from "../writing/names.js";

/** A gradient of a drawn network is to be defined; a teacher marks it. The engine gives what to look for. */
export function definition(head: ExerciseHead, difficulty: 1 | 2 | 3): Exercise {
  return {
    ...head,
    task: (numbers) => {
      const hidden = 2 + numbers.integer(5);
      const inputs = hidden + 1 + numbers.integer(3);
      const { loss, layers } = drawnNetwork(numbers, { sizes: [inputs, hidden, 1] });
      const [one, two] = layers;
      const [first, second] = [
        [two.z, two.b],
        [two.W, one.A],
        [one.W, one.b],
      ][difficulty - 1];
      const by: Tensor = numbers.integer(2) === 0 ? first : second;
      const board = rederive(loss, by);
      const { source, output } = board.found;
      const symbol = partialPlain(output.name, source.name);
      return {
        given: {},
        question: [
          `A network has ${inputs} inputs, ${hidden} hidden neurons and one output, with σ in both layers; ℓ is the cross-entropy loss of one example.`,
          "Define the derivative below: (a) write it as the product that the chain rule gives along the graph, (b) state its shape, (c) say in one sentence what one of its entries means.",
        ],
        page: [meaningSides({ kind: "adjoint", output: output.name, by: source.name })],
        planted: [],
        board,
        rubric: [
          `(a) ${symbol} = ${chainSides(source).plain}, or any form that is equal`,
          `(b) shape ${shapeText(by.shape)}, the shape of ${namePlain(source.name)}`,
          `(c) how much ℓ changes per unit change of that entry of ${namePlain(source.name)}, all else held, at this point only (not how large the entry should be: M30)`,
        ],
        clear: () => true,
        judge: (answer) =>
          hasParts(answer, ["a", "b", "c"])
            ? judgeParts(answer, { loss, by, id: head.id })
            : judgeWords(answer, head.id),
      };
    },
  };
}

/**
 * The parts of an answer `{ a, b, c }`: the product as a line of a board, the shape, and the sentence, of which a machine
 * can only say that it is there.
 */
async function judgeParts(
  { a, b, c }: Readonly<Record<string, unknown>>,
  { loss, by, id }: { readonly loss: Tensor; readonly by: Tensor; readonly id: string },
): Promise<Verdict> {
  const label = by.name === undefined ? "" : `d${nameText(by.name)}`;
  const line = typeof a === "string" && a.trim() !== "" ? a.replace(/^[^=]*=/, "") : undefined;
  const product =
    line === undefined
      ? verdict("a", { key: "not-answered", parameters: {} })
      : await rederive(loss, by).line(`${label} = ${line}`);
  const parts = [{ ...product, step: "a" }, wantShape(by.shape).judge(b, "b"), judgeWords(c, "c")];
  const found = overall(id, parts);
  return found.passed ? { ...found, ...verdict(id, { key: "noted", parameters: {} }), passed: true } : found;
}
