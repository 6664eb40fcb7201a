/** @file Values that show themselves: as a MIME bundle to kernels that ask for one, as text where values are printed. */

import { Chart } from "../charts/chart.js";
import { Derivation } from "../derivation/derivation.js";
import { Explanation } from "../derivation/explain.js";
import { Board } from "../exercises/board.js";
import { Graph } from "../graph/graph.js";
import { Tensor } from "../tensor/tensor.js";
import { bundle } from "./bundle.js";
import { Training } from "./training.js";

/** Deno's protocol: the method returns the bundle. */
const DISPLAY = Symbol.for("Jupyter.display");
/** What Node's console prints; stock tslab prints the last value of a cell so. */
const PRINT = Symbol.for("nodejs.util.inspect.custom");

for (const { prototype } of [Tensor, Derivation, Explanation, Chart, Graph, Training, Board]) {
  Object.defineProperties(prototype, {
    [DISPLAY]: {
      value(this: unknown) {
        // What is shown as nothing has been shown already.
        return this instanceof Training && this.isTold ? {} : bundle(this);
      },
    },
    [PRINT]: {
      value(this: unknown) {
        return bundle(this)["text/plain"];
      },
    },
  });
}
