/**
 * @file A process that does works in turns: `node player.js NAME FOLDER` reads a request per line, `{work, count}` or
 * `{work, check: true}`, and answers with `{ms}` per repetition or with the `{value}` that must agree.
 */

import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

const [name, folder] = process.argv.slice(2);
const [file, ...variant] = name.split(" ");
const { prepare, about } = await import(`./${file}.js`);
const prepared = new Map();

answer({ about: await about(...variant) });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    answer(await done(JSON.parse(line)));
  } catch (error) {
    answer({ error: error.stack });
  }
}

async function done({ work, count, check }) {
  const key = JSON.stringify(work);
  const ready = prepared.get(key) ?? (await prepare(work, folder, ...variant));
  if (ready === undefined) return { unable: true };
  if (check) {
    const value = await ready.check();
    // A checked work has moved on; a turn begins from the start.
    prepared.delete(key);
    return { value };
  }
  prepared.set(key, ready);
  const start = performance.now();
  await ready.run(count);
  return { ms: (performance.now() - start) / count };
}

function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
