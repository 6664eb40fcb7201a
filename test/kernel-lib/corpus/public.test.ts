/** @file The public corpus: every case derived, every closed form accepted by the independent checker. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { runCase, type CorpusCase, type CorpusResult, type Criteria } from "../../../kernel-lib/index.js";
import { parseProgram, syntaxSize } from "../../../kernel-lib/syntax/grammar.js";

const FOLDER = fileURLToPath(new URL("../../corpus/", import.meta.url));
const corpus = JSON.parse(readFileSync(join(FOLDER, "corpus-public.json"), "utf8")) as {
  cases: CorpusCase[];
};

/** How many cases each criterion applies to. */
const APPLIES: Readonly<Record<keyof Criteria, number>> = {
  value: 219,
  gradient: 219,
  symbolic: 219,
  lines: 219,
  size: 213,
  refused: 33,
};

let results: readonly CorpusResult[];

beforeAll(() => {
  results = corpus.cases.map(runCase);
}, 120_000);

describe("the public corpus", () => {
  it.each(Object.entries(APPLIES) as [keyof Criteria, number][])(
    "meets %s wherever it applies, %i times",
    (criterion, count) => {
      const judged = results.filter(({ ok }) => ok[criterion] !== null);
      expect(judged.length).toBe(count);
      expect(judged.filter(({ ok }) => ok[criterion] !== true).map(({ id }) => id)).toEqual([]);
    },
  );

  it("gives textbook forms whose nodes are counted as closed forms are", () => {
    for (const { closed_form: textbook, closed_form_nodes: nodes } of corpus.cases) {
      if (textbook === undefined) continue;
      const { bindings, result } = parseProgram(textbook);
      const all = [...bindings.map(({ value }) => value), result];
      expect(all.reduce((sum, part) => sum + syntaxSize(part), 0)).toBe(nodes);
    }
  });

  it("has closed forms that the independent checker finds right at both points", () => {
    const folder = mkdtempSync(join(tmpdir(), "corpus-"));
    const file = join(folder, "derived.json");
    const cases = corpus.cases.map((given, at) => ({
      ...given,
      closed_form: results[at].closed_form,
      hessian_closed_form: results[at].hessian_closed_form ?? undefined,
      hvp_closed_form: results[at].hvp_closed_form ?? undefined,
    }));
    writeFileSync(file, JSON.stringify({ cases }));
    try {
      const said = execFileSync(process.execPath, [join(FOLDER, "check-corpus.mjs"), file], {
        encoding: "utf8",
      });
      expect(said.trim().split("\n").at(-1)).toBe("219 passed, 0 failed");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("writes every Hessian that the textbook writes", () => {
    const known = corpus.cases.map((given) => "hessian_closed_form" in given);
    expect(known.filter((has) => has).length).toBe(16);
    expect(
      results.filter(({ hessian_closed_form: closed }, at) => known[at] && typeof closed !== "string"),
    ).toEqual([]);
  });

  it("names a law in every line and establishes every name before it is used", () => {
    for (const { lines } of results) {
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.every(({ rule }) => rule !== "")).toBe(true);
    }
  });

  it("says of every refused form why", () => {
    const refused = results.flatMap(({ wrong_forms: forms }) => forms);
    expect(refused.length).toBe(50);
    expect(refused.filter(({ message }) => !/shape|differs|inner sizes|broadcast/.test(message))).toEqual([]);
  });
});
