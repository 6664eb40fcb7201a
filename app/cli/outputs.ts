/** @file Messages of a kernel → the outputs of a notebook's cells, displays updated in place. */

import type { ICodeCell, IDisplayData, IMimeBundle, IOutput, IStream } from "@jupyterlab/nbformat";
import type { KernelMessage } from "@jupyterlab/services";

/** Collects the outputs of all cells of one notebook; a later cell may update an earlier one's display. */
export class Outputs {
  private readonly displays = new Map<string, IOutput[]>();
  private readonly clearNext = new Set<ICodeCell>();

  /** Forgets what the cell showed the last time. */
  begin(cell: ICodeCell): void {
    cell.outputs = [];
    cell.execution_count = null;
  }

  /** Adds what one message on the IOPub channel says to the cell that was executing. */
  receive(cell: ICodeCell, message: KernelMessage.IIOPubMessage): void {
    RECEIVERS.get(message.header.msg_type)?.(this, cell, message.content as Content);
  }

  /** Shows one output, after a pending `clear_output(wait)` has taken effect. */
  show(cell: ICodeCell, output: IOutput): void {
    if (this.clearNext.delete(cell)) cell.outputs = [];
    cell.outputs.push(output);
  }

  /** The last output of the cell, if it is a stream of this name that is still growing. */
  growing(cell: ICodeCell, name: string): IStream | undefined {
    if (this.clearNext.has(cell)) return undefined;
    const last = cell.outputs.at(-1);
    return last !== undefined && isStream(last) && last.name === name ? last : undefined;
  }

  /** Clears now, or with `wait` when the next output comes. */
  clear(cell: ICodeCell, wait: boolean): void {
    if (wait) this.clearNext.add(cell);
    else cell.outputs = [];
  }

  /** Remembers an output under its display id, so that it can be updated. */
  remember(id: string | undefined, output: IOutput): void {
    if (id === undefined) return;
    this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
  }

  /** Every output that was shown under this display id. */
  shownAs(id: string | undefined): readonly IOutput[] {
    return id === undefined ? [] : (this.displays.get(id) ?? []);
  }
}

/** What the content of any of the messages below may hold; the kernel is outside, so nothing is promised. */
interface Content {
  readonly name?: "stdout" | "stderr";
  readonly text?: string;
  readonly data?: IMimeBundle;
  readonly metadata?: IDisplayData["metadata"];
  readonly transient?: { readonly display_id?: string };
  readonly execution_count?: number;
  readonly wait?: boolean;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: string[];
}

type Receiver = (outputs: Outputs, cell: ICodeCell, content: Content) => void;

const RECEIVERS: ReadonlyMap<string, Receiver> = new Map<string, Receiver>([
  ["stream", receiveStream],
  ["display_data", receiveDisplay],
  ["update_display_data", receiveUpdate],
  ["execute_result", receiveResult],
  ["execute_input", receiveInput],
  ["clear_output", receiveClear],
  ["error", receiveError],
]);

function receiveStream(outputs: Outputs, cell: ICodeCell, content: Content): void {
  const name = content.name ?? "stdout";
  const text = content.text ?? "";
  const growing = outputs.growing(cell, name);
  if (growing === undefined) outputs.show(cell, { output_type: "stream", name, text });
  else growing.text = textOf(growing) + text;
}

function receiveDisplay(outputs: Outputs, cell: ICodeCell, content: Content): void {
  const output: IOutput = { output_type: "display_data", ...bundleOf(content) };
  outputs.show(cell, output);
  outputs.remember(content.transient?.display_id, output);
}

function receiveUpdate(outputs: Outputs, _cell: ICodeCell, content: Content): void {
  for (const output of outputs.shownAs(content.transient?.display_id)) {
    Object.assign(output, bundleOf(content));
  }
}

function receiveResult(outputs: Outputs, cell: ICodeCell, content: Content): void {
  const execution_count = content.execution_count ?? null;
  const output: IOutput = { output_type: "execute_result", execution_count, ...bundleOf(content) };
  outputs.show(cell, output);
  outputs.remember(content.transient?.display_id, output);
}

function receiveInput(_outputs: Outputs, cell: ICodeCell, content: Content): void {
  cell.execution_count = content.execution_count ?? null;
}

function receiveClear(outputs: Outputs, cell: ICodeCell, content: Content): void {
  outputs.clear(cell, content.wait ?? false);
}

function receiveError(outputs: Outputs, cell: ICodeCell, content: Content): void {
  const { ename, evalue, traceback } = content;
  outputs.show(cell, {
    output_type: "error",
    ename: ename ?? "Error",
    evalue: evalue ?? "",
    traceback: traceback ?? [],
  });
}

/** The part of a display that nbformat keeps: what is transient stays out of the file. */
function bundleOf({ data, metadata }: Content): Pick<IDisplayData, "data" | "metadata"> {
  return { data: data ?? {}, metadata: metadata ?? {} };
}

/** What the cell wrote to one of its streams. */
export function streamText(cell: ICodeCell, name: "stdout" | "stderr"): string {
  return cell.outputs
    .filter(isStream)
    .filter((stream) => stream.name === name)
    .map(textOf)
    .join("");
}

function isStream(output: IOutput): output is IStream {
  return output.output_type === "stream";
}

function textOf(stream: IStream): string {
  return typeof stream.text === "string" ? stream.text : stream.text.join("");
}
