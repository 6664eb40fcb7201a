/** @file The misconceptions that the syllabus watches in each unit, and what of them no check of the unit can show. */

import { CATALOGUE, type Reason } from "../../kernel-lib/exercises/messages.js";

type Says = Reason["key"];

/** Every misconception of the catalogue: M01, M02, and so on. */
export const CODES = Object.keys(CATALOGUE.en).filter((key): key is Says & `M${number}` =>
  /^M\d\d$/.test(key),
);

/**
 * By unit; a mistake that is the unit's own stands with the key of its message. Unit 00 is not in the syllabus' list: its
 * entries are what its exercises meet.
 */
export const WATCHED: Readonly<Record<string, readonly Says[]>> = {
  "00": ["M07", "M24", "M32"],
  // A bias that is missing in the count is M05.
  "01": ["M28", "M24", "column-wise", "M05"],
  // The outer 3 that is forgotten is a factor that was dropped.
  "02": ["M04", "M23", "M32", "dropped"],
  "03": ["M01", "M02", "M03", "M04"],
  "04": ["M05", "M06", "M13", "M04"],
  "05": ["M07", "M05", "M24", "M23"],
  "06": ["M07", "M14", "M18", "M24"],
  "07": ["M08", "M16", "M25"],
  "08": ["M08", "M09", "M10", "M11", "M15", "M16", "M17", "M18", "M19", "M25", "M32"],
  "09": ["M12", "M13", "M14", "M15", "M18", "M19", "M20", "M23", "M26"],
  "10": ["M27", "M09", "M19", "M20", "M21", "M22"],
  "11": ["M03", "M16", "M20", "M21", "M22", "M28", "M29", "M30"],
  "12": CODES,
};

/** What a unit watches and no planted answer can show, by unit and code, with the reason. */
export const NOT_PLANTED: Readonly<Record<string, string>> = {
  "11 M30": "it is read out of a sentence, and a teacher marks it",
  "12 M30": "it is read out of a sentence, and a teacher marks it",
};
