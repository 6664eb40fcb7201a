/** @file Updates of a model compiled: what it learns and what the optimizer keeps stay in a plan's memory between them. */

import { gradients } from "../autodiff/gradient.js";
import { Plan } from "../compute/plan.js";
import { recordedTwice } from "../compute/recording.js";
import { PickedExamples, type Examples } from "../data/examples.js";
import { UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import { Tensor } from "../tensor/tensor.js";
import { alreadyDrawn, drawn, drawsOf, standIn, type Draw, type Drawer } from "./draws.js";
import { learned } from "./layers.js";
import type { UpdateInParts } from "./optimizers.js";
import { numbered, type ParameterSet } from "./parameters.js";
import { lossOf, plainUpdate, type Training } from "./updates.js";

/** What is trained, by an optimizer whose updates can be compiled. */
interface TrainingInParts extends Training {
  readonly inParts: UpdateInParts;
}

/** The update for batches of one kind, and what it draws each time. */
interface Update {
  readonly plan: Plan;
  readonly draws: readonly Draw[];
}

/** The first update is plain, so that an optimizer keeps all that it will. */
export class CompiledTrainer {
  readonly #updates = new Map<string, Update | undefined>();
  /** The update whose memory holds the newest state, and what the model and the optimizer held when it was there too. */
  #current: Update | undefined;
  #known: readonly Tensor[] = [];
  #ahead = false;
  #begun = false;
  /** The loss, and the sum of each gradient. */
  readonly #early: number;

  constructor(private readonly training: TrainingInParts) {
    this.#early = 1 + Object.keys(training.model.parameters).length;
  }

  step(batch: Examples): number {
    const update = this.#begun ? this.#updateFor(batch) : undefined;
    this.#begun = true;
    if (update === undefined) return this.#plainly(batch);
    if (update !== this.#current) this.settle();
    const state = this.#ahead ? this.#known : this.#state();
    if (update !== this.#current || !sameData(state, this.#known)) {
      state.forEach(({ data }, input) => {
        update.plan.write(input, data);
      });
    }
    [this.#current, this.#known] = [update, state];
    return this.#run(update, batch);
  }

  settle(): void {
    if (this.#current === undefined || !this.#ahead) return;
    const { plan } = this.#current;
    const { model, inParts } = this.training;
    let input = 0;
    const next = (): Tensor => plan.held(input++);
    model.update(Object.fromEntries(Object.keys(learned(model)).map((key) => [key, next()])));
    for (const [key, kept] of inParts.kept) inParts.kept.set(key, kept.map(next));
    this.#known = this.#state();
    this.#ahead = false;
  }

  #plainly(batch: Examples, draw: Drawer = drawn): number {
    this.settle();
    return plainUpdate(this.training, batch, draw);
  }

  #run({ plan, draws }: Update, batch: Examples): number {
    const masks = draws.map(drawn);
    let input = this.#known.length;
    for (const { data } of [...masks, given(batch).X, batch.Y]) plan.write(input++, data);
    plan.start();
    for (let output = 0; output < this.#early; output++) {
      // A sum of finite numbers may overflow: the plain update looks at every entry, and says where it came from.
      if (!Number.isFinite(plan.first(output))) return this.#plainly(batch, alreadyDrawn(masks));
    }
    const { rate, step } = this.training.inParts.next();
    for (const { data } of [rate, step]) plan.write(input++, data);
    plan.finish();
    this.#ahead = true;
    return plan.first(0);
  }

  #state(): readonly Tensor[] {
    const { model, inParts } = this.training;
    return [...Object.values(learned(model)), ...[...inParts.kept.values()].flat()];
  }

  #updateFor(batch: Examples): Update | undefined {
    const { X, Y, turned } = given(batch);
    const kind = [X, Y].map(({ data, shape }) => [data.BYTES_PER_ELEMENT, ...shape, turned]).join(";");
    if (!this.#updates.has(kind)) this.#updates.set(kind, this.#compiled(batch));
    return this.#updates.get(kind);
  }

  #compiled(batch: Examples): Update | undefined {
    this.settle();
    const { model, inParts } = this.training;
    const before = learned(model);
    const kept = [...inParts.kept.values()].flat();
    const moment = { rate: new Tensor(Float64Array.of(0.5), []), step: new Tensor(Float64Array.of(2), []) };
    try {
      const draws = drawsOf((draw) => lossOf(this.training, batch, draw));
      const { X, Y, turned } = given(batch);
      const changing = { ...numbered(draws.map(standIn)), X, Y, ...moment };
      const recording = recordedTwice(this.#traced(turned), [before, numbered(kept), changing]);
      const size = Object.keys(before).length + kept.length;
      const carried = new Map(Array.from({ length: size }, (_, at) => [this.#early + at, at]));
      const plan = Plan.of(recording, { carried, early: this.#early });
      return plan && { plan, draws };
    } catch (error) {
      // A loss that cannot be replayed is no fault here.
      if (error instanceof UsageError) return undefined;
      throw error;
    } finally {
      model.update(before);
    }
  }

  /** One update as a function: early outputs, then the state after it. */
  #traced(turned: boolean) {
    return (state: ParameterSet, kept: ParameterSet, changing: ParameterSet): ParameterSet => {
      const { model, inParts } = this.training;
      const { X, Y, rate, step, ...masks } = changing;
      model.update(state);
      const { parameters } = model;
      const batch = { X: turned ? untraced(() => X.transpose()) : X, Y };
      const loss = lossOf(this.training, batch, alreadyDrawn(Object.values(masks)));
      const slopes = gradients(loss, parameters);
      return untraced(() => {
        const sums = Object.values(slopes).map((slope) => slope.sum());
        const prepared = inParts.prepared?.(slopes) ?? slopes;
        const values = Object.values(kept).values();
        const results = Object.entries(parameters).map(([key, parameter]) => {
          const before = (inParts.kept.get(key) ?? []).map(() => values.next().value);
          return inParts.rule({ rate, step, parameter, gradient: prepared[key], kept: before });
        });
        return numbered([
          ...[loss, ...sums],
          ...results.map(({ next }) => next),
          ...Object.values(model.statistics ?? {}),
          ...results.flatMap((result) => result.kept),
        ]);
      });
    };
  }
}

/** A batch as a plan takes it: X, or its transpose where the examples lie one after the other. */
function given(batch: Examples): Examples & { readonly turned: boolean } {
  const { Y } = batch;
  return batch instanceof PickedExamples
    ? { X: batch.rows, Y, turned: true }
    : { X: batch.X, Y, turned: false };
}

/** Whether these are the very same numbers. */
function sameData(a: readonly Tensor[], b: readonly Tensor[]): boolean {
  return a.length === b.length && a.every(({ data }, at) => data === b[at].data);
}
