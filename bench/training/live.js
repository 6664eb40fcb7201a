/**
 * @file What it costs to watch a training: the same training in a notebook's kernel, quiet and with its curves and bar, in
 * turns; printed and written to bench/results/live.md: `npm ci --prefix bench && node bench/training/live.js`.
 */

import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { performance } from "node:perf_hooks";

import { startKernel } from "../kernel/front-end.js";
import { findKernels } from "../kernel/kernels.js";
import { markdownTable, number } from "../markdown.js";

const KERNELS = ["Chainrule", "tslab"];
const ROUNDS = 9;
/** Of the time of a training, so much may go into showing it. */
const GOAL = 0.03;

const SET_UP = `
import { accuracy, imageExamples, loadDataset, network, oneHot, relu, softmaxCrossEntropy, train } from "chainrule";
const { X, Y } = imageExamples(loadDataset("fashion-mnist", { perClass: 1000 }).train);
const examples = { X, Y: oneHot(Y, 10) };
const run = async (quiet: boolean) => {
  const model = network([784, 128, 10], { activation: relu, output: null, seed: 7, precision: "float32" });
  const options = { loss: softmaxCrossEntropy, epochs: 10, learningRate: 0.1, batchSize: 64, seed: 7 };
  return (await train(model, examples, { ...options, metrics: { accuracy }, quiet })).seconds;
};
await run(true);`;

const before = load();
const kernels = findKernels().filter(({ name, missing }) => KERNELS.includes(name) && missing === undefined);
const rows = [];
for (const kernel of kernels) rows.push({ name: kernel.name, ...(await watched(kernel)) });
const text = report();
writeFileSync(new URL("../results/live.md", import.meta.url), text);
console.log(text);
// Sockets that kernels left behind would keep the process waiting.
process.exit(rows.every(({ share }) => share <= GOAL) ? 0 : 1);

/** Medians in seconds of the training quiet and live, and which part of the latter is the difference. */
async function watched(kernel) {
  const { front, end } = await startKernel(kernel);
  const timed = async (code) => {
    const begun = performance.now();
    const { status, evalue } = await front.execute(code);
    if (status !== "ok") throw new Error(`a cell of the bench failed in ${kernel.name}: ${evalue}`);
    return (performance.now() - begun) / 1000;
  };
  try {
    await timed(SET_UP);
    const taken = { quiet: [], live: [] };
    for (let round = 0; round < ROUNDS; round++) {
      console.error(`bench: ${kernel.name}, round ${round + 1} of ${ROUNDS} …`);
      taken.quiet.push(await timed("await run(true)"));
      taken.live.push(await timed("await run(false)"));
    }
    const [quiet, live] = [median(taken.quiet), median(taken.live)];
    return { quiet, live, share: (live - quiet) / live };
  } finally {
    end();
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function load() {
  return loadavg()[0].toFixed(2);
}

function report() {
  const table = markdownTable(
    ["kernel", "quiet", "live", "share of showing it", "goal", "met"],
    rows.map(({ name, quiet, live, share }) => [
      name,
      `${number(quiet)} s`,
      `${number(live)} s`,
      `${(100 * share).toFixed(1)} %`,
      `≤ ${100 * GOAL} %`,
      share <= GOAL ? "yes" : "no",
    ]),
  );
  return `# A training that is watched

${cpus()[0].model.trim()}, ${cpus().length} logical cores, Node.js ${process.versions.node}; load average over one minute ${before} before and ${load()} after the run. Ten epochs of 784-128-10 on 10,000 images of Fashion-MNIST, 64 at a time, in a kernel, without a page: \`quiet\`, and with curves of loss and accuracy and a bar; ${ROUNDS} of each in turns, medians.

${table}
`;
}
