/** @file Formulas of a batch written for one example: columns become x⁽ⁱ⁾, what adds them up a sum over examples. */

import { UsageError } from "../tensor/errors.js";
import { sameShape, shapeText, type Shape } from "../tensor/shape.js";
import { matrixOf, onesForm, powerOf, productOf, sumOf, totalOf, transposeOf } from "./build.js";
import {
  parts,
  withParts,
  type ApplyForm,
  type Form,
  type MatrixForm,
  type SymbolForm,
  type TotalForm,
} from "./form.js";
import type { Index } from "./places.js";

/** The axis that examples lie along; undefined where a form is the same for all of them. */
export type ExampleAxis = 0 | 1 | undefined;

/** Writes formulas for one example. */
export class Examples {
  constructor(
    private readonly index: Index,
    /** Whether the columns of what a symbol stands for are examples. */
    private readonly hasExamples: (symbol: SymbolForm) => boolean,
    /** The symbol for one of these columns. */
    private readonly column: (symbol: SymbolForm) => SymbolForm,
  ) {}

  /**
   * The axis that examples lie along.
   * @throws UsageError where examples are mixed in another way than by adding them up.
   */
  axis(form: Form): ExampleAxis {
    switch (form.kind) {
      case "symbol":
        return this.hasExamples(form) ? 1 : undefined;
      case "transpose":
        return turned(this.axis(form.of));
      case "matrix":
        return this.split(form).axis;
      case "total": {
        const axis = this.axis(form.of);
        if (axis === undefined || form.axis === undefined || form.axis === axis) return undefined;
        if (!form.keepdims) throw this.mixed(form);
        return axis;
      }
      case "apply":
        return form.operation.elementwise ? this.joint(form) : this.ofWhole(form);
      default:
        return this.joint(form);
    }
  }

  /** The form for example i, along the axis that examples lie along; what is the same for all stays. */
  one(form: Form, axis: 0 | 1): Form {
    if (form.shape.length < 2 || form.shape[axis] === 1) return this.same(form);
    const part = (of: Form): Form => this.one(of, axis);
    switch (form.kind) {
      case "symbol":
        return this.column(form);
      case "ones":
        return onesForm(single(form.shape, axis));
      case "sum":
        return sumOf(form.terms.map(part));
      case "product":
        return productOf(form.factors.map(part));
      case "power":
        return powerOf(part(form.base), form.exponent);
      case "transpose":
        return transposeOf(this.one(form.of, axis === 0 ? 1 : 0));
      case "matrix": {
        const { left, right, inner } = this.split(form);
        if (inner) throw this.mixed(form);
        return axis === 0
          ? matrixOf([part(left), this.same(right)])
          : matrixOf([this.same(left), part(right)]);
      }
      case "total":
        return totalOf(part(form.of), form.axis, form.keepdims);
      case "apply":
        return { ...form, inputs: form.inputs.map(part), shape: single(form.shape, axis) };
      default:
        throw this.mixed(form);
    }
  }

  /** The form where it is the same for all examples: what adds them up becomes a sum over i. */
  all(form: Form): Form {
    if (form.kind === "total") return this.total(form);
    if (form.kind !== "matrix")
      return withParts(
        form,
        parts(form).map((part) => this.all(part)),
      );
    const { left, right, inner } = this.split(form);
    if (!inner) return matrixOf([this.all(left), this.all(right)]);
    return {
      kind: "over",
      indices: [this.index],
      of: matrixOf([this.one(left, 1), this.one(right, 0)]),
      shape: form.shape,
    };
  }

  /** What stands beside example i must not add up examples itself: two letters would run over them. */
  private same(form: Form): Form {
    if (this.mentions(form)) throw this.mixed(form);
    return form;
  }

  private mentions(form: Form): boolean {
    return (
      (form.kind === "symbol" && this.hasExamples(form)) || parts(form).some((part) => this.mentions(part))
    );
  }

  private total(form: TotalForm): Form {
    const axis = this.axis(form.of);
    if (axis === undefined) return totalOf(this.all(form.of), form.axis, form.keepdims);
    const one = this.one(form.of, axis);
    const rest = form.axis === undefined && !one.shape.every((size) => size === 1);
    const of = rest ? totalOf(one, undefined, form.keepdims) : one;
    return { kind: "over", indices: [this.index], of, shape: form.shape };
  }

  /** A product of matrices as its last factor and the others, and whether the examples are added up between them. */
  private split(form: MatrixForm): { left: Form; right: Form; inner: boolean; axis: ExampleAxis } {
    const left = matrixOf(form.factors.slice(0, -1));
    const right = form.factors[form.factors.length - 1];
    const [above, below] = [this.axis(left), this.axis(right)];
    const inner = above === 1 || below === 0;
    // 𝟏 has a part for every example as well.
    const both = (above === 1 || left.kind === "ones") && (below === 0 || right.kind === "ones");
    if ((inner && !both) || (above === 0 && below === 1)) throw this.mixed(form);
    return { left, right, inner, axis: above === 0 ? 0 : below === 1 ? 1 : undefined };
  }

  /** The axis of parts that meet entry by entry; one that is the same for all examples must be stretched to them. */
  private joint(form: Form): ExampleAxis {
    const axes = parts(form).map((part) => [part, this.axis(part)] as const);
    const axis = axes.find(([, own]) => own !== undefined)?.[1];
    if (axis === undefined) return undefined;
    for (const [part, own] of axes) {
      const stretched = part.shape.length < 2 || part.shape[axis] === 1 || isConstant(part);
      if (own !== axis && !(own === undefined && stretched)) throw this.mixed(form);
    }
    return axis;
  }

  /** An operation that runs along the other axis, such as the softmax of each column, is one of each example. */
  private ofWhole(form: ApplyForm): ExampleAxis {
    const axes = form.inputs.map((input) => this.axis(input));
    const axis = axes.find((own) => own !== undefined);
    if (axis === undefined) return undefined;
    const along = form.settings["axis"];
    const perExample =
      typeof along === "number" && along !== axis && sameShape(form.shape, form.inputs[0].shape);
    if (form.inputs.length !== 1 || !perExample) throw this.mixed(form);
    return axis;
  }

  private mixed({ kind, shape }: Form): UsageError {
    return new UsageError(
      `derive: no rule writes a ${kind} of shape ${shapeText(shape)} example by example; write the batch with notation: "lecture"`,
    );
  }
}

/** Whether a form is made of 𝟏 and numbers alone, with a part for every example where it has as many. */
function isConstant(form: Form): boolean {
  return (
    form.kind === "ones" ||
    form.kind === "number" ||
    (parts(form).length > 0 && parts(form).every(isConstant))
  );
}

function turned(axis: ExampleAxis): ExampleAxis {
  return axis === undefined ? undefined : axis === 0 ? 1 : 0;
}

function single(shape: Shape, axis: 0 | 1): Shape {
  return shape.map((size, at) => (at === axis ? 1 : size));
}
