/** @file Every node of a parsed module, with the node that holds it. */

import type { ESTree } from "rolldown/utils";

/** A node on its way: what holds it, under which key, and whether a function lies between it and the module. */
export interface Visit {
  readonly node: ESTree.Node;
  readonly parent: ESTree.Node | undefined;
  readonly key: string;
  readonly isInFunction: boolean;
}

const FUNCTION = /Function|^(?:PropertyDefinition|StaticBlock)$/;

/** Calls back for each node, parents first; what lies below a node for which the answer is false is left out. */
export function walk(root: ESTree.Node, visitor: (visit: Visit) => boolean): void {
  const step = (visit: Visit): void => {
    if (!visitor(visit)) return;
    const { node } = visit;
    const isInFunction = visit.isInFunction || FUNCTION.test(node.type);
    for (const [key, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) step({ node: child, parent: node, key, isInFunction });
      }
    }
  };
  step({ node: root, parent: undefined, key: "", isInFunction: false });
}

function isNode(value: unknown): value is ESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
