/** @file Syntax trees: their parts, those parts replaced, and the tree written down again. */

import type { Syntax } from "./grammar.js";

/** What an expression is made of. */
export function childrenOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case "number":
    case "name":
      return [];
    case "negative":
    case "transpose":
      return [syntax.of];
    case "binary":
      return [syntax.left, syntax.right];
    case "call":
      return syntax.inputs;
  }
}

/** The same expression of other parts. */
export function withChildren(syntax: Syntax, children: readonly Syntax[]): Syntax {
  switch (syntax.kind) {
    case "number":
    case "name":
      return syntax;
    case "negative":
    case "transpose":
      return { ...syntax, of: children[0] };
    case "binary":
      return { ...syntax, left: children[0], right: children[1] };
    case "call":
      return { ...syntax, inputs: children };
  }
}

/** An expression in the corpus grammar, with every bracket. */
export function textOf(syntax: Syntax): string {
  switch (syntax.kind) {
    case "number":
      return String(syntax.value);
    case "name":
      return syntax.name;
    case "negative":
      return `(-${textOf(syntax.of)})`;
    case "transpose":
      return `(${textOf(syntax.of)}).T`;
    case "binary":
      return `(${textOf(syntax.left)} ${syntax.sign} ${textOf(syntax.right)})`;
    case "call": {
      const settings = Object.entries(syntax.settings).map(([key, value]) => `${key}=${String(value)}`);
      return `${syntax.name}(${[...syntax.inputs.map(textOf), ...settings].join(", ")})`;
    }
  }
}
