/** @file What the keyboard does in a notebook: one row per command, with Jupyter's own keys. */

import { NotebookActions, type Notebook, type NotebookPanel } from "@jupyterlab/notebook";
import { CommandRegistry } from "@lumino/commands";
import type { Assistance } from "./assistance.js";

/** The notebook that commands act on, with its help. */
export interface CommandTarget {
  readonly panel: NotebookPanel;
  readonly assistance: Assistance;
}

interface Command {
  readonly id: string;
  readonly keys: readonly (readonly string[])[];
  /** Where the keys count; a command with two places has two rows of keys for the same act. */
  readonly selectors: readonly string[];
  readonly act: (target: CommandTarget) => unknown;
}

const COMMAND = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus";
const EDIT = ".jp-Notebook.jp-mod-editMode";
const BOTH = [COMMAND, EDIT];
const PAGE = ["body"];
const SEARCHING = [".jp-mod-search-active"];

/** Runs the chosen cells; with `advance` the next cell becomes the active one. */
export function runChosen({ panel }: CommandTarget, advance: boolean): Promise<boolean> {
  return advance
    ? NotebookActions.runAndAdvance(panel.content, panel.sessionContext)
    : NotebookActions.run(panel.content, panel.sessionContext);
}

const onNotebook =
  (act: (notebook: Notebook) => unknown) =>
  ({ panel }: CommandTarget): unknown =>
    act(panel.content);

const COMMANDS: readonly Command[] = [
  {
    id: "run-and-advance",
    keys: [["Shift Enter"]],
    selectors: BOTH,
    act: (target) => runChosen(target, true),
  },
  {
    id: "run-in-place",
    keys: [["Ctrl Enter"], ["Accel Enter"]],
    selectors: BOTH,
    act: (target) => runChosen(target, false),
  },
  {
    id: "run-and-insert",
    keys: [["Alt Enter"]],
    selectors: BOTH,
    act: ({ panel }) => NotebookActions.runAndInsert(panel.content, panel.sessionContext),
  },
  {
    id: "edit",
    keys: [["Enter"]],
    selectors: [".jp-Notebook.jp-mod-commandMode .jp-Cell:focus"],
    act: onNotebook((notebook) => (notebook.mode = "edit")),
  },
  {
    id: "leave-editor",
    keys: [["Escape"], ["Ctrl M"]],
    selectors: [EDIT],
    act: onNotebook((notebook) => {
      notebook.mode = "command";
      notebook.activeCell?.node.focus();
    }),
  },
  {
    id: "above",
    keys: [["ArrowUp"], ["K"]],
    selectors: [COMMAND],
    act: onNotebook(NotebookActions.selectAbove),
  },
  {
    id: "below",
    keys: [["ArrowDown"], ["J"]],
    selectors: [COMMAND],
    act: onNotebook(NotebookActions.selectBelow),
  },
  {
    id: "extend-above",
    keys: [["Shift ArrowUp"], ["Shift K"]],
    selectors: [COMMAND],
    act: onNotebook((notebook) => {
      NotebookActions.extendSelectionAbove(notebook);
    }),
  },
  {
    id: "extend-below",
    keys: [["Shift ArrowDown"], ["Shift J"]],
    selectors: [COMMAND],
    act: onNotebook((notebook) => {
      NotebookActions.extendSelectionBelow(notebook);
    }),
  },
  { id: "select-all", keys: [["Accel A"]], selectors: [COMMAND], act: onNotebook(NotebookActions.selectAll) },
  { id: "insert-above", keys: [["A"]], selectors: [COMMAND], act: onNotebook(NotebookActions.insertAbove) },
  { id: "insert-below", keys: [["B"]], selectors: [COMMAND], act: onNotebook(NotebookActions.insertBelow) },
  {
    id: "move-up",
    keys: [["Ctrl Shift ArrowUp"]],
    selectors: [COMMAND],
    act: onNotebook(NotebookActions.moveUp),
  },
  {
    id: "move-down",
    keys: [["Ctrl Shift ArrowDown"]],
    selectors: [COMMAND],
    act: onNotebook(NotebookActions.moveDown),
  },
  { id: "cut", keys: [["X"]], selectors: [COMMAND], act: onNotebook(NotebookActions.cut) },
  { id: "copy", keys: [["C"]], selectors: [COMMAND], act: onNotebook(NotebookActions.copy) },
  {
    id: "paste",
    keys: [["V"]],
    selectors: [COMMAND],
    act: onNotebook((notebook) => {
      NotebookActions.paste(notebook);
    }),
  },
  { id: "delete", keys: [["D", "D"]], selectors: [COMMAND], act: onNotebook(NotebookActions.deleteCells) },
  { id: "undo", keys: [["Z"]], selectors: [COMMAND], act: onNotebook(NotebookActions.undo) },
  { id: "redo", keys: [["Shift Z"]], selectors: [COMMAND], act: onNotebook(NotebookActions.redo) },
  {
    id: "merge",
    keys: [["Shift M"]],
    selectors: [COMMAND],
    act: onNotebook((notebook) => {
      NotebookActions.mergeCells(notebook);
    }),
  },
  { id: "split", keys: [["Ctrl Shift -"]], selectors: [EDIT], act: onNotebook(NotebookActions.splitCell) },
  {
    id: "to-code",
    keys: [["Y"]],
    selectors: [COMMAND],
    act: onNotebook((notebook) => {
      NotebookActions.changeCellType(notebook, "code");
    }),
  },
  {
    id: "to-markdown",
    keys: [["M"]],
    selectors: [COMMAND],
    act: onNotebook((notebook) => {
      NotebookActions.changeCellType(notebook, "markdown");
    }),
  },
  {
    id: "complete",
    keys: [["Tab"]],
    selectors: [`${EDIT} .jp-CodeCell .jp-mod-completer-enabled:not(.jp-mod-at-line-beginning)`],
    act: ({ assistance }) => {
      assistance.complete();
    },
  },
  {
    id: "choose-completion",
    keys: [["Enter"]],
    selectors: [".jp-mod-completer-active"],
    act: ({ assistance }) => {
      assistance.chooseCompletion();
    },
  },
  {
    id: "explain",
    keys: [["Shift Tab"]],
    selectors: [
      `${EDIT} .jp-CodeCell .jp-InputArea-editor:not(.jp-mod-has-primary-selection):not(.jp-mod-in-leading-whitespace):not(.jp-mod-completer-active)`,
    ],
    act: ({ assistance }) => assistance.explain(),
  },
  {
    id: "close-explanation",
    keys: [["Escape"]],
    selectors: ["body.jp-mod-tooltip .jp-Notebook"],
    act: ({ assistance }) => {
      assistance.closeExplanation();
    },
  },
  {
    id: "search",
    keys: [["Accel F"]],
    selectors: PAGE,
    act: ({ assistance }) => {
      assistance.search.open();
    },
  },
  {
    id: "search-next",
    keys: [["Accel G"]],
    selectors: SEARCHING,
    act: ({ assistance }) => assistance.search.next(),
  },
  {
    id: "search-previous",
    keys: [["Accel Shift G"]],
    selectors: SEARCHING,
    act: ({ assistance }) => assistance.search.previous(),
  },
  {
    id: "end-search",
    keys: [["Escape"]],
    selectors: SEARCHING,
    act: ({ assistance }) => {
      assistance.search.close();
    },
  },
  { id: "save", keys: [["Accel S"]], selectors: PAGE, act: ({ panel }) => panel.context.save() },
];

/** Listens to the keyboard for as long as the page lives; without a notebook the keys do what the browser does. */
export function installCommands(target: () => CommandTarget | null): void {
  const registry = new CommandRegistry();
  for (const { id, keys, selectors, act } of COMMANDS) {
    registry.addCommand(id, {
      isEnabled: () => target() !== null,
      execute: () => {
        const current = target();
        return current === null ? undefined : act(current);
      },
    });
    for (const selector of selectors) {
      for (const chord of keys) registry.addKeyBinding({ command: id, keys: [...chord], selector });
    }
  }
  document.addEventListener(
    "keydown",
    (event) => {
      registry.processKeydownEvent(event);
    },
    { capture: true },
  );
}
