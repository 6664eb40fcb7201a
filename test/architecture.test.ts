/** @file The house rules that a machine can check: who imports whom, and what the library stays free of. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLONE, firstCycle, importsOf, sources, type Import } from "./support/imports.js";

/** The rooms of the library from the lowest floor to the highest; a room imports lower floors and itself. */
const FLOORS = [
  ["tensor"],
  ["compute"],
  ["operations", "charts", "data"],
  ["autodiff"],
  ["formula", "nn"],
  ["writing"],
  ["syntax", "derivation"],
  ["corpus"],
  ["graph"],
  ["exercises"],
  ["exams"],
  ["display"],
  ["index.ts"],
];

/** The rooms of the kernel, likewise; `process` is where it meets sockets, files and threads. */
const KERNEL_FLOORS = [["syntax"], ["evaluate", "types"], ["protocol"], ["process"], ["main.ts"]];

/** Where the library may use Node: data reads files, progress is kept in one. */
const MAY_USE_NODE = /^kernel-lib\/(data\/|exercises\/progress)/;

const LIBRARY = importsOf(sources("kernel-lib"));
const APP = importsOf(sources("app"));
const KERNEL = importsOf(sources("kernel"));

describe("The library", () => {
  it("is read whole by these tests", () => {
    expect(LIBRARY.length).toBeGreaterThan(sources("kernel-lib").length);
  });

  it("has only rooms that stand on a floor", () => {
    const rooms = readdirSync(join(CLONE, "kernel-lib"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["dist", "node_modules"].includes(entry.name))
      .map((entry) => entry.name);
    expect(rooms.filter((room) => floorOf(room, FLOORS) === undefined)).toEqual([]);
  });

  it("imports from lower floors and the same room only", () => {
    expect(told(LIBRARY.filter((one) => !one.isPackage && !goesDown(one, FLOORS)))).toEqual([]);
  });

  it("imports no Node module outside data and exercises/progress", () => {
    const node = LIBRARY.filter(({ to }) => to.startsWith("node:"));
    expect(told(node.filter(({ from }) => !MAY_USE_NODE.test(from)))).toEqual([]);
  });

  it("imports nothing of Jupyter, Plotly or the app", () => {
    expect(told(LIBRARY.filter(({ to }) => /^app\/|jupyter|plotly|^tslab/.test(to)))).toEqual([]);
  });
});

describe("The kernel", () => {
  it("imports from lower floors and the same room only, nothing of the library or the app", () => {
    expect(told(KERNEL.filter((one) => !one.isPackage && !goesDown(one, KERNEL_FLOORS)))).toEqual([]);
  });

  it("runs cells without Node, so that a page can do it too", () => {
    const core = KERNEL.filter(({ from }) => /^kernel\/(syntax|evaluate|protocol)\//.test(from));
    expect(told(core.filter(({ to }) => to.startsWith("node:")))).toEqual([]);
  });
});

describe("The app", () => {
  it("uses the library only through its entry", () => {
    expect(told(APP.filter(({ to }) => to.startsWith("kernel-lib/") || to.startsWith("chainrule/")))).toEqual(
      [],
    );
  });

  it("keeps the page apart from the server and the commands", () => {
    const crossing = ({ from, to }: Import): boolean =>
      from.startsWith("app/web/") !== to.startsWith("app/web/") && to.startsWith("app/");
    expect(told(APP.filter(crossing))).toEqual([]);
  });
});

it.each([
  ["library", LIBRARY],
  ["kernel", KERNEL],
  ["app", APP],
])("No file of the %s is loaded by a file that it loads", (_, imports) => {
  expect(firstCycle(imports)).toBeUndefined();
});

function goesDown({ from, to }: Import, floors: readonly (readonly string[])[]): boolean {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (from.split("/")[0] !== to.split("/")[0]) return false;
  if (here === there) return true;
  const [floor, below] = [floorOf(here, floors), floorOf(there, floors)];
  return floor !== undefined && below !== undefined && below < floor;
}

/** `kernel-lib/tensor/shape.ts` → `tensor`. */
function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function floorOf(room: string, floors: readonly (readonly string[])[]): number | undefined {
  const floor = floors.findIndex((rooms) => rooms.includes(room));
  return floor < 0 ? undefined : floor;
}

function told(imports: readonly Import[]): readonly string[] {
  return imports.map(({ from, to }) => `${from} imports ${to}`);
}
