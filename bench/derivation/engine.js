/**
 * @file The engine alone, one part per process so that the first round is a cold one: `node engine.js PART` measures
 * a part named below and prints what it found as JSON.
 */

import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

import { derive, normal, runCase, sigmoid, squaredError, sub, tensor } from "../../kernel-lib/dist/index.js";
import { rounds } from "./statistics.js";

const CORPUS = new URL("../../test/corpus/corpus-public.json", import.meta.url);
const CORPUS_ROUNDS = 9;
const NETWORK_ROUNDS = 50;
const CHAIN_WARM_UPS = 5;
const CHAIN_ROUNDS = 31;
const CHAIN_LAYERS = [2, 4, 8, 16, 32];
const CHAIN_WIDTH = 3;
/** Sigmoid passes back at most a quarter; weights of this size keep the gradient from vanishing over 32 layers. */
const CHAIN_DEVIATION = 3;

const PARTS = { corpus, network, chain };

/** Every public case, round after round; the first round is cold. */
function corpus() {
  const { cases } = JSON.parse(readFileSync(CORPUS, "utf8"));
  const measured = Array.from({ length: CORPUS_ROUNDS }, () => cases.map(measuredCase));
  const failed = measured.flat().filter(({ failures }) => failures.length > 0);
  return {
    cases: cases.length,
    lines: measured[0].reduce((sum, { lines }) => sum + lines, 0),
    failed: [...new Set(failed.map(({ id, failures }) => `${id} (${failures[0]})`))],
    rounds: measured.map((round) => round.map(({ derived, whole }) => ({ derived, whole }))),
  };
}

function measuredCase(given) {
  const started = performance.now();
  const { id, failures, lines, ms } = runCase(given);
  return { id, failures, lines: lines.length, derived: ms, whole: performance.now() - started };
}

/** The lecture's 2-3-1 network, computed afresh and derived for its four parameters. */
function network() {
  const times = Array.from({ length: NETWORK_ROUNDS }, () => {
    const started = performance.now();
    const { loss, parameters } = lectureNetwork();
    for (const parameter of parameters) derive(loss, parameter);
    return performance.now() - started;
  });
  return { cold: times[0], warm: times.slice(NETWORK_ROUNDS / 5) };
}

function lectureNetwork() {
  const x = tensor([[0.5], [0.3]]).named("x");
  const y = tensor([[1]]).named("y");
  const W1 = tensor([
    [0.2, 0.4],
    [0.1, 0.3],
    [0.5, -0.2],
  ]).named("W", { layer: 1 });
  const b1 = tensor([[0.1], [-0.1], [0.05]]).named("b", { layer: 1 });
  const W2 = tensor([[0.3, -0.2, 0.4]]).named("W", { layer: 2 });
  const b2 = tensor([[-0.2]]).named("b", { layer: 2 });
  const A1 = sigmoid(W1.matmul(x).add(b1).named("z", { layer: 1 })).named("A", { layer: 1 });
  const yhat = sigmoid(W2.matmul(A1).add(b2).named("z", { layer: 2 })).named("ŷ");
  const right = y.mul(yhat.log());
  const wrong = sub(1, y).mul(sub(1, yhat).log());
  return { loss: right.add(wrong).neg().named("ℓ"), parameters: [W1, b1, W2, b2] };
}

/** Chains of sigmoid layers, every z and A named, derived by the first weights. */
function chain() {
  rounds(CHAIN_WARM_UPS, CHAIN_LAYERS, deriveChain);
  return [...rounds(CHAIN_ROUNDS, CHAIN_LAYERS, deriveChain)].map(([layers, times]) => ({ layers, times }));
}

/** Time of one derivation; computing the chain is not counted. */
function deriveChain(layers) {
  const column = [CHAIN_WIDTH, 1];
  let activation = normal(column, { seed: 1 }).named("x");
  let first;
  for (let layer = 1; layer <= layers; layer++) {
    const weights = normal([CHAIN_WIDTH, CHAIN_WIDTH], { seed: 10 + layer, deviation: CHAIN_DEVIATION });
    const W = weights.named("W", { layer });
    const b = normal(column, { seed: 100 + layer }).named("b", { layer });
    const z = W.matmul(activation).add(b).named("z", { layer });
    activation = sigmoid(z).named("A", { layer });
    first ??= W;
  }
  const loss = squaredError(activation, normal(column, { seed: 2 }).named("y"))
    .mean()
    .named("ℓ");
  const started = performance.now();
  derive(loss, first);
  return performance.now() - started;
}

console.log(JSON.stringify(PARTS[process.argv[2]]()));
