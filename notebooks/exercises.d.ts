/** @file What is written from the exercises of a unit, for those who read it from TypeScript. */

import type { ModuleKind } from "typescript";

/** A cell of a script. */
export interface ScriptCell {
  readonly isMarkdown: boolean;
  readonly course?: { readonly role: string; readonly id: string };
  readonly lines: readonly string[];
}

/** Cells without solutions. */
export function studentCells(name: string, source: string): readonly ScriptCell[];

/** The same cells, solved. */
export function solvedCells(name: string, source: string): readonly ScriptCell[];

/** The module that hands the unit's exercises, with their solutions, to the library: JavaScript. */
export function definitionModule(name: string, source: string): string;

/** TypeScript as JavaScript, without a look at its types. */
export function javaScript(text: string, module: ModuleKind): string;
