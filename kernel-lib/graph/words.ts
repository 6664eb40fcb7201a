/** @file A graph in words: its nodes in order with value and gradient, and the paths through it. */

import { escape } from "../charts/svg/element.js";
import { numeral } from "../tensor/numerals.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor, Trace } from "../tensor/tensor.js";
import type { Edge, Model, Node } from "./model.js";
import type { Path } from "./paths.js";
import { signOf, symbolOf, valueLines } from "./symbols.js";

/** An expression is written out to this depth, as long as it stays this short. */
const DEEPEST = 6;
const LONGEST = 60;
/** Stands for a number that is to be found. */
const ROOM = "?";

/** How a node is referred to: its symbol, its number, or its sign with its inputs: `(a · b)`. */
export function nodeName({ tensor, kind }: Node, digits: number): string {
  return kind === "operation" || tensor.name === undefined
    ? expression(tensor, digits)
    : symbolOf(tensor.name).text;
}

/** What a tensor was computed from, in terms of names and numbers; cut where it gets long. */
function expression(tensor: Tensor, digits: number): string {
  for (let depth = DEEPEST; depth > 1; depth--) {
    const whole = spelled(tensor, digits, depth);
    if (whole.length <= LONGEST) return whole;
  }
  return spelled(tensor, digits, 1);
}

function spelled(tensor: Tensor, digits: number, depth: number): string {
  const { trace } = tensor;
  if (trace === undefined) return valueLines(tensor, digits).join(" ");
  const inputs = trace.inputs.map((input, place) => {
    if (input.name !== undefined) return symbolOf(input.name).text;
    if (depth === 1 && input.trace !== undefined) return "…";
    const inner = spelled(input, digits, depth - 1);
    if (input.trace === undefined) return place > 0 && isInfix(trace) ? bracketed(inner) : inner;
    return isBracketed(input.trace, trace, place) ? `(${inner})` : inner;
  });
  const sign = signOf(trace);
  return isInfix(trace) ? inputs.join(` ${sign} `) : `${sign}(${inputs.join(", ")})`;
}

/** A negative number in brackets, as it stands behind a sign. */
function bracketed(text: string): string {
  return text.startsWith("−") ? `(${text})` : text;
}

/** How tightly a sign between two expressions holds them. */
const Binding = { Sum: 1, Product: 2, Other: 3 } as const;
const BINDINGS: Readonly<Record<string, number>> = {
  sum: Binding.Sum,
  difference: Binding.Sum,
  product: Binding.Product,
  "matrix product": Binding.Product,
  quotient: Binding.Product,
};

/** Whether an expression stands in brackets at this place of the one around it. */
function isBracketed(inner: Trace, outer: Trace, place: number): boolean {
  if (!isInfix(inner) || !isInfix(outer)) return false;
  const [own, around] = [inner, outer].map(
    ({ operation }) => BINDINGS[operation.role?.kind ?? ""] ?? Binding.Other,
  );
  if (own !== around) return own < around;
  if (outer.operation.role?.kind === "sum") return false;
  // Beside another product the order would be in doubt.
  return (
    place > 0 || (around !== Binding.Sum && inner.operation !== outer.operation) || around === Binding.Other
  );
}

function isInfix({ operation }: Trace): boolean {
  return operation.notation.kind === "infix";
}

/** Rows of the node list: node, how it is computed, value, gradient. */
function nodeRows({ nodes }: Model, digits: number, blank: boolean): readonly (readonly string[])[] {
  // Plain numbers stand in the expressions that use them.
  const listed = nodes.filter(({ kind }) => kind !== "constant");
  return listed.map((node) => {
    const { tensor, gradient, kind } = node;
    const computed = tensor.trace === undefined ? "given" : expression(tensor, digits);
    const name = kind === "named" ? nodeName(node, digits) : "";
    return [
      name === computed ? "" : name,
      computed,
      blank && tensor.trace !== undefined ? ROOM : cell(tensor, digits),
      gradient ? (blank ? ROOM : cell(gradient, digits)) : "",
    ];
  });
}

function cell(tensor: Tensor, digits: number): string {
  const lines = valueLines(tensor, digits).join(" ");
  return tensor.size === 1 ? lines : `${lines.startsWith("[") ? "" : `${shapeText(tensor.shape)} `}${lines}`;
}

/** One line per path: nodes, factors, product; then their sum, where all are numbers. */
function pathLines(paths: readonly Path[], digits: number): readonly string[] {
  const lines = paths.map(({ edges, product }, index) => {
    const nodes = [edges[0].from, ...edges.map(({ to }) => to)].map((node) => nodeName(node, digits));
    const result =
      product === undefined ? "" : `: ${factorsText(edges, digits)} = ${numeral(product, digits)}`;
    return `path ${index + 1}: ${nodes.join(" → ")}${result}`;
  });
  const total = paths.reduce<number | undefined>(
    (sum, { product }) => (sum === undefined || product === undefined ? undefined : sum + product),
    0,
  );
  if (total === undefined || paths.length < 2) return lines;
  const products = paths.map(({ product }) => numeral(product ?? 0, digits));
  const sum = products.map((text, at) => (at === 0 ? text : bracketed(text))).join(" + ");
  return [...lines, `added over the paths: ${sum} = ${numeral(total, digits)}`];
}

/** The factors of a path, as symbols first where there are any: `1 · c · 1 = 1 · 3 · 1`. */
function factorsText(edges: readonly Edge[], digits: number): string {
  const numbers = edges.map(({ local }) => (local === undefined ? "?" : numeral(local.data[0], digits)));
  const symbols = edges.map(({ factor }, index) =>
    factor?.name === undefined ? numbers[index] : symbolOf(factor.name).text,
  );
  const [first, second] = [symbols.join(" · "), numbers.join(" · ")];
  return first === second ? first : `${first} = ${second}`;
}

/** Longest local derivative that is written at an edge. */
const MOST_ENTRIES = 3;

/** The local derivative of an edge, where it is short: `c = 2`, `3`, `(0.24, 0.25)`. */
export function localText({ local, factor }: Edge, digits: number): string | undefined {
  if (local === undefined || local.size > MOST_ENTRIES) return undefined;
  // Entry by entry the same number: written once.
  const same = local.data.every((entry: number) => entry === local.data[0]);
  const value = same ? numeral(local.data[0], digits) : valueLines(local, digits).join(" ");
  return factor?.name === undefined || local.size > 1 ? value : `${symbolOf(factor.name).text} = ${value}`;
}

/** The whole graph in plain text. */
export function graphText(model: Model, paths: readonly Path[], digits: number, blank = false): string {
  const lines = nodeRows(model, digits, blank).map(([name, computed, value, gradient]) => {
    const what = name === "" ? computed : computed === "given" ? name : `${name} = ${computed}`;
    return `${what} = ${value}${gradient === "" ? "" : `, gradient ${gradient}`}`;
  });
  return [...lines, ...pathLines(paths, digits)].join("\n");
}

/** The node list as an HTML table to unfold, the paths as a list before it. */
export function wordsHtml(model: Model, paths: readonly Path[], digits: number, blank: boolean): string {
  const hasGradients = model.nodes.some(({ gradient }) => gradient !== undefined);
  const titles = ["node", "computed as", "value", ...(hasGradients ? ["gradient"] : [])];
  const rows = nodeRows(model, digits, blank).map(([name, ...cells]) => {
    const shown = cells.slice(0, titles.length - 1).map((each) => `<td>${escape(each)}</td>`);
    return `<tr><th scope="row">${escape(name)}</th>${shown.join("")}</tr>`;
  });
  const head = titles.map((title) => `<th scope="col">${title}</th>`);
  const list = pathLines(paths, digits).map((line) => `<li>${escape(line)}</li>`);
  return (
    (list.length === 0 ? "" : `<ul>${list.join("")}</ul>`) +
    `<details><summary>Nodes in order, with value${hasGradients ? " and gradient" : ""}</summary>` +
    `<table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></details>`
  );
}
