/** @file The toolbar on top: what can be done with the notebook, and how its kernel and its file are, in words. */

import { element, part } from "./element.js";
import { icon, type IconName } from "./icons.js";

/** The toolbar's buttons in order; a pointer that rests on one shows its help, with its keys. */
export const BUTTONS = [
  { id: "run", label: "Run", icon: "run", help: "Run the cell and go to the next (Shift+Enter)" },
  { id: "run-all", label: "Run all", icon: "runAll", help: "Run all cells from the top" },
  { id: "interrupt", label: "Interrupt", icon: "interrupt", help: "Stop the cell that is running" },
  {
    id: "restart",
    label: "Restart",
    icon: "restart",
    help: "Restart the kernel; its variables will be gone",
  },
  { id: "save", label: "Save", icon: "save", help: "Save the page (Ctrl+S)" },
  {
    id: "submit",
    label: "Submit",
    icon: "submit",
    help: "Make the file with this unit's exercises that your teacher collects",
  },
  {
    id: "reset",
    label: "Reset to original",
    icon: "reset",
    help: "Begin this page anew; your version is kept as a backup",
  },
] as const;

export type ButtonId = (typeof BUTTONS)[number]["id"];

/** One button of the toolbar. */
export interface ToolbarButton {
  readonly id: ButtonId;
  readonly label: string;
  readonly icon: IconName;
  readonly help: string;
  readonly press: () => void;
}

/** Where the toolbar shows states that change. */
export interface ToolbarStates {
  kernel(words: string, kind: KernelKind): void;
  file(words: string): void;
}

export type KernelKind = "ready" | "busy" | "waiting" | "stopped";

/** With the outline's own these are the four buttons that a small screen keeps; the others are in its drawer. */
const KEPT_ON_SMALL: readonly ButtonId[] = ["run", "run-all", "interrupt"];
const WIDE = window.matchMedia("(min-width: 900px)");

/** Fills the toolbar; answers where states are shown. */
export function prepareToolbar(buttons: readonly ToolbarButton[]): ToolbarStates {
  const kernel = element("span", {
    attributes: { id: "kernel-state", role: "status", "data-kind": "waiting" },
  });
  const file = element("span", { attributes: { id: "file-state" } });
  part("toolbar").append(
    outlineToggle(),
    element(
      "div",
      { attributes: { role: "toolbar", "aria-label": "Notebook", class: "buttons" } },
      ...buttons.map(toolbarButton),
    ),
    element("div", { attributes: { class: "states" } }, file, kernel),
  );
  part("page-actions").append(...buttons.filter(({ id }) => !KEPT_ON_SMALL.includes(id)).map(drawerButton));
  return {
    kernel: (words, kind) => {
      if (kernel.textContent !== words) kernel.textContent = words;
      kernel.dataset.kind = kind;
    },
    file: (words) => {
      file.textContent = words;
    },
  };
}

/** A button as it stands in the toolbar, and on a small screen in the drawer. */
function toolbarButton({ id, label, icon: name, help, press }: ToolbarButton): HTMLButtonElement {
  return element(
    "button",
    { attributes: { type: "button", "data-command": id, title: help, "aria-label": label }, onClick: press },
    icon(name),
    element("span", { attributes: { class: "label", "aria-hidden": "true" } }, label),
  );
}

function drawerButton(button: ToolbarButton): HTMLButtonElement {
  const made = toolbarButton(button);
  made.addEventListener("click", closeDrawer);
  return made;
}

/** Closes the drawer of a small screen; on a wide one the outline stays as the student left it. */
export function closeDrawer(): void {
  if (!WIDE.matches) setOutlineOpen(false);
}

function outlineToggle(): HTMLElement {
  const toggle = element(
    "button",
    {
      attributes: {
        type: "button",
        id: "outline-toggle",
        "aria-controls": "outline",
        title: "Course outline",
      },
      onClick: () => {
        setOutlineOpen(toggle.getAttribute("aria-expanded") !== "true");
      },
    },
    icon("outline"),
    element("span", { attributes: { class: "label" } }, "Outline"),
  );
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeDrawer();
  });
  WIDE.addEventListener("change", () => {
    setOutlineOpen(WIDE.matches);
  });
  queueMicrotask(() => {
    setOutlineOpen(WIDE.matches);
  });
  return toggle;
}

function setOutlineOpen(open: boolean): void {
  const [toggle, outline] = [part("outline-toggle"), part("outline")];
  // What is folded away cannot keep the keyboard.
  if (!open && outline.contains(document.activeElement)) toggle.focus();
  toggle.setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("outline-open", open);
  outline.inert = !open;
}
