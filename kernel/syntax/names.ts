/** @file Which identifiers of a module stand for names that cells share. */

import { analyze } from "eslint-scope";
import type { Program } from "estree";
import type { ESTree } from "rolldown/utils";

/** What a module does with the names that cells share. */
export interface Names {
  /** Declared by `var`: they exist, as undefined, before the first line runs. */
  readonly hoisted: readonly string[];
  readonly isShared: (identifier: ESTree.Node) => boolean;
}

/** Finds them; known names are those of earlier cells. */
export function namesOf(program: ESTree.Program, isKnown: (name: string) => boolean): Names {
  // The parser's tree of plain JavaScript is the ESTree that eslint-scope reads, but for kinds of nodes of TypeScript
  // and JSX, which translation has removed.
  const manager = analyze(program as unknown as Program, { ecmaVersion: 2022, sourceType: "module" });
  const [scope] = manager.globalScope?.childScopes ?? [];
  const shared = new Set<unknown>(
    scope.variables.flatMap(({ identifiers, references }) => [
      ...identifiers,
      ...references.map(({ identifier }) => identifier),
    ]),
  );
  for (const { identifier } of scope.through) {
    if (isKnown(identifier.name)) shared.add(identifier);
  }
  const isVar = ({ parent }: { readonly parent?: unknown }): boolean =>
    typeof parent === "object" && parent !== null && "kind" in parent && parent.kind === "var";
  return {
    hoisted: scope.variables.filter(({ defs }) => defs.some(isVar)).map(({ name }) => name),
    isShared: (identifier) => shared.has(identifier),
  };
}
