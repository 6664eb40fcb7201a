/** @file The promise to notebooks written for tslab, kept beside tslab's own checker: what it accepts runs here. */

import { createRequire } from "node:module";
import process from "node:process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTypeService, type TypeService } from "../../../kernel/types/type-service.js";
import { casesOf } from "./support/case.js";
import { RERUNS, SHADOWING, TYPES, VARIABLES } from "./support/declarations.js";
import { IMPORTS, PLACES, SEVERITIES, SYNTAX } from "./support/imports.js";
import { notebookFolder } from "./support/notebook-folder.js";

/** The part of tslab that checks a cell, given the declarations of the cells before. */
interface Converter {
  convert(
    declarations: string,
    cell: string,
  ): { readonly declOutput?: string; readonly diagnostics: readonly unknown[] };
  close(): void;
}

const folder = notebookFolder();
const before = process.cwd();
let converter: Converter;
let service: TypeService;

beforeAll(async () => {
  // tslab takes the folder that it is started in for the notebook's.
  process.chdir(folder.path);
  const require = createRequire(import.meta.url);
  const { createConverter } = require("tslab/dist/converter.js") as {
    readonly createConverter: () => Converter;
  };
  converter = createConverter();
  service = await createTypeService({ folder: folder.path });
});
afterAll(async () => {
  process.chdir(before);
  converter.close();
  await service.close();
  folder.remove();
});

it.each(
  casesOf([...VARIABLES, ...SHADOWING, ...RERUNS, ...TYPES, ...IMPORTS, ...SEVERITIES, ...SYNTAX, ...PLACES]),
)("No cell is refused that tslab accepts: $sentence", async ({ cells }) => {
  let declarations = "";
  for (const cell of cells) {
    const { diagnostics, declOutput = "" } = converter.convert(declarations, cell);
    const errors = (await service.check(cell)).filter(({ severity }) => severity === "error");
    await service.accept(cell);
    if (diagnostics.length > 0) continue;
    expect(errors).toEqual([]);
    declarations = declOutput;
  }
});
