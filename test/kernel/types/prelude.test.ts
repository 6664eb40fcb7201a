/** @file Whether cells are told the truth about the kernel's own module. */

import { expect, it } from "vitest";
import { createTypeService } from "../../../kernel/types/type-service.js";
import { CLONE } from "../../support/imports.js";

it("The module that cells import has the types that the evaluator gives it", async () => {
  const service = await createTypeService({ folder: CLONE });
  const diagnostics = await service.check(`
    import * as tslab from "tslab";
    import type { KernelModule } from "./kernel/evaluate/display.ts";
    declare const real: Omit<KernelModule, "versions">;
    const told: KernelModule = tslab;
    const given: Omit<typeof tslab, "versions"> = real;
    const same: (keyof typeof tslab)[] = [] as (keyof KernelModule)[];
    const line: string = prompt("Name?");
  `);
  expect(diagnostics).toEqual([]);
  await service.close();
});
