/** @file Running cells over a kernel connection, and what came of them. */

import type { Kernel, KernelMessage } from "@jupyterlab/services";

/** All broadcasts that belong to one cell, and the reply. */
export interface CellResult {
  readonly messages: readonly KernelMessage.IIOPubMessage[];
  readonly reply: KernelMessage.IExecuteReplyMsg;
  /** What the cell wrote to one of its streams. */
  readonly text: (name: "stdout" | "stderr") => string;
  /** The contents of the broadcasts of one type. */
  readonly contents: (type: string) => readonly unknown[];
}

/** Runs a cell to its end. */
export async function runCell(kernel: Kernel.IKernelConnection, code: string): Promise<CellResult> {
  const messages: KernelMessage.IIOPubMessage[] = [];
  const future = kernel.requestExecute({ code });
  future.onIOPub = (message) => {
    messages.push(message);
  };
  return resultOf(messages, await future.done);
}

/** Waits until a condition holds, looking often; throws when it does not in the time given. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end)
      throw new Error(`until: still not so after ${timeoutMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function resultOf(
  messages: readonly KernelMessage.IIOPubMessage[],
  reply: KernelMessage.IExecuteReplyMsg,
): CellResult {
  const contents = (type: string): unknown[] =>
    messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
  return {
    messages,
    reply,
    contents,
    text: (name) =>
      contents("stream")
        .map((content) => content as KernelMessage.IStreamMsg["content"])
        .filter((stream) => stream.name === name)
        .map((stream) => stream.text)
        .join(""),
  };
}
