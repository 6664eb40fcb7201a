/** @file A student's line as a form over the symbols of a board, and repairs that show what is wrong with its shapes. */

import type { Form } from "../formula/form.js";
import { reader, symbolOf } from "../formula/read.js";
import type { Syntax } from "../syntax/grammar.js";
import { runProgram } from "../syntax/program.js";
import { ownName, withFractions } from "../syntax/fractions.js";
import { readLatexEquation, readStudent, type ReadSyntax, type Spellings } from "../syntax/read.js";
import { tokensOf, type Token } from "../syntax/tokens.js";
import { childrenOf, withChildren } from "../syntax/trees.js";
import { UsageError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import type { MessageKey } from "./english.js";

/** `dz2 = …`, or `:=` or `==`; the `=` of a setting stands behind a bracket. */
const LABELLED = /^([^=(:]*):?==?(.*)$/s;

/** A line taken apart: the quantity on its left, where it names one, and the formula. */
export interface ReadLine extends ReadSyntax {
  readonly label: string | undefined;
}

/** How a line is written: typed as text, or in the LaTeX of a mathematics input. */
export type LineSyntax = "student" | "latex";

/**
 * A line: `dz2 = yhat - y`, or the right side alone.
 * @throws UsageError where it cannot be read.
 */
export async function readLine(
  text: string,
  scope: ReadonlyMap<string, Tensor>,
  { syntax, spellings }: { readonly syntax: LineSyntax; readonly spellings: Spellings },
): Promise<ReadLine> {
  if (syntax === "latex") {
    const { left, ...right } = await readLatexEquation(text, scope, spellings);
    return { label: left.length === 0 ? undefined : labelOf(left, scope), ...right };
  }
  const [, left, right] = LABELLED.exec(text) ?? [undefined, undefined, text];
  const label = left === undefined ? undefined : labelOf(withFractions(tokensOf(left), scope), scope);
  // Spaces in the place of the left side: a problem is told with its place in the whole line.
  return { label, ...(await readStudent(right.padStart(text.length), scope, spellings)) };
}

/** The left side of a line: `dz2` and `d_z2` as `d_z2`, a fraction with ∂ or d above and below as `A1/z1`. */
function labelOf(tokens: readonly Token[], scope: ReadonlyMap<string, Tensor>): string {
  const words = tokens.map(({ text }) => text).filter((text) => text !== "(" && text !== ")");
  const [of, sign, by] = words;
  const wrt = (name = ""): string | undefined => {
    const found = /^[d∂]_?(.+)$/u.exec(name)?.[1];
    return found === undefined ? undefined : ownName(found, scope);
  };
  const [above, below] = [wrt(of), wrt(by)];
  if (words.length === 1) return above === undefined || of.includes("/") ? of : `d_${above}`;
  if (words.length === 3 && sign === "/" && above !== undefined && below !== undefined)
    return `${above}/${below}`;
  throw new UsageError(`the left side "${words.join(" ")}" is no derivative, such as dz2 or ∂A1/∂z1`);
}

/** The first name of a formula that nothing has; undefined where all are known. */
export function unknownName(syntax: Syntax, scope: ReadonlyMap<string, Tensor>): string | undefined {
  if (syntax.kind === "name") return scope.has(syntax.name) || syntax.name === "pi" ? undefined : syntax.name;
  for (const child of childrenOf(syntax)) {
    const name = unknownName(child, scope);
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * The formula over these tensors; each of them stays a symbol.
 * @throws ShapeError at the first operation whose operands do not fit, UsageError for an unknown name.
 */
export function formOver(syntax: Syntax, scope: ReadonlyMap<string, Tensor>): Form {
  const { result } = runProgram({ bindings: [], result: syntax }, scope);
  const known = new Set(scope.values());
  return reader((tensor) => (known.has(tensor) ? symbolOf(tensor) : undefined))(result);
}

/** A line changed in one respect, and the mistake that was made where the changed line is right. */
export interface Repair {
  readonly code: MessageKey;
  readonly syntax: Syntax;
  readonly used: string;
  readonly needed: string;
}

/** Chains with more factors than this are not put in every order. */
const MOST_FACTORS = 5;
/** Lines of more parts than this are not changed at one place, or at two: trying would take longer than a student waits. */
const MOST_PARTS = { once: 200, twice: 40 } as const;

/**
 * Lines that differ from this one by a pair of brackets, by a transpose, by the kind of a product, by their order, or by two of these; and the
 * one whose products are all taken entry by entry. Of a long line no pairs are tried, and of a very long one nothing.
 */
export function repairs({ syntax, bracketed }: Pick<ReadSyntax, "syntax" | "bracketed">): Repair[] {
  const size = partsIn(syntax);
  if (size > MOST_PARTS.once) return [];
  const turned = changedOnce(syntax, turn);
  const matrices = changedOnce(syntax, swapTo("·"));
  const entries = changedOnce(syntax, swapTo("*"));
  const [elementwise, matrix] = ["⊙", "a matrix product"];
  const toMatrix = { code: "M14", used: elementwise, needed: matrix } as const;
  const toEntries = { code: "M14", used: matrix, needed: elementwise } as const;
  const neither = { used: "", needed: "" };
  const changedTwice = (first: readonly Syntax[]): Syntax[] =>
    size > MOST_PARTS.twice ? [] : first.flatMap((once) => changedOnce(once, turn));
  return [
    ...bracketed().map(
      ({ part, ...each }) => ({ code: "brackets", ...each, used: part, needed: "" }) as const,
    ),
    ...turned.map((each) => ({ code: "M19", syntax: each, ...neither }) as const),
    ...matrices.map((each) => ({ syntax: each, ...toMatrix })),
    ...changedOnce(syntax, reordered).map((each) => ({ code: "M23", syntax: each, ...neither }) as const),
    ...entries.map((each) => ({ syntax: each, ...toEntries })),
    ...changedTwice(turned).map((each) => ({ code: "M19", syntax: each, ...neither }) as const),
    ...changedTwice(matrices).map((each) => ({ syntax: each, ...toMatrix })),
    { syntax: byEntries(syntax), ...toEntries },
  ];
}

/** The tree with every product taken entry by entry. */
function byEntries(syntax: Syntax): Syntax {
  const inner = withChildren(syntax, childrenOf(syntax).map(byEntries));
  return inner.kind === "binary" && inner.sign === "·" ? { ...inner, sign: "*" } : inner;
}

function partsIn(syntax: Syntax): number {
  return childrenOf(syntax).reduce((sum, child) => sum + partsIn(child), 1);
}

function turn(syntax: Syntax): Syntax[] {
  if (syntax.kind === "transpose") return [syntax.of];
  return syntax.kind === "number" || syntax.kind === "negative" ? [] : [{ kind: "transpose", of: syntax }];
}

function swapTo(sign: "*" | "·"): (syntax: Syntax) => Syntax[] {
  return (syntax) =>
    syntax.kind === "binary" && syntax.sign === (sign === "·" ? "*" : "·") ? [{ ...syntax, sign }] : [];
}

/** The factors of a chain of matrix products in every other order. */
function reordered(syntax: Syntax): Syntax[] {
  const factors = chain(syntax);
  if (factors.length < 2 || factors.length > MOST_FACTORS) return [];
  return orders(factors)
    .slice(1)
    .map((order) => order.reduce((left, right) => ({ kind: "binary", sign: "·", left, right })));
}

function chain(syntax: Syntax): Syntax[] {
  if (syntax.kind !== "binary" || syntax.sign !== "·") return [syntax];
  return [...chain(syntax.left), ...chain(syntax.right)];
}

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) =>
    orders(items.filter((_, place) => place !== at)).map((rest) => [first, ...rest]),
  );
}

/** The tree changed at one place, in every way that the rule knows. */
function changedOnce(syntax: Syntax, change: (part: Syntax) => readonly Syntax[]): Syntax[] {
  return [...change(syntax), ...inside(syntax, (part) => changedOnce(part, change))];
}

function inside(syntax: Syntax, changed: (part: Syntax) => readonly Syntax[]): Syntax[] {
  const children = childrenOf(syntax);
  return children.flatMap((child, at) =>
    changed(child).map((each) =>
      withChildren(
        syntax,
        children.map((old, place) => (place === at ? each : old)),
      ),
    ),
  );
}
