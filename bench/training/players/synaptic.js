/** @file synaptic, whose networks are generated code; squared error and an update per example, so it is not ranked. */

import { createRequire } from "node:module";

import { SMALL_NETWORK } from "../work.js";

const load = createRequire(import.meta.url);
const { Architect } = load("synaptic");

export function about() {
  return `synaptic ${load("synaptic/package.json").version}: generated code, squared error, an update per example`;
}

export function prepare({ kind }) {
  if (kind !== "small") return undefined;
  const network = new Architect.Perceptron(2, 3, 1);
  return {
    run: (count) => {
      for (let index = 0; index < count; index++) {
        network.activate(SMALL_NETWORK.x);
        network.propagate(0.1, [SMALL_NETWORK.y]);
      }
    },
    check: () => "not ranked",
  };
}
