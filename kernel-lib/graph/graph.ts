/** @file Computation graphs: the trace of a result as a picture, and the same in words. */

import { UsageError } from "../tensor/errors.js";
import { label } from "../autodiff/trace.js";
import type { Tensor } from "../tensor/tensor.js";
import { modelOf, type Model, type ModelOptions } from "./model.js";
import { pathsFrom, type Path } from "./paths.js";
import { drawGraph } from "./svg.js";
import { graphText, nodeName, wordsHtml } from "./words.js";

/** What a graph shows and how. */
export interface GraphOptions extends ModelOptions {
  /** Highlights and lists every path from this tensor to the result. */
  readonly paths?: Tensor | undefined;
  /** Which way the computation runs; `"down"` suits narrow pages. */
  readonly direction?: "right" | "down" | undefined;
  /** Leaves room for the values and gradients of what was computed instead of writing them. */
  readonly blank?: boolean | undefined;
  /** Significant digits of the numbers. */
  readonly digits?: number | undefined;
}

/** A drawn computation. */
export class Graph {
  constructor(
    /** Nodes and edges as data. */
    readonly model: Model,
    /** The highlighted paths. */
    readonly paths: readonly Path[],
    /** The picture. */
    readonly svg: string,
    /** One line per node: node = value, gradient; then the paths. */
    readonly text: string,
    /** The picture with the node list as a table to unfold. */
    readonly html: string,
  ) {}
}

/**
 * The computation behind a result: each named tensor with its value above and its gradient below, each operation in
 * between as its sign, each edge with its local derivative where that is short.
 *
 * ```ts
 * show(graph(J));
 * show(graph(f, { paths: a }));                                // all paths from a to f
 * show(graph(loss, { detail: "named", gradients: [W1, b1] })); // what has a name; gradients on the way to W1 and b1
 * ```
 *
 * @throws UsageError if the graph has more nodes or paths than can be drawn, or does not hold the given tensor.
 */
export function graph(output: Tensor, options: GraphOptions = {}): Graph {
  const { direction = "right", digits = 4, blank = false } = options;
  const model = modelOf(output, options);
  const paths = options.paths === undefined ? [] : pathsFrom(nodeFor(options.paths, model), model);
  const text = graphText(model, paths, digits, blank);
  const result = model.nodes[model.nodes.length - 1];
  const title = `Computation graph of ${nodeName(result, digits)}`;
  const svg = drawGraph(model, paths, { direction, digits, blank, title, description: text });
  const html =
    `<figure style="margin:0"><div style="overflow-x:auto;max-width:100%" tabindex="0" role="group" aria-label="${title.replaceAll('"', "&quot;").replaceAll("<", "&lt;")}">${svg}</div>` +
    `<figcaption>${wordsHtml(model, paths, digits, blank)}</figcaption></figure>`;
  return new Graph(model, paths, svg, text, html);
}

function nodeFor(tensor: Tensor, { nodes }: Model) {
  const node = nodes.find((each) => each.tensor === tensor);
  if (node !== undefined) return node;
  throw new UsageError(
    `graph: ${label(tensor)} is not a node of this graph; pass a tensor that the result was computed from`,
  );
}
