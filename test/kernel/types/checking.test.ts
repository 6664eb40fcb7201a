/** @file What cells are told, one after another, by either compiler. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTypeService, type TypeService } from "../../../kernel/types/type-service.js";
import { casesOf, type Case } from "./support/case.js";
import { RERUNS, SHADOWING, TYPES, VARIABLES } from "./support/declarations.js";
import { IMPORTS, PLACES, SEVERITIES, SYNTAX } from "./support/imports.js";
import { notebookFolder } from "./support/notebook-folder.js";

const TABLES: readonly (readonly [string, readonly Case[]])[] = [
  ["Variables", casesOf(VARIABLES)],
  ["Redeclaration", casesOf(SHADOWING)],
  ["Cells that run again", casesOf(RERUNS)],
  ["Types", casesOf(TYPES)],
  ["Imports", casesOf(IMPORTS)],
  ["Severities", casesOf(SEVERITIES)],
  ["Syntax errors", casesOf(SYNTAX)],
  ["Places", casesOf(PLACES)],
];

describe.each(["native", "javascript"] as const)("With the %s compiler", (compiler) => {
  const folder = notebookFolder();
  let service: TypeService;

  beforeAll(async () => {
    service = await createTypeService({ folder: folder.path, compiler });
  });
  afterAll(async () => {
    expect(service.compiler()).toBe(compiler);
    await service.close();
    folder.remove();
  });

  describe.each(TABLES)("%s", (_, cases) => {
    it.each(cases)("$sentence", async ({ cells, told }) => {
      for (const [index, cell] of cells.entries()) {
        const diagnostics = await service.check(cell);
        const summary = diagnostics.map(
          ({ severity, code, start, end }) => `${severity} ${code} "${cell.slice(start, end)}"`,
        );
        expect(summary, diagnostics.map(({ message }) => message).join("\n")).toEqual(
          index === cells.length - 1 ? told : [],
        );
        await service.accept(cell);
      }
    });
  });
});
