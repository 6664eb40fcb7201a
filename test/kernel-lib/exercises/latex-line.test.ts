/** @file Lines in LaTeX, as a mathematics input makes them of what is typed. */

import { expect, it } from "vitest";
import { rederive } from "../../../kernel-lib/index.js";
import { workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();

it.each([
  ["dyhat", String.raw`d\hat{y}=-\frac{y}{\hat{y}}+\frac{(1-y)}{(1-\hat{y})}`],
  ["dyhat", String.raw`\differentialD\hat{y}=-\frac{y}{\hat{y}}+\frac{1-y}{1-\hat{y}}`],
  ["dz2", String.raw`dz^{[2]}=\hat{y}-y`],
  ["dz2", String.raw`{dz^{[2]}}=\hat{y}-y`],
  ["dz2", String.raw`dz_2=\hat y-y`],
  ["dz2", String.raw`dz_{2}=\hat y-y`],
  ["dz2", String.raw`dz2=yhat-y`],
  ["dz2", String.raw`dz^{\left\lbrack2\right\rbrack}=\hat{y}-y`],
  ["dz2", String.raw`\frac{\partial\ell}{\partial{z^{[2]}}}=\hat{y}-y`],
  [
    "dz2",
    String.raw`\frac{\partial\ell}{\partial z^{[2]}}=\frac{\partial\ell}{\partial\hat{y}}\odot\hat{y}\odot(1-\hat{y})`,
  ],
  ["dz2", String.raw`\frac{d\ell}{dz^{[2]}}=\frac{d\ell}{d\hat{y}}\cdot\hat{y}\cdot\left(1-\hat{y}\right)`],
  ["dz2", String.raw`\dfrac{\mathrm{d}\ell}{\mathrm{d}z_2}=\hat{y}-y`],
  ["∂yhat/∂z2", String.raw`\frac{\partial\hat{y}}{\partial z^{[2]}}=\hat{y}\odot\left(1-\hat{y}\right)`],
  ["∂yhat/∂z2", String.raw`\frac{d\hat{y}}{{dz^{[2]}}}=\hat{y}\cdot(1-\hat{y})`],
  ["dA1", String.raw`{dA^{[1]}}={W^{[2]}}^{\top}{dz^{[2]}}`],
  ["dA1", String.raw`dA^{[1]}=W^{[2]}^{\prime}dz^{[2]}`],
  ["dA1", String.raw`dA^{[1]}=\left(W^{[2]}\right)^Tdz^{[2]}`],
  ["dA1", String.raw`dA_1=W^{[2]}^{\mathrm{T}}dz_2`],
  ["dA1", String.raw`dA^{[1]}=W^{[2]T}dz^{[2]}`],
  ["dA1", String.raw`dA^{[1]}=W^{[2]\top}\,dz^{[2]}`],
  ["dz1", String.raw`{dz^{[1]}}=({W^{[2]}}^{\top}{dz^{[2]}})\odot{A^{[1]}}\odot(1-{A^{[1]}})`],
  ["dz1", String.raw`{dz^{[1]}}=({W^{[2]}}^{\top}{dz^{[2]}})\odot\sigma^{\top}({z^{[1]}})`],
  [
    "dz1",
    String.raw`\mathord{dz^{[1]}}=\mathord{W^{[2]}}^{\top}\mathord{dz^{[2]}}\odot\mathord{A^{[1]}}\odot(1-\mathord{A^{[1]}})`,
  ],
  ["dz1", String.raw`dz^{[1]}=dA^{[1]}\odot\sigma^{\prime}\left(z^{[1]}\right)`],
  [
    "dz1",
    String.raw`dz^{[1]}=dA^{[1]}\odot\operatorname{sigmoid}(z^{[1]})\odot(1-\mathrm{sigmoid}(z^{[1]}))`,
  ],
  ["dW1", String.raw`dW^{[1]}=dz^{[1]}x^{\top}`],
  ["dz2", String.raw`\frac{\partial J}{\partial z^{[2]}}=\hat{y}-y`],
  ["dW1", String.raw`({W^{[2]}}^{\top}(\hat{y}-y)\odot{A^{[1]}}\odot(1-{A^{[1]}}))x^{T}`],
])("reads a line about %s: %s", async (step, line) => {
  const verdict = await rederive(loss, parameters.W1).line(line, "latex");
  expect(verdict).toMatchObject({ passed: true, step });
});

it.each([
  [String.raw`dz^{[2]}=y-\hat{y}`, "M09"],
  [String.raw`dA^{[1]}={W^{[2]}}{dz^{[2]}}`, "M19"],
  [String.raw`dz^{[2]}=\hat{y}-y_{i}`, "M25"],
  [String.raw`\frac{\partial z^{[2]}}{\partial\ell}=\hat{y}-y`, "M32"],
])("finds the mistake in %s: %s", async (line, code) => {
  expect(await rederive(loss, parameters.W1).line(line, "latex")).toMatchObject({ passed: false, code });
});

it.each([
  [String.raw`dz^{[2]}=\frac{y}{\placeholder{}}`, "still empty"],
  [String.raw`dz^{[2]}=`, "nothing is written"],
  [String.raw`dz^{[2]}=\hat{y}\frac{\partial z^{[2]}}{\partial A^{[1]}}`, "∂z2/∂A1"],
  [String.raw`z^{[2]}=\hat{y}-y`, "z2 is not asked for here"],
  [String.raw`\hat{y}+y=1`, "is no derivative"],
  [String.raw`\frac{\partial\hat{y}}{\partial z^{[2]}=\hat{y}}`, 'an "=" stands inside a fraction'],
  [String.raw`dz^{[2]}=\int y`, "no meaning"],
])("says what is missing in %s", async (line, words) => {
  const verdict = await rederive(loss, parameters.W1).line(line, "latex");
  expect(verdict.passed).toBe(false);
  expect(verdict.message).toContain(words);
});
