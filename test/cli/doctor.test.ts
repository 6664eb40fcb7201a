/** @file `chainrule doctor`: it tries what the course needs, and says what is only missing. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { bubblewrap } from "../support/extras.js";
import { temporaryFolder } from "../support/temporary.js";

interface Report {
  readonly fine: boolean;
  readonly findings: readonly { readonly what: string; readonly state: string; readonly says: string }[];
}

describe("doctor", () => {
  const nowhere = join(temporaryFolder(), "nothing");
  const environment = { CHAINRULE_CHROMIUM: nowhere, CHAINRULE_JUPYTER: nowhere, JUPYTER_DATA_DIR: nowhere };

  it("starts both kernels and the type checker, and is fine without Chromium and Jupyter", async () => {
    const { code, stdout } = await chainrule(["doctor", "--json"], { environment });
    const { fine, findings } = JSON.parse(stdout) as Report;
    expect(Object.fromEntries(findings.map(({ what, state }) => [what, state]))).toEqual({
      "Node.js": "works",
      packages: "works",
      "kernel chainrule": "works",
      "kernel tslab": "works",
      "type checker": "works",
      grading: bubblewrap.path === undefined ? "missing" : "works",
      Chromium: "missing",
      JupyterLab: "missing",
      "kernel for Jupyter": "missing",
    });
    expect([fine, code]).toEqual([true, 0]);
  });

  it("names the compiler that checks types, the one in JavaScript where that is chosen", async () => {
    const { stdout } = await chainrule(["doctor"], {
      environment: { ...environment, CHAINRULE_TYPES: "javascript" },
    });
    expect(stdout).toContain("works    type checker: TypeScript in JavaScript");
    expect(stdout).toContain("npx chainrule kernel install");
  });
});
