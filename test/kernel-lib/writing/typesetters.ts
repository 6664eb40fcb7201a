/** @file The two typesetters of the front ends, and what they have to say against the formulas of a derivation. */

import katex from "katex";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import type { MmlNode } from "mathjax-full/js/core/MmlTree/MmlNode.js";
import { STATE } from "mathjax-full/js/core/MathItem.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { AllPackages } from "mathjax-full/js/input/tex/AllPackages.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SerializedMmlVisitor } from "mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js";
import type { Derivation } from "../../../kernel-lib/derivation/derivation.js";
import {
  derivationLatex,
  givenLatex,
  shownLines,
  threeColumns,
} from "../../../kernel-lib/derivation/present.js";

RegisterHTMLHandler(liteAdaptor());
/** Proof trees need a page to be measured; the other two show unknown commands and errors as if they were formulas. */
const LEFT_OUT = ["bussproofs", "noundefined", "noerrors"];
const packages = AllPackages.filter((name) => !LEFT_OUT.includes(name));
const page = mathjax.document("", { InputJax: new TeX({ packages }) });
const mathml = new SerializedMmlVisitor();

/** What either typesetter has to say against a formula; undefined where both set it. */
export function complaint(latex: string): string | undefined {
  try {
    katex.renderToString(latex, { displayMode: true, throwOnError: true, strict: "error" });
  } catch (error) {
    return `KaTeX: ${error instanceof Error ? error.message : String(error)} in ${latex}`;
  }
  const set = mathml.visitTree(page.convert(latex, { display: true, end: STATE.CONVERT }) as MmlNode);
  const problem = /<merror data-mjx-error="([^"]*)"/.exec(set);
  return problem === null ? undefined : `MathJax: ${problem[1]} in ${latex}`;
}

/** Every formula by which a derivation is shown: together, one by one, and with the numbers put in. */
function formulas(derivation: Derivation): readonly string[] {
  const lines = (["brief", "steps", "full"] as const)
    .flatMap((detail) => shownLines(derivation, detail))
    .flatMap(({ latex, value }) => (value === undefined ? [latex] : [latex, value]));
  const { latex, numbers, value } = threeColumns(derivation);
  return [derivationLatex(derivation), ...givenLatex(derivation), ...lines, latex, numbers, value];
}

/** Complaints against every formula by which a derivation is shown. */
export function complaints(derivation: Derivation): readonly string[] {
  return formulas(derivation).flatMap((latex) => complaint(latex) ?? []);
}
