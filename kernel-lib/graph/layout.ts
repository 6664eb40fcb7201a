/** @file Where nodes and edges lie: laid out in layers by dagre. */

import * as dagre from "@dagrejs/dagre";
import type { Edge, Model, Node } from "./model.js";

/** A place in pixels from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is laid out: how large each node and each edge's label is, and which way the computation runs. */
export interface Sizes {
  readonly node: (node: Node) => Size;
  readonly label: (edge: Edge) => Size;
  readonly direction: "right" | "down";
}

/** Places in pixels from the top left: centres of nodes, lines and label centres of edges. */
export interface Placement extends Size {
  readonly nodes: ReadonlyMap<Node, Point>;
  readonly edges: ReadonlyMap<Edge, { readonly points: readonly Point[]; readonly label: Point }>;
}

/** What dagre puts on a node or an edge. */
interface Placed extends Size, Partial<Point> {
  readonly points?: readonly Point[];
}

/** The part of dagre that is used. */
interface Dagre {
  readonly Graph: new (options: { multigraph: boolean }) => LayeredGraph;
  readonly layout: (graph: LayeredGraph) => void;
}

interface LayeredGraph {
  setGraph(settings: object): void;
  graph(): Partial<Size>;
  setNode(id: string, size: Size): void;
  node(id: string): Placed;
  setEdge(from: string, to: string, label: object, name: string): void;
  edge(from: string, to: string, name: string): Placed;
}

// Its own declarations import without file endings, which TypeScript does not follow in a module package.
const { Graph: Layered, layout } = dagre as unknown as Dagre;

/** Places every node and edge; the computation runs from left to right or from top to bottom. */
export function place({ nodes, edges }: Model, { node, label, direction }: Sizes): Placement {
  const graph = new Layered({ multigraph: true });
  graph.setGraph({
    rankdir: direction === "right" ? "LR" : "TB",
    nodesep: 22,
    ranksep: direction === "right" ? 26 : 30,
    edgesep: 14,
    marginx: 10,
    marginy: 10,
  });
  for (const each of nodes) graph.setNode(each.id, { ...node(each) });
  edges.forEach((edge, index) => {
    graph.setEdge(edge.from.id, edge.to.id, { ...label(edge), labelpos: "c" }, String(index));
  });
  layout(graph);
  const drawing = graph.graph();
  return {
    width: drawing.width ?? 0,
    height: drawing.height ?? 0,
    nodes: new Map(nodes.map((each) => [each, pointOf(graph.node(each.id))])),
    edges: new Map(
      edges.map((edge, index) => {
        const placed = graph.edge(edge.from.id, edge.to.id, String(index));
        return [edge, { points: placed.points ?? [], label: pointOf(placed) }];
      }),
    ),
  };
}

function pointOf({ x = 0, y = 0 }: Partial<Point>): Point {
  return { x, y };
}
