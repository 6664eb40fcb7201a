/** @file How the time of a step grows with batch, width and depth: figures, and charts with both axes logarithmic. */

import { multiplications, SCALING, SCALING_PLAYERS } from "./rows.js";
import { writeWeights } from "./numbers.js";
import { inTurns } from "./turns.js";

/** Per thing that grows: the players' times at every place, in milliseconds, with the multiplications of a step. */
export async function scaling(players, folder, progress) {
  const chosen = players.filter(({ name }) => SCALING_PLAYERS.includes(name));
  const grown = [];
  for (const { name, places, work } of SCALING) {
    const points = [];
    for (const place of places) {
      progress(`${name} ${place}`);
      const made = work(place);
      await writeWeights(folder, made.sizes);
      const results = await inTurns(chosen, made, { checked: false });
      points.push({ place, arithmetic: multiplications(made), results });
    }
    grown.push({ name, points });
  }
  return grown;
}

/** The exponent p in time ∝ arithmeticᵖ of a player, by least squares over the logarithms; 1 is linear. */
export function exponent({ points }, name) {
  const logs = points.flatMap(({ arithmetic, results }) =>
    results
      .filter(({ player }) => player.name === name)
      .map(({ median }) => [Math.log(arithmetic), Math.log(median)]),
  );
  const mean = (at) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const products = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return products / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** A chart as SVG. */
export async function drawn({ name, points }) {
  const { lineChart } = await import("../../kernel-lib/dist/index.js");
  const names = points[0].results.map(({ player }) => player.name);
  const series = names.map((player) => [
    player,
    {
      x: points.map(({ place }) => place),
      y: points.map(({ results }) => results.find((result) => result.player.name === player).median),
      markers: true,
    },
  ]);
  return lineChart(Object.fromEntries(series), {
    title: `One training step as ${name} grows`,
    xLabel: name,
    yLabel: "time in ms",
    log: true,
    logX: true,
  }).svg();
}
