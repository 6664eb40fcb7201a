/** @file The laws of steps that rewrite a formula, and of definitions, with what their letters stand for in a line. */

import { evaluate } from "../formula/evaluate.js";
import { unknownIn } from "../formula/identities.js";
import { pieceForm } from "../formula/pieces.js";
import { keyOf, parts, type ApplyForm, type Form } from "../formula/form.js";
import { definitionRule } from "../operations/identities.js";
import type { StepLaw } from "../operations/laws.js";
import { table } from "../operations/methods.js";
import { exp, expand, matmul, sin } from "../operations/rows.js";
import { filled, ones, tensor } from "../tensor/create.js";
import { apply } from "../tensor/apply.js";
import type { Tensor } from "../tensor/tensor.js";
import { tensorText } from "../writing/numerals.js";
import { equation, listed, meaningSides, sidesOf, type Sides } from "../writing/sides.js";
import { chainSides } from "./chain.js";
import { dependence, type Dependence } from "./dependence.js";
import type { Line } from "./derivation.js";
import { formOf, lawSides, rowLaw, type Law, type Letter } from "./laws.js";
import { changeOf, lettersOf } from "./letters.js";

/** A law of algebra, with what its letters stand for where the line differs from the one above. */
export function stepLaw(law: StepLaw, line: Line): Law {
  const { rule, why, equations } = law;
  const general =
    GENERAL[rule]?.() ?? listed(equations.map(([left, right]) => equation(...written(left, right))));
  return {
    rule,
    why,
    general: general.plain === "" ? undefined : general,
    letters: stepLetters(law, line),
    facts: stepFacts(law, line),
  };
}

function written(left: Tensor, right: Tensor): readonly [Sides, Sides] {
  return [sidesOf(formOf(left)), sidesOf(formOf(right))];
}

function stepLetters({ rule }: StepLaw, line: Line): Letter[] {
  const { before, after, uses, show, dependence: found } = line;
  if (show === "chain" && found !== undefined) return chainLetters(found);
  if (uses !== undefined)
    return uses.map(({ symbol, definition }) => ({ letter: sidesOf(symbol), stands: sidesOf(definition) }));
  if (before === undefined) return [];
  const change = changeOf({ before, after });
  const letters = lettersOf(rule, change);
  if (letters.length > 0)
    return letters.map(([letter, stands]) => ({ letter: letterSides(letter), stands: sidesOf(stands) }));
  const unknown = unknownIn(before, rule);
  return unknown === undefined ? [] : [{ letter: letterSides("u"), stands: sidesOf(unknown) }];
}

function letterSides(base: string): Sides {
  return meaningSides({ kind: "tensor", name: { base } });
}

/** The derivatives of a chain are those of the result by the source, through the tensors in between. */
function chainLetters({ output, source }: Dependence): Letter[] {
  const between = source.edges.map(({ consumer }) => consumer).filter((node) => node !== output);
  const named = [
    ["L", output],
    ["x", source],
    ...between.slice(0, 2).map((node, at) => ["uv"[at], node] as const),
  ] as const;
  return named.map(([letter, { name }]) => ({
    letter: letterSides(letter),
    stands: meaningSides({ kind: "tensor", name }),
  }));
}

function calls(form: Form): ApplyForm[] {
  const inside = parts(form).flatMap(calls);
  return form.kind === "apply" ? [...inside, form] : inside;
}

/** What a step needs to know of the data: that it was said of them, or on which side of a kink they lie. */
function stepFacts({ rule, needs }: StepLaw, { before, dependence: found }: Line): string[] {
  const said = needs === undefined ? [] : [`${needs}, as the name of the tensor says`];
  return rule === "on this side of the kink" && before !== undefined && found !== undefined
    ? [...said, ...new Set(calls(before).flatMap((call) => sideText(call, found)))]
    : said;
}

/** step(z) = 1, since z = 0.4. */
function sideText(call: ApplyForm, { named }: Dependence): string[] {
  const { piece } = call.operation;
  const values = call.inputs.map((input) => evaluate(input, named));
  if (piece === undefined || values.some(({ size }) => size !== 1)) return [];
  const found = piece(values.map((value) => value.item()));
  const is = sidesOf(pieceForm(found, call)).plain;
  const since = call.inputs.map((input, at) => `${sidesOf(input).plain} = ${tensorText(values[at])}`);
  return [`${sidesOf(call).plain} is ${is} here, since ${since.join(" and ")}`];
}

/** The definitions of operations that go by one name. */
export function definitionLaws(name: string, { before, after }: Line): Law[] {
  return [...table.values()].flatMap((row) => {
    if (row.definition === undefined || definitionRule(row) !== name) return [];
    const [{ shapes, settings = {} }] = row.samples;
    const inputs = shapes.map((shape, at) => filled(shape, 0.5).named("xa"[at]));
    const general = equation(...written(apply(row, inputs, settings), row.definition(inputs, settings)));
    const ofRow = (form: Form): ApplyForm[] => calls(form).filter(({ operation }) => operation === row);
    const known = before === undefined ? [] : ofRow(before).map(keyOf);
    const come = ofRow(after).find((call) => !known.includes(keyOf(call)));
    const letters = come === undefined ? [] : [{ letter: letterSides("x"), stands: sidesOf(come.inputs[0]) }];
    return [{ rule: name, why: "Both sides are the same function.", general, letters, facts: [] }];
  });
}

/** Laws whose general form the engine itself writes. */
const GENERAL: Readonly<Partial<Record<string, () => Sides>>> = {
  "chain rule": () => {
    const x = tensor(0.5).named("x");
    const [u, v] = [exp(x).named("u"), sin(x).named("v")];
    const { source } = dependence(u.mul(v).named("L"), x);
    return equation(
      meaningSides({ kind: "adjoint", output: { base: "L" }, by: source.name }),
      chainSides(source),
    );
  },
  "order, transposes and ⊙ from the shapes": () => {
    const [A, B] = [ones([2, 3]).named("A"), ones([3, 4]).named("B")];
    return lawSides(rowLaw({ operation: matmul.row, inputs: [A, B], settings: {} }, [0, 1]));
  },
  "a copied entry collects from all copies": () => {
    const inputs = [ones([2, 1]).named("X")];
    return lawSides(rowLaw({ operation: expand.row, inputs, settings: { shape: [2, 3] } }, [0]));
  },
};
