/** @file Differential notation: every line of a derivation as dℓ = tr(Gᵀ dW), checked along a random direction. */

import { DIFFERENCE_STEP, distance } from "../autodiff/check.js";
import { replay } from "../autodiff/replay.js";
import { matrixOf, productOf, stretched, totalOf, transposeOf } from "../formula/build.js";
import { evaluate, shapedLike } from "../formula/evaluate.js";
import { parts, type Form, type SymbolForm } from "../formula/form.js";
import { tr } from "../operations/rows.js";
import { UsageError } from "../tensor/errors.js";
import { nameText, type Name } from "../tensor/name.js";
import { untraced } from "../tensor/apply.js";
import { random } from "../tensor/random.js";
import { sameShape, shapeText, sizeOf, type Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Dependence, Node } from "./dependence.js";
import type { Statement } from "./lines.js";
import type { Equation, Notation } from "./notation.js";
import { symbolsAt, type Point } from "./points.js";
import { DIFFERENCE_TOLERANCE, disagrees, expectedValue, LINE_TOLERANCE } from "./verify.js";

/** The notation in differentials, over the names of a dependence. */
export function differentialNotation(found: Dependence): Notation {
  return {
    line: (statement) => lineOf(statement, found),
    given: ({ name, definition }) => definition && { left: { kind: "tensor", name }, right: definition },
    check: (statement, point) => check(statement, point, found),
    checkGiven: () => 0,
  };
}

/** What a line derives, and by what; of a local derivative everything else is held still. */
interface Sides {
  readonly of: Node;
  readonly by: Node;
  readonly isLocal: boolean;
}

function sidesOf({ of, edge }: Statement, { nodes, output, source }: Dependence): Sides {
  const name = of === "result" || of.meaning.kind === "tensor" ? source.name : byName(of);
  const by = nodes.find((node) => nameText(node.name) === nameText(name)) ?? source;
  const isLocal = of !== "result" && of.meaning.kind === "local";
  return { of: isLocal && edge !== undefined ? edge.consumer : output, by, isLocal };
}

function byName({ meaning, text }: SymbolForm): Name {
  if ("by" in meaning) return meaning.by;
  throw new UsageError(`derive: ${text} is no derivative; write it in the lecture's notation`);
}

function lineOf(statement: Statement, found: Dependence): Equation {
  const { of, by, isLocal } = sidesOf(statement, found);
  const change = differential(by);
  const { adjoint } = found.source;
  const whole = adjoint.kind === "symbol" ? adjoint : statement.after;
  const derivative = stretched(statement.show === "chain" ? whole : statement.after, by.tensor.shape);
  // Where nothing else can change it need not be said what does.
  const alone = isLocal ? symbolsIn(of.definition).size === 1 : by === found.source;
  return {
    left: { kind: "differential", of: of.name, alone: alone ? undefined : by.name },
    ...(statement.show === "chain" && { rule: "a gradient as a differential" }),
    right: isLocal ? entrywise(derivative, change, of.tensor.shape) : inner(derivative, change),
  };
}

function differential({ name, tensor: { shape } }: Node): SymbolForm {
  return { kind: "symbol", text: `d(${nameText(name)})`, meaning: { kind: "differential", of: name }, shape };
}

/** Σ G ⊙ dW: gᵀ dw of columns, tr(Gᵀ dW) of matrices. */
function inner(derivative: Form, change: SymbolForm): Form {
  const { shape } = change;
  if (sizeOf(shape) === 1) return productOf([derivative, change]);
  if (shape.length !== 2) return totalOf(productOf([derivative, change]), undefined, false);
  if (shape[1] === 1) return matrixOf([transposeOf(derivative), change]);
  if (shape[0] === 1) return matrixOf([derivative, transposeOf(change)]);
  const product = matrixOf([transposeOf(derivative), change]);
  return { kind: "apply", operation: tr.row, inputs: [product], settings: {}, shape: [] };
}

/** f′ ⊙ dz; where the entries were added up their changes are as well. */
function entrywise(derivative: Form, change: SymbolForm, shape: Shape): Form {
  const product = productOf([derivative, change]);
  if (sameShape(product.shape, shape)) return product;
  if (sizeOf(shape) === 1) return inner(derivative, change);
  for (const keepdims of [true, false]) {
    const axis = change.shape.findIndex((_, at) => sameShape(totalOf(product, at, keepdims).shape, shape));
    if (axis >= 0) return totalOf(product, axis, keepdims);
  }
  throw new UsageError(
    `derive: no rule writes a differential of shape ${shapeText(shape)} over one of shape ${shapeText(change.shape)}; use notation: "lecture"`,
  );
}

function symbolsIn(form: Form | undefined): Set<string> {
  if (form === undefined) return new Set();
  if (form.kind === "symbol") return new Set([form.text]);
  return new Set(parts(form).flatMap((part) => [...symbolsIn(part)]));
}

/** How far a line is from the derivative along a seeded random direction, by the sweep and by central differences. */
function check(statement: Statement, point: Point, found: Dependence): number {
  const { of, by, isLocal } = sidesOf(statement, found);
  const { right } = lineOf(statement, found);
  const at = ({ name, tensor }: Node): Tensor => point.environment.get(nameText(name)) ?? tensor;
  const numbers = random(by.tensor.size);
  const direction = new Tensor(
    Float64Array.from(by.tensor.data, () => 2 * numbers.uniform() - 1),
    by.tensor.shape,
  );
  const symbols = symbolsAt(point).set(differential(by).text, direction);
  const written = evaluate(right, symbols);
  const value = written.size === at(of).size ? written : shapedLike(written, at(of));
  const held = isLocal ? [...point.environment.values()].filter((tensor) => tensor !== at(of)) : [];
  const measured = Math.min(
    ...[1, 1e-1, 1e-2].map((finer) =>
      distance(value, measure(at(of), { by: at(by), direction, held, step: DIFFERENCE_STEP * finer })),
    ),
  );
  if (measured > DIFFERENCE_TOLERANCE)
    throw disagrees(right, `differs from central differences along a direction by ${measured}`);
  if (isLocal) return 0;
  const swept = untraced(() => expectedValue(statement, point, found).mul(direction).sum());
  const apart = distance(value, swept);
  if (apart > LINE_TOLERANCE) throw disagrees(right, `differs from the sweep along a direction by ${apart}`);
  return apart;
}

interface Along {
  readonly by: Tensor;
  readonly direction: Tensor;
  readonly held: readonly Tensor[];
  readonly step: number;
}

/** The derivative along a direction: (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. */
function measure(of: Tensor, { by, direction, held, step }: Along): Tensor {
  const still = held.filter((tensor) => tensor !== by).map((tensor) => [tensor, tensor] as const);
  return untraced(() => {
    const at = (distance: number): Tensor =>
      replay(of, new Map([...still, [by, by.add(direction.mul(distance))]])).get(of) ?? of;
    const near = at(step).sub(at(-step)).mul(8);
    return near.sub(at(2 * step).sub(at(-2 * step))).div(12 * step);
  });
}
