/** @file Verdicts as HTML and words: right and wrong by sign and word, never by colour alone, in every language. */

import { CATALOGUE, messageText, type Language, type Reason } from "../exercises/messages.js";
import type { Verdict } from "../exercises/verdict.js";
import { shapeText } from "../tensor/shape.js";
import { tensorText } from "../writing/numerals.js";
import { Html } from "./html.js";
import { escapeHtml, proseHtml, type MimeBundle } from "./mime.js";

const LANGUAGES = Object.keys(CATALOGUE) as Language[];

/** What verdicts say beside their messages; `name` is what a language calls itself. */
const WORDS = {
  en: {
    ...{ name: "In English", right: "right", wrong: "not yet", follows: "follows" },
    ...{ shape: "shape", got: "your shape", want: "needed", end: "." },
  },
  hi: {
    ...{ name: "हिन्दी में", right: "सही", wrong: "अभी नहीं", follows: "निकलती है" },
    ...{ shape: "shape", got: "आपका shape", want: "चाहिए", end: "।" },
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;

/** A verdict in words; undefined for anything that is not one. */
export function verdictBundle(value: unknown): MimeBundle | undefined {
  if (!isVerdict(value)) return undefined;
  const { parts = [] } = value;
  const { sign, word, said } = verdictWords(value);
  const lines =
    parts.length < 2
      ? []
      : parts.map((part) => `  ${verdictWords(part).sign} ${part.step} ${verdictWords(part).word}`);
  return {
    "text/html": `<div class="chainrule-verdict">${inLanguages((language) => verdictHtml(value, language))}</div>`,
    "text/plain": [`${sign} ${word}${said === "" ? "" : `: ${said}`}`, ...lines].join("\n"),
  };
}

/**
 * The same in every language: English first, the others to be opened. The course's page shows the chosen one alone,
 * whichever was chosen when it was saved.
 */
export function inLanguages(html: (language: Language) => string): string {
  const others = LANGUAGES.filter((language) => language !== "en").map(
    (language) =>
      `<details class="chainrule-language" lang="${language}"><summary>${WORDS[language].name}</summary>${html(language)}</details>`,
  );
  return `<div class="chainrule-language" lang="en">${html("en")}</div>${others.join("")}`;
}

/** A message in every language, in one paragraph. */
export function message(reason: Reason): Html {
  const html = inLanguages((language) => `<p>${proseHtml(messageText(reason, language))}</p>`);
  return new Html(html, messageText(reason));
}

function verdictHtml(verdict: Verdict, language: Language): string {
  const { parts = [] } = verdict;
  const { sign, word, said } = verdictWords(verdict, language);
  const items = parts.map((part) => ({ step: part.step, ...verdictWords(part, language) }));
  const isListed = parts.length > 1;
  // What is said of one part stands there.
  const own = isListed && items.some((item) => item.said === said) ? "" : said;
  const head = `<p>${signHtml(sign)} <strong>${word}</strong>${saidHtml(own)}</p>`;
  if (!isListed) return head;
  const list = items.map(
    (item) =>
      `<li>${signHtml(item.sign)} <code>${escapeHtml(item.step)}</code> ${item.word}${saidHtml(item.said)}</li>`,
  );
  return `${head}<ul>${list.join("")}</ul>`;
}

function signHtml(sign: string): string {
  return `<span aria-hidden="true">${sign}</span>`;
}

function saidHtml(said: string): string {
  return said === "" ? "" : `: ${proseHtml(said)}`;
}

/** A verdict's sign and word, and all that it says. */
export function verdictWords(verdict: Verdict, language: Language = "en"): Words {
  const { passed, part, step, reason, value, code, shapes, follows } = verdict;
  const words = WORDS[language];
  const state = passed ? "right" : follows === undefined ? "wrong" : "follows";
  const result =
    value === undefined
      ? ""
      : ` ${part ?? step} = ${tensorText(value)}, ${words.shape} ${shapeText(value.shape)}${words.end}`;
  const sizes =
    passed || shapes === undefined || shapes.got.join() === shapes.want.join()
      ? ""
      : ` (${words.got} ${shapeText(shapes.got)}, ${words.want} ${shapeText(shapes.want)})`;
  const message = language === "en" ? verdict.message : messageText(reason, language);
  const said = `${reason.key === "right" ? "" : message}${result}${sizes}${code === undefined ? "" : ` [${code}]`}`;
  return { sign: SIGNS[state], word: words[state], said: said.trim() };
}

const SIGNS = { right: "✓", wrong: "✗", follows: "→" } as const;

interface Words {
  readonly sign: string;
  readonly word: string;
  readonly said: string;
}

function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== "object" || value === null) return false;
  if (!("passed" in value && "message" in value && "reason" in value)) return false;
  const { reason } = value;
  return (
    typeof reason === "object" &&
    reason !== null &&
    "key" in reason &&
    typeof reason.key === "string" &&
    Object.hasOwn(CATALOGUE.en, reason.key)
  );
}
