/** @file A kernel tried out: started on a server of our own, asked for 1 + 1, shut down. */

import type { INotebookContent } from "@jupyterlab/nbformat";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KernelChoice } from "../server/kernelspecs.js";
import { withKernel } from "./sessions.js";

/**
 * How many seconds it takes from the server's start to the answer.
 * @throws Error that says how the kernel failed.
 */
export async function tryKernel(name: KernelChoice, clone: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-doctor-"));
  const begun = performance.now();
  const wish = {
    file: join(folder, "trial.ipynb"),
    notebook: trial(),
    remote: undefined,
    clone,
    kernel: name,
  };
  try {
    return await withKernel(wish, async (kernel) => {
      const words: string[] = [];
      const future = kernel.requestExecute({ code: "console.log(1 + 1)" });
      future.onIOPub = ({ content }) => {
        if ("text" in content && typeof content.text === "string") words.push(content.text);
      };
      const { content } = await future.done;
      const said = words.join("").trim();
      if (content.status !== "ok" || said !== "2")
        throw new Error(`it says that 1 + 1 is "${said}" (${content.status})`);
      return (performance.now() - begun) / 1000;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A notebook of the course's kind, with nothing in it. */
function trial(): INotebookContent {
  return { metadata: {}, nbformat: 4, nbformat_minor: 5, cells: [] };
}
