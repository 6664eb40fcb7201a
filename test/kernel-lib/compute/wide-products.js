/**
 * @file Compares the products of the machine's own build with those of single vectors, bit by bit; prints as JSON
 * which build it was, and what differs. `node --no-liftoff wide-products.js SEED COUNT`
 */

import { Machine } from "../../../kernel-lib/dist/compute/machine.js";
import { ownMachine } from "../../../kernel-lib/dist/compute/engine.js";
import { random } from "../../../kernel-lib/dist/tensor/random.js";

const [seed, count] = process.argv.slice(2).map(Number);
const LARGEST = 140;
const BYTES = 2 ** 20;
const choice = random(seed);
const single = new Machine("fused", BYTES);
// Compiled before V8 is asked for wider vectors: what the others are compared with.
for (let trial = 0; trial < 40; trial++) compared(trial, [single, single]);
const own = ownMachine(BYTES);
const differing = Array.from({ length: count }, (_, trial) => compared(trial, [own, single])).flat();
console.log(`\n${JSON.stringify({ build: own.build, differing })}`);

/** Products of random matrices on two machines: those that differ. */
function compared(trial, machines) {
  const [rows, inner, columns] = [LARGEST, LARGEST, LARGEST].map((most) => whole(most) + 1);
  const use = { float32: trial % 2 === 0, turned: whole(4), density: choice.uniform(), odd: whole(8) === 0 };
  const made = { ...use, rows, inner, columns };
  const [left, right] = [rows * inner, inner * columns].map((size) => entries(size, use));
  // Zeros are skipped beside a left matrix that lies as it is.
  const kernels = (use.turned & 1) === 1 ? ["product"] : ["product", "skipping"];
  return kernels.flatMap((kernel) => {
    const [a, b] = machines.map((machine) => multiplied(machine, kernel, { ...made, left, right }));
    return a.every((value, at) => Object.is(value, b[at])) ? [] : [{ kernel, ...made }];
  });
}

function whole(below) {
  return Math.floor(choice.uniform() * below);
}

/** Entries from −0.5 to 0.5, some of them 0, and at times one that is no finite number. */
function entries(size, { float32, density, odd }) {
  const made = Array.from({ length: size }, () => (choice.uniform() < density ? choice.uniform() - 0.5 : 0));
  if (odd) made[whole(size)] = [Infinity, -Infinity, NaN, -0][whole(4)];
  return float32 ? Float32Array.from(made) : Float64Array.from(made);
}

function multiplied(machine, kernel, { float32, turned, rows, inner, columns, left, right }) {
  const { shelf } = machine;
  shelf.clear();
  const [a, b, into] = [shelf.copy(left), shelf.copy(right), shelf.take(rows * columns, float32)];
  const size = a.BYTES_PER_ELEMENT;
  const steps = (across, down, isTurned) => (isTurned ? [size, down * size] : [across * size, size]);
  const run = machine.kernels(float32)[kernel];
  const places = [a.byteOffset, ...steps(inner, rows, (turned & 1) === 1)];
  places.push(b.byteOffset, ...steps(columns, inner, (turned & 2) === 2), into.byteOffset);
  run(rows, columns, inner, ...places);
  return into.slice();
}
