/** @file The form of a row of the tables of cells. */

/** Cells that run one after another; the last is told this: severity, code, and the text it is about. */
export interface Case {
  readonly sentence: string;
  readonly cells: readonly string[];
  readonly told: readonly string[];
}

/** A row as it is written down. */
export type Row = readonly [sentence: string, cells: readonly string[], told?: readonly string[]];

/** A table by its rows. */
export function casesOf(rows: readonly Row[]): readonly Case[] {
  return rows.map(([sentence, cells, told = []]) => ({ sentence, cells, told }));
}
