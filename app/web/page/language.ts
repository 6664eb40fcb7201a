/** @file The language of verdicts, chosen on the page and kept by the browser. */

import { element, part } from "./element.js";

/** The languages that verdicts come in, each by its own name. */
const LANGUAGES = { en: "English", hi: "हिन्दी" } as const;

export type Language = keyof typeof LANGUAGES;

const KEY = "chainrule.language";
const listeners = new Set<() => void>();

/** The chosen language; English until one is chosen. */
export function verdictLanguage(): Language {
  return localStorage.getItem(KEY) === "hi" ? "hi" : "en";
}

/** Calls back when another language is chosen; answers the function that ends this. */
export function onLanguageChange(callback: () => void): () => void {
  listeners.add(callback);
  return () => {
    listeners.delete(callback);
  };
}

/** Opens what stands there in the chosen language; styles hide the others. */
export function showChosenLanguage(node: ParentNode): void {
  const language = verdictLanguage();
  document.documentElement.dataset["verdicts"] = language;
  for (const each of node.querySelectorAll<HTMLElement>(".chainrule-language"))
    if (each instanceof HTMLDetailsElement) each.open = each.lang === language;
}

/** What checks say there in the chosen language, to be read out: their own words come too suddenly for that. */
export function verdictsIn(node: ParentNode): string {
  const said = node.querySelectorAll<HTMLElement>(`.chainrule-language[lang="${verdictLanguage()}"]`);
  return [...said].map(({ innerText }) => innerText).join("\n");
}

/** Puts the choice at the foot of the outline. */
export function prepareLanguageChoice(): void {
  showChosenLanguage(document);
  const select = element(
    "select",
    { attributes: { id: "language", "aria-describedby": "language-help" } },
    ...Object.entries(LANGUAGES).map(([key, name]) =>
      element(
        "option",
        { attributes: { value: key, lang: key, selected: key === verdictLanguage() && "" } },
        name,
      ),
    ),
  );
  select.addEventListener("change", () => {
    localStorage.setItem(KEY, select.value);
    showChosenLanguage(document);
    for (const listener of listeners) listener();
  });
  part("outline").append(
    element(
      "div",
      { attributes: { class: "language" } },
      element("label", { attributes: { for: "language" } }, "Verdicts in"),
      select,
      element("p", { attributes: { id: "language-help" } }, "What boards and checks answer you."),
    ),
  );
}
