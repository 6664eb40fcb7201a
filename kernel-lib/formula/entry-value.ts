/** @file The value of a formula written entry by entry: loops over its indices, and nothing that knows matrices. */

import { UsageError } from "../tensor/errors.js";
import { sizeOf, stridesOf, type Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { valueOf } from "./build.js";
import type { Entries } from "./entries.js";
import type { Environment } from "./evaluate.js";
import type { ApplyForm, EntryForm, Form } from "./form.js";
import type { Index, Places } from "./places.js";

/** Evaluates formulas entry by entry where the symbols have these values. */
export class EntryValues {
  /** Where each index stands now. */
  private readonly position = new Map<string, number>();
  /** Definitions written entry by entry, and operations over whole tensors, each once. */
  private readonly definitions = new Map<EntryForm, Form>();
  private readonly wholes = new Map<ApplyForm, Tensor>();

  constructor(
    private readonly environment: Environment,
    private readonly entries: Entries,
  ) {}

  /** The value where the free indices stand at these positions. */
  at(form: Form, positions: readonly (readonly [Index, number])[]): number {
    for (const [{ letter }, position] of positions) this.position.set(letter, position);
    return this.value(form);
  }

  private value(form: Form): number {
    switch (form.kind) {
      case "number":
        return valueOf(form);
      case "entry":
        return this.entry(form);
      case "over":
        return this.over(form.indices, form.of);
      case "sum":
        return form.terms.reduce((sum, term) => sum + this.value(term), 0);
      case "product":
        return form.factors.reduce((product, factor) => product * this.value(factor), 1);
      case "power":
        return this.value(form.base) ** form.exponent;
      case "apply": {
        const inputs = form.inputs.map((input) => new Tensor(Float64Array.of(this.value(input)), []));
        return form.operation.evaluate(inputs, form.settings).data[0];
      }
      default:
        throw new UsageError(`index notation: a ${form.kind} is not written entry by entry`);
    }
  }

  private over([index, ...others]: readonly Index[], of: Form): number {
    const before = this.position.get(index.letter);
    let sum = 0;
    for (let at = 0; at < index.size; at++) {
      this.position.set(index.letter, at);
      sum += others.length === 0 ? this.value(of) : this.over(others, of);
    }
    // A definition that is put in may use the letter of a sum around it.
    if (before !== undefined) this.position.set(index.letter, before);
    return sum;
  }

  private entry(form: EntryForm): number {
    const { of, at, above = [] } = form;
    if (of.kind === "identity") return this.positionOf(at[0]) === this.positionOf(at[1]) ? 1 : 0;
    if (of.kind === "apply") return this.entryOf(this.whole(of), at);
    const value = this.environment.get(of.text);
    if (value !== undefined) return this.entryOf(value, value.rank === at.length ? at : [...above, ...at]);
    if (of.definition === undefined)
      throw new UsageError(`index notation: the symbol ${of.text} has no value here`);
    const definition = this.definitions.get(form) ?? this.entries.entry(of.definition, at);
    this.definitions.set(form, definition);
    return this.value(definition);
  }

  private entryOf({ data, shape }: Tensor, at: Places): number {
    return data[
      stridesOf(shape).reduce((offset, step, axis) => offset + step * this.positionOf(at[axis]), 0)
    ];
  }

  private positionOf(place: Index | undefined): number {
    return place === undefined ? 0 : (this.position.get(place.letter) ?? 0);
  }

  /** An operation over whole tensors, whose inputs are computed entry by entry. */
  private whole(form: ApplyForm): Tensor {
    const known = this.wholes.get(form);
    if (known !== undefined) return known;
    const saved = new Map(this.position);
    const inputs = form.inputs.map((input) => this.tensor(input));
    for (const [letter, position] of saved) this.position.set(letter, position);
    const { data, shape } = form.operation.evaluate(inputs, form.settings);
    const value = new Tensor(data, shape);
    this.wholes.set(form, value);
    return value;
  }

  private tensor(form: Form): Tensor {
    const places = this.entries.places(form.shape, new Set());
    const entry = this.entries.entry(form, places);
    const data = Float64Array.from({ length: sizeOf(form.shape) }, (_, at) =>
      this.at(entry, positionsAt(places, form.shape, at)),
    );
    return new Tensor(data, form.shape);
  }
}

/** Where the indices of a tensor's places stand for its entry of this number, in row-major order. */
export function positionsAt(places: Places, shape: Shape, entry: number): (readonly [Index, number])[] {
  const strides = stridesOf(shape);
  return places.flatMap((place, axis) =>
    place === undefined ? [] : [[place, Math.floor(entry / strides[axis]) % shape[axis]] as const],
  );
}
