/** @file Small images of strokes, made from a seed: horizontal, vertical, and the two diagonals. */

import { UsageError } from "../tensor/errors.js";
import { random, type Seed } from "../tensor/random.js";
import { WHITE, type LabelledImages } from "./dataset.js";

/** How many images, from which seed, how wide and high (8 pixels), and the standard deviation of the noise of a pixel. */
export interface StrokeOptions {
  readonly count: number;
  readonly seed: Seed;
  readonly size?: number;
  /** As a share of white, 0.1 unless told. */
  readonly noise?: number;
}

/** The classes of `strokes`, in the order of their labels. */
export const STROKE_NAMES: readonly string[] = ["horizontal", "vertical", "rising", "falling"];

const SMALLEST = 4;
/** From the middle of a stroke to where it has faded, in pixels. */
const HALF_WIDTH_PX = 1.2;
/** Angle of each class to the horizontal, and how far from it a stroke may be turned: no two classes meet. */
const ANGLES = [0, Math.PI / 2, Math.PI / 4, (3 * Math.PI) / 4];
const TURN = Math.PI / 12;
/** How far a stroke may lie from the middle of its image, as a share of the size. */
const SHIFT_SHARE = 0.2;

/** Images of one straight stroke each, by its direction; classes in turn (label = index mod 4). */
export function strokes({ count, seed, size = 8, noise = 0.1 }: StrokeOptions): LabelledImages {
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(size) || size < SMALLEST) {
    throw new UsageError(
      `strokes: ${count} images of ${size} pixels; give at least 1 image of at least ${SMALLEST}`,
    );
  }
  if (!(noise >= 0 && Number.isFinite(noise))) {
    throw new UsageError(`strokes: a noise of ${noise}; give a standard deviation ≥ 0`);
  }
  const generator = random(seed);
  const labels = Uint8Array.from({ length: count }, (_, index) => index % STROKE_NAMES.length);
  const data = new Uint8Array(count * size * size);
  labels.forEach((label, index) => {
    const angle = ANGLES[label] + TURN * (2 * generator.uniform() - 1);
    const shift = SHIFT_SHARE * size * (2 * generator.uniform() - 1);
    for (let pixel = 0; pixel < size * size; pixel++) {
      const [right, up] = [(pixel % size) - (size - 1) / 2, (size - 1) / 2 - Math.floor(pixel / size)];
      const distance = Math.abs(up * Math.cos(angle) - right * Math.sin(angle) - shift);
      const bright = Math.max(0, 1 - distance / HALF_WIDTH_PX) + noise * generator.normal();
      data[index * size * size + pixel] = Math.round(WHITE * Math.min(1, Math.max(0, bright)));
    }
  });
  return { images: { data, shape: [count, size, size] }, labels, classNames: STROKE_NAMES };
}
