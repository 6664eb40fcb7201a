/** @file Training that can be watched: a loss curve that grows, a bar with the rate and the time left, a summary at the end. */

import type { Chart } from "../charts/chart.js";
import { learningCurve } from "../charts/lines.js";
import type { Examples } from "../data/examples.js";
import { fit, type FitOptions, type FitProgress } from "../nn/fit.js";
import type { Layer } from "../nn/layers.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { Html } from "./html.js";
import { onInterrupt, runningKernel } from "./kernel.js";
import { escapeHtml } from "./mime.js";
import { liveDisplay, show } from "./show.js";
import { Training } from "./training.js";

/** How a model is trained, and how it is shown. */
export interface TrainOptions extends Omit<FitOptions, "signal"> {
  /** Called after each epoch with its number, from 1, and the losses so far. */
  readonly onEpoch?: ((epoch: number, progress: FitProgress) => void) | undefined;
  readonly title?: string | undefined;
  /** A logarithmic loss axis. */
  readonly log?: boolean | undefined;
  /** Whether the curve and the bar are drawn. */
  readonly quiet?: boolean | undefined;
}

/** Ten updates of an output per second at most: more would be work for the page that no one sees. */
const REDRAW_MS = 100;
/** And never more than this share of the time: a slow drawing waits longer for the next. */
const REDRAW_SHARE = 0.03;
const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;

/**
 * Trains a model in place and shows how the loss falls. An interrupted kernel stops it after the update under way: the
 * model keeps what it learned, or with `patience` goes back to its best epoch, and the summary says so.
 *
 * ```ts
 * const model = network([2, 3, 1], { seed: 7 });
 * await train(model, xor(), { loss: bce, epochs: 2000, learningRate: 1 });
 * ```
 *
 * @throws DomainError if the loss or a gradient becomes NaN or infinite, naming the operation that made it.
 */
export async function train(model: Layer, data: Examples, options: TrainOptions): Promise<Training> {
  const stop = new AbortController();
  const release = onInterrupt(() => {
    stop.abort();
  });
  const view = options.quiet === true ? undefined : watch(options);
  const started = performance.now();
  let last: FitProgress | undefined;
  let told = 0;
  try {
    for await (const progress of fit(model, data, { ...options, signal: stop.signal })) {
      last = progress;
      const epoch = progress.losses.length - 1;
      if (epoch > told) options.onEpoch?.((told = epoch), progress);
      view?.draw(progress);
    }
  } finally {
    release();
    if (last !== undefined) view?.finish(last);
  }
  const seconds = (performance.now() - started) / MS_PER_SECOND;
  const { losses = [], testLosses = [], metrics = {} } = last ?? {};
  const summary = last === undefined ? "" : outcome(last, seconds);
  const training = new Training({ losses, testLosses, metrics, seconds, summary });
  return view === undefined || runningKernel() === undefined ? training : training.told();
}

interface View {
  draw(progress: FitProgress): void;
  finish(progress: FitProgress): void;
}

function watch(options: TrainOptions): View {
  const started = performance.now();
  const bar = liveDisplay();
  const curve = liveDisplay();
  const measured = Object.keys(options.metrics ?? {}).length > 0 ? liveDisplay() : undefined;
  let next = -Infinity;
  let points = 0;
  const seconds = (): number => (performance.now() - started) / MS_PER_SECOND;
  return {
    draw: (progress) => {
      const begun = performance.now();
      if (begun < next) return;
      // Above the charts, where no chart that is still growing moves it.
      bar.update(barOf(progress, seconds()));
      if (progress.losses.length > points) {
        curve.update(chartOf(progress, options));
        measured?.update(metricsOf(progress));
      }
      points = progress.losses.length;
      const ended = performance.now();
      next = begun + Math.max(REDRAW_MS, (ended - begun) / REDRAW_SHARE);
    },
    finish: (progress) => {
      const words = outcome(progress, seconds());
      bar.update(underBar(progress, words));
      if (runningKernel() === undefined) {
        const charts = measured === undefined ? [] : [metricsOf(progress)];
        show(chartOf(progress, options), ...charts, words);
        return;
      }
      curve.update(chartOf(progress, options));
      measured?.update(metricsOf(progress));
    },
  };
}

function chartOf(
  { losses, testLosses }: FitProgress,
  { title = "Loss by epoch", log = false }: TrainOptions,
) {
  const runs = testLosses.length === 0 ? { loss: losses } : { training: losses, test: testLosses };
  return learningCurve(runs, { title, log, unit: "epoch" });
}

function metricsOf({ metrics, testLosses }: FitProgress): Chart {
  const [of, names] = [testLosses.length > 0 ? "test" : "training", Object.keys(metrics)];
  const title = `${names.join(", ")} on the ${of} examples by epoch`;
  return learningCurve(metrics, { title, unit: "epoch", valueName: names.join(", ") });
}

/** Two lines, each short enough for a telephone, so that what is below stays where it is. */
function barOf(progress: FitProgress, seconds: number): Html {
  const { step, steps, epochs, losses } = progress;
  const rate = seconds > 0 ? step / seconds : 0;
  const left = rate > 0 ? `, ${durationText((steps - step) / rate)} left` : "";
  const loss = spokenNumeral(losses[losses.length - 1]);
  return underBar(
    progress,
    `epoch ${losses.length - 1} of ${epochs}, loss ${loss}\n${spokenNumeral(rate)} updates per second${left}`,
  );
}

function underBar({ step, steps }: FitProgress, words: string): Html {
  const lines = escapeHtml(words).replaceAll("\n", "<br>");
  return new Html(
    `<div><progress max="${steps}" value="${step}" style="width:100%" aria-label="training"></progress><p>${lines}</p></div>`,
    words,
  );
}

function outcome(progress: FitProgress, seconds: number): string {
  const { step, steps, losses, testLosses, metrics, backTo } = progress;
  const at = backTo ?? losses.length - 1;
  const stopped = step < steps ? `Stopped after ${step} of ${steps} updates` : `${steps} updates`;
  const kept = backTo === undefined && step % (steps / progress.epochs) > 0;
  const inside = kept ? `; the model keeps every update, measured last after epoch ${at}` : "";
  const back = backTo === undefined ? "" : `, back to epoch ${backTo}, where the test loss was lowest`;
  const test = testLosses.length === 0 ? "" : `, on the test examples ${spokenNumeral(testLosses[at])}`;
  const values = Object.entries(metrics).map(([name, series]) => `; ${name} ${spokenNumeral(series[at])}`);
  return (
    `${stopped} in ${durationText(seconds)}${back}${inside}: loss ${spokenNumeral(losses[0])} → ` +
    `${spokenNumeral(losses[at])}${test}${values.join("")}.`
  );
}

function durationText(seconds: number): string {
  const tenths = Math.round(10 * seconds) / 10;
  if (tenths < SECONDS_PER_MINUTE) return `${tenths.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / SECONDS_PER_MINUTE)} min ${whole % SECONDS_PER_MINUTE} s`;
}
