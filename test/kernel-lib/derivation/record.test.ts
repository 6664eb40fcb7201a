/** @file Derivations as JSON: read back whole, and found right by an evaluator that shares no code with the library. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { setUp } from "../../../kernel-lib/corpus/setting.js";
import {
  derive,
  deriveHessian,
  exported,
  readDerivation,
  type CorpusCase,
  type DerivationRecord,
  type LinesRecord,
} from "../../../kernel-lib/index.js";
import type { Nested } from "../../../kernel-lib/tensor/tensor.js";
import { workedExample } from "./networks.js";
import { derivationOf, randomProgram } from "./random-programs.js";

const FOLDER = fileURLToPath(new URL("../../corpus/", import.meta.url));
const corpus = JSON.parse(readFileSync(join(FOLDER, "corpus-public.json"), "utf8")) as {
  cases: CorpusCase[];
};

/** A formula, the names that it may use with their numbers, and the numbers that it has to give. */
interface Claim {
  readonly id: string;
  readonly form: string;
  readonly names: ReadonlyMap<string, Nested>;
  readonly value: Nested;
}

/** Every line and every definition of a record, those that lines are opened into included. */
function claims(
  id: string,
  { symbols, lines }: LinesRecord,
  outer: ReadonlyMap<string, Nested> = new Map(),
): Claim[] {
  const names = new Map(outer);
  for (const { name, value } of symbols) names.set(name, value);
  for (const { of, value } of lines) if (of !== "result") names.set(of, value);
  return [
    ...symbols.flatMap(({ name, form, value }) =>
      form === undefined ? [] : [{ id: `${id} ${name}`, form, names, value }],
    ),
    ...lines.flatMap(({ rule, form, value, unfolded }, at) => [
      { id: `${id} line ${at}, ${rule}`, form, names, value },
      ...unfolded.flatMap((part) => claims(`${id} line ${at}`, part, names)),
    ]),
  ];
}

/** What the independent checker of the corpus says of claims, each put as a gradient: that of Σ g ⊙ x by x is g. */
function complaints(all: readonly Claim[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "records-"));
  const file = join(folder, "claims.json");
  writeFileSync(file, JSON.stringify({ cases: all.map(asCase) }));
  try {
    const said = execFileSync(process.execPath, [join(FOLDER, "check-corpus.mjs"), file], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    return said.trim().split("\n").slice(0, -3);
  } catch (error) {
    const { stdout } = error as { stdout: string };
    return stdout.trim().split("\n").slice(0, -3);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asCase({ id, form, names, value }: Claim) {
  const flat = [value].flat(9) as number[];
  const variable = (name: string, sample: Nested) => ({ name, sample, shape: shapeIn(sample) });
  // The checker has a seed of its own.
  const [named, text] = [new Map(names), form.replaceAll(/\bseed\b/g, "seed_")];
  named.set("seed_", names.get("seed") ?? 1);
  const samples = Object.fromEntries([...named, ["g_", value], ["x_", value]] as const);
  const second = { samples, value: flat.reduce((sum, one) => sum + one * one, 0), gradient: value };
  return {
    id,
    variables: Object.entries(samples).map(([name, sample]) => variable(name, sample)),
    expression: "sum(g_ * x_)",
    wrt: "x_",
    ...second,
    // What broadcasts is copied to the shape of its value.
    closed_form: `(${text}) + 0 * g_`,
    second_point: second,
  };
}

function shapeIn(value: Nested): number[] {
  return typeof value === "number" ? [] : [value.length, ...shapeIn(value[0])];
}

function record(given: CorpusCase, detail: "steps" | "full"): DerivationRecord {
  const { result, source, seed, elsewhere } = setUp(given);
  return readDerivation(exported(derive(result, source, { seed, elsewhere, detail }), "json"));
}

describe("a derivation written as JSON", () => {
  it.each(["steps", "full"] as const)(
    "of any public case, in %s, holds line by line for the independent checker",
    (detail) => {
      const all = corpus.cases.flatMap((given) => claims(given.id, record(given, detail)));
      expect(all.length).toBeGreaterThan(detail === "full" ? 6000 : 1200);
      expect(complaints(all)).toEqual([]);
    },
  );

  it("of any random program, in every detail, holds as well", () => {
    const records = Array.from({ length: 150 }, (_, at) => derivationOf(randomProgram(1000 + at), "full"));
    const found = records.flatMap((derivation) => (derivation === undefined ? [] : [derivation]));
    expect(found.length).toBeGreaterThan(145);
    const all = found.flatMap((derivation, at) =>
      claims(`${at}`, readDerivation(exported(derivation, "json"))),
    );
    expect(all.length).toBeGreaterThan(2000);
    expect(complaints(all)).toEqual([]);
  });

  it("is refused by that checker where a single line is wrong", () => {
    const [first, ...rest] = claims("example", record(corpus.cases[0], "steps"));
    expect(complaints([{ ...first, form: `${first.form} + 0.001` }, ...rest])).toHaveLength(1);
  });

  it("says the same after it was read and written again", () => {
    const { loss, parameters } = workedExample();
    for (const derivation of [
      derive(loss, parameters["W1"], { detail: "full" }),
      deriveHessian(loss, parameters["b1"]),
    ]) {
      const text = exported(derivation, "json");
      expect(`${JSON.stringify(readDerivation(text), undefined, 2)}\n`).toBe(text);
    }
  });

  it.each<[string, (data: Record<string, unknown>) => void, string]>([
    [
      "a line without its form",
      ({ lines }) => delete (lines as { form?: string }[])[1].form,
      "lines[1].form must be a text, got nothing",
    ],
    [
      "numbers of another shape",
      (data) => (data["gradient"] = [1, 2]),
      "gradient must be a list of 3 ([3, 1]), got one of 2",
    ],
    [
      "rows of different lengths",
      (data) => (data["gradient"] = [[1], [2, 3], [4]]),
      "gradient[1] must be a list of 1 ([1]), got one of 2",
    ],
    [
      "a text for a number",
      (data) => (data["gradient"] = [[1], ["2"], [4]]),
      "gradient[1][0] must be a number, got string",
    ],
    ["sizes that are none", (data) => (data["shape"] = [-1]), "shape must be whole numbers, got -1"],
    ["no lines", (data) => delete data["lines"], "lines must be a list, got nothing"],
  ])("with %s is refused at the door", (_, spoil, message) => {
    const { loss, parameters } = workedExample();
    const data = JSON.parse(exported(derive(loss, parameters["b1"]), "json")) as Record<string, unknown>;
    spoil(data);
    expect(() => readDerivation(JSON.stringify(data))).toThrow(`readDerivation: ${message}`);
  });

  it("must be JSON at all", () => {
    expect(() => readDerivation("∂ℓ/∂W")).toThrow(
      /^readDerivation: the text is no JSON, .*; write it with exported/,
    );
  });
});
