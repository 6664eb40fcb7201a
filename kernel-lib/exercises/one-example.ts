/** @file The value of one example of a batch: M24 where its number was taken for that of a neuron. */

import { UsageError } from "../tensor/errors.js";
import { Tensor } from "../tensor/tensor.js";
import { valueQuestion } from "./check.js";
import type { Mistake } from "./mistake.js";
import { fromQuestion, type Want } from "./want.js";

/**
 * The value of one example, which has column `at` of a batch, counted from 0. The row of that number is another thing:
 * one neuron for all examples.
 *
 * @throws UsageError if the batch has no such column.
 */
export function wantExample(own: Tensor, batch: Tensor, at: number): Want {
  const [rows, columns] = batch.shape;
  if (batch.rank !== 2 || !Number.isInteger(at) || at < 0 || at >= columns)
    throw new UsageError(
      `wantExample: there is no column ${at} in a batch of shape [${batch.shape.join(", ")}]; columns count from 0`,
    );
  const row = batch.data.slice(at * columns, (at + 1) * columns);
  const neuron = at < rows ? [[columns], [1, columns], [columns, 1]] : [];
  return fromQuestion(() => {
    const question = valueQuestion(own);
    const parameters = { used: `row ${at + 1}`, needed: `column ${at + 1}` };
    const taken = neuron.map((shape): Mistake => ({
      code: "M24",
      value: new Tensor(row, shape),
      parameters,
    }));
    return { ...question, mistakes: () => [...question.mistakes(), ...taken] };
  });
}
