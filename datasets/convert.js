/**
 * @file Makes the folders digits, iris, breast-cancer and palmer-penguins from the files that two packages carry.
 *
 *   node convert.js SCIKIT_LEARN PALMERPENGUINS
 *
 * SCIKIT_LEARN is the folder sklearn/datasets/data of the package scikit-learn, PALMERPENGUINS the folder
 * palmerpenguins/data of the package palmerpenguins. Prints the SHA-256 of each file made. Values are copied as they are
 * written; only headers, class names and the container of the images are new.
 */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const [scikit, penguins] = process.argv.slice(2);
if (scikit === undefined || penguins === undefined) {
  console.error("usage: node convert.js SCIKIT_LEARN PALMERPENGUINS");
  process.exit(2);
}

const SIDE = 8;
/** One of so many digits is for the test. */
const TEST_EVERY = 5;
const IDX_UNSIGNED_BYTES = 0x08;

const MEASURES = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity"];
const MORE_MEASURES = ["concave points", "symmetry", "fractal dimension"];
const STATISTICS = ["mean", "standard error", "worst"];

digits();
labelled("iris", "iris.csv", ["sepal length", "sepal width", "petal length", "petal width"].map((name) => `${name} in cm`));
labelled(
  "breast-cancer",
  "breast_cancer.csv",
  STATISTICS.flatMap((statistic) => [...MEASURES, ...MORE_MEASURES].map((name) => `${name} (${statistic})`)),
);
palmerPenguins();

function digits() {
  const rows = linesOf(gunzipSync(readFileSync(join(scikit, "digits.csv.gz")))).map((line) => line.split(",").map(Number));
  const isTest = (index) => index % TEST_EVERY === TEST_EVERY - 1;
  const parts = { train: rows.filter((_, index) => !isTest(index)), t10k: rows.filter((_, index) => isTest(index)) };
  for (const [part, examples] of Object.entries(parts)) {
    const images = examples.flatMap((row) => row.slice(0, -1));
    write("digits", `${part}-images-idx3-ubyte.gz`, packed([examples.length, SIDE, SIDE], images));
    write("digits", `${part}-labels-idx1-ubyte.gz`, packed([examples.length], examples.map((row) => row.at(-1))));
  }
}

/** A table whose first line has the counts and the class names, and whose last column is a class number. */
function labelled(name, file, columns) {
  const [head, ...lines] = linesOf(readFileSync(join(scikit, file)));
  const classNames = head.split(",").slice(2);
  const rows = lines.map((line) => line.split(",")).map((row) => [...row.slice(0, -1), classNames[Number(row.at(-1))]]);
  writeTable(name, [[...columns, name === "iris" ? "species" : "diagnosis"], ...rows]);
}

function palmerPenguins() {
  const [head, ...rows] = linesOf(readFileSync(join(penguins, "penguins.csv"))).map((line) => line.split(","));
  const names = head.map((name) => name.replace(/_(mm|g)$/, " in $1").replaceAll("_", " "));
  writeTable("palmer-penguins", [names, ...rows]);
}

function writeTable(name, rows) {
  write(name, `${name}.csv`, Buffer.from(rows.map((row) => `${row.join(",")}\n`).join("")));
}

/** An IDX file of bytes, compressed. */
function packed(shape, values) {
  const sizes = shape.flatMap((size) => [24, 16, 8, 0].map((shift) => (size >>> shift) & 0xff));
  return gzipSync(Buffer.from([0, 0, IDX_UNSIGNED_BYTES, shape.length, ...sizes, ...values]), { level: 9 });
}

function linesOf(bytes) {
  return bytes.toString("utf8").trim().split(/\r?\n/);
}

function write(name, file, bytes) {
  writeFileSync(join(import.meta.dirname, name, file), bytes);
  console.log(`${name}/${file}  ${bytes.length} bytes  ${createHash("sha256").update(bytes).digest("hex")}`);
}
