/** @file Runs cells one after the other and stops at the first that fails, so that no cell is lost to the kernel. */

import type { Cell } from "@jupyterlab/cells";
import {
  runCell,
  setCellExecutor,
  type INotebookCellExecutor,
  type INotebookModel,
} from "@jupyterlab/notebook";
import { Signal } from "@lumino/signaling";
import { isRunnable, mayFail, recordRun, showRunState, type RunState } from "./run-record.js";

/** Cells that waited behind one that did not end well. */
export interface Halt {
  readonly notebook: INotebookModel;
  readonly cell: Cell;
  readonly state: RunState;
  readonly notRun: readonly Cell[];
}

type RunOptions = INotebookCellExecutor.IRunCellOptions;

interface Waiting {
  readonly options: RunOptions;
  readonly answer: (ran: boolean) => void;
}

/** tslab refuses every request for 200 ms after a cell that failed; a cell sent then would be lost. */
const REFUSAL_MS = 250;

/** The order in which cells run, for all notebooks of the page. */
export class CellQueue {
  /** A cell has run without an error. */
  readonly ran = new Signal<this, { readonly notebook: INotebookModel; readonly cell: Cell }>(this);
  /** A cell did not end well or was interrupted as it ended, and what waited behind it was not run. */
  readonly halted = new Signal<this, Halt>(this);
  /** Cells begin to run, after a time when none did. */
  readonly begun = new Signal<this, void>(this);
  private waiting: readonly Waiting[] = [];
  private busy = false;
  private interrupted = false;

  /** Makes this queue the way in which JupyterLab's notebook actions run cells; once per page. */
  install(): void {
    setCellExecutor({ runCell: (options) => this.run(options) });
  }

  /** The running cell is being interrupted, by which it stops without a fault of its own; the others do not begin. */
  interrupt(): void {
    this.interrupted = this.busy;
  }

  private run(options: RunOptions): Promise<boolean> {
    if (!isRunnable(options.cell.model)) return runCell(options);
    return new Promise((answer) => {
      this.waiting = [...this.waiting, { options, answer }];
      showRunState(options.cell, "waiting");
      if (!this.busy) void this.runWaiting();
    });
  }

  private async runWaiting(): Promise<void> {
    this.busy = true;
    this.begun.emit();
    for (let next = this.takeFirst(); next !== undefined; next = this.takeFirst()) {
      const state = await this.runOne(next.options);
      next.answer(state === "ran");
    }
    this.busy = false;
  }

  private isInterrupted(): boolean {
    return this.interrupted;
  }

  private takeFirst(): Waiting | undefined {
    const [first, ...rest] = this.waiting;
    this.waiting = rest;
    return first;
  }

  private async runOne(options: RunOptions): Promise<RunState> {
    const { cell, notebook } = options;
    recordRun(cell.model, "running");
    showRunState(cell, "running");
    this.interrupted = false;
    const end = await outcome(options);
    const state = end !== "ran" && this.isInterrupted() ? "was interrupted" : end;
    if (cell.isDisposed) {
      this.dropWaiting();
      return state;
    }
    recordRun(cell.model, state);
    showRunState(cell, state);
    if (state === "ran") this.ran.emit({ notebook, cell });
    if (state !== "ran" || this.isInterrupted()) await this.halt({ notebook, cell, state });
    return state;
  }

  private async halt(end: Omit<Halt, "notRun">): Promise<void> {
    this.halted.emit({ ...end, notRun: this.dropWaiting() });
    await new Promise((resume) => setTimeout(resume, REFUSAL_MS));
  }

  private dropWaiting(): readonly Cell[] {
    const dropped = this.waiting;
    this.waiting = [];
    for (const { options, answer } of dropped) {
      if (!options.cell.isDisposed) showRunState(options.cell, "did not run");
      answer(false);
    }
    return dropped.map(({ options }) => options.cell);
  }
}

/** Sends the cell and says what became of it; an error is shown by the kernel in the cell's own output. */
async function outcome(options: RunOptions): Promise<RunState> {
  if (options.sessionContext?.session?.kernel?.status === "dead") return "did not run";
  try {
    if (!(await runCell(options))) return "did not finish";
    return hasKernel(options) ? "ran" : "did not run";
  } catch {
    // A reply without a number is the kernel refusing the request, not the cell failing.
    if (options.cell.model.type === "code" && !wasCounted(options)) return "did not run";
    if (!mayFail(options.cell.model)) return "stopped with an error";
    await new Promise((resume) => setTimeout(resume, REFUSAL_MS));
    return "ran";
  }
}

function hasKernel({ sessionContext }: RunOptions): boolean {
  return sessionContext?.session?.kernel != null;
}

function wasCounted({ cell }: RunOptions): boolean {
  const count: unknown = cell.model.sharedModel.toJSON().execution_count;
  return typeof count === "number";
}
