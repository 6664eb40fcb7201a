/** @file Tokens of student text as a syntax tree: made unambiguous first, then parsed by mathjs. */

import type { AssignmentNode, FunctionNode, MathNode, ParenthesisNode, SymbolNode } from "mathjs";
import { UsageError } from "../tensor/errors.js";
import type { Sign, Syntax } from "./grammar.js";
import { functionNamed, nameMeant } from "./names.js";
import type { Scope } from "./program.js";
import { sign, type Place, type Token } from "./tokens.js";

/** The parser of mathjs. */
export type Parse = (text: string) => MathNode;

/** Longer and deeper formulas are refused: reading one goes as deep into the stack as it is long. */
const MOST_TOKENS = 2500;
const MOST_NESTED = 100;

let loaded: Promise<Parse> | undefined;

/** mathjs' parser, loaded when the first formula is read, so that whoever reads none does not wait for it. */
export function loadParse(): Promise<Parse> {
  loaded ??= import("mathjs/number").then(({ create, parseDependencies }) => {
    const { parse } = create({ parseDependencies });
    return (text) => parse(text);
  });
  return loaded;
}

/**
 * The syntax tree of a formula. Products of every kind, and division, bind alike and from the left; a name before
 * brackets is a factor unless it is a known function. Names that the scope has are spelled as it spells them.
 * @throws UsageError where the text cannot be read.
 */
export function syntaxOf(tokens: readonly Token[], scope: Scope, parse: Parse): Syntax {
  refuseTooLarge(tokens);
  const explicit = withProducts(meanings(tokens, scope));
  // Leaves are numbered: mathjs sees no name or number that it could take for one of its own.
  const text = explicit.map((token, at) => (token.kind === "sign" ? token.text : `v${at}`)).join(" ");
  if (text === "")
    throw new UsageError("formula: nothing is written; write a formula such as (yhat - y) A1'");
  let tree: MathNode;
  try {
    tree = parse(text);
  } catch {
    throw new UsageError(`formula: ${whyUnreadable(tokens)}; check the brackets and signs`);
  }
  return new Converter(explicit).convert(tree);
}

function refuseTooLarge(tokens: readonly Token[]): void {
  if (tokens.length > MOST_TOKENS)
    throw new UsageError(
      `formula: this one has ${tokens.length} names, numbers and signs; at most ${MOST_TOKENS} are read, so give its parts names of their own`,
    );
  let depth = 0;
  for (const { text } of tokens) {
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    if (depth > MOST_NESTED)
      throw new UsageError(
        `formula: its brackets stand more than ${MOST_NESTED} deep inside each other; write it with fewer`,
      );
  }
}

/** A token with its meaning: functions are names that brackets follow, and that no tensor has. */
type Meant = Token & { readonly call?: boolean };

function meanings(tokens: readonly Token[], scope: Scope): Meant[] {
  const meant: Meant[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token.kind !== "name") {
      meant.push(token);
      continue;
    }
    const known = nameMeant(token.text, scope);
    const named = functionNamed(token.text);
    const primes = countPrimes(tokens, at + 1);
    const isCall = known === undefined && named !== undefined && tokens.at(at + 1 + primes)?.text === "(";
    if (!isCall || at + 1 + primes >= tokens.length) {
      meant.push({ ...token, text: known ?? (token.text === "π" ? "pi" : token.text) });
      continue;
    }
    meant.push({ ...token, text: named + "'".repeat(primes), call: true });
    at += primes;
  }
  return meant;
}

function countPrimes(tokens: readonly Token[], from: number): number {
  const end = tokens.findIndex(({ text }, at) => at >= from && text !== "'");
  return (end < 0 ? tokens.length : end) - from;
}

/** A sign of multiplication wherever two factors stand side by side. */
function withProducts(tokens: readonly Meant[]): Meant[] {
  return tokens.flatMap((token, at) => {
    if (at === 0) return [token];
    const before = tokens[at - 1];
    const ends = before.kind === "sign" ? [")", "'"].includes(before.text) : before.call !== true;
    const begins = token.kind !== "sign" || token.text === "(";
    return ends && begins ? [sign("*", { start: before.end, end: token.start }), token] : [token];
  });
}

function whyUnreadable(tokens: readonly Token[]): string {
  const text = tokens.map(({ text }) => text).join(" ");
  if (text.includes("( )")) return `a pair of brackets in "${text}" is empty`;
  const open = tokens.filter((token) => token.text === "(").length;
  const closed = tokens.filter((token) => token.text === ")").length;
  if (open > closed) return `a bracket of "${text}" is not closed`;
  if (open < closed) return `a bracket of "${text}" is closed and was never opened`;
  if (tokens.some((token) => token.text === "="))
    return 'an "=" stands inside a fraction, brackets or an exponent';
  return `"${text}" is not a formula`;
}

const SIGNS: Readonly<Record<string, Sign>> = {
  add: "+",
  subtract: "-",
  multiply: "·",
  dotMultiply: "*",
  divide: "/",
  dotDivide: "/",
  pow: "^",
  dotPow: "**",
};

class Converter {
  constructor(private readonly tokens: readonly Meant[]) {}

  convert(node: MathNode): Syntax {
    if (isParenthesis(node)) return this.bracketed(this.convert(node.content));
    if (isSymbol(node)) return this.leaf(this.token(node.name));
    if (isCall(node)) return this.call(node);
    if (isOperator(node)) return this.operator(node);
    throw new UsageError(
      `formula: ${node.type} has no place in a formula; write products, sums and functions`,
    );
  }

  private token(name: string): Meant {
    return this.tokens[Number(name.slice(1))];
  }

  private leaf(token: Meant): Syntax {
    const place = placeOf(token);
    return token.kind === "number"
      ? { kind: "number", value: Number(token.text), place }
      : { kind: "name", name: token.text, place };
  }

  private operator(node: OperatorTree): Syntax {
    const { fn, args } = node;
    if (fn === "unaryPlus") return this.convert(args[0]);
    if (fn === "unaryMinus") {
      const of = this.convert(args[0]);
      return { kind: "negative", of, place: this.widened(of.place, "-", 0) };
    }
    if (fn === "ctranspose") {
      const of = this.convert(args[0]);
      return { kind: "transpose", of, place: this.widened(of.place, "'", 1) };
    }
    const binary = Object.hasOwn(SIGNS, fn) ? SIGNS[fn] : undefined;
    if (binary === undefined || args.length !== 2)
      throw new UsageError(`formula: "${node.op}" has no meaning here; use + - * .* / ^ and '`);
    return this.binary(binary, this.convert(args[0]), args[1]);
  }

  private binary(between: Sign, left: Syntax, second: MathNode): Syntax {
    // x²ᵀ: mathjs would transpose the exponent.
    if ((between === "^" || between === "**") && isOperator(second) && second.fn === "ctranspose") {
      const of = this.binary(between, left, second.args[0]);
      return { kind: "transpose", of, ...placed(of.place) };
    }
    const right = this.convert(second);
    return { kind: "binary", sign: between, left, right, ...placed(joined(left.place, right.place)) };
  }

  private call({ fn, args }: FunctionNode): Syntax {
    const token = this.token(fn.name);
    const inputs: Syntax[] = [];
    const settings: Record<string, number | boolean> = {};
    for (const arg of args) {
      if (isAssignment(arg))
        settings[this.token(arg.object.name).text] = this.setting(this.convert(arg.value));
      else inputs.push(this.convert(arg));
    }
    const last = inputs.at(-1)?.place;
    const place = this.widened(joined(placeOf(token), last), ")", 1);
    if (token.call !== true)
      throw new UsageError(`formula: ${token.text} is no function; write a product as ${token.text} * (…)`);
    return { kind: "call", name: token.text, inputs, settings, place };
  }

  private setting(value: Syntax): number | boolean {
    if (value.kind === "number") return value.value;
    if (value.kind === "negative" && value.of.kind === "number") return -value.of.value;
    // Python writes them with a capital.
    if (value.kind === "name" && /^(?:true|false)$/iu.test(value.name)) return /^t/iu.test(value.name);
    throw new UsageError("formula: a setting is a whole number, true or false, as in sum(x, axis=0)");
  }

  /** Brackets belong to the place of what they hold. */
  private bracketed(inside: Syntax): Syntax {
    return { ...inside, place: this.widened(this.widened(inside.place, "(", 0), ")", 1) };
  }

  /** The place with the sign that stands before it (0) or behind it (1). */
  private widened(place: Place = { start: 0, end: 0 }, text: string, side: 0 | 1): Place {
    const beside = this.tokens.find(
      (token, at) =>
        token.text === text &&
        (side === 0
          ? this.tokens.at(at + 1)?.start === place.start
          : at > 0 && this.tokens[at - 1].end === place.end),
    );
    if (beside === undefined) return place;
    return side === 0 ? { ...place, start: beside.start } : { ...place, end: beside.end };
  }
}

/** An operator with its operands; mathjs' own type names no operator that is not known beforehand. */
interface OperatorTree extends MathNode {
  readonly fn: string;
  readonly op: string;
  readonly args: readonly MathNode[];
}

const isParenthesis = (node: MathNode): node is ParenthesisNode => node.type === "ParenthesisNode";
const isSymbol = (node: MathNode): node is SymbolNode => node.type === "SymbolNode";
const isCall = (node: MathNode): node is FunctionNode => node.type === "FunctionNode";
const isOperator = (node: MathNode): node is OperatorTree => node.type === "OperatorNode";
const isAssignment = (node: MathNode): node is AssignmentNode => node.type === "AssignmentNode";

function placeOf({ start, end }: Place): Place {
  return { start, end };
}

function joined(a: Place | undefined, b: Place | undefined): Place | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function placed(place: Place | undefined): { readonly place?: Place } {
  return place === undefined ? {} : { place };
}
