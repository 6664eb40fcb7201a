/** @file The measurements as Markdown: a row for every question, a column for every kernel. */

import { median, percentile } from "../derivation/statistics.js";
import { markdownTable, number } from "../markdown.js";

/** The whole page. `results` holds for every kernel's name the measurements of its starts. */
export function report({ machine, kernels, results }) {
  const names = kernels.filter(({ missing }) => missing === undefined).map(({ name }) => name);
  const runs = (name) => results.get(name);
  const all = (name, key) => runs(name).flatMap((run) => run[key] ?? []);
  const row = (title, figure) => [title, ...names.map((name) => figure(name) ?? "—")];
  const middle = (key) => (name) => figure(all(name, key), median);
  const interrupt = (key) => (name) => interruptOf(runs(name).map((run) => run.interrupts[key]));
  const starts = Math.min(...names.map((name) => runs(name).length));
  return [
    "# The kernels, measured side by side",
    `${machine.processor}, ${machine.cores} logical cores, Node.js ${machine.node}; load average over one minute ` +
      `${machine.load.before} before and ${machine.load.after} after the run. ${starts} starts of each kernel, taken ` +
      "in turns; times are medians in milliseconds, from the request until answer and idle have arrived.",
    kernels
      .map(
        ({ name, version, missing }) =>
          `- ${name} ${missing === undefined ? version : `is left out: ${missing}`}`,
      )
      .join("\n"),
    markdownTable(
      ["", ...names],
      [
        row("start to first result", middle("start")),
        row("trivial cell", middle("trivial")),
        row("trivial cell, 90th percentile", (name) =>
          figure(all(name, "trivial"), (times) => percentile(times, 0.9)),
        ),
        row("trivial cell after 120 cells", middle("after120")),
        row("trivial cell after importing `typescript`", middle("afterImport")),
        row("3M steps over a top-level `let`", middle("loop")),
        row("3M steps over earlier cells' variables", middle("loopEarlier")),
        row("completion while a cell runs", middle("completion")),
        row("interrupt: sync loop", interrupt("sync loop")),
        row("interrupt: pending await", interrupt("pending await")),
        row("interrupt: sync loop after await", interrupt("sync loop after await")),
        row("memory after start, MB", middle("memory")),
      ],
    ),
    NOTES,
  ]
    .join("\n\n")
    .concat("\n");
}

const NOTES = [
  "- Chainrule and tslab check the types of every cell, Deno and ipykernel check none.",
  "- A cell is timed at the front end: one message there, several back. Python's cells say the same in Python.",
  '- An interrupt counts when the cell has been answered and a variable of before is still there: "dies" is the end of ' +
    'the process, "hangs" is no answer in 10 s.',
  "- Memory is the summed proportional set size of the process and all that it started, 2 s after the first result.",
].join("\n");

function figure(values, statistic) {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : number(statistic(known));
}

/** The median where every start could be interrupted, else the worst that happened. */
function interruptOf(outcomes) {
  return outcomes.find((outcome) => typeof outcome === "string") ?? number(median(outcomes));
}
