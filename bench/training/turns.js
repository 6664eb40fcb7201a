/** @file Players as processes of one group, asked in turns, so that all meet the same weather. */

import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const NODE_PLAYER = fileURLToPath(new URL("players/player.js", import.meta.url));
const PYTHON_PLAYER = fileURLToPath(new URL("players/player.py", import.meta.url));
const PYTHONS = ["/usr/bin/python3", "python3"];

/** Rounds; the figure of a player is its median over them. */
export const ROUNDS = 9;
/** How long a player's turn is meant to last. */
const TURN_MS = 60;
/** How long a player repeats a work before its turns: what compiles while it runs has then been compiled. */
const WARM_UP_MS = 400;

/** Players in the order of the tables: the library first, then those that can be ranked. */
const PLAYERS = [
  { name: "chainrule" },
  { name: "chainrule compiled" },
  { name: "chainrule compiled dense", settings: { CHAINRULE_SKIP_ZEROS: "off" } },
  { name: "tfjs wasm" },
  { name: "tfjs cpu" },
  { name: "jax" },
  { name: "loops" },
  { name: "tape" },
  { name: "brain", unranked: "σ and squared error, an update per example" },
  { name: "synaptic", unranked: "squared error, an update per example" },
  { name: "torch", module: "torch" },
  { name: "numpy", module: "numpy" },
];

/** Starts all players that there are; those that are missing say why. */
export async function startPlayers(folder) {
  return Promise.all(PLAYERS.map((player) => startedPlayer(player, folder)));
}

async function startedPlayer(player, folder) {
  const { name, module, settings } = player;
  const python = module && PYTHONS.find((command) => imports(command, module));
  if (module !== undefined && python === undefined) {
    return { ...player, missing: `Debian's python3-${module} brings it` };
  }
  const command = python === undefined ? [process.execPath, NODE_PLAYER] : [python, PYTHON_PLAYER];
  const child = spawn(command[0], [command[1], name, folder], {
    env: { ...environment(), ...settings },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`bench: ${name} ended by itself`);
    const message = JSON.parse(value);
    if (message.error !== undefined) throw new Error(`bench: ${name}: ${message.error}`);
    return message;
  };
  const { about } = await answer();
  return {
    ...player,
    about,
    ask: (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}

/** One thread for everybody, and no choice of a BLAS kernel but its own. */
function environment() {
  const own = Object.entries(process.env).filter(([key]) => !/^(OPENBLAS|MKL|NVPL_BLAS)_/u.test(key));
  return {
    ...Object.fromEntries(own),
    OPENBLAS_NUM_THREADS: "1",
    OMP_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
  };
}

function imports(command, module) {
  return spawnSync(command, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;
}

/**
 * The work by every player that can do it, first checked, then timed in rounds: per player its value, and its median,
 * fastest and slowest time in milliseconds.
 */
export async function inTurns(players, work, { checked = true } = {}) {
  const able = [];
  for (const player of players) {
    if (player.ask === undefined) continue;
    const { value, unable } = await player.ask({ work, check: checked, count: 1 });
    if (unable) continue;
    able.push({ player, value, count: await repetitions(player, work), times: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { player, count, times } of able) times.push((await player.ask({ work, count })).ms);
  }
  return able.map(({ player, value, times }) => {
    times.sort((a, b) => a - b);
    return { player, value, median: times[ROUNDS >> 1], fastest: times[0], slowest: times[ROUNDS - 1] };
  });
}

/**
 * How often a player repeats the work in a turn, from the last of ever longer turns that warm it up: the first ones tell
 * how long it compiles.
 */
async function repetitions(player, work) {
  let spent = 0;
  for (let count = 1; ; count *= 2) {
    const { ms } = await player.ask({ work, count });
    spent += ms * count;
    if (spent >= WARM_UP_MS && ms * count >= TURN_MS / 2) return Math.max(1, Math.round(TURN_MS / ms));
  }
}
