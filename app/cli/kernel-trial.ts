/** @file A kernel tried out: started on a server of our own, asked for 1 + 1, shut down. */

import type { INotebookContent } from "@jupyterlab/nbformat";
import { join } from "node:path";
import type { KernelChoice } from "../server/kernelspecs.js";
import { withKernel } from "./sessions.js";

/**
 * How many seconds it takes from the server's start to the answer.
 * @throws Error that says how the kernel failed.
 */
export async function tryKernel(name: KernelChoice, clone: string): Promise<number> {
  const begun = performance.now();
  const wish = {
    // No such file is ever written; the kernel starts in its folder.
    file: join(clone, "trial.ipynb"),
    notebook: trial(),
    remote: undefined,
    clone,
    kernel: name,
  };
  return withKernel(wish, async (kernel) => {
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
}

/** A notebook of the course's kind, with nothing in it. */
function trial(): INotebookContent {
  return { metadata: {}, nbformat: 4, nbformat_minor: 5, cells: [] };
}
