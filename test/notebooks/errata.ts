/** @file The errata of the lectures, each with the values that the library computes in the place of the slip. */

import { bce, gradients, mul, sigmoid, sub, tensor, type Tensor } from "../../kernel-lib/index.js";

/** Where an erratum is shown. */
export interface Place {
  readonly unit: string;
  readonly cell: string;
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  "01": ["E03", "E02", "E01"],
  "02": ["E04"],
  "03": ["E05", "E06"],
  "04": ["E07", "E08"],
  "05": ["E09", "E10"],
  "06": ["E11", "E12"],
  "07": ["E13"],
  "08": ["E14", "E15", "E16"],
  "09": ["E17", "E18"],
  "10": ["E19", "E20", "E21", "E22", "E23", "E24", "E25", "E26", "E27", "E28"],
};

/** Every erratum of the lectures, in the order of their boxes. */
export const ERRATA: Readonly<Record<string, Place>> = Object.fromEntries(
  Object.entries(UNITS).flatMap(([unit, ids]) =>
    ids.map((id) => [id, { unit, cell: `${unit}-erratum-${id}` }]),
  ),
);

/** What the correction must say: values of the library, as printed. */
export function correctedValues(id: string): readonly string[] {
  if (id === "E04") return namesOfOneGraph();
  if (id === "E05" || id === "E06") return pathsOfTheFork(id);
  if (id === "E14" || id === "E15" || id === "E16") return outputLayer(id);
  if (id === "E17") return [agreeingMatrices()];
  return WORKED[id] ?? STATED[id];
}

/** Corrections of words, names and shapes, as the box states them. */
const STATED: Readonly<Record<string, readonly string[]>> = {
  E01: ["backpropagation computes gradients", "gradient descent uses them to update"],
  E02: ["a sigmoid or softmax output is a probability", "a regression output is a value"],
  E03: ["a convention"],
  E07: ["$x_0 = 1$", "$w_0 \\cdot x_0 = w_0$"],
  E08: ["$g$, or $\\sigma$ for the sigmoid", "$\\alpha$ is the learning rate"],
  E09: ["W^{[1]} \\in \\mathbb{R}^{m_1 \\times (m_0 + 1)}", "W^{[1]} \\in \\mathbb{R}^{m_1 \\times m_0}"],
  E10: ["w_{k,j}^{[1]} x_j^{(1)} + b_k^{[1]}"],
  E11: [
    "W^{[1]} \\in \\mathbb{R}^{n^{[1]} \\times n^{[0]}}",
    "W^{[2]} \\in \\mathbb{R}^{n^{[2]} \\times n^{[1]}}",
  ],
  E12: ["$[l]$ is a layer, $(i)$ is an example", "$n^{[1]} \\times m$"],
  E13: ["y^{(i)} \\log \\hat y^{(i)} + (1-y^{(i)}) \\log (1-\\hat y^{(i)})"],
  E18: ["b^{[l]} := b^{[l]} - \\alpha \\frac{\\partial L}{\\partial b^{[l]}}"],
};

/** The formulas as the box writes them, each only if it gives the gradient that the library computes. */
function namesOfOneGraph(): readonly string[] {
  const [a, b, c] = [5, 3, 2].map((value) => tensor(value));
  const slopes = gradients(mul(3, a.add(b.mul(c))), { a, b, c });
  return [
    agreeing("{\\partial a} = 3$", 3, slopes.a),
    agreeing("{\\partial b} = 3c$", 3 * c.item(), slopes.b),
    agreeing("{\\partial c} = 3b$", 3 * b.item(), slopes.c),
  ];
}

function pathsOfTheFork(id: string): readonly string[] {
  const [a, b, c, d] = [1, 2, 3, 4].map((value) => tensor(value));
  const u = a.add(b);
  const slopes = gradients(u.mul(c).add(u.mul(d)), { a, c, d });
  if (id === "E05") {
    return [agreeing("1 \\cdot c \\cdot 1 + 1 \\cdot d \\cdot 1 = c + d", c.item() + d.item(), slopes.a)];
  }
  return [
    agreeing("\\frac{\\partial v}{\\partial c} = 1 \\cdot u = a + b$", u.item(), slopes.c),
    agreeing("\\frac{\\partial w}{\\partial d} = 1 \\cdot u = a + b$", u.item(), slopes.d),
  ];
}

/** The steps from the loss to b[2], each compared with the gradient of the worked example. */
function outputLayer(id: string): readonly string[] {
  const [label, answer] = [y.item(), yhat.item()];
  const slope = (answer - label) / (answer * (1 - answer));
  const products = -label + label * answer + answer - label * answer;
  if (id === "E14") return [agreeing("= \\frac{\\hat y - y}{\\hat y (1 - \\hat y)}$", slope, of.yhat)];
  if (id === "E16") return [agreeing("{\\partial b^{[2]}} = \\hat y - y$", answer - label, of.b2)];
  const fraction = "\\frac{-y + y\\hat y + \\hat y - y\\hat y}{\\hat y (1 - \\hat y)}$";
  return [agreeing(fraction, products / (answer * (1 - answer)), of.yhat)];
}

/** The product for W[1] as the box writes it, if it gives the gradient. */
function agreeingMatrices(): string {
  const product = W2.T.matmul(of.z2)
    .mul(A1.mul(sub(1, A1)))
    .matmul(x.T);
  if (product.sub(of.W1).abs().max().item() < 1e-12) {
    return "\\big((W^{[2]})^\\top dz^{[2]} \\odot g'(z^{[1]})\\big)\\, x^\\top";
  }
  throw new Error(
    `the product for W[1] is ${product.data.join(", ")}, the library computes ${of.W1.data.join(", ")}`,
  );
}

function agreeing(formula: string, value: number, gradient: Tensor): string {
  if (Math.abs(value - gradient.item()) < 1e-12) return formula;
  throw new Error(`${formula} is ${value}, the library computes ${gradient.item()}`);
}

const x = tensor([[0.5], [0.3]]);
const y = tensor([[1]]);
const W1 = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.5, -0.2],
]);
const b1 = tensor([[0.1], [-0.1], [0.05]]);
const W2 = tensor([[0.3, -0.2, 0.4]]);
const b2 = tensor([[-0.2]]);
const z1 = W1.matmul(x).add(b1);
const A1 = sigmoid(z1);
const z2 = W2.matmul(A1).add(b2);
const yhat = sigmoid(z2);
const loss = bce(yhat, y);
const of = gradients(loss, { yhat, z1, z2, A1, W1, b1, W2, b2 });
const updated = Object.values({ W1, b1, W2, b2 }).map((parameter, index) =>
  sub(parameter, mul([of.W1, of.b1, of.W2, of.b2][index], 0.1)),
);

const WORKED: Readonly<Record<string, readonly string[] | undefined>> = {
  E19: [(0.3 * Number(A1.data[0].toFixed(3))).toFixed(4)],
  E20: [yhat.item().toFixed(3), yhat.item().toFixed(6)],
  E21: [yhat.item().toFixed(6), loss.item().toFixed(6)],
  E22: printed(of.z2),
  E23: [of.W2.data[0].toFixed(6), of.W2.data[0].toFixed(3)],
  E24: printed(of.A1),
  E25: printed(of.z1),
  E26: [1, 3, 5].map((entry) => of.W1.data[entry].toFixed(6)),
  E27: [of.z2.data[0].toFixed(6), of.b1.data[0].toFixed(6)],
  E28: updated.flatMap(printed),
};

function printed({ data }: Tensor): readonly string[] {
  return Array.from(data, (value) => value.toFixed(6));
}
