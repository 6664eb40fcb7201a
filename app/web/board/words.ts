/** @file The board's own words, in the languages that verdicts come in. */

import { verdictLanguage, type Language } from "../page/language.js";

const ENGLISH = {
  derive: "Derive",
  shape: "shape",
  given: "Given",
  steps: "Steps",
  lines: "Your lines",
  next: "Your next line",
  check: "Check",
  checking: "Checking …",
  asText: "Type as text",
  asFormula: "Type as a formula",
  symbols: "Symbols",
  help: "Enter checks the line. Space leaves a fraction.",
  textHelp: "Enter checks the line. .* acts entry by entry, ' transposes.",
  clear: "Begin again",
  right: "Right",
  follows: "Follows",
  wrong: "Not yet",
  open: "open",
  yours: "Your derivation",
  engine: "The derivation, each line verified",
  done: "Done: every step is right.",
  waiting: "Waiting for the kernel.",
  unknown: "Run the cells down to this one to continue.",
  failed: "The line could not be checked",
  got: "your shape",
  want: "needed",
  line: "Line",
} as const;

type Words = Readonly<Record<keyof typeof ENGLISH, string>>;

const HINDI: Words = {
  derive: "निकालिए",
  shape: "shape",
  given: "दिया है",
  steps: "चरण",
  lines: "आपकी पंक्तियाँ",
  next: "आपकी अगली पंक्ति",
  check: "जाँचिए",
  checking: "जाँच हो रही है …",
  asText: "Text में लिखिए",
  asFormula: "Formula में लिखिए",
  symbols: "चिह्न",
  help: "Enter से पंक्ति जाँची जाती है। Space से fraction के बाहर आते हैं।",
  textHelp: "Enter से पंक्ति जाँची जाती है। .* हर entry पर, ' transpose।",
  clear: "फिर से शुरू कीजिए",
  right: "सही",
  follows: "निकलती है",
  wrong: "अभी नहीं",
  open: "बाकी",
  yours: "आपका derivation",
  engine: "Derivation, हर पंक्ति जाँची हुई",
  done: "पूरा हुआ: हर चरण सही है।",
  waiting: "Kernel की प्रतीक्षा है।",
  unknown: "आगे बढ़ने के लिए इस cell तक के सब cells चलाइए।",
  failed: "पंक्ति जाँची नहीं जा सकी",
  got: "आपका shape",
  want: "चाहिए",
  line: "पंक्ति",
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, hi: HINDI };

/** The words in the language that is chosen now. */
export function boardWords(): Words {
  return WORDS[verdictLanguage()];
}
