/** @file Data at which an operation has no derivative, told in its own words. */

import { filled } from "../tensor/create.js";
import { DomainError } from "../tensor/errors.js";
import { pulledBack, untraced } from "../tensor/apply.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Refuses data at which an operation that uses the tensor has no derivative.
 * @throws DomainError with what the operation needs.
 */
export function requireDifferentiable(tensor: Tensor, order: readonly Tensor[]): void {
  for (const output of order) {
    const { operation: row, inputs = [], settings = {} } = output.trace ?? {};
    if (row?.needs === undefined) continue;
    const gradient = filled(output.shape, 1);
    const passed = untraced(() =>
      inputs.map((input, at) =>
        input === tensor ? pulledBack(row, at, { gradient, inputs, output, settings }) : gradient,
      ),
    );
    if (passed.every(({ data }) => data.every(Number.isFinite))) continue;
    throw new DomainError(
      `derive: ${row.name} has no derivative at these data, it needs: ${row.needs}; move the data away from there`,
    );
  }
}
