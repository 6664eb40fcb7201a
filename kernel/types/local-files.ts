/** @file The student's own files that cells import: which they are, and how they changed since they were read. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import type { FileChange } from "./backend.js";
import { declarationsOf } from "./declarations.js";

/** The files that cells have imported so far. */
export interface LocalFiles {
  /** All files to check that these specifiers lead to, whether directly or through each other. */
  reachedFrom(specifiers: readonly string[]): readonly string[];
  /** What happened to known files since this was asked last. */
  changes(): readonly FileChange[];
}

interface Known {
  readonly time: number;
  readonly imports: readonly string[];
}

/** What a specifier may leave out of a file's name, or say as the name that a compiled file would have. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/$/, ""],
  [/$/, ".ts"],
  [/\.js$/, ".ts"],
  [/\.mjs$/, ".mts"],
  [/\.cjs$/, ".cts"],
  [/$/, "/index.ts"],
];

/** Files that are checked; JavaScript and data are only read. */
const CHECKED = /\.[mc]?ts$/;

/** Starts with no known file. */
export function newLocalFiles(folder: string): LocalFiles {
  const known = new Map<string, Known>();
  const read = (path: string, time: number): Known => {
    const text = time === 0 || !CHECKED.test(path) ? "" : readFileSync(path, "utf8");
    const now = { time, imports: declarationsOf(text).specifiers };
    known.set(path, now);
    return now;
  };
  return {
    reachedFrom(specifiers) {
      const reached = new Set<string>();
      const reach = (from: string, imports: readonly string[]): void => {
        for (const path of imports.flatMap((one) => fileOf(from, one))) {
          if (reached.has(path)) continue;
          reached.add(path);
          reach(dirname(path), (known.get(path) ?? read(path, timeOf(path))).imports);
        }
      };
      reach(folder, specifiers);
      return [...reached].filter((path) => CHECKED.test(path));
    },
    changes() {
      const changes: FileChange[] = [];
      for (const [path, { time }] of known) {
        const now = timeOf(path);
        if (now === time) continue;
        read(path, now);
        changes.push({ path, change: now === 0 ? "deleted" : time === 0 ? "created" : "changed" });
      }
      return changes;
    },
  };
}

function fileOf(folder: string, specifier: string): readonly string[] {
  if (!/^(?:\.\.?(?:\/|$)|\/)/.test(specifier)) return [];
  const path = specifier.startsWith("/") ? specifier : join(folder, specifier);
  const found = ENDINGS.map(([end, instead]) => path.replace(end, instead)).find((one) => timeOf(one) !== 0);
  return found === undefined ? [] : [found];
}

/** When a file was changed last, in milliseconds; 0 where there is none. */
function timeOf(path: string): number {
  const found = existsSync(path) ? statSync(path) : undefined;
  return found?.isFile() === true ? found.mtimeMs : 0;
}
