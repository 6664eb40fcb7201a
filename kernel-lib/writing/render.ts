/** @file From a form to a text: brackets, signs and fractions are decided here once, for every style of writing. */

import { sizeOf, type Shape } from "../tensor/shape.js";
import type { Notation } from "../tensor/notation.js";
import { isZeros, number, powerOf, valueOf } from "../formula/build.js";
import {
  keyOf,
  type ApplyForm,
  type EntryForm,
  type Form,
  type NumberForm,
  type ProductForm,
  type SymbolForm,
  type TotalForm,
} from "../formula/form.js";
import { lettersOf } from "../formula/places.js";
import { entryMeaning } from "./names.js";
import { factorsOf, isNegative, splitCoefficient } from "../formula/terms.js";

/** How tightly a written part holds together, loosest first. */
export const Binding = { Sum: 1, Product: 2, Prefix: 3, Power: 4, Atom: 5 } as const;
/** One of the levels. */
export type Binding = (typeof Binding)[keyof typeof Binding];

/** A part that is written, and how tightly it holds together. */
export interface Written {
  readonly text: string;
  readonly binding: Binding;
}

/** One factor of an entrywise product, as a style sees it. */
export interface WrittenFactor {
  readonly text: string;
  /** Whether it holds a single number. */
  readonly scalar: boolean;
  /** Whether it begins with a digit or is a derivative or a product of its own, so that a sign must stand before it. */
  readonly apart: boolean;
}

/** A style of writing: typeset, plain or spoken. */
export interface Style {
  readonly symbol: (form: SymbolForm) => Written;
  /** A constant that is not negative. */
  readonly number: (form: NumberForm) => Written;
  readonly ones: (shape: Shape) => Written;
  readonly zeros: (shape: Shape) => Written;
  readonly identity: (side: number) => Written;
  readonly sum: (terms: readonly { readonly negative: boolean; readonly text: string }[]) => string;
  readonly product: (factors: readonly WrittenFactor[]) => string;
  readonly fraction: (top: Written, bottom: Written) => Written;
  /** Whether a constant fraction in front is written as a division: x / 4. */
  readonly constantsBelow?: boolean;
  readonly power: (base: string, exponent: string) => string;
  readonly root: (base: Written) => Written;
  readonly matrix: (factors: readonly string[]) => string;
  /** How tightly a matrix product holds together among factors. */
  readonly matrixBinding: Binding;
  readonly transpose: (base: string) => string;
  readonly total: (form: TotalForm, of: Written) => Written;
  /** One entry of what is written; the identity's is δ. */
  readonly entry: (of: Written, letters: readonly string[]) => Written;
  readonly delta: (letters: readonly string[]) => Written;
  readonly over: (letters: readonly string[], of: Written) => Written;
  readonly call: (notation: Notation, inputs: readonly Written[], form: ApplyForm) => Written;
  readonly brackets: (text: string) => string;
  /** A factor that is about to cancel. */
  readonly strike: (text: string) => string;
  /** A matrix factor with its shape below. */
  readonly withShape: (text: string, shape: Shape) => string;
}

/** What is shown beside the formula itself. */
export interface RenderOptions {
  /** Strike out the factors that cancel. */
  readonly strike?: boolean;
  /** Write the shape under each factor of a matrix product. */
  readonly shapes?: boolean;
}

/** The formula in a style of writing. */
export function render(form: Form, style: Style, options: RenderOptions = {}): string {
  return new Writer(style, options).write(form).text;
}

const NOTHING: ReadonlySet<string> = new Set();

class Writer {
  constructor(
    private readonly style: Style,
    private readonly options: RenderOptions,
  ) {}

  write(form: Form): Written {
    const { style } = this;
    switch (form.kind) {
      case "number":
        return this.constant(form);
      case "symbol":
        return style.symbol(form);
      case "ones":
        return style.ones(form.shape);
      case "identity":
        return style.identity(form.shape[0]);
      case "sum":
        return { text: style.sum(form.terms.map((term) => this.term(term))), binding: Binding.Sum };
      case "product":
        if (isZeros(form)) return style.zeros(form.shape);
        return this.product(form, this.options.strike === true ? cancelling(form) : NOTHING);
      case "power":
        return this.power(form.base, form.exponent);
      case "matrix":
        return {
          text: style.matrix(form.factors.map((part) => this.matrixFactor(part))),
          binding: style.matrixBinding,
        };
      case "transpose":
        return { text: style.transpose(this.held(form.of, Binding.Atom)), binding: Binding.Power };
      case "total":
        return style.total(form, this.write(form.of));
      case "entry":
        return this.entry(form);
      case "over":
        return style.over(lettersOf(form.indices), this.write(form.of));
      case "apply":
        return style.call(
          form.operation.notation,
          form.inputs.map((input) => this.write(input)),
          form,
        );
    }
  }

  private entry({ of, at, above = [] }: EntryForm): Written {
    const letters = lettersOf(at);
    if (of.kind === "identity") return this.style.delta(letters);
    if (of.kind === "apply") return this.style.entry(this.write(of), letters);
    return this.style.symbol({ ...of, meaning: entryMeaning(of.meaning, letters, lettersOf(above)) });
  }

  /** A part in brackets unless it holds together as tightly as its surroundings need. */
  private held(form: Form, atLeast: Binding): string {
    return this.enclosed(this.write(form), atLeast);
  }

  private enclosed({ text, binding }: Written, atLeast: Binding): string {
    return binding < atLeast ? this.style.brackets(text) : text;
  }

  private constant(form: NumberForm): Written {
    if (valueOf(form) >= 0) return this.style.number(form);
    const positive = this.style.number(number(-form.numerator, form.denominator));
    return { text: this.style.sum([{ negative: true, text: positive.text }]), binding: Binding.Sum };
  }

  private term(term: Form, struck = NOTHING): { negative: boolean; text: string } {
    if (!isNegative(term)) return { negative: false, text: this.held(term, Binding.Product) };
    const positive = withoutSign(term);
    // What cancels with a factor outside is struck in here as well.
    const inside =
      positive.kind === "product" && struck.size > 0 ? this.product(positive, struck) : this.write(positive);
    return { negative: true, text: this.enclosed(inside, Binding.Product) };
  }

  private matrixFactor(form: Form): string {
    const text = this.held(form, form.kind === "matrix" ? Binding.Power : Binding.Prefix);
    return this.options.shapes === true ? this.style.withShape(text, form.shape) : text;
  }

  private power(base: Form, exponent: number): Written {
    if (exponent < 0) return this.style.fraction(this.style.number(number(1)), this.power(base, -exponent));
    if (exponent === 1) return this.write(base);
    if (exponent === 0.5) return this.style.root(this.write(base));
    const written = this.style.number(number(exponent)).text;
    return { text: this.style.power(this.held(base, Binding.Atom), written), binding: Binding.Power };
  }

  private product(form: ProductForm, struck: ReadonlySet<string>): Written {
    if (isNegative(form)) {
      const text = this.style.sum([this.term(form, struck)]);
      return { text, binding: Binding.Sum };
    }
    const top: Form[] = [];
    const bottom: Form[] = [];
    for (const factor of form.factors) {
      if (factor.kind === "power" && factor.exponent < 0) bottom.push(powerOf(factor.base, -factor.exponent));
      else top.push(factor);
    }
    const first = top.at(0);
    // A constant in front of a fraction stands inside it: x / (2 s²); alone it stands before: (1/4) x.
    const inside = bottom.length > 0 || (this.style.constantsBelow === true && top.length > 1);
    if (inside && first?.kind === "number" && first.denominator !== 1) {
      bottom.unshift(number(first.denominator));
      top[0] = number(first.numerator);
      if (first.numerator === 1) top.shift();
    }
    const above = this.factors(top.length === 0 ? [number(1)] : top, struck);
    return bottom.length === 0 ? above : this.style.fraction(above, this.factors(bottom, struck));
  }

  private factors(factors: readonly Form[], struck: ReadonlySet<string>): Written {
    if (factors.length === 1) {
      const written = this.write(factors[0]);
      return struck.has(keyOf(factors[0]))
        ? { ...written, text: this.style.strike(this.enclosed(written, Binding.Prefix)) }
        : written;
    }
    const written = factors.map((factor) => ({
      text: this.factor(factor, struck),
      scalar: sizeOf(factor.shape) === 1,
      apart: factor.kind === "number" || factor.kind === "product" || isDerivative(factor),
    }));
    return { text: this.style.product(written), binding: Binding.Product };
  }

  private factor(factor: Form, struck: ReadonlySet<string>): string {
    if (struck.has(keyOf(factor))) return this.style.strike(this.held(factor, Binding.Prefix));
    if (factor.kind !== "product") return this.held(factor, Binding.Product);
    return this.enclosed(this.product(factor, struck), Binding.Product);
  }
}

function isDerivative(part: Form): boolean {
  const form = part.kind === "entry" ? part.of : part;
  return form.kind === "symbol" && form.meaning.kind !== "tensor";
}

function withoutSign(term: Form): Form {
  const [coefficient, rest] = splitCoefficient(term);
  const positive = number(-coefficient.numerator, coefficient.denominator);
  if (valueOf(positive) === 1) return rest;
  return term.kind === "product" ? { ...term, factors: [positive, ...term.factors.slice(1)] } : positive;
}

/** Keys of the bases whose exponents add up to nothing in this product. */
function cancelling(form: ProductForm): ReadonlySet<string> {
  const exponents = new Map<string, number>();
  const { factors } = factorsOf(form);
  for (const { base, exponent } of factors) {
    exponents.set(keyOf(base), (exponents.get(keyOf(base)) ?? 0) + exponent);
  }
  return new Set([...exponents].filter(([, exponent]) => exponent === 0).map(([key]) => key));
}
