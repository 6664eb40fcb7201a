/** @file Small data sets in the plane: the truth tables AND, OR and XOR; from a seed moons, circles, blobs, spiral. */

import { UsageError } from "../tensor/errors.js";
import { random, type Random, type Seed } from "../tensor/random.js";
import { examples, type Examples } from "./examples.js";

/** How many points, from which seed, and the standard deviation of the noise added to both coordinates. */
export interface PointOptions {
  readonly count: number;
  readonly seed: Seed;
  readonly noise?: number;
}

/** Circles: also the radius of the inner one; the outer has radius 1. */
export interface CircleOptions extends PointOptions {
  readonly innerRadius?: number;
}

/** Blobs: the centres, one class each; `noise` is the standard deviation about a centre. */
export interface BlobOptions extends PointOptions {
  readonly centers?: readonly (readonly [number, number])[];
}

/** Spiral: the number of arms, one class each, and how often an arm turns around the centre. */
export interface SpiralOptions extends PointOptions {
  readonly arms?: number;
  readonly turns?: number;
}

type Point = readonly [number, number];

/** The truth table of exclusive or: X of shape [2, 4], Y of shape [1, 4], 1 where exactly one input is 1. */
export function xor(): Examples {
  return truthTable(0, 1, 1, 0);
}

/** The truth table of and: 1 where both inputs are 1. A straight line parts it, as it does that of or. */
export function and(): Examples {
  return truthTable(0, 0, 0, 1);
}

/** The truth table of or: 1 where an input is 1. */
export function or(): Examples {
  return truthTable(0, 1, 1, 1);
}

/** Two half circles of radius 1 that reach into each other; class 0 above, class 1 below. */
export function moons({ count, seed, noise = 0.1 }: PointOptions): Examples {
  return scatter({ count, seed, noise, classes: 2 }, (label, part) => {
    const angle = Math.PI * part;
    const above: Point = [Math.cos(angle), Math.sin(angle)];
    return label === 0 ? above : [1 - above[0], 0.5 - above[1]];
  });
}

/** Two circles about the origin; class 0 outside, of radius 1, class 1 inside. */
export function circles({ count, seed, noise = 0.05, innerRadius = 0.5 }: CircleOptions): Examples {
  return scatter({ count, seed, noise, classes: 2 }, (label, part) => {
    const angle = 2 * Math.PI * part;
    const radius = label === 0 ? 1 : innerRadius;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Normal clouds, one about each centre: class k about `centers[k]`. */
export function blobs({
  count,
  seed,
  noise = 0.5,
  centers = [
    [-1, -1],
    [1, 1],
  ],
}: BlobOptions): Examples {
  return scatter({ count, seed, noise, classes: centers.length }, (label) => centers[label]);
}

/** Arms that wind from the centre out to radius 1, one class each. */
export function spiral({ count, seed, noise = 0.02, arms = 2, turns = 1 }: SpiralOptions): Examples {
  return scatter({ count, seed, noise, classes: arms }, (label, part) => {
    const angle = 2 * Math.PI * (turns * part + label / arms);
    return [part * Math.cos(angle), part * Math.sin(angle)];
  });
}

/** The four pairs of 0 and 1 with these targets, in the order 00, 01, 10, 11. */
function truthTable(...targets: readonly number[]): Examples {
  return examples(Float64Array.of(0, 0, 1, 1, 0, 1, 0, 1), Float64Array.from(targets));
}

interface Scatter {
  readonly count: number;
  readonly seed: Seed;
  readonly noise: number;
  readonly classes: number;
}

/** Points of each class in turn (label = index mod classes) at a random part 0…1 of its curve, with noise. */
function scatter(settings: Scatter, pointAt: (label: number, part: number) => Point): Examples {
  const { count, noise, classes } = settings;
  checkScatter(settings);
  const generator: Random = random(settings.seed);
  const X = new Float64Array(2 * count);
  const Y = new Float64Array(count);
  for (let example = 0; example < count; example++) {
    const label = example % classes;
    const [x1, x2] = pointAt(label, generator.uniform());
    X[example] = x1 + noise * generator.normal();
    X[count + example] = x2 + noise * generator.normal();
    Y[example] = label;
  }
  return examples(X, Y);
}

function checkScatter({ count, noise, classes }: Scatter): void {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new UsageError(`points: ${classes} classes; give a whole number ≥ 1`);
  }
  if (!Number.isInteger(count) || count < classes) {
    throw new UsageError(`points: ${count} points for ${classes} classes; give a whole number ≥ ${classes}`);
  }
  if (!(noise >= 0 && Number.isFinite(noise))) {
    throw new UsageError(`points: a noise of ${noise}; give a standard deviation ≥ 0`);
  }
}
