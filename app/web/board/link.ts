/** @file A notebook's boards and their kernel: lines go out over a comm, what comes back is kept in the notebook. */

import { CodeCellModel } from "@jupyterlab/cells";
import type { IMimeBundle } from "@jupyterlab/nbformat";
import type { Kernel, KernelMessage } from "@jupyterlab/services";
import type { JSONObject } from "@lumino/coreutils";
import { Signal } from "@lumino/signaling";
import type { NotebookDocument } from "../notebook/document.js";
import { record } from "../page/unchecked.js";
import { boardIn, writtenLines, type WrittenLine } from "./data.js";

const TARGET = "chainrule.board";
const METADATA_KEY = "chainrule";

/** Whether lines can be written: not before the kernel is there, nor where it does not know the board. */
export type LinkState = "waiting" | "unknown" | "open";

/** What became of a line that was sent. */
export type Answer = { readonly problem?: string | undefined };

/** The boards of one notebook, by their ids; a board that is shown twice has one link. */
export class BoardLinks {
  /** A line of a board was judged. */
  readonly judged = new Signal<this, void>(this);
  private readonly links = new Map<string, BoardLink>();
  private kernel: Kernel.IKernelConnection | null = null;

  constructor(private readonly document: NotebookDocument) {
    const { sessionContext: session } = document;
    session.statusChanged.connect(() => {
      this.followKernel();
    });
    session.kernelChanged.connect(() => {
      this.followKernel();
    });
  }

  /** The link of a board, which is opened as soon as the kernel answers. */
  of(id: string): BoardLink {
    const link = this.links.get(id) ?? new BoardLink(id, this.document, this.judged.emit.bind(this.judged));
    this.links.set(id, link);
    this.followKernel();
    if (this.kernel !== null) link.connect(this.kernel);
    return link;
  }

  /** A kernel that has come, or come back, is asked for every board once. */
  private followKernel(): void {
    const { sessionContext: session } = this.document;
    const kernel = session.session?.kernel ?? null;
    const answers = kernel !== null && (kernel.status === "idle" || kernel.status === "busy");
    const now = answers ? kernel : null;
    if (now === this.kernel) return;
    this.kernel = now;
    for (const link of this.links.values()) {
      link.disconnect();
      if (now !== null) link.connect(now);
    }
  }
}

/** The line between the page and one board in the kernel. */
export class BoardLink {
  readonly changed = new Signal<this, void>(this);
  state: LinkState = "waiting";
  private comm: Kernel.IComm | null = null;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private requests = 0;

  constructor(
    private readonly id: string,
    private readonly document: NotebookDocument,
    private readonly judged: () => void,
  ) {}

  /** Opens the line, unless it is open. */
  connect(kernel: Kernel.IKernelConnection): void {
    if (this.comm !== null && !this.comm.isDisposed) return;
    const comm = kernel.createComm(TARGET);
    this.comm = comm;
    comm.onClose = () => {
      if (this.comm === comm) this.lose("unknown");
    };
    comm.onMsg = ({ content }: KernelMessage.ICommMsgMsg) => {
      this.hear(content.data);
    };
    comm.open({ board: this.id });
  }

  /** The kernel is gone: what was asked stays unanswered. */
  disconnect(): void {
    this.comm = null;
    this.lose("waiting");
  }

  /** Has a line judged; it is kept in the notebook once it is answered. */
  async write(line: WrittenLine): Promise<Answer> {
    const answer = await this.ask({ lines: [{ ...line }] });
    if (answer.problem === undefined) {
      this.keep([...this.kept(), line]);
      this.judged();
    }
    return answer;
  }

  /** Takes all lines off the board. */
  async clear(): Promise<Answer> {
    this.keep([]);
    return this.ask({ clear: true });
  }

  private ask(data: JSONObject): Promise<Answer> {
    const { comm } = this;
    if (comm === null || comm.isDisposed || this.state !== "open")
      return Promise.resolve({ problem: "the kernel is not there" });
    const request = ++this.requests;
    return new Promise((resolve) => {
      this.waiting.set(request, resolve);
      comm.send({ ...data, request });
    });
  }

  private hear(data: unknown): void {
    const { bundle, request, problem } = record(data);
    this.state = "open";
    if (request === undefined) this.restore(bundle);
    if (typeof bundle === "object" && bundle !== null) this.show(bundle as IMimeBundle);
    this.changed.emit();
    const resolve = this.waiting.get(Number(request));
    this.waiting.delete(Number(request));
    resolve?.(typeof problem === "string" ? { problem } : {});
  }

  /** Gives a board that was made anew the lines that were written on it before. */
  private restore(bundle: unknown): void {
    const there = boardIn(bundle)?.lines ?? [];
    const missing = this.kept().filter(
      ({ text, syntax }) => !there.some((line) => line.text === text && line.syntax === syntax),
    );
    if (missing.length > 0) void this.ask({ lines: missing.map((line) => ({ ...line })), restore: true });
  }

  private lose(state: LinkState): void {
    this.state = state;
    for (const resolve of this.waiting.values()) resolve({ problem: "the kernel has gone" });
    this.waiting.clear();
    this.changed.emit();
  }

  /** Puts the board's newest form into every output that shows it, where it is saved with the notebook. */
  private show(bundle: IMimeBundle): void {
    for (const cell of this.document.model.cells) {
      if (!(cell instanceof CodeCellModel)) continue;
      const { outputs } = cell;
      for (let at = 0; at < outputs.length; at++) {
        const shown = boardIn(outputs.get(at).data);
        if (shown?.id !== this.id || JSON.stringify(shown) === JSON.stringify(boardIn(bundle))) continue;
        outputs.set(at, { ...outputs.get(at).toJSON(), data: { ...bundle } });
      }
    }
  }

  private kept(): readonly WrittenLine[] {
    return writtenLines(record(record(this.document.model.getMetadata(METADATA_KEY)).boards)[this.id]);
  }

  private keep(lines: readonly WrittenLine[]): void {
    const { model } = this.document;
    const metadata = record(model.getMetadata(METADATA_KEY));
    const boards = { ...record(metadata.boards), [this.id]: lines };
    model.setMetadata(METADATA_KEY, { ...metadata, boards });
  }
}
