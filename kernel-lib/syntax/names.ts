/** @file Spellings of names and functions: which known one is meant, and which are near one that is not known. */

import { table } from "../operations/methods.js";
import type { Scope } from "./program.js";

/** Functions by the names that lectures and mathematics inputs use beside the rows' own. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  σ: "sigmoid",
  sigma: "sigmoid",
  ln: "log",
  Σ: "sum",
  tr: "trace",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  multiply: "mul",
  divide: "div",
  subtract: "sub",
  power: "pow",
};

/** Functions of Python's NumPy that have another meaning here. */
const NUMPY: Readonly<Record<string, string>> = { ...FUNCTIONS, dot: "matmul" };

const OWN = new Set([
  ...[...table.values()].map(({ name }) => name),
  ...["dot", "outer", "vec", "eye", "ones", "zeros", "reshape", "elem", "matpow", "vstack", "hstack"],
]);

/** The library's name of a function; undefined for what is none. */
export function functionNamed(spelling: string): string | undefined {
  const bare = spelling.replace(/^\w+\./u, "");
  const others = bare === spelling ? FUNCTIONS : NUMPY;
  const name = Object.hasOwn(others, bare) ? others[bare] : bare;
  return OWN.has(name) ? name : undefined;
}

const GREEK: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  η: "eta",
  θ: "theta",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  µ: "mu",
  ℓ: "ell",
  ξ: "xi",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  ω: "omega",
  Σ: "Sigma",
};

/** `Ŵ₁^[2]` → `What12`: one spelling for every way to write a name. */
function spelled(written: string): string {
  const letters = Array.from(written.normalize("NFD"), (letter) => {
    if (letter === "\u0302") return "hat";
    return Object.hasOwn(GREEK, letter) ? GREEK[letter] : letter.normalize("NFKC");
  });
  return letters
    .join("")
    .replace(/\^?\{?\[(\d+)\]\}?/u, "$1")
    .replace(/\^\((\d+)\)/u, "_$1")
    .replace(/^lam$|^lambda/u, "lam")
    .replace(/^varepsilon/u, "epsilon");
}

/** The name of the scope that is meant by a spelling; undefined where there is none. */
export function nameMeant(written: string, scope: Scope): string | undefined {
  if (scope.has(written)) return written;
  const wanted = spelled(written);
  const keys = [...scope.keys()];
  return (
    keys.find((key) => spelled(key) === wanted) ??
    onlyOne(
      keys.filter((key) => spelled(key).replaceAll("_", "") === wanted.replaceAll("_", "")),
      scope,
    )
  );
}

/** The first of these names if they are all names of one tensor. */
function onlyOne(found: readonly string[], scope: Scope): string | undefined {
  return new Set(found.map((name) => scope.get(name))).size === 1 ? found[0] : undefined;
}

/** The known names that this one may be a typing slip for: those with the fewest letters to change, three at most. */
export function namesNear(written: string, scope: Scope): readonly string[] {
  const wanted = spelled(written);
  const all = [...scope.keys()].map((name) => ({ name, edits: editsBetween(wanted, spelled(name)) }));
  const fewest = Math.min(...all.map(({ edits }) => edits));
  if (fewest > Math.min(2, wanted.length - 1)) return [];
  return all
    .filter(({ edits }) => edits === fewest)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Letters added, dropped or exchanged; a capital for a small letter counts half. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(a).entries()) {
    const next = [at + 1];
    for (const [to, other] of Array.from(b).entries()) {
      const cost = letter === other ? 0 : letter.toLowerCase() === other.toLowerCase() ? 0.5 : 1;
      next.push(Math.min(row[to] + cost, row[to + 1] + 1, next[to] + 1));
    }
    row = next;
  }
  return row[b.length];
}
