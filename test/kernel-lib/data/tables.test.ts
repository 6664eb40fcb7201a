/** @file The data sets that come with the course: what they hold, their licences and checksums; small images from a seed. */

import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  and,
  imageExamples,
  loadDataset,
  loadTable,
  or,
  standardizer,
  strokes,
  STROKE_NAMES,
  tableExamples,
} from "../../../kernel-lib/index.js";

const DATASETS = join(import.meta.dirname, "../../../datasets");
const DOCUMENTS = ["README.md", "LICENSE", "make-subset.js"];

describe("a data set's folder", () => {
  const folders = readdirSync(DATASETS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it.each(folders.map(({ name }) => name))(
    "%s states source, licence and the checksum of every file",
    (name) => {
      const readme = readFileSync(join(DATASETS, name, "README.md"), "utf8");
      for (const heading of ["## Columns", "## Source", "## Licence", "## SHA-256"])
        expect(readme).toContain(heading);
      const files = readdirSync(join(DATASETS, name)).filter((file) => !DOCUMENTS.includes(file));
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const sum = createHash("sha256")
          .update(readFileSync(join(DATASETS, name, file)))
          .digest("hex");
        const row = readme.split("\n").find((line) => line.includes(`\`${file}\``) && line.includes(sum));
        expect(row, `${name}/${file} ${sum}`).toBeDefined();
      }
    },
  );
});

describe("loadTable", () => {
  it.each([
    ["iris", 4, [50, 50, 50], [5.1, 3.5, 1.4, 0.2]],
    ["breast-cancer", 30, [212, 357], [17.99, 10.38, 122.8, 1001]],
    ["palmer-penguins", 4, [152, 68, 124], [39.1, 18.7, 181, 3750]],
  ])("reads %s", (name, features, counts, first) => {
    const table = loadTable(name);
    expect(table.features).toHaveLength(features);
    expect(counts.map((_, label) => table.labels.filter((each) => each === label).length)).toEqual(counts);
    expect(table.rows).toHaveLength(table.labels.length);
    expect(table.rows[0].slice(0, first.length)).toEqual(first);
  });

  it("asks what to do about penguins that were not measured, and does it", () => {
    const table = loadTable("palmer-penguins");
    expect(table.features).toEqual([
      "bill length in mm",
      "bill depth in mm",
      "flipper length in mm",
      "body mass in g",
    ]);
    expect(() => tableExamples(table)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: tableExamples: 2 of 344 rows of palmer-penguins lack a value; leave them out with { missing: "drop" }, or fill in means with { missing: "mean" }]`,
    );
    expect(tableExamples(table, { missing: "drop" }).X.shape).toEqual([4, 342]);
    const { X, Y } = tableExamples(table, { missing: "mean", positive: 2 });
    expect(X.shape).toEqual([4, 344]);
    // The fourth penguin has the mean bill length of the 342 measured ones.
    expect(X.data[3]).toBeCloseTo(43.92193, 5);
    expect(Array.from(Y.data).reduce((sum, value) => sum + value)).toBe(124);
  });

  it("refuses damaged files by their line", () => {
    const folder = mkdtempSync(join(tmpdir(), "tables-"));
    const load = (text: string) => {
      writeFileSync(join(folder, "iris.csv"), text);
      return () => loadTable("iris", { folder });
    };
    const head = "petal length in cm,species\n1.4,setosa\n";
    expect(load(head)().rows).toEqual([[1.4]]);
    expect(load(`${head}1.3\n`)).toThrow("line 3 of iris.csv has 1 cells under 2 columns");
    expect(load(`${head}1.x,setosa\n`)).toThrow('"1.x" in line 3 of iris.csv is no number');
    expect(load(`${head},setosa\n`)).toThrow('"" in line 3 of iris.csv is no number');
    expect(load(`${head}1.4,rose\n`)).toThrow('line 3 of iris.csv is of class "rose"');
    expect(load(`${head}"1,4",setosa\n`)).toThrow("quotes a cell in line 3");
    expect(load("petal length in cm\n1.4\n")).toThrow("has no column species");
    expect(() => loadTable("roses")).toThrow("there is iris, breast-cancer, palmer-penguins");
    rmSync(folder, { recursive: true });
  });
});

describe("standardizer", () => {
  it("brings training features to mean 0 and deviation 1, and does the same to others", () => {
    const data = tableExamples(loadTable("iris"));
    const scale = standardizer(data);
    const { X } = scale(data);
    for (let row = 0; row < 4; row++) {
      const values = Array.from(X.data.subarray(row * 150, (row + 1) * 150));
      const mean = values.reduce((sum, value) => sum + value, 0) / 150;
      expect(mean).toBeCloseTo(0, 12);
      expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 150).toBeCloseTo(1, 12);
    }
    expect(() => scale(and())).toThrow("X has shape [2, 4], but was made for 4 features");
  });

  it("only moves a feature that never changes", () => {
    const { X, Y } = or();
    expect(Array.from(standardizer({ X: X.mul(0).add(3), Y })({ X, Y }).X.data.subarray(0, 4))).toEqual([
      -3, -3, -2, -2,
    ]);
  });
});

describe("digits and strokes", () => {
  it("holds 1,438 + 359 digits with pixels from 0 to 255, which images become columns of", () => {
    const { train, test, classNames } = loadDataset("digits");
    expect(train.images.shape).toEqual([1438, 8, 8]);
    expect(test.images.shape).toEqual([359, 8, 8]);
    expect(classNames[train.labels[3]]).toBe("3");
    expect(Math.max(...train.images.data)).toBe(255);
    // The first digit's first row: 0, 0, 5, 13, 9, 1, 0, 0 sixteenths.
    expect(Array.from(train.images.data.subarray(0, 8))).toEqual([0, 0, 80, 207, 143, 16, 0, 0]);
    expect(imageExamples(test).X.shape).toEqual([64, 359]);
  });

  it("draws strokes by their direction, the same for the same seed", () => {
    const { images, labels, classNames } = strokes({ count: 8, seed: 3, noise: 0 });
    expect(strokes({ count: 8, seed: 3, noise: 0 }).images.data).toEqual(images.data);
    expect(classNames).toBe(STROKE_NAMES);
    expect(Array.from(labels)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    const brightestBy = (image: number, place: (pixel: number) => number): number => {
      const sums = new Array<number>(8).fill(0);
      for (let pixel = 0; pixel < 64; pixel++) sums[place(pixel)] += images.data[64 * image + pixel];
      return Math.max(...sums);
    };
    const [row, column] = [(pixel: number) => Math.floor(pixel / 8), (pixel: number) => pixel % 8];
    expect(brightestBy(0, row)).toBeGreaterThan(brightestBy(0, column));
    expect(brightestBy(1, column)).toBeGreaterThan(brightestBy(1, row));
    expect(() => strokes({ count: 0, seed: 1 })).toThrow("strokes: 0 images");
  });

  it("gives truth tables of and and or in the order of XOR", () => {
    expect(and().Y.toArray()).toEqual([[0, 0, 0, 1]]);
    expect(or().Y.toArray()).toEqual([[0, 1, 1, 1]]);
  });
});
