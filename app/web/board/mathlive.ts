/** @file The mathematics input, set for a board; MathLive comes with this file, which is loaded with the first board. */

import "mathlive/fonts.css";
import "mathlive";
import { element } from "../page/element.js";
import { oneLetter, type BoardSymbol, type Step } from "./data.js";

// Fonts are the page's own files, and nothing makes a sound.
Object.assign(customElements.get("math-field") ?? {}, { fontsDirectory: null, soundsDirectory: null });

/** Words that are typed as they are in a program. */
const SHORTCUTS: Readonly<Record<string, string>> = {
  "'": "^{\\top}",
  "*": "\\cdot",
  ".*": "\\odot",
  "∂": "\\partial",
  ell: "\\ell",
  sigma: "\\sigma",
  exp: "\\exp",
  log: "\\log",
  ln: "\\ln",
  tanh: "\\tanh",
  sqrt: "\\sqrt{#?}",
  sum: "\\mathrm{sum}",
  sigmoid: "\\mathrm{sigmoid}",
};

/** A mathematics input that knows the names of a board. */
export function createMathField(
  label: string,
  { symbols, steps }: { readonly symbols: readonly BoardSymbol[]; readonly steps: readonly Step[] },
): MathField {
  const field = element("math-field");
  field.mathVirtualKeyboardPolicy = "manual";
  field.addEventListener(
    "mount",
    () => {
      field.menuItems = [];
      // Brackets stay as they are typed; a pair that closes itself would be left by a space.
      field.smartFence = false;
      field.inlineShortcuts = { ...SHORTCUTS, ...namesOf(symbols, steps) };
      // A phone shows its own keyboard.
      field.shadowRoot?.querySelector("[part=keyboard-sink]")?.setAttribute("inputmode", "text");
    },
    { once: true },
  );
  field.setAttribute("aria-label", label);
  // The notebook around it keeps the focus where it was.
  field.addEventListener("click", () => {
    if (document.activeElement !== field) field.focus();
  });
  return field;
}

/** `W1` becomes W^{[1]} as it is typed, and `dW1` likewise: each one letter to what is typed next. */
function namesOf(symbols: readonly BoardSymbol[], steps: readonly Step[]): Readonly<Record<string, string>> {
  const derivatives = symbols.map(({ text, latex }) => [`d${text}`, oneLetter(`d${latex}`)]);
  const known = symbols
    .filter(({ text }) => text.length > 1)
    .map(({ text, latex }) => [text, oneLetter(latex)]);
  const asked = steps.map(({ text, latex }) => [text, oneLetter(latex)]);
  return Object.fromEntries([...derivatives, ...known, ...asked]) as Record<string, string>;
}
