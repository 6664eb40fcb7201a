/** @file Where the numbers of a recording lie in one memory, and the kernels that are written for them. */

import type { Numbers } from "../tensor/tensor.js";
import type { WasmFunction } from "./assembler.js";
import type { Machine } from "./machine.js";
import type { Place, Recording, Step } from "./recording.js";
import { lastUses } from "./uses.js";
import type { MatrixRead } from "./zeros.js";

/** What a plan does at one point: calls a kernel, by its name, or a function. */
export type Action = string | (() => void);

/** What a step becomes: its actions, none where nothing is to do; undefined for steps of other kinds. */
export type StepKind = (step: Step, workspace: Workspace) => readonly Action[] | undefined;

/** What is asked of a plan beside its results. */
export interface PlanOptions {
  /** Inputs that take over an output when a run is done: by output, both counted from 0. */
  readonly carried: ReadonlyMap<number, number>;
  /** So many outputs, from the first, are known before anything that is given is written over. */
  readonly early: number;
}

/** One memory for all numbers of a recording: each has its place from when it is first asked for until it is released. */
export class Workspace {
  readonly #views = new Map<number, Numbers>();
  readonly #functions: WasmFunction[] = [];
  readonly #lastUse: ReadonlyMap<number, number>;
  readonly #outputs: ReadonlySet<number>;
  readonly #given: ReadonlySet<number>;
  readonly #turned = new Map<number, Place>();
  /** Inputs and constants, which stay from run to run. */
  readonly #lasting: ReadonlySet<number>;
  readonly #free: Numbers[] = [];
  /** The first step after the early outputs are known. */
  readonly boundary: number;

  constructor(
    readonly recording: Recording,
    readonly machine: Machine,
    private readonly options: PlanOptions,
  ) {
    const { steps, inputs, outputs, constants } = recording;
    const early = outputs.slice(0, options.early).map(({ slot }) => slot);
    this.boundary = steps.findLastIndex(({ output }) => early.includes(output.slot)) + 1;
    this.#lastUse = lastUses(recording);
    this.#outputs = new Set(outputs.map(({ slot }) => slot));
    const left = [...options.carried.values()];
    this.#given = new Set(inputs.flatMap(({ slot }, index) => (left.includes(index) ? [] : [slot])));
    this.#lasting = new Set([...inputs.map(({ slot }) => slot), ...constants]);
    for (const { slot } of inputs) this.view(slot);
    for (const slot of constants) if (this.#lastUse.has(slot)) this.view(slot).set(recording.numbers[slot]);
  }

  /** The numbers at their place. */
  view(slot: number): Numbers {
    const known = this.#views.get(slot);
    if (known !== undefined) return known;
    const { length } = this.recording.numbers[slot];
    const single = this.isSingle(slot);
    const at = this.#free.findIndex(
      (view) => view.length === length && view instanceof Float32Array === single,
    );
    const view = at < 0 ? this.machine.shelf.take(length, single) : this.#free.splice(at, 1)[0];
    this.#views.set(slot, view);
    return view;
  }

  /** Gives the places of all that nobody asks for after a step to what is asked for then. */
  release(step: number): void {
    for (const [slot, view] of this.#views) {
      if (this.#lasting.has(slot) || this.isNeededAfter(slot, step)) continue;
      this.#views.delete(slot);
      this.#free.unshift(view);
    }
  }

  /** Where they begin. */
  addressOf(slot: number): number {
    return this.view(slot).byteOffset;
  }

  /** Whether they are float32. */
  isSingle(slot: number): boolean {
    return this.recording.numbers[slot] instanceof Float32Array;
  }

  /** Whether they are an input of each run, as batches are, and not what another run leaves. */
  isGiven(slot: number): boolean {
    return this.#given.has(slot);
  }

  /** Whether they are asked for after a step. */
  isNeededAfter(slot: number, step: number): boolean {
    return this.#outputs.has(slot) || (this.#lastUse.get(slot) ?? -1) > step;
  }

  /** Lets a matrix be read from what it is the transpose of, instead of a place of its own. */
  readTurned(slot: number, from: Place): void {
    this.#turned.set(slot, from);
  }

  /** How a matrix is read. */
  matrixAt(place: Place): MatrixRead {
    const from = this.#turned.get(place.slot);
    if (from === undefined) return { ...place, turned: false };
    const { turned, ...matrix } = this.matrixAt(from);
    return { ...matrix, turned: !turned };
  }

  /** Lets an output of a late step lie where the input does that will take it over, if nobody asks for that afterwards. */
  shareWithInput(slot: number, step: number): void {
    const { inputs, outputs, numbers } = this.recording;
    if (step < this.boundary) return;
    for (const [from, to] of this.options.carried) {
      const input = inputs[to].slot;
      const alike =
        this.isSingle(input) === this.isSingle(slot) && numbers[input].length === numbers[slot].length;
      if (outputs[from].slot !== slot || !alike || this.isNeededAfter(input, step)) continue;
      if (!this.#views.has(slot)) this.#views.set(slot, this.view(input));
    }
  }

  /** Adds a kernel, which the action calls. */
  kernel(make: (name: string) => WasmFunction): Action {
    const name = `f${this.#functions.length}`;
    this.#functions.push(make(name));
    return name;
  }

  /** Lists of actions with the kernels in their places. */
  linked(lists: readonly (readonly Action[])[]): readonly (readonly (() => void)[])[] {
    const kernels = this.machine.with(this.#functions);
    return lists.map((actions) =>
      actions.map((action) =>
        typeof action === "string" ? (kernels.get(action) ?? missing(action)) : action,
      ),
    );
  }
}

function missing(what: string): never {
  throw new Error(`compute: the plan has no ${what}`);
}
