/** @file How much memory a process and all that it started take: proportional set sizes, so that nothing counts twice. */

import { readdirSync, readFileSync } from "node:fs";

/** In MB; undefined where the system does not say (Linux does). */
export function memoryOfTree(pid) {
  const parents = new Map();
  for (const name of entries("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = text(`/proc/${name}/stat`);
    // The second field is a name in brackets, which may hold anything.
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const tree = [pid];
  for (const one of tree) for (const [child, parent] of parents) if (parent === one) tree.push(child);
  const kilobytes = tree.map((one) =>
    Number(/^Pss:\s+(\d+)/m.exec(text(`/proc/${one}/smaps_rollup`))?.[1] ?? 0),
  );
  const sum = kilobytes.reduce((total, one) => total + one, 0);
  return sum === 0 ? undefined : sum / 1000;
}

function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
