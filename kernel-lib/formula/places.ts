/** @file Where an entry stands: letters that run over the axes of a tensor. */

/** A letter that runs over the entries of an axis. */
export interface Index {
  readonly letter: string;
  readonly size: number;
}

/** Where an entry stands: an index for each axis, none for an axis of size 1. */
export type Places = readonly (Index | undefined)[];

/** The letters of the axes that have an index. */
export function lettersOf(places: Places): string[] {
  return places.flatMap((place) => (place === undefined ? [] : [place.letter]));
}
