/** @file Lines of equal value through a grid of numbers, by marching squares. */

import type { Drawn } from "../figure.js";

/** A piece of a line, in grid coordinates: [column, row] at each end. */
export type Segment = readonly [readonly [number, number], readonly [number, number]];

/** Corners of a cell as [column, row] steps, around the cell. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/**
 * All pieces of the line where `z` passes `level`; cells with a gap have none. At a saddle the two pieces are
 * placed by the mean of the four corners.
 * @see Maple, "Geometric design and space planning using the marching squares …", 2003.
 */
export function contourSegments(z: readonly (readonly Drawn[])[], level: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < z.length; row++) {
    for (let column = 0; column + 1 < z[row].length; column++) {
      segments.push(...cellSegments(z, [column, row], level));
    }
  }
  return segments;
}

function cellSegments(
  z: readonly (readonly Drawn[])[],
  [column, row]: readonly [number, number],
  level: number,
): readonly Segment[] {
  const corners: number[] = [];
  for (const [right, up] of CORNERS) {
    const value = z[row + up][column + right];
    if (value === null) return [];
    corners.push(value);
  }
  const crossings = corners.flatMap((value, corner) => {
    const next = (corner + 1) % CORNERS.length;
    if (value >= level === corners[next] >= level) return [];
    const share = (level - value) / (corners[next] - value);
    const [[x, y], [toX, toY]] = [CORNERS[corner], CORNERS[next]];
    return [[column + x + share * (toX - x), row + y + share * (toY - y)] as const];
  });
  if (crossings.length === 2) return [[crossings[0], crossings[1]]];
  if (crossings.length < 4) return [];
  const middleIsHigh = corners.reduce((sum, value) => sum + value, 0) / CORNERS.length >= level;
  const [a, b, c, d] = crossings;
  // The pieces cut off those corners that lie on the other side than the middle.
  return middleIsHigh === corners[0] >= level
    ? [
        [a, b],
        [c, d],
      ]
    : [
        [d, a],
        [b, c],
      ];
}
