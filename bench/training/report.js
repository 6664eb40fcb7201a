/** @file The measurements as Markdown: goals with their ratios, every player's time, growth, memory. */

import { markdownTable, number } from "../markdown.js";
import { exponent } from "./scaling.js";
import { ROUNDS } from "./turns.js";
import { STEPS_BEFORE_LOSS } from "./work.js";

const EAGER = "chainrule";
const COMPILED = "chainrule compiled";
const MEMORY_GOAL = 1.02;

/** The whole page. */
export function report({ page, machine, players, numbers, rows, grown, memory }) {
  return [
    "# Training, measured",
    `${machine.processor}, ${machine.cores} logical cores, Node.js ${machine.node}; load average over one minute ` +
      `${machine.load.before} before and ${machine.load.after} after the run. Every player is a process on one ` +
      `thread; they take turns, and a figure is the median of ${ROUNDS} rounds. A ratio is the peer's time divided ` +
      "by ours: above 1 we are faster.",
    "## Goals",
    markdownTable(
      ["work", "ours", "time", "beside", "its time", "ratio", "goal", "met"],
      rows.flatMap(goalRows),
    ),
    ...(memory.length > 0 ? memorySection(memory) : []),
    "## All players",
    `Steps: all ranked players start from the same weights and see the same batches of ${numbers.count} images of ` +
      `Fashion-MNIST, ${number(numbers.density * 100)} % of whose pixels are not 0; "value" is the loss of the batch ` +
      `after ${STEPS_BEFORE_LOSS} steps. Elsewhere it is a number that the result was folded into. A player whose value ` +
      "differs is not ranked.",
    ...rows.flatMap(playersSection),
    ...(grown.length > 0 ? growthSection(page, grown) : []),
    "## Players",
    markdownTable(
      ["name", "what it is"],
      players.map(({ name, about, missing }) => [name, about ?? `not measured: ${missing}`]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Whether all ranked players have the value of the library. */
export function agreeing(row) {
  return row.results.every((result) => result.player.unranked !== undefined || agrees(row, result));
}

function resultOf({ results }, name) {
  return results.find(({ player }) => player.name === name);
}

/** What the library does best: compiled, where it was. */
function ours(row) {
  return resultOf(row, COMPILED) ?? resultOf(row, EAGER);
}

function agrees(row, { value }) {
  const expected = resultOf(row, EAGER).value;
  return Math.abs(value - expected) <= 0.5 * 10 ** -row.digits * Math.abs(expected);
}

function ranked(row) {
  return row.results.filter((result) => result.player.unranked === undefined && agrees(row, result));
}

function goalRows(row) {
  return row.goals.map((goal) => {
    const own = goal.by === undefined ? ours(row) : resultOf(row, goal.by);
    const sign = goal.withinMs === undefined ? `≥ ${number(goal.times)}` : `≤ ${time(goal.withinMs)}`;
    if (own === undefined) return [row.title, goal.by, "", "", "", "", sign, "not measured"];
    const head = [row.title, own.player.name, time(own.median)];
    if (goal.withinMs !== undefined) return [...head, "", "", "", sign, met(own.median <= goal.withinMs)];
    const best = fastest(row, goal);
    if (best === undefined) return [...head, goal.than, "", "", sign, "not measured"];
    const ratio = best.median / own.median;
    const beside = goal.peers.length > 1 ? `${goal.than}: ${best.player.name}` : goal.than;
    return [...head, beside, time(best.median), number(ratio), sign, met(ratio >= goal.times)];
  });
}

/** The fastest of the peers that a goal names; a single one need not be ranked. */
function fastest(row, { peers }) {
  const able = peers.length === 1 ? row.results : ranked(row);
  return able
    .filter(({ player }) => peers.includes(player.name))
    .sort((a, b) => a.median - b.median)
    .at(0);
}

function playersSection(row) {
  const { median: own } = ours(row);
  return [
    `### ${row.title}`,
    markdownTable(
      ["player", "median", "fastest", "slowest", "ratio", "value"],
      [...row.results]
        .sort((a, b) => a.median - b.median)
        .map((result) => {
          const { player, median, fastest, slowest, value } = result;
          const times = [time(median), time(fastest), time(slowest)];
          if (player.unranked !== undefined) return [player.name, ...times, "unranked", player.unranked];
          const ratio = agrees(row, result) ? number(median / own) : "unranked: differs";
          return [player.name, ...times, ratio, String(Number(value.toPrecision(6)))];
        }),
    ),
  ];
}

function memorySection(memory) {
  const total = ({ heap, external }) => heap + external;
  const [first, last] = [memory[0], memory[memory.length - 1]];
  const ratio = total(last) / total(first);
  const megabytes = (bytes) => `${number(bytes / 2 ** 20)} MB`;
  return [
    `Memory over ${memory.length} epochs of 784-128-10, garbage collected: ${megabytes(total(first))} of heap and ` +
      `outside it after the first, ${megabytes(total(last))} after the last, ` +
      `${ratio.toFixed(4)} × (goal ≤ ${MEMORY_GOAL}, ${met(ratio <= MEMORY_GOAL)}). Resident: ` +
      `${megabytes(first.resident)} and ${megabytes(last.resident)}.`,
  ];
}

function growthSection(page, grown) {
  return [
    "## How a step grows",
    "Time ∝ arithmeticᵖ, where 1 is linear in the multiplications of a step; p by least squares over all places. " +
      "Multiplications by the zeros of images are counted. chainrule compiled leaves them out, which makes the first " +
      "layer cheaper and no other, so that its p is larger where layers are added; its dense twin does all that is counted.",
    markdownTable(
      ["grows", "from", "to", ...grown[0].points[0].results.map(({ player }) => `p of ${player.name}`)],
      grown.map((growth) => [
        growth.name,
        growth.points[0].place,
        growth.points[growth.points.length - 1].place,
        ...growth.points[0].results.map(({ player }) => exponent(growth, player.name).toFixed(2)),
      ]),
    ),
    ...grown.map(({ name }) => `![One training step as ${name} grows](${page}-${name}.svg)`),
  ];
}

function met(holds) {
  return holds ? "yes" : "no";
}

/** A time with its unit, from milliseconds. */
function time(ms) {
  return ms < 0.1 ? `${number(ms * 1000)} µs` : `${number(ms)} ms`;
}
