/** @file Expressions of the corpus grammar as trees: one part changed at a time. */

import { childrenOf, withChildren } from "../../../kernel-lib/syntax/trees.js";
import type { Syntax } from "../../../kernel-lib/syntax/grammar.js";

/** Every expression that a change of one part makes, wherever in the expression that part stands. */
export function changedOnce(syntax: Syntax, change: (part: Syntax) => readonly Syntax[]): Syntax[] {
  const children = childrenOf(syntax);
  const deeper = children.flatMap((child, at) =>
    changedOnce(child, change).map((other) =>
      withChildren(
        syntax,
        children.map((before, index) => (index === at ? other : before)),
      ),
    ),
  );
  return [...change(syntax), ...deeper];
}
