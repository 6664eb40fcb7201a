/** @file The measurements as Markdown. */

import { markdownTable, number } from "../markdown.js";
import { median, percentile, total } from "./statistics.js";

/** The whole page: machine, corpus, network, chain, peers. */
export function report({ machine, corpus, network, chain, compared }) {
  return [
    "# The derivation engine, measured",
    `${machine.processor}, ${machine.cores} logical cores, Node.js ${machine.node}; load average over one minute ` +
      `${machine.load.before} before and ${machine.load.after} after the run. Times are in milliseconds.`,
    ...corpusSection(corpus),
    ...networkSection(network),
    ...chainSection(chain),
    ...peersSection(compared),
  ]
    .join("\n\n")
    .concat("\n");
}

function corpusSection({ runs }) {
  const [{ cases, lines }] = runs;
  const failed = [...new Set(runs.flatMap((run) => run.failed))];
  const cold = (kind) => runs.map(({ rounds }) => rounds[0].map((times) => times[kind]));
  const warm = (kind) =>
    runs.flatMap(({ rounds }) => rounds.slice(1).map((round) => round.map((at) => at[kind])));
  const row = (name, passes) => [
    name,
    ...[median, (times) => percentile(times, 0.95), (times) => Math.max(...times), total].map((figure) =>
      number(median(passes.map(figure))),
    ),
  ];
  return [
    "## Public corpus",
    `${cases} cases with ${lines} lines, each line verified; ${cases - failed.length} cases meet every criterion that ` +
      `applies to them${failed.length === 0 ? "" : `, not: ${failed.join("; ")}`}. "Derivation" is what \`derive\` ` +
      "takes, with the case parsed and computed and every line verified at two points; the whole case adds the " +
      "judging: wrong forms refused, Hessian and Jacobian, forms written as text. Each figure is the median over " +
      `rounds: ${warm("whole").length} warm ones, and the first one of each of ${runs.length} processes.`,
    markdownTable(
      ["", "median", "95th percentile", "slowest case", "all cases"],
      [
        row("derivation, warm", warm("derived")),
        row("whole case, warm", warm("whole")),
        row("derivation, cold", cold("derived")),
        row("whole case, cold", cold("whole")),
      ],
    ),
  ];
}

function networkSection({ runs }) {
  const warm = runs.flatMap((run) => run.warm);
  return [
    "## The lecture's 2-3-1 network",
    "Computed and derived for W1, b1, W2 and b2, every line verified; cold is the first time in a fresh process.",
    markdownTable(
      ["", "median", "95th percentile", "runs"],
      [
        ["warm", number(median(warm)), number(percentile(warm, 0.95)), warm.length],
        ["cold", number(median(runs.map(({ cold }) => cold))), "", runs.length],
      ],
    ),
  ];
}

function chainSection(chain) {
  const medians = chain.map(({ times }) => median(times));
  return [
    "## A chain of L sigmoid layers",
    "Three units a layer, every z and A named, squared error, derived by the first weights, every line verified; " +
      `median of ${chain[0].times.length} interleaved rounds. Linear growth is a factor of about 2 per doubling.`,
    markdownTable(
      ["L", "median", "per layer", "factor"],
      chain.map(({ layers }, at) => [
        layers,
        number(medians[at]),
        number(medians[at] / layers),
        at === 0 ? "" : number(medians[at] / medians[at - 1]),
      ]),
    ),
  ];
}

const KINDS = { derived: "differentiated", simplified: "differentiated, then `simplify`" };

function peersSection({ cases, rounds, peers }) {
  const present = peers.filter(({ missing }) => missing === undefined);
  return [
    "## Beside SymPy and mathjs",
    `The ${cases} cases whose variables are all scalars, as one expression each, names replaced by what they stand ` +
      "for, and functions that a peer lacks written out where it has the parts. **The peers only differentiate: they " +
      "derive no lines, verify nothing and compute no values; our times include all of that.** Answers were checked " +
      `at both points of each case. Median per case over ${rounds} interleaved rounds after a warm-up; SymPy's cache ` +
      "is emptied before each round. Each row compares the same cases, those that the peer gets right.",
    markdownTable(
      [
        "peer",
        "cases",
        "its median",
        "our median",
        "its time / ours: median case",
        "its sum",
        "our sum",
        "sums",
      ],
      present.flatMap(peerRows),
    ),
    ...peers.map(answersOf),
  ];
}

function peerRows({ name, version, right, ours, kinds }) {
  return kinds.map(({ kind, times }) => [
    `${name} ${version}, ${name === "mathjs" ? "`derivative` (simplifies)" : KINDS[kind]}`,
    right,
    number(median(times)),
    number(median(ours)),
    `${number(median(times.map((time, at) => time / ours[at])))} ×`,
    number(total(times)),
    number(total(ours)),
    `${number(total(times) / total(ours))} ×`,
  ]);
}

function answersOf({ name, missing, right, refused, wrong }) {
  if (missing !== undefined) return `${name} was not measured: ${missing}.`;
  const listed = (ids) => (ids.length === 0 ? "none" : `${ids.length} (${ids.join(", ")})`);
  return `${name}: right ${right}, refused ${listed(refused)}, wrong ${listed(wrong)}.`;
}
