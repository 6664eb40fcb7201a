/** @file Notations: how the lines of a derivation are written, each in one file, and checked before they are shown. */

import type { Form } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import type { Shape } from "../tensor/shape.js";
import type { Dependence, Node } from "./dependence.js";
import type { Statement } from "./lines.js";
import type { Point } from "./points.js";

/** An equation as it is written: a quantity, perhaps another symbol for it, and a formula. */
export interface Equation {
  readonly left: Meaning;
  readonly middle?: Meaning;
  readonly right: Form;
  /** What the step is called where the notation makes another one of it. */
  readonly rule?: string;
}

/** A way to write derivations. */
export interface Notation {
  /** A line; undefined for the chain rule in the names of the nodes, which is no formula of them. */
  readonly line: (statement: Statement) => Equation | undefined;
  /** The definition of a node; undefined for data. */
  readonly given: (node: Node) => Equation | undefined;
  /** How far a line, as it is written, is from its quantity at a point. @throws Error if it disagrees. */
  readonly check: (statement: Statement, point: Point) => number;
  /** The same for the definition of a node. */
  readonly checkGiven: (node: Node, point: Point) => number;
}

/** σ′(z), for a line about an activation. */
export function middleOf({ of, edge, before }: Statement): Meaning | undefined {
  if (before !== undefined || (of !== "result" && of.meaning.kind !== "local")) return undefined;
  return edge?.local?.prime?.meaning;
}

/** What a line is about, and its shape. */
export function quantityOf({ of }: Statement, { output, source }: Dependence): readonly [Meaning, Shape] {
  return of === "result"
    ? [{ kind: "adjoint", output: output.name, by: source.name }, source.tensor.shape]
    : [of.meaning, of.shape];
}
