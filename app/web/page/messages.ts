/** @file Messages in the page, above the notebook: what happened and what can be done, without a dialog. */

import { element, part } from "./element.js";
import { icon } from "./icons.js";

/** One thing that the student may do about a message; a link when `href` is given. */
export interface Choice {
  readonly label: string;
  readonly choose?: () => void;
  readonly href?: string;
}

/** A message; a new one with the same `key` takes the old one's place. */
export interface Message {
  readonly key: string;
  readonly kind: "error" | "notice";
  readonly text: string;
  readonly choices?: readonly Choice[];
}

/** The messages on the page. */
export interface Messages {
  show(message: Message): void;
  clear(key: string): void;
  /** Takes away all messages, as when another notebook is opened. */
  clearAll(): void;
}

/** Messages in the page's own part; errors are announced at once, notices when the reader pauses. */
export function pageMessages(): Messages {
  const place = part("messages");
  const shown = new Map<string, HTMLElement>();
  const clear = (key: string): void => {
    shown.get(key)?.remove();
    shown.delete(key);
  };
  return {
    clear,
    clearAll: () => {
      for (const key of [...shown.keys()]) clear(key);
    },
    show: (message) => {
      const bar = messageBar(message, () => {
        clear(message.key);
      });
      const old = shown.get(message.key);
      if (old === undefined) place.append(bar);
      else old.replaceWith(bar);
      shown.set(message.key, bar);
    },
  };
}

function messageBar({ key, kind, text, choices = [] }: Message, close: () => void): HTMLElement {
  return element(
    "div",
    {
      attributes: { class: `message ${kind}`, role: kind === "error" ? "alert" : "status", "data-key": key },
    },
    element("p", {}, text),
    ...choices.map((choice) => choiceButton(choice, close)),
    element(
      "button",
      { attributes: { class: "quiet", "aria-label": "Close this message", type: "button" }, onClick: close },
      icon("close"),
    ),
  );
}

function choiceButton({ label, choose, href }: Choice, close: () => void): HTMLElement {
  const onClick = (): void => {
    close();
    choose?.();
  };
  if (href !== undefined) return element("a", { attributes: { href, class: "choice" }, onClick }, label);
  return element("button", { attributes: { class: "choice", type: "button" }, onClick }, label);
}
