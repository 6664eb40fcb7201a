/** @file The course page at work: opens units, keeps the outline true, and answers the toolbar. */

import { CodeCell, type Cell } from "@jupyterlab/cells";
import { NotebookActions } from "@jupyterlab/notebook";
import { addressedPath, replaceAddress, rememberedPage, rememberPage } from "../course/address.js";
import { isOf, pageTitle, type Course, type Outline } from "../course/course.js";
import type { Services } from "../course/services.js";
import { siblingsOf } from "../course/siblings.js";
import { CellQueue, type Halt } from "../notebook/cell-queue.js";
import { installCommands, runChosen } from "../notebook/commands.js";
import { notebookTools } from "../notebook/panel.js";
import { isRunnable, recordedRun } from "../notebook/run-record.js";
import { part } from "./element.js";
import { verdictsIn } from "./language.js";
import { pageMessages } from "./messages.js";
import { askReset, askRestart, failed, originalUpdated, runHalted, wasReset } from "./notices.js";
import { openPage, saved, showCell, type OpenPage, type Surroundings } from "./open-page.js";
import { showOutline } from "./outline.js";
import { submitUnit } from "./submitting.js";
import { BUTTONS, closeDrawer, prepareToolbar, type ButtonId, type ToolbarButton } from "./toolbar.js";

/** Where the page gets its files, kernels and course from. */
export interface PageSource {
  readonly services: Services;
  readonly course: Course;
}

/** The page for as long as its tab is open; one notebook at a time. */
export class Reader {
  private readonly surroundings: Surroundings;
  private readonly queue = new CellQueue();
  private outline: Outline = { units: [], next: null };
  private page: OpenPage | null = null;
  private opening: Promise<void> = Promise.resolve();

  constructor(private readonly source: PageSource) {
    this.surroundings = {
      services: source.services,
      tools: notebookTools(),
      messages: pageMessages(),
      states: prepareToolbar(this.buttons()),
      onJudged: () => void this.noteProgress(),
    };
    this.queue.install();
    this.queue.begun.connect(() => {
      this.surroundings.messages.clear("run");
      part("verdicts").textContent = "";
    });
    this.queue.ran.connect((_, { cell }) => {
      part("verdicts").textContent = verdictsIn(cell.node);
      void this.noteProgress();
    });
    this.queue.halted.connect((_, halt) => {
      this.tellHalt(halt);
    });
    installCommands(() => this.page);
    window.addEventListener("hashchange", () => {
      const path = addressedPath();
      if (path !== null && path !== this.page?.path) void this.open(path);
    });
  }

  /** Opens the page that the address names, else the one left last, else the next unit. */
  async start(): Promise<void> {
    await this.refreshOutline();
    const { units, next } = this.outline;
    const left = rememberedPage();
    const known = units.some((unit) => isOf(unit, left)) ? left : null;
    const path = addressedPath() ?? known ?? next ?? units.at(0)?.name;
    if (path !== undefined) await this.open(path);
    else this.surroundings.messages.show(failed("Opening the course", new Error("it has no units to show.")));
  }

  /** Opens a notebook after the one before it is saved; one that cannot be saved stays on the screen. */
  open(path: string): Promise<void> {
    this.opening = this.opening.then(() => this.openNow(path));
    return this.opening;
  }

  private async openNow(path: string): Promise<void> {
    const { messages } = this.surroundings;
    if (this.page !== null && !(await saved(this.page))) {
      replaceAddress(this.page.path);
      return;
    }
    closeDrawer();
    try {
      const unit = this.outline.units.find((each) => isOf(each, path));
      const opened = unit === undefined ? { path, updated: false } : await this.source.course.open(path);
      this.page?.close();
      this.page = null;
      messages.clearAll();
      this.page = await openPage(opened.path, this.surroundings);
      if (opened.updated) this.offerUpdate(path);
      replaceAddress(path);
      rememberPage(path);
      document.title = unit === undefined ? path : pageTitle(unit, path);
    } catch (reason) {
      messages.show(failed(`Opening ${path}`, reason));
    }
    await this.refreshOutline();
  }

  private async refreshOutline(): Promise<void> {
    try {
      this.outline = await this.source.course.outline();
      const siblings = await siblingsOf(this.outline.units, this.source.services);
      showOutline({ outline: this.outline, current: this.page?.path ?? null, siblings });
    } catch (reason) {
      this.surroundings.messages.show(failed("Reading the course outline", reason));
    }
  }

  private buttons(): readonly ToolbarButton[] {
    const acts: Readonly<Record<ButtonId, (page: OpenPage) => unknown>> = {
      run: (page) => runChosen(page, true),
      "run-all": (page) => this.run(page),
      interrupt: (page) => this.interrupt(page),
      restart: (page) => {
        this.askRestart(page);
      },
      save: (page) => page.document.save(),
      submit: (page) => this.submit(page),
      reset: (page) => {
        this.askReset(page);
      },
    };
    return BUTTONS.map((button) => ({
      ...button,
      press: () => {
        if (this.page !== null) void acts[button.id](this.page);
      },
    }));
  }

  private async run({ panel }: OpenPage, cells: readonly Cell[] = panel.content.widgets): Promise<void> {
    await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
  }

  private async interrupt({ panel }: OpenPage): Promise<void> {
    this.queue.interrupt();
    try {
      await panel.sessionContext.session?.kernel?.interrupt();
    } catch (reason) {
      this.surroundings.messages.show(failed("Interrupting the kernel", reason));
    }
  }

  private async submit(page: OpenPage): Promise<void> {
    const unit = this.outline.units.find((each) => isOf(each, page.path));
    const { messages } = this.surroundings;
    if (await saved(page)) await submitUnit(unit, { course: this.source.course, messages });
  }

  private askRestart(page: OpenPage): void {
    const dead = page.document.sessionContext.session?.kernel?.status === "dead";
    const restart = (): Promise<void> => {
      this.queue.interrupt();
      return page.restart();
    };
    if (dead) void restart();
    else
      this.surroundings.messages.show(
        askRestart({
          restart: () => void restart(),
          runAll: () => void restart().then(() => this.run(page)),
        }),
      );
  }

  private askReset(page: OpenPage): void {
    this.surroundings.messages.show(askReset(() => void this.reset(page)));
  }

  private async reset(page: OpenPage): Promise<void> {
    const { messages } = this.surroundings;
    try {
      if (!(await saved(page))) return;
      const { path, backup } = await this.source.course.reset(page.path);
      await (path === page.path ? page.document.revert() : this.open(path));
      await page.restart();
      messages.show(wasReset(backup));
    } catch (reason) {
      messages.show(failed("Resetting the page", reason));
    }
    await this.refreshOutline();
  }

  private offerUpdate(name: string): void {
    const page = this.page;
    if (page === null) return;
    const { messages } = this.surroundings;
    messages.show(
      originalUpdated({
        openBeside: () => {
          this.source.course.original(name).then(
            ({ path }) => this.open(path),
            (reason: unknown) => {
              messages.show(failed("Fetching the new version", reason));
            },
          );
        },
        reset: () => void this.reset(page),
      }),
    );
  }

  private tellHalt({ cell, notebook, notRun, state }: Halt): void {
    const page = this.page;
    if (page?.document.model !== notebook) return;
    const { content } = page.panel;
    const above = content.widgets.slice(0, content.widgets.indexOf(cell));
    const isFirst = cell instanceof CodeCell && cell.model.executionCount === 1;
    const isAlone =
      isFirst && state === "stopped with an error" && above.some(({ model }) => isRunnable(model));
    this.surroundings.messages.show(
      runHalted({
        state,
        notRun: notRun.length,
        runFromTop: isAlone ? () => void this.run(page, [...above, cell]) : undefined,
        showCell: () => {
          showCell(page, cell);
        },
      }),
    );
  }

  /** Tells the course when the last cell that was missing has run; a cell of exercises may have passed one. */
  private async noteProgress(): Promise<void> {
    const page = this.page;
    const unit = this.outline.units.find((each) => isOf(each, page?.path ?? null));
    if (page === null || unit === undefined) return;
    if (unit.name !== page.path) {
      await this.refreshOutline();
      return;
    }
    if (unit.ran) return;
    const cells = [...page.document.model.cells].filter(isRunnable);
    if (!cells.every((cell) => recordedRun(cell) === "ran")) return;
    try {
      await this.source.course.done(unit.name);
    } catch (reason) {
      this.surroundings.messages.show(failed("Noting that the unit is done", reason));
    }
    await this.refreshOutline();
  }
}
