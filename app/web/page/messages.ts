/** @file Messages in the page, above the notebook: what happened and what can be done, without a dialog. */

import { element, part } from "./element.js";
import { icon } from "./icons.js";

/** One thing that the student may do about a message; a link when `href` is given. */
export interface Choice {
  readonly label: string;
  /** Called with what stands in the message's fields, by their names. */
  readonly choose?: (values: FieldValues) => void;
  readonly href?: string;
  /** The link's file is kept, not shown. */
  readonly download?: boolean;
}

/** What a student has written into the fields of a message. */
export type FieldValues = Readonly<Record<string, string>>;

/** Something that a message asks for in writing. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
}

/** A message; a new one with the same `key` takes the old one's place. */
export interface Message {
  readonly key: string;
  readonly kind: "error" | "notice";
  readonly text: string;
  readonly choices?: readonly Choice[];
  /** The first choice hands them over, as Enter does; the first field gets the focus. */
  readonly fields?: readonly Field[];
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
  /** Where the keyboard was before it came here. */
  let before: EventTarget | null = null;
  /** The form that was sent last: its answer goes on where the form was. */
  let sent: string | undefined;
  place.addEventListener("focusin", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && place.contains(relatedTarget))) before = relatedTarget;
  });
  const clear = (key: string): void => {
    const bar = shown.get(key);
    const hadFocus = bar?.contains(document.activeElement) === true;
    bar?.remove();
    shown.delete(key);
    if (hadFocus && key !== sent && before instanceof HTMLElement) before.focus();
  };
  return {
    clear,
    clearAll: () => {
      for (const key of [...shown.keys()]) clear(key);
    },
    show: (message) => {
      const { key } = message;
      const bar = messageBar(message, (isSent) => {
        sent = isSent ? key : undefined;
        clear(key);
      });
      const old = shown.get(key);
      const isAnswer =
        (sent === key && document.activeElement === document.body) ||
        old?.contains(document.activeElement) === true;
      sent = undefined;
      if (old === undefined) place.append(bar);
      else old.replaceWith(bar);
      shown.set(key, bar);
      bar.querySelector<HTMLElement>(isAnswer ? "input, .choice" : "input")?.focus();
    },
  };
}

function messageBar(message: Message, close: (isSent: boolean) => void): HTMLElement {
  const { key, kind, text, choices = [], fields = [] } = message;
  const role = fields.length > 0 ? "group" : kind === "error" ? "alert" : "status";
  const inputs = fields.map(({ name, optional = false }) =>
    element("input", { attributes: { name, type: "text", autocomplete: "off", required: !optional && "" } }),
  );
  const choose = (choice: Choice | undefined): void => {
    close(fields.length > 0 && choice === choices[0]);
    choice?.choose?.(Object.fromEntries(inputs.map(({ name, value }) => [name, value])));
  };
  const quit = (): void => {
    close(false);
  };
  const bar = element(
    fields.length > 0 ? "form" : "div",
    {
      attributes: {
        class: `message ${kind}`,
        role,
        "aria-label": fields.length > 0 && text,
        "data-key": key,
      },
    },
    element("p", {}, text),
    ...fields.map(({ label, optional = false }, at) =>
      element("label", {}, optional ? `${label} (optional) ` : `${label} `, inputs[at]),
    ),
    ...choices.map((choice, at) => choiceElement(choice, at === 0 && fields.length > 0, choose)),
    element(
      "button",
      { attributes: { class: "quiet", "aria-label": "Close this message", type: "button" }, onClick: quit },
      icon("close"),
    ),
  );
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(choices[0]);
  });
  return bar;
}

function choiceElement(choice: Choice, isSubmit: boolean, choose: (choice: Choice) => void): HTMLElement {
  const { label, href, download = false } = choice;
  const onClick = (): void => {
    choose(choice);
  };
  if (href !== undefined)
    return element("a", { attributes: { href, class: "choice", download: download && "" }, onClick }, label);
  if (isSubmit) return element("button", { attributes: { class: "choice", type: "submit" } }, label);
  return element("button", { attributes: { class: "choice", type: "button" }, onClick }, label);
}
