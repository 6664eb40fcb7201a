/** @file A recording as calls of kernels over one memory, where every number of it has its fixed place. */

import { sizeOf } from "../tensor/shape.js";
import { Tensor, type Numbers } from "../tensor/tensor.js";
import { untraced } from "../tensor/operation.js";
import type { WasmFunction } from "./assembler.js";
import { ownMachine } from "./engine.js";
import { entryFunction } from "./entry-kernel.js";
import { Group } from "./group.js";
import { spaceFor, type Machine } from "./machine.js";
import type { Place, Recording, Step } from "./recording.js";
import { worthSkipping, type MatrixRead } from "./zeros.js";
import { lastUses, readByProductsOnly } from "./uses.js";
import { foldFunction } from "./fold-kernel.js";

/** What is asked of a plan beside its results. */
export interface PlanOptions {
  /** Inputs that take over an output when a run is done: by output, both counted from 0. */
  readonly carried: ReadonlyMap<number, number>;
  /** So many outputs, from the first, are known when `start` is done. */
  readonly early: number;
}

type Action = string | (() => void);

/** A recording that is ready to run: in two parts, so that nothing is carried over before one has looked. */
export class Plan {
  readonly #views = new Map<number, Numbers>();
  readonly #functions: WasmFunction[] = [];
  readonly #actions: [Action[], Action[]] = [[], []];
  readonly #parts: readonly (() => void)[][];
  readonly #lastUse: ReadonlyMap<number, number>;
  readonly #outputs: ReadonlySet<number>;
  /** Inputs of each run, as batches are, that are not what another run leaves. */
  readonly #given: ReadonlySet<number>;
  readonly #turned = new Map<number, Place>();
  #part: 0 | 1 = 0;
  #group = new Group([]);

  private constructor(
    private readonly recording: Recording,
    private readonly options: PlanOptions,
    private readonly machine: Machine,
  ) {
    const { steps, inputs, outputs, constants } = recording;
    this.#lastUse = lastUses(recording);
    this.#outputs = new Set(outputs.map(({ slot }) => slot));
    const left = [...options.carried.values()];
    this.#given = new Set(inputs.flatMap(({ slot }, index) => (left.includes(index) ? [] : [slot])));
    for (const { slot } of inputs) this.#view(slot);
    for (const slot of constants) if (this.#lastUse.has(slot)) this.#view(slot).set(recording.numbers[slot]);
    const early = outputs.slice(0, options.early).map(({ slot }) => slot);
    const boundary = steps.findLastIndex(({ output }) => early.includes(output.slot));
    steps.forEach((step, index) => {
      this.#add(step, index);
      if (index !== boundary) return;
      this.#close(index);
      this.#part = 1;
    });
    this.#close(steps.length - 1);
    const functions = machine.with(this.#functions);
    this.#parts = this.#actions.map((actions) =>
      actions.map((action) =>
        typeof action === "string" ? (functions.get(action) ?? missing(action)) : action,
      ),
    );
  }

  /** The plan of a recording; undefined where this engine has no vectors, or for empty tensors. */
  static of(recording: Recording, options: PlanOptions): Plan | undefined {
    const { numbers, inputs, outputs } = recording;
    const given = new Set(inputs.map(({ slot }) => slot));
    const moved = [...options.carried].some(
      ([from, to]) => outputs[from].slot !== inputs[to].slot && given.has(outputs[from].slot),
    );
    if (moved || given.size !== inputs.length || numbers.some(({ length }) => length === 0)) return undefined;
    const bytes = numbers.reduce((sum, one) => sum + spaceFor([one.length], one instanceof Float32Array), 0);
    const machine = ownMachine(bytes);
    return machine && new Plan(recording, options, machine);
  }

  /** Gives an input. */
  write(input: number, data: Numbers): void {
    this.#view(this.recording.inputs[input].slot).set(data);
  }

  /** Computes the early outputs. */
  start(): void {
    for (const action of this.#parts[0]) action();
  }

  /** Computes the others, and carries over what is to be. */
  finish(): void {
    for (const action of this.#parts[1]) action();
    for (const [from, to] of this.options.carried) {
      const [output, input] = [this.recording.outputs[from], this.recording.inputs[to]];
      const [source, target] = [this.#view(output.slot), this.#view(input.slot)];
      if (source !== target) target.set(source);
    }
  }

  /** An output, in an array of its own. */
  read(output: number): Tensor {
    const { slot, shape } = this.recording.outputs[output];
    return new Tensor(this.#view(slot).slice(), shape);
  }

  /** The first number of an output. */
  first(output: number): number {
    return this.#view(this.recording.outputs[output].slot)[0];
  }

  #view(slot: number): Numbers {
    const known = this.#views.get(slot);
    if (known !== undefined) return known;
    const { length } = this.recording.numbers[slot];
    const view = this.machine.shelf.take(length, this.#isSingle(slot));
    this.#views.set(slot, view);
    return view;
  }

  #isSingle(slot: number): boolean {
    return this.recording.numbers[slot] instanceof Float32Array;
  }

  #add(step: Step, index: number): void {
    const single = (slot: number): boolean => this.#isSingle(slot);
    if (step.operation.compute?.entry !== undefined && Group.takes(step, single)) {
      if (!this.#group.fits(step, single)) this.#close(index - 1);
      this.#group = this.#group.with(step);
      return;
    }
    this.#close(index - 1);
    const action = this.#product(step) ?? this.#fold(step) ?? this.#transpose(step) ?? this.#plain(step);
    this.#actions[this.#part].push(...action);
  }

  /** Writes the kernel of the operations gathered so far. */
  #close(until: number): void {
    const group = this.#group;
    if (group.steps.length === 0) return;
    this.#group = new Group([]);
    const kernel = group.kernel({
      isSingle: (slot) => this.#isSingle(slot),
      addressOf: (slot) => this.#view(slot).byteOffset,
      isKept: (slot) => this.#outputs.has(slot) || (this.#lastUse.get(slot) ?? -1) > until,
      place: (slot, flat) => {
        if (flat) this.#inPlace(slot, until);
      },
    });
    this.#actions[this.#part].push(this.#write((name) => entryFunction(name, kernel)));
  }

  /** Puts an output where the input lies that will take it over, if nobody needs that any more. */
  #inPlace(slot: number, until: number): void {
    const { inputs, outputs } = this.recording;
    for (const [from, to] of this.options.carried) {
      const input = inputs[to].slot;
      const free = !this.#outputs.has(input) && (this.#lastUse.get(input) ?? -1) <= until;
      const alike =
        this.#isSingle(input) === this.#isSingle(slot) &&
        this.recording.numbers[input].length === this.recording.numbers[slot].length;
      if (outputs[from].slot === slot && free && alike && !this.#views.has(slot)) {
        this.#views.set(slot, this.#view(input));
      }
    }
  }

  #write(make: (name: string) => WasmFunction): string {
    const name = `f${this.#functions.length}`;
    this.#functions.push(make(name));
    return name;
  }

  #product({ operation, inputs, output }: Step): Action[] | undefined {
    if (operation.role?.kind !== "matrix product" || inputs.some(({ shape }) => shape.length !== 2))
      return undefined;
    const single = this.#isSingle(output.slot);
    if (inputs.some(({ slot }) => this.#isSingle(slot) !== single)) return undefined;
    const [left, right] = inputs.map((place): MatrixRead => {
      const source = this.#turned.get(place.slot);
      return { ...(source ?? place), turned: source !== undefined };
    });
    const sides = [left, right].flatMap(({ slot, shape, turned }) => {
      const { byteOffset, BYTES_PER_ELEMENT: size } = this.#view(slot);
      return [byteOffset, ...(turned ? [size, shape[1] * size] : [shape[1] * size, size])];
    });
    const values = [...output.shape, inputs[0].shape[1], ...sides, this.#view(output.slot).byteOffset];
    const { product, skipping } = this.machine.kernels(single);
    const maySkip = !left.turned && this.#given.has(right.slot);
    const kernel = maySkip && worthSkipping(right, this.recording, left.shape[0]) ? skipping : product;
    return [
      () => {
        kernel(...values);
      },
    ];
  }

  #fold({ operation, inputs: [x], settings, output }: Step): Action[] | undefined {
    const fold = operation.compute?.fold;
    const single = this.#isSingle(output.slot);
    if (fold === undefined || this.#isSingle(x.slot) !== single) return undefined;
    const { axis = 0 } = settings;
    const all = settings.axis === undefined;
    const along = all || axis === x.shape.length - 1 ? "rows" : "columns";
    if (typeof axis !== "number" || (along === "columns" && axis !== 0)) return undefined;
    const length = all ? sizeOf(x.shape) : x.shape[axis];
    const others = sizeOf(x.shape) / length;
    const [rows, columns] = along === "rows" ? [others, length] : [length, others];
    const [from, into] = [this.#view(x.slot).byteOffset, this.#view(output.slot)];
    const { by, finish } = fold;
    const folded = this.#write((name) =>
      foldFunction(name, { by, rows, columns, along, single, from, into: into.byteOffset }),
    );
    if (finish === undefined) return [folded];
    const finished = (): void => {
      for (let i = 0; i < into.length; i++) into[i] = finish(into[i], length);
    };
    return [folded, finished];
  }

  /** Nothing to do for a transpose that only products read: they read its matrix the other way round. */
  #transpose({ operation, inputs: [x], output }: Step): Action[] | undefined {
    if (operation.role?.kind !== "transpose" || x.shape.length !== 2 || this.#outputs.has(output.slot))
      return undefined;
    if (!readByProductsOnly(output.slot, this.recording, (slot) => this.#isSingle(slot))) return undefined;
    this.#turned.set(output.slot, x);
    return [];
  }

  /** The row's own rule, its result copied to its place. */
  #plain({ operation, inputs, settings, output }: Step): Action[] {
    const operands = inputs.map(({ slot, shape }) => new Tensor(this.#view(slot), shape));
    const into = this.#view(output.slot);
    return [
      () => {
        into.set(untraced(() => operation.evaluate(operands, settings)).data);
      },
    ];
  }
}

function missing(what: string): never {
  throw new Error(`compute: the plan has no ${what}`);
}
