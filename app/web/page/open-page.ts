/** @file One notebook on the screen, from loading to leaving: its saving, its kernel and its messages. */

import type { Cell } from "@jupyterlab/cells";
import type { NotebookPanel } from "@jupyterlab/notebook";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { rememberedPlace, rememberPlace } from "../course/address.js";
import type { Services } from "../course/services.js";
import { assist, type Assistance } from "../notebook/assistance.js";
import { autosave } from "../notebook/autosave.js";
import { NotebookDocument } from "../notebook/document.js";
import { restartKernel, tellStartFailure, watchKernel } from "../notebook/kernel.js";
import { createPanel, type NotebookTools } from "../notebook/panel.js";
import { recordedRun, showRunState } from "../notebook/run-record.js";
import { part } from "./element.js";
import type { Messages } from "./messages.js";
import {
  changedOnDisk,
  copySaved,
  failed,
  kernelDied,
  KERNEL_REPLACED,
  kernelNotStarted,
  REFRESHED,
  saveFailed,
} from "./notices.js";
import type { ToolbarStates } from "./toolbar.js";

/** A notebook on the screen. */
export interface OpenPage {
  readonly path: string;
  readonly document: NotebookDocument;
  readonly panel: NotebookPanel;
  readonly assistance: Assistance;
  restart(): Promise<void>;
  close(): void;
}

/** What a page needs from around it. */
export interface Surroundings {
  readonly services: Services;
  readonly tools: NotebookTools;
  readonly messages: Messages;
  readonly states: ToolbarStates;
  /** A line on a board was judged, which may have passed an exercise. */
  readonly onJudged: () => void;
}

/** Loads a notebook and puts it on the screen; rejects, with nothing shown, when it cannot be read. */
export async function openPage(path: string, surroundings: Surroundings): Promise<OpenPage> {
  const { services, tools, states } = surroundings;
  const document = new NotebookDocument(path, services);
  try {
    await document.load();
  } catch (reason) {
    document.dispose();
    throw reason;
  }
  const panel = createPanel(document, tools, surroundings.onJudged);
  const page: OpenPage = {
    path,
    document,
    panel,
    assistance: assist(panel),
    restart: () => restart(page, surroundings),
    close: () => {
      document.dispose();
    },
  };
  place(panel);
  showRecordedRuns(panel);
  returnToPlace(page);
  autosave(document, (words) => {
    states.file(words);
  });
  followSaving(page, surroundings);
  followKernel(page, surroundings);
  return page;
}

/** Shows a cell in the middle of the screen and makes it the active one. */
export function showCell({ panel }: OpenPage, cell: Cell): void {
  panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
  cell.node.scrollIntoView({ block: "center" });
  cell.node.focus();
}

/** Saves what is not saved yet; false when that did not work, which the page's messages then say. */
export async function saved({ document: notebook }: OpenPage): Promise<boolean> {
  if (notebook.model.dirty) await notebook.save();
  return !notebook.model.dirty;
}

function place(panel: NotebookPanel): void {
  const main = part("notebook");
  Widget.attach(panel, main);
  let top = main.offsetTop;
  const observer = new ResizeObserver(() => {
    // A message that appears above takes room, but what the student is reading stays where it is.
    const scroller = panel.content.outerNode;
    if (scroller.scrollTop > 0) scroller.scrollTop += main.offsetTop - top;
    top = main.offsetTop;
    // Lumino lays its widgets out itself and has to be told when the room changes.
    MessageLoop.postMessage(panel, Widget.ResizeMessage.UnknownSize);
  });
  observer.observe(main);
  panel.disposed.connect(() => {
    observer.disconnect();
  });
}

function showRecordedRuns(panel: NotebookPanel): void {
  for (const cell of panel.content.widgets) {
    if (recordedRun(cell.model) === "stopped with an error") showRunState(cell, "stopped with an error");
  }
}

function returnToPlace({ panel, path }: OpenPage): void {
  const { content } = panel;
  void panel.revealed.then(() => {
    if (panel.isDisposed) return;
    const place = rememberedPlace(path);
    if (place > 0 && place < content.widgets.length) {
      content.activeCellIndex = place;
      // Cells above may not be drawn yet: the notebook scrolls again when they are.
      void content.scrollToItem(place, "start");
    }
    content.activate();
    content.activeCellChanged.connect(() => {
      rememberPlace(path, content.activeCellIndex);
    });
  });
}

function followSaving(page: OpenPage, { messages }: Surroundings): void {
  const { document: notebook } = page;
  const tell = (action: Promise<void>): void => {
    action.catch((reason: unknown) => {
      messages.show(failed("Saving", reason));
    });
  };
  const ask = (): void => {
    messages.show(
      changedOnDisk({
        keepMine: () => {
          tell(notebook.overwrite());
        },
        takeTheirs: () => {
          tell(notebook.revert());
        },
        saveCopy: () => {
          tell(keepAsCopy(page, messages));
        },
      }),
    );
  };
  notebook.troubled.connect((_, trouble) => {
    if (trouble.kind === "changed on disk") ask();
    else messages.show(saveFailed(trouble.reason, () => void notebook.save()));
  });
  notebook.saveState.connect((_, state) => {
    if (state === "completed") messages.clear("save");
  });
  lookWhenReturning(page, messages, ask);
}

/** Coming back to a tab is the moment to notice that another one has gone on with the same page. */
function lookWhenReturning({ document: notebook }: OpenPage, messages: Messages, ask: () => void): void {
  const look = async (): Promise<void> => {
    // A server that does not answer is told by the next save, not by looking.
    const changed = await notebook.changedOnDisk().catch(() => false);
    if (!changed || notebook.isDisposed) return;
    if (notebook.model.dirty) {
      ask();
      return;
    }
    await notebook.revert();
    messages.show(REFRESHED);
  };
  const onFocus = (): void => void look();
  window.addEventListener("focus", onFocus);
  notebook.disposed.connect(() => {
    window.removeEventListener("focus", onFocus);
  });
}

async function keepAsCopy({ document: notebook }: OpenPage, messages: Messages): Promise<void> {
  const path = await notebook.saveCopy();
  await notebook.revert();
  messages.show(copySaved(path));
}

function followKernel(page: OpenPage, surroundings: Surroundings): void {
  const { messages, states } = surroundings;
  const session = page.document.sessionContext;
  const again = (): void => void page.restart();
  tellStartFailure(session, (reason) => {
    messages.show(kernelNotStarted(reason, again));
  });
  watchKernel(session, {
    onState: ({ words, kind }) => {
      states.kernel(words, kind);
    },
    onDeath: (returning) => {
      messages.show(returning ? KERNEL_REPLACED : kernelDied(again));
    },
    onReturn: () => {
      messages.clear("kernel");
    },
  });
  page.document.start();
}

async function restart(page: OpenPage, { messages }: Surroundings): Promise<void> {
  messages.clear("kernel");
  try {
    await restartKernel(page.document.sessionContext);
  } catch (reason) {
    messages.show(
      kernelNotStarted(reason instanceof Error ? reason.message : String(reason), () => void page.restart()),
    );
  }
}
