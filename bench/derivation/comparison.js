/** @file Engine and peers on the same scalar cases: answers checked first, then timed in interleaved rounds. */

import { readFileSync } from "node:fs";

import { runCase } from "../../kernel-lib/dist/index.js";
import { mathjsPeer, peerCase, sympyPeer } from "./peers.js";
import { median } from "./statistics.js";

const CORPUS = new URL("../../test/corpus/corpus-public.json", import.meta.url);
const ROUNDS = 9;
const TOLERANCE = 1e-9;

/**
 * Every case whose variables are all scalars, given to the engine and to each peer: per peer what it refuses, what it
 * gets wrong, and the times of the others beside the engine's for the same cases.
 */
export async function comparison() {
  const { cases } = JSON.parse(readFileSync(CORPUS, "utf8"));
  const scalar = cases.filter(({ variables }) => variables.every(({ shape }) => shape.length === 0));
  const peers = { mathjs: await mathjsPeer(), SymPy: await sympyPeer() };
  const present = Object.values(peers).filter(({ missing }) => missing === undefined);
  try {
    // The first round is a warm-up; its answers are checked.
    const checked = await onePass(scalar, present);
    const timed = [];
    for (let round = 0; round < ROUNDS; round++) timed.push(await onePass(scalar, present));
    return {
      cases: scalar.length,
      rounds: ROUNDS,
      peers: Object.entries(peers).map(([name, peer]) =>
        peer.missing === undefined
          ? { name, version: peer.version, ...judged({ scalar, peer, checked, timed }) }
          : { name, missing: peer.missing },
      ),
    };
  } finally {
    for (const peer of present) peer.close();
  }
}

/** One round: the engine over all cases, then each peer over all cases, so that all meet the same weather. */
async function onePass(scalar, peers) {
  const ours = scalar.map((given) => runCase(given).ms);
  const answers = new Map();
  for (const peer of peers) {
    await peer.forget();
    const ofPeer = [];
    for (const given of scalar) ofPeer.push(await peer.derive(peerCase(given)));
    answers.set(peer, ofPeer);
  }
  return { ours, answers };
}

function judged({ scalar, peer, checked, timed }) {
  const verdicts = scalar.map((given, at) => ({
    at,
    id: given.id,
    verdict: verdictOn(checked.answers.get(peer)[at], peerCase(given).gradients),
  }));
  const ids = (wanted) => verdicts.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
  const right = verdicts.filter(({ verdict }) => verdict === "right").map(({ at }) => at);
  const perCase = (time) => right.map((at) => median(timed.map((pass) => time(pass, at))));
  const ours = perCase((pass, at) => pass.ours[at]);
  const ofPeer = (kind) => perCase((pass, at) => pass.answers.get(peer)[at][kind]);
  return {
    refused: ids("refused"),
    wrong: ids("wrong"),
    right: right.length,
    ours,
    kinds: peer.kinds.map((kind) => ({ kind, times: ofPeer(kind) })),
  };
}

/** An answer against the gradients of the corpus, at the sample and at the second point. */
function verdictOn({ refused, gradients }, expected) {
  if (refused !== undefined) return "refused";
  const near = (value, at) =>
    Math.abs(value - expected[at]) <= TOLERANCE * Math.max(1, Math.abs(expected[at]));
  return gradients.every((values) => values.every(near)) ? "right" : "wrong";
}
