/** @file Changes of a formula at one place: those that usually make it wrong, and those that never do. */

import type { Sign, Syntax } from "../syntax/grammar.js";
import { childrenOf, withChildren } from "../syntax/trees.js";

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

const one: Syntax = { kind: "number", value: 1 };

function binary(left: Syntax, sign: Sign, right: Syntax): Syntax {
  return { kind: "binary", sign, left, right };
}

function negative(of: Syntax): Syntax {
  return { kind: "negative", of };
}

function transpose(of: Syntax): Syntax {
  return { kind: "transpose", of };
}

/** Slips of a student at one place: sign, transpose, factor, term, sum for mean, ⊙ for the matrix product, square. */
export function slips(part: Syntax): readonly Syntax[] {
  switch (part.kind) {
    case "number":
      return [negative(part), { kind: "number", value: part.value + 1 }];
    case "name":
      return [negative(part), transpose(part), binary(part, "**", { kind: "number", value: 2 })];
    case "negative":
      return [part.of];
    case "transpose":
      return [part.of, negative(part)];
    case "binary":
      return [...slipsOfOperator(part), negative(part)];
    case "call":
      return [...slipsOfCall(part), negative(part), transpose(part)];
  }
}

/** What an operator is mistaken for. */
const MISTAKEN: Readonly<Record<Sign, readonly Sign[]>> = {
  "+": ["-", "*"],
  "-": ["+"],
  "*": ["@", "+", "/"],
  "/": ["*"],
  "@": ["*"],
  "**": ["*"],
  "·": [],
  "^": [],
};

function slipsOfOperator({ sign, left, right }: Extract<Syntax, { kind: "binary" }>): Syntax[] {
  const others = MISTAKEN[sign].map((other) => binary(left, other, right));
  return [left, right, binary(right, sign, left), ...others];
}

const CONFUSED: Readonly<Record<string, string>> = {
  sum: "mean",
  mean: "sum",
  sin: "cos",
  cos: "sin",
  inv: "det",
  det: "trace",
};

function slipsOfCall(part: Extract<Syntax, { kind: "call" }>): Syntax[] {
  const { [part.name]: other } = CONFUSED as Readonly<Record<string, string | undefined>>;
  return [...part.inputs.slice(0, 1), ...(other === undefined ? [] : [{ ...part, name: other }])];
}

/** Ways to write the same at one place. */
export function rewritings(part: Syntax): readonly Syntax[] {
  return [...ofAnything(part), ...ofSums(part), ...ofProducts(part), ...ofMatrices(part)];
}

function ofAnything(part: Syntax): Syntax[] {
  const twice = transpose(transpose(part));
  return [binary(one, "*", part), negative(negative(part)), twice, binary(part, "/", one)];
}

function ofSums(part: Syntax): Syntax[] {
  if (part.kind === "negative" && part.of.kind === "binary" && part.of.sign === "-")
    return [binary(part.of.right, "-", part.of.left)];
  if (part.kind !== "binary") return [];
  const { sign, left, right } = part;
  if (sign === "+") return [binary(right, "+", left), binary(left, "-", negative(right))];
  return sign === "-" ? [negative(binary(right, "-", left)), binary(left, "+", negative(right))] : [];
}

function ofProducts(part: Syntax): Syntax[] {
  if (part.kind !== "binary") return [];
  const { sign, left, right } = part;
  if (sign === "/") return [binary(left, "*", binary(right, "**", { kind: "number", value: -1 }))];
  if (sign !== "*" && sign !== "@") return [];
  const spread =
    right.kind === "binary" && (right.sign === "+" || right.sign === "-")
      ? [binary(binary(left, sign, right.left), right.sign, binary(left, sign, right.right))]
      : [];
  return [
    ...spread,
    negative(binary(negative(left), sign, right)),
    ...(sign === "*" ? [binary(right, "*", left)] : []),
  ];
}

function ofMatrices(part: Syntax): Syntax[] {
  if (part.kind === "binary" && part.sign === "@")
    return [transpose(binary(transpose(part.right), "@", transpose(part.left)))];
  if (part.kind !== "binary" || part.sign === "**") return [];
  return [transpose(binary(transpose(part.left), part.sign, transpose(part.right)))];
}
