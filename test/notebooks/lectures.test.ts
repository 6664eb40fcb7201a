/** @file Every lecture, executed on the real kernel: all cells pass, and they show the numbers that the course states. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { differences } from "./agreement.js";
import { correctedValues, ERRATA } from "./errata.js";
import { cellsIn, LECTURES, notebooksIn, textOf } from "./reading.js";
import { NUMBERS, WORDS } from "./reference.js";

const PATIENCE_MS = 600_000;
const names = notebooksIn(LECTURES);

interface Report {
  readonly file: string;
  readonly cells: readonly { readonly status: string; readonly seconds: number; readonly error?: string }[];
}

const folder = mkdtempSync(join(tmpdir(), "chainrule-lectures-"));
const tslabFolder = join(folder, "tslab");
let reports: readonly Report[] = [];
let tslabReports: readonly Report[] = [];

beforeAll(async () => {
  reports = await executed(["--out", folder]);
  tslabReports = await executed(["--out", tslabFolder, "--kernel", "tslab"]);
}, PATIENCE_MS);

async function executed(options: readonly string[]): Promise<readonly Report[]> {
  const files = names.map((name) => join(LECTURES, name));
  const { stdout } = await chainrule(["run", ...files, "--json", ...options]);
  return (JSON.parse(stdout) as { readonly notebooks: readonly Report[] }).notebooks;
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(names)("The lecture %s", (name) => {
  it("passes in every cell", () => {
    const cells = reports.find(({ file }) => basename(file) === name)?.cells ?? [];
    const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
    console.info(`${name}: ${cells.length} cells in ${seconds.toFixed(1)} s`);
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.filter(({ status }) => status !== "passed")).toEqual([]);
  });

  it("has the outputs that a fresh run gives", () => {
    const [committed, fresh] = [LECTURES, folder].map((place) => cellsIn(join(place, name)));
    const different = fresh.flatMap(({ id, outputs = [], metadata }, index) =>
      metadata.course?.varies === true
        ? []
        : differences(committed[index].outputs ?? [], outputs).map((one) => `${id}: ${one}`),
    );
    expect(different).toEqual([]);
  });

  it("passes in every cell on stock tslab, and shows the same there", () => {
    const cells = tslabReports.find(({ file }) => basename(file) === name)?.cells ?? [];
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.filter(({ status }) => status !== "passed")).toEqual([]);
    const [tslab, ours] = [tslabFolder, folder].map((place) => cellsIn(join(place, name)));
    const different = ours.flatMap(({ id, outputs = [], metadata }, index) =>
      metadata.course?.varies === true
        ? []
        : differences(tslab[index].outputs ?? [], outputs).map((one) => `${id}: ${one}`),
    );
    expect(different).toEqual([]);
  });

  it("has the errata of its unit and no others, each with what the notes say, the correction and the reason", () => {
    const unit = name.slice(0, 2);
    const boxes = cellsIn(join(LECTURES, name)).flatMap((cell) => boxesIn(textOf(cell.source)));
    const ids = boxes.flatMap((box) => /^Erratum (E\d\d)/.exec(box)?.[1] ?? []);
    expect(ids).toEqual(Object.keys(ERRATA).filter((id) => ERRATA[id].unit === unit));
    for (const box of boxes) {
      expect(box).toMatch(/^Erratum[\s\S]*In the notes[\s\S]*Corrected:[\s\S]*Why:/);
    }
  });
});

it.each(WORDS)("In %s, cell %s shows %s", (name, id, words) => {
  expect(shownBy(name, id)).toContain(words);
});

it.each(NUMBERS)("In %s, cell %s shows the numbers %s", (name, id, numbers) => {
  const shown = (shownBy(name, id).match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);
  const missing = numbers
    .split(" ")
    .filter((printed) => !shown.some((value) => value.toFixed(decimals(printed)) === printed));
  expect(missing).toEqual([]);
});

it.each(Object.keys(ERRATA))("Erratum %s has the corrected values that the engine computes", (id) => {
  const { unit, cell } = ERRATA[id];
  const file = names.find((name) => name.startsWith(unit)) ?? "";
  const box = textOf(cellsIn(join(LECTURES, file)).find((each) => each.id === cell)?.source ?? "");
  const corrected = box.slice(box.indexOf("Corrected:"), box.lastIndexOf("Why:"));
  for (const value of correctedValues(id)) expect(corrected).toContain(value);
});

/** What an executed cell shows, without tags, in signs that numbers are read from. */
function shownBy(name: string, id: string): string {
  const outputs = cellsIn(join(folder, name)).find((cell) => cell.id === id)?.outputs ?? [];
  const texts = outputs.flatMap(({ text = "", data = {} }) => [
    textOf(text),
    ...["text/plain", "text/latex", "text/html"].map((type) => textOf(data[type] ?? "")),
  ]);
  return texts
    .join("\n")
    .replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("−", "-");
}

/** The quoted boxes of a text, without the signs of the quotation and of bold type. */
function boxesIn(text: string): readonly string[] {
  const quoted = text.split("\n").filter((line) => line.startsWith(">"));
  return quoted.length === 0 ? [] : [quoted.map((line) => line.replace(/^> ?|\*\*/g, "")).join("\n")];
}

function decimals(printed: string): number {
  return printed.split(".").at(1)?.length ?? 0;
}
