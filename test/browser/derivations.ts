/** @file Ten derivations as one page: what a student meets, each exported as the HTML that anyone would export. */

import {
  derive,
  deriveHessian,
  exported,
  relu,
  sigmoid,
  softmax,
  squaredError,
  tensor,
  type Derivation,
  type Tensor,
} from "../../kernel-lib/index.js";
import { batchExample, crossEntropy, workedExample } from "../kernel-lib/derivation/networks.js";

/** A derivation under its heading. */
interface Shown {
  readonly title: string;
  readonly derivation: Derivation;
}

/** The ten. */
export function tenDerivations(): Shown[] {
  const [example, batch] = [workedExample(), batchExample()];
  return [
    { title: "One neuron: dz = ŷ − y", derivation: oneNeuron() },
    {
      title: "Two layers over a batch, by the first weights",
      derivation: derive(batch.loss, batch.parameters["W1"]),
    },
    { title: "A bias that is copied over the batch", derivation: derive(batch.loss, batch.parameters["b1"]) },
    {
      title: "What cancels in the worked example",
      derivation: derive(example.loss, example.parameters["W1"]),
    },
    { title: "Softmax and cross-entropy", derivation: derive(classLoss({}), logits) },
    {
      title: "The same with one-hot labels: a fact of the data",
      derivation: derive(classLoss({ sumsToOne: "columns" }), logits),
    },
    { title: "A node used twice", derivation: fanOut() },
    { title: "The mean over examples", derivation: meanLoss() },
    { title: "Second derivatives", derivation: deriveHessian(example.loss, example.parameters["b1"]) },
    { title: "σ′ in every detail, and one side of a kink", derivation: everyDetail() },
  ];
}

/** The page, without what typesets it. */
export function derivationsPage(): string {
  const sections = tenDerivations().map(
    ({ title, derivation }) => `<section><h2>${title}</h2>\n${exported(derivation, "html")}</section>`,
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ten derivations</title>`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">`,
    `<style>body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; }</style></head>`,
    `<body><h1>Ten derivations</h1>${sections.join("\n")}</body></html>`,
  ].join("\n");
}

const logits = tensor([
  [0.2, -0.4],
  [0.9, 0.3],
  [-0.5, 0.8],
]).named("Z");

function classLoss(facts: { readonly sumsToOne?: "columns" }): Tensor {
  const labels = tensor([
    [0, 1],
    [1, 0],
    [0, 0],
  ]).named("Y", facts);
  const likely = softmax(logits, { axis: 0 }).named("P");
  return labels.mul(likely.log()).sum().neg().named("L");
}

function oneNeuron(): Derivation {
  const [w, x, b, y] = [0.4, 1.5, -0.2, 1].map((value, at) => tensor(value).named("wxby"[at]));
  const z = w.mul(x).add(b).named("z");
  return derive(crossEntropy(sigmoid(z).named("ŷ"), y).named("ℓ"), z);
}

function fanOut(): Derivation {
  const [a, b, c, d] = [1, 2, 3, 4].map((value, at) => tensor(value).named("abcd"[at]));
  const u = a.add(b).named("u");
  return derive(u.mul(c).named("v").add(u.mul(d).named("w")).named("f"), a);
}

function meanLoss(): Derivation {
  const X = tensor([
    [0.5, 0.1, 0.9],
    [0.3, 0.8, 0.2],
  ]).named("X");
  const W = tensor([[0.4, -0.7]]).named("W");
  const Y = tensor([[1, 0, 0.5]]).named("Y");
  return derive(squaredError(W.matmul(X).named("Ŷ"), Y).mean().named("L"), W);
}

function everyDetail(): Derivation {
  const z = tensor(0.7).named("z");
  return derive(relu(sigmoid(z).named("a")).mul(3).named("f"), z, { detail: "full" });
}
