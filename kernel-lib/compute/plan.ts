/** @file A recording as calls of kernels over one memory, where every number of it has its fixed place. */

import { Tensor, type Numbers } from "../tensor/tensor.js";
import { ownMachine } from "./engine.js";
import { spaceFor } from "./machine.js";
import type { Recording } from "./recording.js";
import { scheduled } from "./schedule.js";
import { Workspace, type PlanOptions } from "./workspace.js";

/** A recording that is ready to run: in two parts, so that nothing is carried over before one has looked. */
export class Plan {
  readonly #parts: readonly (readonly (() => void)[])[];

  private constructor(
    private readonly workspace: Workspace,
    private readonly options: PlanOptions,
  ) {
    this.#parts = workspace.linked(scheduled(workspace));
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
    return machine && new Plan(new Workspace(recording, machine, options), options);
  }

  /** Gives an input. */
  write(input: number, data: Numbers): void {
    this.#input(input).set(data);
  }

  /** Computes the early outputs. */
  start(): void {
    for (const action of this.#parts[0]) action();
  }

  /** Computes the others, and carries over what is to be. */
  finish(): void {
    for (const action of this.#parts[1]) action();
    for (const [from, to] of this.options.carried) {
      const [source, target] = [this.#output(from), this.#input(to)];
      if (source !== target) target.set(source);
    }
  }

  /** What an input holds, in an array of its own. */
  held(input: number): Tensor {
    return new Tensor(this.#input(input).slice(), this.workspace.recording.inputs[input].shape);
  }

  /** An output, in an array of its own. */
  read(output: number): Tensor {
    return new Tensor(this.#output(output).slice(), this.workspace.recording.outputs[output].shape);
  }

  /** The first number of an output. */
  first(output: number): number {
    return this.#output(output)[0];
  }

  #input(input: number): Numbers {
    return this.workspace.view(this.workspace.recording.inputs[input].slot);
  }

  #output(output: number): Numbers {
    return this.workspace.view(this.workspace.recording.outputs[output].slot);
  }
}
