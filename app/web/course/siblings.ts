/** @file What lies beside the notebooks of the units in the student's folder. */

import type { Unit } from "./course.js";
import type { Services } from "./services.js";

/** By a unit's file name the files that begin with it: saved copies and newer originals. */
export async function siblingsOf(
  units: readonly Unit[],
  { contents }: Services,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = await contents.get("", { content: true, type: "directory" });
  const files: unknown = folder.content;
  const names = Array.isArray(files) ? files.map(nameOf).sort() : [];
  return new Map(
    units.map(({ name }) => {
      const stem = name.replace(/\.ipynb$/, " (");
      return [name, names.filter((other) => other.startsWith(stem) && other.endsWith(".ipynb"))];
    }),
  );
}

function nameOf(file: unknown): string {
  return typeof file === "object" && file !== null && "name" in file && typeof file.name === "string"
    ? file.name
    : "";
}
