/** @file `chainrule exam`: papers and keys as files, made again byte for byte, nothing of the key in the paper. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";

const MOCK = join(CLONE, "notebooks", "exams", "mock.json");
const PATIENCE_MS = 120_000;
/** Elements that have no end. */
const VOID = ["meta", "br", "img", "hr", "input"];

async function made(...words: readonly string[]): Promise<{ folder: string; stdout: string }> {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await chainrule(["exam", ...words, "--out", folder]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return { folder, stdout };
}

function textsIn(folder: string, part: "paper" | "key"): Readonly<Record<string, string>> {
  const names = readdirSync(join(folder, part)).filter((name) => name.includes("."));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, part, name), "utf8")]));
}

/** What a reader can see or hear: no styles, no places in a drawing. */
function visible(text: string): string {
  return text
    .replaceAll(/<style>.*?<\/style>/gs, "")
    .replaceAll(/ (?:style|d|x|y|dx|dy|width|height|viewBox|x1|x2|y1|y2|points|transform)="[^"]*"/g, "");
}

/** Numbers with five significant digits or more, without sign and point of the text around them. */
function longNumbers(text: string): Set<string> {
  const all = [...visible(text).matchAll(/\d+\.\d+/g)].map(([number]) => number);
  return new Set(all.filter((number) => number.replace(".", "").replace(/^0+/, "").length >= 5));
}

describe("The mock exam", { timeout: PATIENCE_MS }, () => {
  let folder = "";
  let paper: Readonly<Record<string, string>> = {};
  let key: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    folder = (await made(MOCK, "--seed", "test-1")).folder;
    paper = textsIn(folder, "paper");
    key = textsIn(folder, "key");
  }, PATIENCE_MS);

  it("is a paper in four versions, and a key in a folder of its own", () => {
    expect(Object.keys(paper)).toEqual([
      "paper-large.html",
      "paper-spoken.html",
      "paper.html",
      "paper.ipynb",
    ]);
    expect(Object.keys(key)).toEqual(["key.html", "key.mjs"]);
    // A row of numbers may be wider than a telephone; it scrolls, and the page does not.
    expect(key["key.html"]).toContain('with 6 decimals <span class="formula">');
    expect(key["key.html"]).toMatch(/[A-Za-z]<sup>\[\d\]<\/sup>/);
    expect(key["key.html"]).not.toMatch(/<td>[^<]*\^\[/);
  });

  it("has one definition, graph, derivation, shapes, pass and repair, 20 points together", async () => {
    const { stdout } = await made(MOCK, "--seed", "test-1", "--json");
    const told: unknown = JSON.parse(stdout);
    const items = ["E", "G", "D", "S", "N", "B"].map((type) => expect.objectContaining({ type }) as unknown);
    expect(told).toMatchObject({ seed: "test-1", points: 20, items });
  });

  it("is made again byte for byte from its seed", async () => {
    const again = (await made(MOCK, "--seed", "test-1")).folder;
    expect(textsIn(again, "paper")).toEqual(paper);
    expect(textsIn(again, "key")).toEqual(key);
  });

  it("states seed, version and fingerprint on every page, and no seed in the notebook", () => {
    const stated = /Paper ([0-9a-f]{8}), A4: made by Chainrule \d+\.\d+\.\d+ from seed test-1\./;
    const pages = Object.entries({ ...paper, ...key }).filter(([name]) => name.endsWith(".html"));
    const found = pages.map(([, text]) => stated.exec(text)?.[1]);
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toBeDefined();
    expect(paper["paper.ipynb"]).toContain(`Paper ${found[0]}, made by Chainrule`);
    expect(paper["paper.ipynb"]).not.toContain("test-1");
  });

  it("gives no value of its key away, and no code of a mistake", () => {
    const values = longNumbers(key["key.html"]);
    expect(values.size).toBeGreaterThan(30);
    for (const [name, text] of Object.entries(paper)) {
      expect({ name, given: [...longNumbers(text)].filter((number) => values.has(number)) }).toEqual({
        name,
        given: [],
      });
      expect({ name, codes: /\bM[0-3]\d\b/.exec(visible(text)) }).toEqual({ name, codes: null });
    }
  });

  it("needs no network: fonts are inside, nothing is fetched", () => {
    for (const [name, text] of Object.entries({ ...paper, ...key })) {
      if (!name.endsWith(".html")) continue;
      expect({ name, fetched: /(?:src|href)="|url\((?!data:)|<script/.exec(text) }).toEqual({
        name,
        fetched: null,
      });
    }
    expect(paper["paper.html"]).toContain("font/woff2;base64,");
  });

  it("closes every element of its pages in order", () => {
    for (const [name, text] of Object.entries({ ...paper, ...key })) {
      if (name.endsWith(".html")) expect({ name, open: unclosed(text) }).toEqual({ name, open: [] });
    }
  });

  it("is printed on A4 with page numbers, in large type where that is asked for", () => {
    expect(paper["paper.html"]).toContain("@page { size: A4; }");
    expect(paper["paper.html"]).toContain("counter(page)");
    expect(paper["paper.html"]).toContain("font-size: 11pt");
    expect(paper["paper-large.html"]).toContain("font-size: 18pt");
  });

  it("says every formula in words and as MathML for a screen reader", () => {
    const spoken = paper["paper-spoken.html"];
    const formulas = spoken.match(/<math /g)?.length ?? 0;
    expect(formulas).toBeGreaterThan(15);
    expect(spoken.match(/\(read: /g)?.length).toBe(formulas);
    expect(spoken).toContain("the derivative of ell by W of layer");
    expect(spoken).not.toContain("<svg");
  });

  it("has a notebook with a cell for every answer and none that is answered", () => {
    const { cells } = JSON.parse(paper["paper.ipynb"]) as {
      cells: { metadata: { course: { role: string; id: string } }; source: string[] }[];
    };
    const answers = cells.filter(({ metadata }) => metadata.course.role === "answer");
    expect(answers.map(({ metadata }) => metadata.course.id)).toEqual(
      [1, 2, 3, 4, 5, 6].map((at) => `exam.${at}`),
    );
    expect(answers[4].source.join("")).toMatch(/^const answer5 = \{\n {2}"z1": undefined,/);
  });

  it("has a key that Node loads from where it lies, with the values of the paper", () => {
    const script = [
      `await import("./key.mjs");`,
      `const { exercisesOf, taskOf } = await import("chainrule");`,
      `const [, , , , pass] = exercisesOf("exam");`,
      `const { wants, judge } = taskOf(pass, 1);`,
      `const right = Object.fromEntries(Object.entries(wants).map(([name, { question }]) => [name, question.right]));`,
      `console.log((await judge(right)).passed, (await judge({ ...right, dz2: right.dz2.neg() })).code);`,
    ].join("\n");
    const options = { cwd: join(folder, "key"), encoding: "utf8" } as const;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], options);
    expect(printed).toBe("true M09\n");
  });
});

describe("A blueprint", { timeout: PATIENCE_MS }, () => {
  it("without a calculator gets tables of σ and −ln, on Letter where it says so", async () => {
    const file = join(temporaryFolder(), "blueprint.json");
    const items = [
      { exercise: "pass", type: "N", points: 6, difficulty: 1 },
      { exercise: "08", type: "S", points: 2, difficulty: 1 },
      { exercise: "10.proof", type: "B", points: 3, difficulty: 2 },
    ];
    writeFileSync(file, JSON.stringify({ title: "Test", calculator: false, format: "Letter", items }));
    const { folder } = await made(file, "--seed", "test-2");
    const page = textsIn(folder, "paper")["paper.html"];
    expect(page).toContain("@page { size: Letter; }");
    expect(page).toContain('<th scope="row">0.5</th><td>0.6225</td>');
    expect(page).toContain('<th scope="row">0.5</th><td>0.6931</td>');
    expect(textsIn(folder, "key")["key.mjs"]).toContain('import "chainrule-exercises/10";');
  });

  it("of the teacher's guide makes a paper", async () => {
    const guide = readFileSync(join(CLONE, "docs", "teachers.md"), "utf8");
    const file = join(temporaryFolder(), "blueprint.json");
    writeFileSync(file, /```json\n(.*?)```/s.exec(guide)?.[1] ?? "");
    const { folder } = await made(file, "--seed", "guide");
    expect(textsIn(folder, "paper")["paper.html"]).toContain("Mid-term");
  });

  it.each([
    [[MOCK], "--seed wants letters"],
    [[MOCK, "--seed", "a b"], '--seed wants letters, digits, "-", "_" or ".", such as'],
    [[MOCK, MOCK, "--seed", "a"], "one blueprint makes one exam, not 2"],
    [["missing.json", "--seed", "a"], "missing.json cannot be read"],
    [["package.json", "--seed", "a"], "title is missing; it needs a text"],
  ])("or a seed that cannot be used ends with 2 and what to do: %o", async (words, message) => {
    const { code, stderr } = await chainrule(["exam", ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

it("No exam that was made is in the repository", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: CLONE, encoding: "utf8" }).split("\n");
  expect(tracked.filter((name) => /(^|\/)(exam-[^/]*|key)\/|(^|\/)key\.(mjs|html)$/.test(name))).toEqual([]);
});

/** The elements that are open at the end, or where an end does not fit. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  for (const [, end, name, alone] of html
    .replaceAll(/<style>.*?<\/style>/gs, "")
    .matchAll(/<(\/?)([a-zA-Z][\w-]*)[^>]*?(\/?)>/g)) {
    if (alone === "/" || VOID.includes(name)) continue;
    if (end === "") open.push(name);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}
