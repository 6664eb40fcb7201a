/** @file Formulas of the corpus changed at one place, in every syntax: what is wrong is refused, what is the same accepted. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { tryMutants, type CorpusCase, type MutantCounts } from "../../../kernel-lib/index.js";

const corpus = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: CorpusCase[] };

const found: MutantCounts[] = [];

beforeAll(async () => {
  for (const given of corpus.cases) found.push(...(await tryMutants(given)));
}, 300_000);

describe.each(["corpus", "student", "latex"] as const)(
  "closed forms of the public corpus in %s",
  (syntax) => {
    const own = () => found.filter((counts) => counts.syntax === syntax);
    const all = (list: "passed" | "refused" | "ambiguous") =>
      own().flatMap(({ id, [list]: texts }) => texts.map((text) => `${id}: ${text}`));
    const total = (count: "mutants" | "rewrites") => own().reduce((sum, counts) => sum + counts[count], 0);

    it("are refused where a change at one place makes them wrong", () => {
      expect(all("passed")).toEqual([]);
      expect(own().length).toBe(213);
      expect(total("mutants")).toBeGreaterThan(15 * own().length);
    });

    it("are accepted as the textbook has them, and where a change says the same", () => {
      expect(all("refused")).toEqual([]);
      expect(total("rewrites")).toBeGreaterThan(15 * own().length);
    });

    it("are refused with a reason where a careless spelling means something else", () => {
      const reasons = /can mean two things|is needed$|needs a square matrix/;
      expect(all("ambiguous").filter((line) => !reasons.test(line))).toEqual([]);
      expect(all("ambiguous").length > 0).toBe(syntax !== "corpus");
    });
  },
);
