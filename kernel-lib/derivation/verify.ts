/** @file Verification: every line of a derivation evaluated again, at the data and at a second point. */

import { centralDifferences, DIFFERENCE_STEP, distance, type DifferenceOptions } from "../autodiff/check.js";
import { gradients } from "../autodiff/gradient.js";
import { nameText } from "../tensor/name.js";
import { sameShape } from "../tensor/shape.js";
import { random } from "../tensor/random.js";
import { Tensor } from "../tensor/tensor.js";
import type { Dependence, Edge } from "./dependence.js";
import { evaluate, shapedLike } from "../formula/evaluate.js";
import type { Form } from "../formula/form.js";
import type { Statement } from "./lines.js";
import { plainOf } from "../writing/plain.js";
import { symbolsAt, type Point, type Points } from "./points.js";

/** How far lines may be from the gradient of the sweep, both in float64. */
export const LINE_TOLERANCE = 1e-9;
/** How far the sweep may be from central differences, whose own error is about 1e-10. */
export const DIFFERENCE_TOLERANCE = 1e-6;

/** Steps that are tried, relative to the usual one. */
const REFINEMENTS = [1, 1e-1, 1e-2] as const;

/** More entries than this are not measured by central differences, but a seeded sample of so many. */
const MOST_MEASURED = 64;
/** A tensor of up to so many entries is measured whole. */
const FEW_ENTRIES = 256;

/** The largest differences found. */
export interface Verification {
  /** Lines against the reverse sweep, at the data. */
  readonly lines: number;
  /** Lines against the reverse sweep, at a second point. */
  readonly secondPoint: number;
  /** The gradient and the local derivatives against central differences, at the data. */
  readonly differences: number;
  /** How many entries of the gradient were compared with central differences: of a large one a seeded sample. */
  readonly measured: number;
}

/**
 * Checks every statement and gives its value at the data.
 * @throws Error if a line disagrees: a fault of this library, never shown as a formula.
 */
export function verify(
  statements: readonly Statement[],
  dependence: Dependence,
  { here, there }: Points,
): { values: Tensor[]; verification: Verification } {
  const worst = { lines: 0, secondPoint: 0, differences: 0 };
  const values = statements.map((statement) => {
    const value = valueAt(statement, here, dependence);
    worst.lines = Math.max(worst.lines, disagreement(statement, value, here, dependence));
    const elsewhere = valueAt(statement, there, dependence);
    worst.secondPoint = Math.max(worst.secondPoint, disagreement(statement, elsewhere, there, dependence));
    if (statement.edge?.local !== undefined && statement.of !== "result" && statement.before === undefined) {
      worst.differences = Math.max(
        worst.differences,
        againstDifferences(statement, { value, edge: statement.edge, named: dependence.named }),
      );
    }
    return value;
  });
  return {
    values,
    verification: {
      ...worst,
      differences: Math.max(worst.differences, sourceDifference(dependence)),
      measured: sampledEntries(dependence.source.tensor).length,
    },
  };
}

/** The symbols' values, with the derivatives that earlier lines established. */
function valueAt({ after, of }: Statement, point: Point, { source }: Dependence): Tensor {
  const like = of === "result" ? point.environment.get(nameText(source.name)) : undefined;
  const value = evaluate(after, symbolsAt(point));
  return like === undefined ? value : shapedLike(value, like);
}

function disagreement(statement: Statement, value: Tensor, point: Point, dependence: Dependence): number {
  const expected = expectedValue(statement, point, dependence);
  const apart = sameShape(value.shape, expected.shape) ? distance(value, expected) : Infinity;
  if (apart > LINE_TOLERANCE) throw disagrees(statement.after, `differs from its quantity by ${apart}`);
  return apart;
}

/** What the line must equal: the gradient of the sweep, or the quantity's own definition. */
export function expectedValue(
  { of, after }: Statement,
  { environment, adjoints }: Point,
  { source }: Dependence,
): Tensor {
  if (of === "result") return adjoints.get(nameText(source.name)) ?? evaluate(after, environment);
  const { meaning, definition } = of;
  if (meaning.kind === "adjoint") return adjoints.get(nameText(meaning.by)) ?? evaluate(after, environment);
  return evaluate(definition ?? after, environment);
}

interface Measured {
  readonly value: Tensor;
  readonly edge: Edge;
  readonly named: ReadonlyMap<string, Tensor>;
}

/** A local derivative against central differences of the consumer alone, everything else it uses held still. */
function againstDifferences({ after, of }: Statement, { value, edge, named }: Measured): number {
  const node = of !== "result" && "by" in of.meaning ? named.get(nameText(of.meaning.by)) : undefined;
  if (node === undefined) return 0;
  const { tensor: consumer } = edge.consumer;
  const held = [...named.values()].filter((tensor) => tensor !== consumer);
  const apart = differenceFrom(shapedLike(value, node), (options) =>
    centralDifferences(consumer, node, { ...options, held }),
  );
  if (apart > DIFFERENCE_TOLERANCE) throw notMeasured(`the line "${plainOf(after)}"`, apart);
  return apart;
}

/** How far a derivative is from its measurement, entry by entry. */
function differenceFrom(derivative: Tensor, measure: (options: DifferenceOptions) => Tensor): number {
  const entries = sampledEntries(derivative);
  const picked = new Tensor(
    Float64Array.from(entries, (entry) => derivative.data[entry]),
    [entries.length],
  );
  return nearest((step) => distance(picked, measure({ step, entries })));
}

/** Every entry of a small tensor; of a large one a sample, the same every time. */
export function sampledEntries({ size }: Tensor): readonly number[] {
  if (size <= FEW_ENTRIES) return Array.from({ length: size }, (_, entry) => entry);
  const source = random(size);
  return Array.from({ length: MOST_MEASURED }, () => Math.floor(source.uniform() * size));
}

/**
 * How close central differences come: with the usual step, or with smaller ones where the function bends so fast
 * (log near 0) that the usual one is too coarse.
 */
function nearest(apartWith: (step: number) => number): number {
  let best = Infinity;
  for (const refinement of REFINEMENTS) {
    best = Math.min(best, apartWith(DIFFERENCE_STEP * refinement));
    if (best <= DIFFERENCE_TOLERANCE) break;
  }
  return best;
}

function sourceDifference({ output, source, seed }: Dependence): number {
  const { by } = gradients(output.tensor, { by: source.tensor }, { seed });
  const apart = differenceFrom(by, (options) => centralDifferences(output.tensor, source.tensor, options));
  if (apart > DIFFERENCE_TOLERANCE) {
    throw notMeasured(`the gradient by ${nameText(source.name)}`, apart);
  }
  return apart;
}

function notMeasured(what: string, apart: number): Error {
  return new Error(
    `derive: ${what} differs from central differences by ${apart}; the point may lie on a kink, move the data a little`,
  );
}

/** The error of a line that is not shown. */
export function disagrees(form: Form, how: string): Error {
  return new Error(
    `derive: the line "${plainOf(form)}" ${how} and is not shown; this is a fault of the library, please report the computation`,
  );
}
