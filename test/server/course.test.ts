/** @file The course: copies, updates, resets and progress. */

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startTestServer, type TestServer } from "./support/server.js";

const GRAPHS = "02-computation-graphs-1.ipynb";
const TRAINING = "11-training.ipynb";

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
  await publish(GRAPHS, "# 02 Computation graphs I");
  await publish(TRAINING, "text\n\n#  Training a network \n\n# Second");
  await writeFile(join(server.courseFolder, "README.md"), "no notebook");
});

afterEach(async () => {
  await server.end();
});

/** Puts a notebook into the course, as an update of the clone would. */
async function publish(name: string, text: string): Promise<void> {
  const source = text.split(/(?<=\n)/);
  const cells = [
    { cell_type: "code", id: "c", execution_count: null, metadata: {}, outputs: [], source: "# no title" },
    { cell_type: "markdown", id: "m", metadata: {}, source },
  ];
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  await writeFile(join(server.courseFolder, name), JSON.stringify(notebook));
}

const outline = async (): Promise<unknown> => (await server.ask("/course/outline")).json();
const copy = (name: string): Promise<string> => readFile(join(server.workFolder, name), "utf8");
const original = (name: string): Promise<string> => readFile(join(server.courseFolder, name), "utf8");

async function act(action: string, name: string): Promise<unknown> {
  const headers = { authorization: `token ${server.token}` };
  const answer = await server.ask(`/course/${action}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ name }),
  });
  return answer.json();
}

describe("the outline", () => {
  it("lists the units by number with the title of their first heading", async () => {
    expect(await outline()).toEqual({
      units: [
        {
          number: "02",
          title: "Computation graphs I",
          name: GRAPHS,
          state: "not begun",
          ran: false,
          exercises: null,
          updated: false,
        },
        {
          number: "11",
          title: "Training a network",
          name: TRAINING,
          state: "not begun",
          ran: false,
          exercises: null,
          updated: false,
        },
      ],
      next: GRAPHS,
    });
  });

  it("follows the student from opened to done, and names what comes next", async () => {
    await act("open", GRAPHS);
    expect(await outline()).toMatchObject({
      units: [{ state: "under way" }, { state: "not begun" }],
      next: GRAPHS,
    });
    await act("done", GRAPHS);
    expect(await outline()).toMatchObject({
      units: [{ state: "done" }, { state: "not begun" }],
      next: TRAINING,
    });
    await act("open", TRAINING);
    await act("done", TRAINING);
    expect(await outline()).toMatchObject({ next: null });
  });
});

describe("a unit with exercises", () => {
  const EXERCISES = "02-computation-graphs-1.exercises.ipynb";
  const record = async (exercises: unknown): Promise<void> => {
    const folder = join(server.workFolder, ".chainrule", "exercises");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "02.json"), JSON.stringify({ format: 1, unit: "02", exercises }));
  };

  beforeEach(async () => {
    const folder = join(dirname(server.courseFolder), "exercises");
    await mkdir(folder);
    const answer = (id: string): object => ({
      cell_type: "code",
      id: id.replace(".", "-"),
      execution_count: null,
      metadata: { course: { role: "answer", id } },
      outputs: [],
      source: "",
    });
    const notebook = {
      cells: [answer("02.a"), answer("02.b")],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    await writeFile(join(folder, EXERCISES), JSON.stringify(notebook));
  });

  it.each([
    ["nothing", {}, "not begun", 0],
    ["an attempt", { "02.a": { attempts: 1 } }, "under way", 0],
    ["a pass", { "02.a": { attempts: 1, passed: "2026-01-01" } }, "under way", 1],
    [
      "a pass of what the course does not have",
      { "02.z": { attempts: 1, passed: "2026-01-01" } },
      "not begun",
      0,
    ],
  ])("says after %s how many are passed", async (_, exercises, state, passed) => {
    await record(exercises);
    expect(await outline()).toMatchObject({
      units: [{ state, exercises: { name: EXERCISES, passed, total: 2 } }, { exercises: null }],
    });
  });

  it("is done when its cells have run and all its exercises are passed, not before", async () => {
    await act("open", GRAPHS);
    await act("done", GRAPHS);
    const passed = { attempts: 1, passed: "2026-01-01" };
    await record({ "02.a": passed });
    expect(await outline()).toMatchObject({ units: [{ state: "under way", ran: true }, {}], next: GRAPHS });
    await record({ "02.a": passed, "02.b": passed });
    expect(await outline()).toMatchObject({ units: [{ state: "done" }, {}], next: TRAINING });
  });

  it("is read through a record that is damaged", async () => {
    await record({});
    await writeFile(join(server.workFolder, ".chainrule", "exercises", "02.json"), "{ half");
    expect(await outline()).toMatchObject({ units: [{ exercises: { passed: 0, total: 2 } }, {}] });
  });

  it("gives the student a copy of the exercises", async () => {
    await act("open", EXERCISES);
    expect(await copy(EXERCISES)).toContain("02.a");
  });
});

describe("opening a unit", () => {
  it("copies it the first time, and never touches the copy again", async () => {
    expect(await act("open", GRAPHS)).toEqual({ path: GRAPHS, updated: false });
    expect(await copy(GRAPHS)).toBe(await original(GRAPHS));
    await writeFile(join(server.workFolder, GRAPHS), "mine");
    await publish(GRAPHS, "# Newer");
    expect(await act("open", GRAPHS)).toEqual({ path: GRAPHS, updated: true });
    expect(await copy(GRAPHS)).toBe("mine");
  });

  it("of a name that the course does not have is refused", async () => {
    for (const name of ["99-none.ipynb", "README.md", "../02-x.ipynb"]) {
      expect(await act("open", name)).toMatchObject({ message: `The course has no notebook '${name}'.` });
    }
    expect(await act("open", "")).toMatchObject({ message: "The course has no notebook ''." });
  });
});

describe("an update of the course", () => {
  beforeEach(async () => {
    await act("open", GRAPHS);
    await writeFile(join(server.workFolder, GRAPHS), "mine");
    await publish(GRAPHS, "# Newer");
  });

  it("is announced until it is taken, and then lies beside the copy", async () => {
    expect(await outline()).toMatchObject({ units: [{ updated: true }, { updated: false }] });
    const path = GRAPHS.replace(".ipynb", " (new).ipynb");
    expect(await act("original", GRAPHS)).toEqual({ path });
    expect(await copy(path)).toBe(await original(GRAPHS));
    expect(await copy(GRAPHS)).toBe("mine");
    expect(await outline()).toMatchObject({ units: [{ updated: false }, { updated: false }] });
  });

  it("taken twice does not overwrite what was done in the first", async () => {
    await act("original", GRAPHS);
    await writeFile(join(server.workFolder, GRAPHS.replace(".ipynb", " (new).ipynb")), "mine too");
    await publish(GRAPHS, "# Newest");
    expect(await act("original", GRAPHS)).toEqual({ path: GRAPHS.replace(".ipynb", " (new 2).ipynb") });
  });

  it("can be dismissed, and the next one is announced again", async () => {
    await act("dismiss", GRAPHS);
    expect(await outline()).toMatchObject({ units: [{ updated: false }, {}] });
    await publish(GRAPHS, "# Newest");
    expect(await outline()).toMatchObject({ units: [{ updated: true }, {}] });
  });
});

describe("a reset", () => {
  it("puts the original back and keeps the student's copy", async () => {
    await act("open", GRAPHS);
    await act("done", GRAPHS);
    await writeFile(join(server.workFolder, GRAPHS), "mine");
    const { path, backup } = (await act("reset", GRAPHS)) as { path: string; backup: string };
    expect(path).toBe(GRAPHS);
    expect(backup).toMatch(/^02-computation-graphs-1\.backup-\d{8}-\d{6}-\d{3}\.ipynb$/);
    expect(await copy(GRAPHS)).toBe(await original(GRAPHS));
    expect(await copy(join(".chainrule", "backups", backup))).toBe("mine");
    expect(await outline()).toMatchObject({ units: [{ state: "under way", updated: false }, {}] });
  });
});

describe("what is known of the copies", () => {
  it("may be deleted: copies stay, and later updates are noticed from then on", async () => {
    await act("open", GRAPHS);
    await writeFile(join(server.workFolder, GRAPHS), "mine");
    await rm(join(server.workFolder, ".chainrule", "course.json"));
    expect(await act("open", GRAPHS)).toEqual({ path: GRAPHS, updated: false });
    await publish(GRAPHS, "# Newer");
    expect(await act("open", GRAPHS)).toEqual({ path: GRAPHS, updated: true });
    expect(await copy(GRAPHS)).toBe("mine");
    expect(await readdir(server.workFolder)).toContain(GRAPHS);
  });
});
