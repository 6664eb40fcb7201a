/** @file The values of contour lines, written on them where there is room: beside points and other lines, never on them. */

import { numeral } from "../tensor/numerals.js";
import type { Annotation, Drawn } from "./figure.js";
import { contourSegments } from "./svg/contour-lines.js";

/** A field over a grid, and the points that are drawn over it. */
export interface LabelledField {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly (readonly Drawn[])[];
  readonly levels: readonly number[];
  /** Whose value is written nowhere, but whose line keeps others away. */
  readonly unlabelled?: readonly number[];
  readonly points: readonly Place[];
}

/** A place in the coordinates of the axes; in the code below in shares of the frame. */
type Place = readonly [number, number];

/** What a label takes of a frame as it is on a telephone, in shares of its width and height, from the middle. */
const HALF = { wide: 0.065, high: 0.035 } as const;
/** From here on more room makes a place no better. */
const AMPLE = 3;
/** Places from one of a path to the next. */
const BETWEEN = 8;
const LABEL_SIZE_PX = 12;
const HALO = "rgba(255,255,255,0.75)";

/** One label per level at most, at the place of its line with the most room around it; none where it would cover anything. */
export function levelLabels(field: LabelledField): readonly Annotation[] {
  const { x, y, z, levels, unlabelled = [] } = field;
  const toShare = ([atX, atY]: Place): Place => [shareIn(x, atX), shareIn(y, atY)];
  const lines = [...levels, ...unlabelled].map((level) => ({ level, places: placesOn(z, level) }));
  const points = field.points.map(toShare);
  const labels: { readonly at: Place; readonly level: number }[] = [];
  for (const { level, places } of lines.slice(0, levels.length)) {
    const others = lines.filter((line) => line.level !== level).flatMap((line) => line.places);
    const room = (at: Place): number =>
      Math.min(
        AMPLE,
        toEdge(at),
        clearance(at, points),
        clearance(at, others),
        clearance(
          at,
          labels.map((label) => label.at),
        ) / 2,
      );
    const rooms = places.map(room);
    const best = Math.max(0, ...rooms);
    if (best > 1) labels.push({ at: places[rooms.indexOf(best)], level });
  }
  return labels.map(({ at: [right, up], level }) => annotation([along(x, right), along(y, up)], level));
}

/** A path's places, and some between them, so that no label lies on a line from one to the next. */
export function alongPath({
  x,
  y,
}: {
  readonly x: readonly number[];
  readonly y: readonly number[];
}): readonly Place[] {
  return x.flatMap((from, at) => {
    const to = Math.min(at + 1, x.length - 1);
    return Array.from({ length: BETWEEN }, (_, part): Place => {
      const share = part / BETWEEN;
      return [from + share * (x[to] - from), y[at] + share * (y[to] - y[at])];
    });
  });
}

/** The middles of the pieces of a line, in shares of the frame. */
function placesOn(z: LabelledField["z"], level: number): readonly Place[] {
  return contourSegments(z, level).map(([[column, row], [toColumn, toRow]]) => [
    (column + toColumn) / 2 / (z[0].length - 1),
    (row + toRow) / 2 / (z.length - 1),
  ]);
}

/** How far the nearest of some places is from a label's middle; up to 1 the label covers it. */
function clearance([x, y]: Place, places: readonly Place[]): number {
  return places.reduce(
    (least, [otherX, otherY]) =>
      Math.min(least, Math.max(Math.abs(otherX - x) / HALF.wide, Math.abs(otherY - y) / HALF.high)),
    Infinity,
  );
}

/** The same for the frame's edges. */
function toEdge([x, y]: Place): number {
  return Math.min(Math.min(x, 1 - x) / HALF.wide, Math.min(y, 1 - y) / HALF.high);
}

function shareIn(axis: readonly number[], value: number): number {
  return (value - axis[0]) / (axis[axis.length - 1] - axis[0]);
}

function along(axis: readonly number[], share: number): number {
  return axis[0] + share * (axis[axis.length - 1] - axis[0]);
}

function annotation([x, y]: Place, level: number): Annotation {
  return {
    x,
    y,
    text: numeral(level, 3),
    showarrow: false,
    xanchor: "center",
    yanchor: "middle",
    font: { size: LABEL_SIZE_PX, color: "#000000" },
    bgcolor: HALO,
    borderpad: 0,
  };
}
