/** @file Formulas read in the syntax that the caller names; what cannot be read or typed is told as data. */

import { DomainError, UsageError } from "../tensor/errors.js";
import type { Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Form } from "../formula/form.js";
import { reader, symbolOf } from "../formula/read.js";
import type { FormulaContext } from "./context.js";
import { parseProgram, type Program, type Syntax } from "./grammar.js";
import { latexTokens } from "./latex.js";
import { withBrackets } from "./brackets.js";
import { withFractions } from "./fractions.js";
import { functionNamed, namesNear } from "./names.js";
import { IllTyped, runProgram, type Scope } from "./program.js";
import { loadParse, syntaxOf, type Parse } from "./student.js";
import { tokensOf, type Place, type Token } from "./tokens.js";
import { childrenOf, textOf, withChildren } from "./trees.js";

/** The ways to write a formula as text. */
export type FormulaSyntax = "corpus" | "student" | "latex";

/** A formula: text in a syntax, the tensor that it computes, or a form that was derived. */
export type Formula = { readonly syntax: FormulaSyntax; readonly text: string } | Tensor | Form;

/** A part of a formula, in its own words, and where it stands in the text. */
export interface Part {
  readonly text: string;
  readonly place?: Place | undefined;
}

/** A name that nothing has, and the known ones that it may be a slip for. */
export interface UnknownName extends Part {
  readonly near: readonly string[];
}

/** Why a text is no formula over these names. */
export type Misreading =
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly kind: "unknown names"; readonly message: string; readonly names: readonly UnknownName[] }
  | {
      readonly kind: "ill-typed";
      readonly message: string;
      /** The first part, from the inside and the left, whose operands do not fit. */
      readonly part: Part;
      /** Shapes of its operands. */
      readonly shapes: readonly Shape[];
    };

/** What a text says: its form, of a shape, or why there is none. */
export type Reading = { readonly kind: "form"; readonly form: Form } | Misreading;

/**
 * A formula read over the names of a context.
 *
 * ```ts
 * await readFormula({ syntax: "student", text: "(yhat - y) A1'" }, contextOf([loss]))
 * ```
 *
 * In `student` text `*` and juxtaposition are the product of matrices or by a scalar, `.*` and ⊙ act entry by entry,
 * all of one precedence and from the left; `/` divides entry by entry, `'` and ᵀ transpose, `sigma'(z1)` is a
 * derivative; a name before brackets is a factor unless it is a function. `latex` is read the same way, with `\frac`,
 * `\odot`, `^\top` and names such as `W^{[1]}`. The text says nothing of its syntax: the caller does.
 */
export async function readFormula(formula: Formula, context: FormulaContext): Promise<Reading> {
  if (formula instanceof Tensor || "kind" in formula) return readAs(formula, context);
  const { syntax, text } = formula;
  if (syntax === "corpus") return readCorpus(text, context.scope);
  const parse = await loadParse();
  return readWith(parse, { syntax, text }, context);
}

/** A traced tensor or a form, as a reading. */
function readAs(formula: Tensor | Form, { scope }: FormulaContext): Reading {
  return { kind: "form", form: formula instanceof Tensor ? formReader(scope)(formula) : formula };
}

/** A formula in the corpus grammar as a form. */
export function readCorpus(text: string, scope: Scope): Reading {
  return reading(scope, () => parseProgram(text));
}

function readWith(
  parse: Parse,
  { syntax, text }: { readonly syntax: FormulaSyntax; readonly text: string },
  { scope, constants }: FormulaContext,
): Reading {
  const fixed = new Map(Object.entries(constants ?? {}));
  const names: Scope = new Map([...scope, ...[...fixed.keys()].map((name) => [name, NUMBER] as const)]);
  return reading(
    scope,
    () => {
      const tokens = syntax === "latex" ? latexTokens(text, names) : tokensOf(text);
      return { bindings: [], result: withNumbers(syntaxOf(tokens, names, parse), fixed) };
    },
    text,
  );
}

/** What else may be written: functions of the library by other names, such as g for the sigmoid, and numbers by names. */
export interface Spellings {
  readonly functions: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, number>;
}

/** A formula as a tree, and its names as they were written; the names that the tree has are those of the scope. */
export interface ReadSyntax {
  readonly syntax: Syntax;
  readonly written: readonly string[];
  /** The same with one more pair of brackets, in every way that can be read, and what these hold in plain text. */
  readonly bracketed: () => readonly { readonly syntax: Syntax; readonly part: string }[];
}

/**
 * Student text as a tree.
 * @throws UsageError where it cannot be read.
 */
export async function readStudent(text: string, scope: Scope, spellings?: Spellings): Promise<ReadSyntax> {
  return readTokens(withFractions(tokensOf(text), scope), scope, spellings);
}

/**
 * An equation in LaTeX: the tokens on its left, where it has such a side, and its right side as a tree.
 * @throws UsageError where it cannot be read.
 */
export async function readLatexEquation(
  latex: string,
  scope: Scope,
  spellings?: Spellings,
): Promise<ReadSyntax & { readonly left: readonly Token[] }> {
  const tokens = latexTokens(latex, scope);
  const middle = equalsSign(tokens);
  const read = await readTokens(tokens.slice(middle + 1), scope, spellings);
  return { left: tokens.slice(0, Math.max(0, middle)), ...read };
}

/** Where the equation has its sign, which is not that of a setting within brackets; −1 without one. */
function equalsSign(tokens: readonly Token[]): number {
  let depth = 0;
  return tokens.findIndex(({ kind, text }) => {
    if (kind !== "sign") return false;
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    return text === "=" && depth === 0;
  });
}

async function readTokens(
  tokens: readonly Token[],
  scope: Scope,
  { functions, constants }: Spellings = { functions: new Map(), constants: new Map() },
): Promise<ReadSyntax> {
  const parse = await loadParse();
  const written = tokens.filter(({ kind }) => kind === "name").map((token) => token.text);
  const known = tokens.map((token, at) => {
    const own = functions.get(token.text);
    const isCalled = tokens.slice(at + 1).find(({ text }) => text !== "'")?.text === "(";
    return own === undefined || scope.has(token.text) || !isCalled ? token : { ...token, text: own };
  });
  const treeOf = (each: readonly Token[]): Syntax => withNumbers(syntaxOf(each, scope, parse), constants);
  return {
    syntax: treeOf(known),
    written,
    bracketed: () =>
      withBrackets(known).flatMap((each) => {
        try {
          return [{ syntax: treeOf(each.tokens), part: each.part }];
        } catch (error) {
          if (error instanceof UsageError) return [];
          throw error;
        }
      }),
  };
}

/** Stands for a constant where only names count. */
const NUMBER = new Tensor(Float64Array.of(1), []);

/** The numbers in place of the names that stand for them. */
function withNumbers(syntax: Syntax, fixed: ReadonlyMap<string, number>): Syntax {
  const value = syntax.kind === "name" ? fixed.get(syntax.name) : undefined;
  if (value !== undefined) return { kind: "number", value, ...(syntax.place && { place: syntax.place }) };
  return withChildren(
    syntax,
    childrenOf(syntax).map((child) => withNumbers(child, fixed)),
  );
}

function reading(scope: Scope, parsed: () => Program, text?: string): Reading {
  try {
    const program = parsed();
    const unknown = unknownNames(program, scope, text);
    if (unknown.length > 0)
      return { kind: "unknown names", names: unknown, message: unknownMessage(unknown, scope) };
    return { kind: "form", form: formReader(scope)(runProgram(program, scope).result) };
  } catch (error) {
    if (error instanceof IllTyped) {
      const { part, shapes, message } = error;
      return { kind: "ill-typed", part: partOf(part, text), shapes, message };
    }
    if (error instanceof UsageError || error instanceof DomainError)
      return { kind: "unreadable", message: error.message };
    throw error;
  }
}

/** Names of the context stay symbols; a name that the text itself binds stands for what it was bound to. */
function formReader(scope: Scope): (tensor: Tensor) => Form {
  const known = new Set(scope.values());
  return reader((tensor) => (known.has(tensor) ? symbolOf(tensor) : undefined));
}

function partOf(part: Syntax, text: string | undefined): Part {
  const { place } = part;
  return {
    text: text === undefined || place === undefined ? textOf(part) : text.slice(place.start, place.end),
    place,
  };
}

function unknownNames({ bindings, result }: Program, scope: Scope, text: string | undefined): UnknownName[] {
  const known = new Set([...scope.keys(), "pi"]);
  const unknown: UnknownName[] = [];
  const visit = (syntax: Syntax): void => {
    if (syntax.kind === "name" && !known.has(syntax.name))
      unknown.push({ ...partOf(syntax, text), near: namesNear(syntax.name, scope) });
    childrenOf(syntax).forEach(visit);
  };
  for (const { name, value } of bindings) {
    visit(value);
    known.add(name);
  }
  visit(result);
  return unknown;
}

function unknownMessage([{ text, near }]: readonly UnknownName[], scope: Scope): string {
  if (functionNamed(text) !== undefined)
    return `formula: ${text} is a function; write ${text}(…) with brackets`;
  const advice =
    near.length > 0 ? `did you mean ${near.join(" or ")}?` : `known are ${[...scope.keys()].join(", ")}`;
  return `formula: the name ${text} is not known here; ${advice}`;
}
