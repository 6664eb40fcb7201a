/** @file Text that students wrote, as it may stand in a terminal, a table and a page. */

/** Control characters, and those that are not seen but turn or hide what stands around them. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const BREAKS = ["\n", "\t"];
const CODE_DIGITS = 4;

/** The text with every such character named, `⟨U+202E⟩`; lines and tabs stay. Joiners, which scripts need, do too. */
export function legible(text: string): string {
  return text.replaceAll(UNSEEN, (sign) => (BREAKS.includes(sign) ? sign : named(sign)));
}

/** The same in one line. */
export function legibleLine(text: string): string {
  return text.replaceAll(UNSEEN, named);
}

function named(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `⟨U+${code.padStart(CODE_DIGITS, "0")}⟩`;
}

/** What two ids have in common that look the same: width, capitals, spaces and unseen characters do not count. */
export function likeness(id: string): string {
  return id
    .normalize("NFKC")
    .replaceAll(/[\p{C}\p{Z}]/gu, "")
    .toLowerCase();
}

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
];

/** The alphabets of an id that share letters which look the same, where it uses more than one of them. */
export function mixedScripts(id: string): readonly string[] {
  const used = SCRIPTS.filter(([, letters]) => letters.test(id)).map(([name]) => name);
  return used.length > 1 ? used : [];
}
