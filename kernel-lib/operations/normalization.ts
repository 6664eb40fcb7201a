/** @file Rows that set entries against the others along an axis: softmax, its logarithm, log-sum-exp and variance. */

import { functional } from "../tensor/notation.js";
import { untraced } from "../tensor/apply.js";
import type { Sample, Settings, Value } from "../tensor/operation.js";
import type { Tensor } from "../tensor/tensor.js";
import { axisSettings, count, spread, type Along } from "./axes.js";
import { configured, whole, type Configured } from "./define.js";

const SAMPLES: readonly Sample[] = [
  { shapes: [[3]] },
  { shapes: [[2, 3]], settings: { axis: 0 } },
  { shapes: [[2, 3, 2]], settings: { axis: 1 } },
];

/** The axis to sum over, which stays with size 1. */
function along({ axis }: Settings): Along {
  return typeof axis === "number" ? { axis, keepdims: true } : {};
}

/** The settings of a row that keeps its shape. */
function axisOnly({ axis }: Along): Along {
  return axis === undefined ? {} : { axis };
}

function axisOf(name: string): (given: Along | undefined, x: Tensor) => Settings {
  return (given = {}, x) => axisSettings(name, axisOnly(given), x);
}

/** x − max(x), so that no exponential overflows. */
function shifted(x: Tensor, settings: Settings): Tensor {
  return x.sub(x.max(along(settings)));
}

function computed(compute: (x: Tensor, settings: Settings) => Tensor) {
  return ([x]: readonly Tensor[], settings: Settings): Value => untraced(() => compute(x, settings));
}

const softmaxRow = whole(
  "softmax",
  [({ gradient, output: p, settings }) => p.mul(gradient.sub(p.mul(gradient).sum(along(settings))))],
  {
    samples: SAMPLES,
    law: "derivative of the softmax",
    role: { kind: "shares" },
    definition: ([x], settings) => {
      const powers = x.exp();
      return powers.div(powers.sum(along(settings)));
    },
    notation: functional("\\operatorname{softmax}", "softmax", "softmax of"),
    evaluate: computed((x, settings) => {
      const powers = shifted(x, settings).exp();
      return powers.div(powers.sum(along(settings)));
    }),
  },
);

/** eˣ / Σ eˣ along an axis, or over all entries: positive, with sum 1; without overflow. */
export const softmax: Configured<Pick<Along, "axis">> = configured(softmaxRow, axisOf("softmax"));

const logSoftmaxRow = whole(
  "log_softmax",
  [
    ({ gradient, inputs: [x], settings }) =>
      gradient.sub(x.softmax(settings).mul(gradient.sum(along(settings)))),
  ],
  {
    samples: SAMPLES,
    law: "derivative of the log-softmax",
    definition: ([x], settings) => x.sub(x.exp().sum(along(settings)).log()),
    notation: functional("\\operatorname{log\\,softmax}", "log_softmax", "log softmax of"),
    evaluate: computed((x, settings) => {
      const low = shifted(x, settings);
      return low.sub(low.exp().sum(along(settings)).log());
    }),
  },
);

/** Logarithm of the softmax, without overflow. */
export const log_softmax: Configured<Pick<Along, "axis">> = configured(logSoftmaxRow, axisOf("log_softmax"));

const logSumExpRow = whole(
  "logsumexp",
  [({ gradient, inputs: [x], settings }) => spread(gradient, x, settings).mul(x.softmax(axisOnly(settings)))],
  {
    samples: [...SAMPLES, { shapes: [[2, 3]], settings: { axis: 1, keepdims: true } }],
    law: "derivative of log-sum-exp",
    definition: ([x], settings) => {
      const { axis, keepdims } = settings;
      // The axis is dropped last: before, the sum stands beside the entries. A missing first axis is no matter.
      if (typeof axis !== "number" || axis === 0 || keepdims === true) return x.exp().sum(settings).log();
      const shape = x.shape.filter((_, at) => at !== axis);
      return x.exp().sum(along(settings)).log().reshape(shape);
    },
    notation: functional("\\operatorname{logsumexp}", "logsumexp", "log sum exp of"),
    evaluate: computed((x, settings) => shifted(x, settings).exp().sum(settings).log().add(x.max(settings))),
  },
);

/** log Σ eˣ along an axis, or over all entries, without overflow. */
export const logsumexp: Configured<Along> = configured(logSumExpRow, (given, x) =>
  axisSettings("logsumexp", given, x),
);

const varRow = whole(
  "var",
  [
    ({ gradient, inputs: [x], settings }) =>
      spread(gradient, x, settings)
        .mul(x.sub(x.mean(along(settings))))
        .mul(2)
        .div(count(x, settings)),
  ],
  {
    samples: SAMPLES,
    law: "derivative of the variance",
    definition: ([x], settings) =>
      x
        .sub(x.mean(along(settings)))
        .square()
        .mean(settings),
    notation: functional("\\operatorname{var}", "var", "variance of"),
    evaluate: computed((x, settings) =>
      x
        .sub(x.mean(along(settings)))
        .square()
        .mean(settings),
    ),
  },
);

/** Variance of the entries, (1/m) Σ (x − mean)²: of the population, not of a sample. */
export const variance: Configured<Along> = configured(varRow, (given, x) => axisSettings("var", given, x));
