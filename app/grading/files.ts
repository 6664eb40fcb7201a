/** @file The files of a folder of submissions, and those that a report consists of. */

import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { exercisesCsv, studentsCsv } from "./report/csv.js";
import { reportHtml } from "./report/html.js";
import type { Report } from "./report/summary.js";

/** What a learning platform unpacks: the files may lie in a folder for each student. */
const ENDING = /\.(?:json|ipynb)$/;

/** The files below a folder that may be submissions, and links that are called so, in the order of their names. */
export function submittedFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && ENDING.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(folder, file)
          .split(sep)
          .some((part) => part.startsWith(".") || part === "node_modules"),
    )
    .sort();
}

const REPORT_FILES = ["report.csv", "report-exercises.csv", "report.html"] as const;

/** What lies in a folder where the report is to be written, and is no file; students' folders may be called so. */
export function inTheWay(folder: string): string | undefined {
  return REPORT_FILES.map((name) => join(folder, name)).find(
    (file) => lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true,
  );
}

/** Writes the report into a folder; gives the files. */
export function writeReport(report: Report, folder: string): readonly string[] {
  const plotly = readFileSync(createRequire(import.meta.url).resolve("plotly.js-dist-min"), "utf8");
  const texts: Readonly<Record<(typeof REPORT_FILES)[number], string>> = {
    "report.csv": studentsCsv(report),
    "report-exercises.csv": exercisesCsv(report),
    "report.html": reportHtml(report, plotly),
  };
  mkdirSync(folder, { recursive: true });
  return Object.entries(texts).map(([name, text]) => {
    const file = join(folder, name);
    // A link that came with the submissions would be written through.
    rmSync(`${file}.new`, { recursive: true, force: true });
    writeFileSync(`${file}.new`, text, { flush: true, flag: "wx" });
    renameSync(`${file}.new`, file);
    return file;
  });
}
