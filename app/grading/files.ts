/** @file The files of a folder of submissions, and those that a report consists of. */

import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { exercisesCsv, studentsCsv } from "./report/csv.js";
import { reportHtml } from "./report/html.js";
import type { Report } from "./report/summary.js";

/** What a learning platform unpacks: the files may lie in a folder for each student. */
const ENDING = /\.(?:json|ipynb)$/;

/** The files below a folder that may be submissions, in the order of their names. */
export function submittedFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ENDING.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(folder, file)
          .split(sep)
          .some((part) => part.startsWith(".") || part === "node_modules"),
    )
    .sort();
}

/** Writes the report into a folder; gives the files. */
export function writeReport(report: Report, folder: string): readonly string[] {
  const plotly = readFileSync(createRequire(import.meta.url).resolve("plotly.js-dist-min"), "utf8");
  const texts = {
    "report.csv": studentsCsv(report),
    "report-exercises.csv": exercisesCsv(report),
    "report.html": reportHtml(report, plotly),
  };
  mkdirSync(folder, { recursive: true });
  return Object.entries(texts).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text, { flush: true });
    renameSync(`${file}.new`, file);
    return file;
  });
}
