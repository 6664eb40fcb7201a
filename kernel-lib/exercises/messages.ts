/** @file Messages: the words of verdicts by key and language, with named parameters. */

import { UsageError } from "../tensor/errors.js";
import { ENGLISH, type MessageKey } from "./english.js";
import { HINDI } from "./hindi.js";
import { inHindi } from "./phrases.js";

/** What stands in the gaps of a message, by name. */
type Parameters = Readonly<Record<string, string | number>>;

/** What a message needs: its key in the catalogue and what stands in its gaps. */
export interface Reason {
  readonly key: MessageKey;
  readonly parameters: Parameters;
}

/** The languages that ship. */
export type Language = "en" | "hi";

/** Every shipped language with its texts. */
export const CATALOGUE: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = {
  en: ENGLISH,
  hi: HINDI,
};

/**
 * A reason in words.
 * @throws UsageError if the text has a gap that no parameter fills.
 */
export function messageText({ key, parameters }: Reason, language: Language = "en"): string {
  return CATALOGUE[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(parameters, name)) {
      throw new UsageError(`messageText: the message ${key} needs {${name}}; give it among the parameters`);
    }
    const value = String(parameters[name]);
    return language === "hi" ? inHindi(value) : value;
  });
}
