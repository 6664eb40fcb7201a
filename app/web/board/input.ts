/** @file Where the next line is written: as mathematics that is typeset while it is typed, or as text. */

import { element } from "../page/element.js";
import { oneLetter, type BoardData, type Syntax, type WrittenLine } from "./data.js";
import { boardWords } from "./words.js";

const KEY = "chainrule.board-input";

/** Signs of the palette, typeset and as text. */
const SIGNS = [
  { show: "⊙", latex: "\\odot", text: ".*", label: "entry by entry" },
  { show: "·", latex: "\\cdot", text: "*", label: "product" },
  { show: "ᵀ", latex: "#@^{\\top}", text: "'", label: "transpose" },
  { show: "a⁄b", latex: "\\frac{#@}{#?}", text: "/", label: "fraction" },
] as const;

/** The form under the lines: an input in one of two ways, a button that checks, and signs to press. */
export class LineInput {
  readonly node = element("form", { attributes: { class: "line-input" } });
  private readonly place = element("div", { attributes: { class: "line-place" } });
  private readonly help = element("p", { attributes: { class: "line-help" } });
  private readonly palette = element("div", { attributes: { class: "palette" } });
  private readonly paletteName = element("summary");
  private readonly signs = element(
    "details",
    // Where there is no keyboard at hand, the signs are.
    { attributes: { class: "signs", open: window.matchMedia("(pointer: coarse)").matches && "" } },
    this.paletteName,
    this.palette,
  );
  private readonly check = element("button", { attributes: { type: "submit", class: "choice" } });
  private readonly way = element("button", {
    attributes: { type: "button", class: "quiet" },
    onClick: () => void this.change(),
  });
  private readonly text = element("input", {
    attributes: {
      type: "text",
      class: "text-line",
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
    },
  });
  private field: MathField | null = null;
  private syntax: Syntax = localStorage.getItem(KEY) === "student" ? "student" : "latex";

  constructor(
    private readonly board: BoardData,
    private readonly submit: (line: WrittenLine) => Promise<boolean>,
  ) {
    this.node.append(
      element("div", { attributes: { class: "line-row" } }, this.place, this.check, this.way),
      this.help,
      this.signs,
    );
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.node.addEventListener("keydown", this.onKey, { capture: true });
    // What MathLive gives the focus to has no size, so browsers do not bring it into view.
    this.place.addEventListener("focusin", () => {
      this.keepInView();
    });
    this.say();
    void this.draw();
  }

  /** The words of the form in the language of the page. */
  say(): void {
    const words = boardWords();
    this.check.textContent = words.check;
    this.way.textContent = this.syntax === "latex" ? words.asText : words.asFormula;
    this.help.textContent = this.syntax === "latex" ? words.help : words.textHelp;
    this.paletteName.textContent = words.symbols;
    this.text.setAttribute("aria-label", words.next);
    this.palette.replaceChildren(...this.signButtons());
    this.field?.setAttribute("aria-label", words.next);
  }

  /** Puts the cursor into the input. */
  focus(): void {
    (this.syntax === "latex" ? this.field : this.text)?.focus();
  }

  /** Where someone is writing, the place to write stays on the screen below the line that was judged. */
  keepInView(): void {
    if (this.place.contains(document.activeElement)) this.node.scrollIntoView({ block: "nearest" });
  }

  private async draw(): Promise<void> {
    if (this.syntax === "student") {
      this.place.replaceChildren(this.text);
      return;
    }
    if (this.field === null) {
      const { createMathField } = await import("./mathlive.js");
      this.field ??= createMathField(boardWords().next, this.board);
    }
    this.place.replaceChildren(this.field);
  }

  private async change(): Promise<void> {
    this.syntax = this.syntax === "latex" ? "student" : "latex";
    localStorage.setItem(KEY, this.syntax);
    await this.draw();
    this.say();
    this.focus();
  }

  private async send(): Promise<void> {
    const { syntax } = this;
    const text = (syntax === "latex" ? (this.field?.value ?? "") : this.text.value).trim();
    if (text === "" || this.check.getAttribute("aria-disabled") === "true") return;
    this.check.setAttribute("aria-disabled", "true");
    this.check.textContent = boardWords().checking;
    const taken = await this.submit({ text, syntax });
    this.check.removeAttribute("aria-disabled");
    this.check.textContent = boardWords().check;
    if (!taken) return;
    if (this.field !== null && syntax === "latex") this.field.value = "";
    if (syntax === "student") this.text.value = "";
  }

  /** Enter checks, Escape leaves for the cell; Tab goes on as everywhere, and never through the parts of a formula. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const inField = event.target === this.field || event.target === this.text;
    if (!inField || event.isComposing || this.field?.mode === "latex") return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      void this.send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.node.closest<HTMLElement>(".jp-Cell")?.focus();
    } else if (event.key === "Tab") event.stopPropagation();
    else if (event.key === "=" && this.field !== null && event.target === this.field) leaveParts(this.field);
  };

  /** Signs and the names of the board; whoever types has them on the keyboard, so Tab passes them by. */
  private signButtons(): HTMLElement[] {
    const { steps, symbols } = this.board;
    const names = [
      ...steps.map(({ text, latex, means }) => ({
        show: text,
        latex: `${oneLetter(latex)}=`,
        text: `${text} = `,
        label: means,
      })),
      ...symbols.map(({ text, latex }) => ({ show: text, latex: oneLetter(latex), text, label: text })),
    ];
    return [...SIGNS, ...names].map(({ show, latex, text, label }) =>
      element(
        "button",
        {
          attributes: { type: "button", tabindex: "-1", title: label, "aria-label": label },
          onClick: () => {
            this.insert(latex, text);
          },
        },
        show,
      ),
    );
  }

  private insert(latex: string, text: string): void {
    if (this.syntax === "latex") this.field?.insert(latex, { focus: true });
    else {
      const { selectionStart, selectionEnd, value } = this.text;
      this.text.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, "end");
    }
    this.focus();
  }
}

/** Moves the cursor behind the fraction or exponent that it is in: two sides of a line are never parts of either. */
function leaveParts(field: MathField): void {
  for (let before = -1; before !== field.position;) {
    before = field.position;
    field.executeCommand("moveAfterParent");
  }
}
