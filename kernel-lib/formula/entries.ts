/** @file Formulas entry by entry: a product of matrices becomes a sum over an index, every part a number. */

import { UsageError } from "../tensor/errors.js";
import { shapeText, type Shape } from "../tensor/shape.js";
import { nameText } from "../tensor/name.js";
import { matrixOf, number, powerOf, sumOf } from "./build.js";
import { type ApplyForm, type Form, type MatrixForm, type SymbolForm, type TotalForm } from "./form.js";
import { lettersOf, type Index, type Places } from "./places.js";
import { added, multiplied } from "./indices.js";

/** Letters for indices, in the order in which they are taken. */
const LETTERS = ["i", "j", "k", "l", "p", "q", "r", "n", "m", "t", "u", "a", "b", "c", "d", "e"] as const;

/** Writes formulas entry by entry, with letters that no symbol has. */
export class Entries {
  constructor(
    /** Shapes of the named tensors, by their plain text. */
    private readonly shapes: ReadonlyMap<string, Shape>,
    /** Letters that are symbols already. */
    private readonly taken: ReadonlySet<string>,
  ) {}

  /** An index for each axis of a shape, none for an axis of size 1; `used` letters are left alone and added to. */
  places(shape: Shape, used: Set<string>): Places {
    return shape.map((size) => (size === 1 ? undefined : this.index(size, used)));
  }

  /**
   * The entry of a form at these places, which may belong to a larger shape that the form is stretched to.
   * @throws UsageError for what has no entries in this notation.
   */
  entry(form: Form, at: Places, used: Set<string> = new Set(lettersOf(at))): Form {
    const own = aligned(at, form.shape);
    switch (form.kind) {
      case "number":
        return form;
      case "ones":
        return number(1);
      case "identity":
        return own[0] === own[1] ? number(1) : { kind: "entry", of: form, at: own, shape: [] };
      case "symbol":
        return this.symbol(form, own);
      case "sum":
        return this.sum(form.terms, own, used);
      case "product":
        return multiplied(form.factors.map((factor) => this.entry(factor, own, used)));
      case "power":
        return powerOf(this.entry(form.base, own, used), form.exponent);
      case "matrix":
        return this.matrix(form, own, used);
      case "transpose":
        return this.entry(form.of, [...own.slice(0, -2), own[own.length - 1], own[own.length - 2]], used);
      case "total":
        return this.total(form, own, used);
      case "apply":
        return this.apply(form, own, used);
      case "entry":
      case "over":
        return form;
    }
  }

  private index(size: number, used: Set<string>): Index {
    const free = LETTERS.find((letter) => !used.has(letter) && !this.taken.has(letter));
    let letter: string = free ?? "i_{1}";
    for (let count = 2; used.has(letter); count++) letter = `i_{${count}}`;
    used.add(letter);
    return { letter, size };
  }

  private symbol(form: SymbolForm, at: Places): Form {
    const { meaning } = form;
    if (meaning.kind !== "local") return { kind: "entry", of: form, at, shape: [] };
    const of = this.shapes.get(nameText(meaning.of)) ?? form.shape;
    return { kind: "entry", of: form, at, above: aligned(at, of), shape: [] };
  }

  /** Terms do not see each other's letters, so that they may use the same. */
  private sum(terms: readonly Form[], at: Places, used: Set<string>): Form {
    const all = terms.map((term) => {
      const own = new Set(used);
      return [this.entry(term, at, own), own] as const;
    });
    for (const [, own] of all) own.forEach((letter) => used.add(letter));
    return sumOf(all.map(([term]) => term));
  }

  /** (A B)_{ij} = Σ_k A_{ik} B_{kj}; a 1-D tensor is a row on the left and a column on the right. */
  private matrix({ factors }: MatrixForm, at: Places, used: Set<string>): Form {
    const right = factors[factors.length - 1];
    const left = matrixOf(factors.slice(0, -1));
    const inner = this.places([left.shape[left.shape.length - 1]], used);
    const columns = right.shape.length > 1 ? 1 : 0;
    const rows = left.shape.length > 1 ? 1 : 0;
    const batch = at.slice(0, at.length - rows - columns);
    const row = at.slice(at.length - rows - columns, at.length - columns);
    const column = at.slice(at.length - columns);
    const product = [
      this.entry(left, [...batch, ...row, ...inner], used),
      this.entry(right, [...batch, ...inner, ...column], used),
    ];
    return added(inner, multiplied(product));
  }

  private total({ of, axis, keepdims }: TotalForm, at: Places, used: Set<string>): Form {
    const over = this.places(axis === undefined ? of.shape : [of.shape[axis]], used);
    if (axis === undefined) return added(over, this.entry(of, over, used));
    const before = at.slice(0, axis);
    return added(over, this.entry(of, [...before, ...over, ...at.slice(axis + (keepdims ? 1 : 0))], used));
  }

  private apply(form: ApplyForm, at: Places, used: Set<string>): Form {
    const { operation, inputs } = form;
    if (operation.elementwise)
      return { ...form, inputs: inputs.map((input) => this.entry(input, at, used)), shape: [] };
    const [of] = inputs;
    switch (operation.role?.kind) {
      case "outer product":
        return multiplied(inputs.map((input, side) => this.entry(input, [at[side]], used)));
      case "diagonal":
        return this.entry(of, [at[0], at[0]], used);
      case "diagonal matrix": {
        const delta = this.entry({ kind: "identity", shape: form.shape }, at, used);
        return multiplied([
          delta,
          this.entry(of, of.shape.length === 1 ? [at[0]] : [at[0], undefined], used),
        ]);
      }
      case "reshape": {
        const moved = reshaped(at, form.shape, of.shape);
        return moved === undefined ? { kind: "entry", of: form, at, shape: [] } : this.entry(of, moved, used);
      }
      default:
        return { kind: "entry", of: form, at, shape: [] };
    }
  }
}

/** The places of an operand that is stretched to a larger shape: its own axes stand at the right. */
export function aligned(at: Places, shape: Shape): Places {
  if (at.length < shape.length)
    throw new UsageError(
      `index notation: an entry of ${shapeText(shape)} has ${at.length} indices; write it in the lecture's notation`,
    );
  const own = at.slice(at.length - shape.length);
  return own.map((place, axis) => (shape[axis] === 1 ? undefined : place));
}

/** Where an entry stands under another shape that differs in axes of size 1 only; undefined for any other. */
function reshaped(at: Places, from: Shape, to: Shape): Places | undefined {
  const [before, after] = [from, to].map((shape) => shape.filter((size) => size !== 1).join());
  if (before !== after) return undefined;
  const left = at.filter((_, axis) => from[axis] !== 1);
  return to.map((size) => (size === 1 ? undefined : left.shift()));
}
