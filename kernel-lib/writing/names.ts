/** @file How symbols are written: typeset, and spoken. */

import { nameText, type Name } from "../tensor/name.js";
import type { Notation } from "../tensor/notation.js";
import type { Meaning } from "../formula/meaning.js";

const GREEK: Readonly<Record<string, string>> = {
  α: "\\alpha",
  β: "\\beta",
  γ: "\\gamma",
  δ: "\\delta",
  ε: "\\varepsilon",
  η: "\\eta",
  θ: "\\theta",
  κ: "\\kappa",
  λ: "\\lambda",
  μ: "\\mu",
  ℓ: "\\ell",
  ξ: "\\xi",
  π: "\\pi",
  ρ: "\\rho",
  σ: "\\sigma",
  τ: "\\tau",
  φ: "\\varphi",
  ω: "\\omega",
};

/** A name, typeset: `W^{[1]}`, `\hat{y}^{(i)}`; a longer word stands upright, a number behind a letter is an index. */
export function nameLatex(name: Name): string {
  const whole = wholeLatex(name);
  return name.entry === undefined ? whole : indexedLatex(whole, name.entry);
}

/** A letter with its indices below, in brackets where something stands there already: W_{ij}. */
export function indexedLatex(latex: string, letters: readonly string[]): string {
  if (letters.length === 0) return latex;
  const below = letters.join(letters.some((letter) => letter.length > 1) ? "," : "");
  return `${/_|\\left|\s/.test(latex) ? `\\left[${latex}\\right]` : latex}_{${below}}`;
}

function wholeLatex({ base, layer, sample, hat, latex, written }: Name): string {
  if (written !== undefined) return written.latex;
  const letter = latex ?? letterLatex(base);
  const marked = hat === true ? `\\hat{${letter}}` : letter;
  const above = `${layer === undefined ? "" : `[${layer}]`}${sample === undefined ? "" : `(${sample})`}`;
  if (above === "") return marked;
  // Two superscripts on one letter are an error: a symbol that has one is enclosed.
  return marked.includes("^") ? `{${marked}}^{${above}}` : `${marked}^{${above}}`;
}

function letterLatex(base: string): string {
  const indexed = /^(\p{L})_?(\d+)$/u.exec(base);
  if (indexed) return `${letterLatex(indexed[1])}_{${indexed[2]}}`;
  if (base in GREEK) return GREEK[base];
  if (/^\p{L}$/u.test(base)) return base;
  const word = base.replaceAll("_", "\\_");
  // Letters with accents are no mathematics, but text.
  return /^[\w\\]+$/.test(word) ? `\\mathrm{${word}}` : `\\text{${word}}`;
}

/** A name in plain text as the lecture writes it: `W^[1]`, `ŷ^(2)`. */
export function namePlain({ base, layer, sample, hat, entry = [], written }: Name): string {
  const marked = hat === true ? `${base}\u0302`.normalize("NFC") : base;
  const above = `${layer === undefined ? "" : `[${layer}]`}${sample === undefined ? "" : `(${sample})`}`;
  const whole = written?.plain ?? (above === "" ? marked : `${marked}^${above}`);
  return `${whole}${entry.length === 0 ? "" : `_${entry.join(",")}`}`;
}

/** A name, spoken: "W of layer 1", "y hat". */
function nameSpoken({ base, layer, sample, hat, entry = [], written }: Name): string {
  const below = entry.length === 0 ? "" : ` sub ${entry.join(" ")}`;
  if (written !== undefined) return `${written.spoken}${below}`;
  const letter = base === "ℓ" ? "ell" : base;
  return [
    letter,
    hat === true ? " hat" : "",
    layer === undefined ? "" : ` of layer ${layer}`,
    sample === undefined ? "" : ` of example ${sample}`,
    below,
  ].join("");
}

/** A symbol in plain text: `W1`; `d_z1` for a derivative of the result, `d_A1_d_z1` for a local one. */
export function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case "tensor":
      return nameText(meaning.name);
    case "adjoint":
      return `d_${nameText(meaning.by)}`;
    case "local":
      return `d_${nameText(meaning.of)}_d_${nameText(meaning.by)}`;
    case "hessian":
    case "jacobian":
      return `${meaning.kind}_${nameText(meaning.by)}`;
    case "differential":
      return `d${meaning.alone === undefined ? "" : `_${nameText(meaning.alone)}`} ${nameText(meaning.of)}`;
  }
}

/** A symbol in plain text as the lecture writes it: `∂ℓ/∂z^[1]`, `σ′(z^[1])`. */
export function meaningPlain(meaning: Meaning): string {
  switch (meaning.kind) {
    case "tensor":
      return namePlain(meaning.name);
    case "adjoint":
      return partialPlain(meaning.output, meaning.by);
    case "local": {
      const { of, by, activation, held } = meaning;
      if (activation === undefined) return partialPlain(of, by, held);
      return `${operationPlain(activation.notation)}′(${namePlain(by)})`;
    }
    case "hessian":
    case "jacobian": {
      const { kind, output, by, along } = meaning;
      const below = namePlain(by).includes("^") ? `(${namePlain(by)})` : namePlain(by);
      const [order, above] = kind === "hessian" ? ["²", "²"] : ["", "ᵀ"];
      const all = `∂${order}${namePlain(output)}/∂${below}${above}`;
      if (along === undefined) return all;
      return `${kind === "hessian" ? all : `(${all})ᵀ`} ${namePlain(along)}`;
    }
    case "differential":
      return `d${meaning.alone === undefined ? "" : `_${namePlain(meaning.alone)} `}${namePlain(meaning.of)}`;
  }
}

/** The sign of an operation in plain text. */
export function operationPlain({ latex, text }: Notation): string {
  return latex === "\\sigma" ? "σ" : text;
}

/** A symbol, typeset. */
export function meaningLatex(meaning: Meaning): string {
  switch (meaning.kind) {
    case "tensor":
      return nameLatex(meaning.name);
    case "adjoint":
      return partialLatex(meaning.output, meaning.by);
    case "local":
      return meaning.activation === undefined
        ? partialLatex(meaning.of, meaning.by, meaning.held)
        : `${meaning.activation.notation.latex}'\\left(${nameLatex(meaning.by)}\\right)`;
    case "hessian":
    case "jacobian": {
      const { kind, output, by, along } = meaning;
      const [order, above] = kind === "hessian" ? ["^{2}", "2"] : ["", "\\top"];
      const all = `\\frac{\\partial${order} ${nameLatex(output)}}{\\partial {${nameLatex(by)}}^{${above}}}`;
      if (along === undefined) return all;
      return `${kind === "hessian" ? all : `\\left(${all}\\right)^{\\top}`} ${nameLatex(along)}`;
    }
    case "differential":
      return `\\mathrm{d}${meaning.alone === undefined ? "" : `_{${nameLatex(meaning.alone)}}`} ${nameLatex(meaning.of)}`;
  }
}

/** ∂of/∂by, typeset; with a bar and what is held still where there is such. */
export function partialLatex(of: Name, by: Name, held: readonly Name[] = []): string {
  const fraction = `\\frac{\\partial ${nameLatex(of)}}{\\partial ${nameLatex(by)}}`;
  return held.length === 0 ? fraction : `\\left.${fraction}\\right|_{${held.map(nameLatex).join(", ")}}`;
}

/** ∂of/∂by in plain text. */
export function partialPlain(of: Name, by: Name, held: readonly Name[] = []): string {
  const fraction = `∂${namePlain(of)}/∂${namePlain(by)}`;
  return held.length === 0 ? fraction : `${fraction}|${held.map(namePlain).join(",")}`;
}

/** A symbol, spoken. */
export function meaningSpoken(meaning: Meaning): string {
  switch (meaning.kind) {
    case "tensor":
      return nameSpoken(meaning.name);
    case "adjoint":
      return partialSpoken(meaning.output, meaning.by);
    case "local":
      return meaning.activation === undefined
        ? partialSpoken(meaning.of, meaning.by, meaning.held)
        : `${meaning.activation.notation.spoken.replace(/ of$/, "")} prime of ${nameSpoken(meaning.by)}`;
    case "hessian":
    case "jacobian": {
      const { kind, output, by, along } = meaning;
      const order = kind === "hessian" ? "the second derivative" : "the Jacobian";
      const all = `${order} of ${nameSpoken(output)} by ${nameSpoken(by)}`;
      if (along === undefined) return all;
      return `${kind === "hessian" ? all : `the transpose of ${all}`} times ${nameSpoken(along)}`;
    }
    case "differential": {
      const where = meaning.alone === undefined ? "" : ` where ${nameSpoken(meaning.alone)} alone changes`;
      return `the differential of ${nameSpoken(meaning.of)}${where}`;
    }
  }
}

/** ∂of/∂by, spoken. */
export function partialSpoken(of: Name, by: Name, held: readonly Name[] = []): string {
  const derivative = `the derivative of ${nameSpoken(of)} by ${nameSpoken(by)}`;
  return held.length === 0
    ? derivative
    : `${derivative} with ${held.map(nameSpoken).join(" and ")} held still`;
}

/** A symbol for one entry: letters at the name, of a derivative at what it is by, and above at what it is of. */
export function entryMeaning(meaning: Meaning, at: readonly string[], above: readonly string[]): Meaning {
  switch (meaning.kind) {
    case "tensor":
      return { ...meaning, name: { ...meaning.name, entry: at } };
    case "local":
      return { ...meaning, of: { ...meaning.of, entry: above }, by: { ...meaning.by, entry: at } };
    case "adjoint":
    case "hessian":
    case "jacobian":
      return { ...meaning, by: { ...meaning.by, entry: at } };
    case "differential":
      return { ...meaning, of: { ...meaning.of, entry: at } };
  }
}
