/** @file Families: exercises that are made by rule from a graph and the engine, in three difficulties, for exams. */

import { answers } from "../exercises/answers.js";
import { drawnNetwork, type DrawnNetwork } from "../exercises/drawing.js";
import type { Exercise, ExerciseHead, ExerciseType } from "../exercises/exercise.js";
import { lines } from "../exercises/lines.js";
import { wantGradient, wantShape, wantValue, type Want } from "../exercises/want.js";
import type { Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import type { BlueprintItem } from "./blueprint.js";
import { definition } from "./definition.js";
import { drawnGraph } from "./drawn-graph.js";
import { definitionSides } from "./value-part.js";
import { listed } from "../writing/sides.js";
import { repair } from "./repair.js";

/** A way to make exercises of one type. */
interface Family {
  readonly type: ExerciseType;
  readonly title: string;
  readonly make: (head: ExerciseHead, difficulty: 1 | 2 | 3) => Exercise;
}

const HINTS = ["", "", ""] as const;

/** By the name that a blueprint calls them. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  definition: { type: "E", title: "A definition", make: definition },
  graph: { type: "G", title: "A graph to fill", make: graphToFill },
  derivation: { type: "D", title: "A derivation", make: derivation },
  shapes: { type: "S", title: "Shapes", make: shapes },
  pass: { type: "N", title: "A forward and backward pass in numbers", make: pass },
  repair: { type: "B", title: "A derivation with one wrong line", make: repair },
};

/** The exercise of a family. */
export function ofFamily(name: string, { points, difficulty }: BlueprintItem): Exercise {
  const { type, title, make } = FAMILIES[name];
  return make({ id: name, type, title, points, hints: HINTS }, difficulty);
}

/** Values forward, then gradients backward, in a small graph of numbers; from difficulty 2 on a node is used twice. */
function graphToFill(head: ExerciseHead, difficulty: 1 | 2 | 3): Exercise {
  return {
    ...head,
    task: (numbers) => {
      const { inputs, inner, result, clear } = drawnGraph(numbers, difficulty);
      const letter = ({ name }: Tensor): string => name?.base ?? "";
      const computed = [...inner, result];
      const wants = [
        ...computed.map((node) => [letter(node), wantValue(node)] as const),
        ...[...inner.toReversed(), ...inputs].map(
          (node) => [`d${letter(node)}`, wantGradient(result, node)] as const,
        ),
      ];
      const given = Object.fromEntries(inputs.map((input) => [letter(input), input]));
      const question = [
        "Fill in the graph: above each symbol its value, below it, behind ∇, the derivative of f by it. Then copy your results.",
        "In the answers, da means the derivative of f by a.",
      ];
      const exercise = answers({
        ...head,
        ask: () => ({ given, question, clear, wants: Object.fromEntries(wants) }),
      });
      const formulas = computed.flatMap((node) =>
        node.name === undefined ? [] : [definitionSides(node, node.name)],
      );
      return { ...exercise.task(numbers), page: [listed(formulas)] };
    },
  };
}

/** The steps to a gradient: of the output layer, of its parameters for a batch, or of the first layer's parameters. */
function derivation(head: ExerciseHead, difficulty: 1 | 2 | 3): Exercise {
  return lines({
    ...head,
    ask: (numbers) => {
      const sizes = [2 + numbers.integer(3), 3 + numbers.integer(3), 1];
      const examples = difficulty === 2 ? 2 + numbers.integer(7) : 1;
      const { loss, layers } = drawnNetwork(numbers, { sizes, examples });
      const [one, two] = layers;
      const ways: readonly (readonly [Tensor, string])[] = [
        [two.z, "dyhat, ∂yhat/∂z2, dz2"],
        [two.b, "dyhat, dz2, db2"],
        [two.W, "dZ2, dW2"],
        [two.b, "dZ2, db2"],
        [one.W, "dz2, dA1, dz1, dW1"],
        [one.b, "dz2, dA1, dz1, db1"],
      ];
      const [by, steps] = ways[2 * (difficulty - 1) + numbers.integer(2)];
      const batch =
        examples === 1
          ? "one example and its"
          : `a batch of ${examples} examples, one column each, and their mean`;
      return {
        ...{ loss, by, steps: steps.split(", ") },
        question: [
          `A ${sizes.join("-")} network with σ in both layers, ${batch} cross-entropy loss. Give each step a line of its own, in letters, with its shape.`,
        ],
      };
    },
  });
}

/** Shapes of what is computed forward and backward in a network whose sizes all differ. */
function shapes(head: ExerciseHead, difficulty: 1 | 2 | 3): Exercise {
  return answers({
    ...head,
    ask: (numbers) => {
      const [inputs, hidden, outputs, examples] = [...numbers.permutation(8)].map((at) => at + 2);
      const all: Readonly<Record<string, readonly [number, number]>> = {
        W1: [hidden, inputs],
        b1: [hidden, 1],
        A1: [hidden, examples],
        Yhat: [outputs, examples],
        dW2: [outputs, hidden],
        "W2' dZ2": [hidden, examples],
        dW1: [hidden, inputs],
        db1: [hidden, 1],
        "dZ1 X'": [hidden, inputs],
      };
      const asked = [
        ["W1", "b1", "A1", "Yhat"],
        ["W1", "A1", "Yhat", "dW2", "W2' dZ2", "db1"],
        ["A1", "Yhat", "dW2", "W2' dZ2", "dZ1 X'", "db1"],
      ][difficulty - 1];
      return {
        question: [
          `A network has ${inputs} inputs, ${hidden} hidden neurons and ${outputs} outputs; the batch has ${examples} examples, one column each.`,
          "State the shape of each, rows first. A dash behind a letter means transposed: W2' is W2 with rows and columns exchanged.",
        ],
        wants: Object.fromEntries(asked.map((name) => [name, wantShape(all[name])])),
      };
    },
  });
}

/** Every quantity of a pass through a small network with sigmoids, in the order in which it is found. */
function pass(head: ExerciseHead, difficulty: 1 | 2 | 3): Exercise {
  const sizes = [
    [2, 2, 1],
    [2, 3, 1],
    [3, 3, 1],
  ][difficulty - 1];
  return answers({
    ...head,
    ask: (numbers: Random) => {
      const network = drawnNetwork(numbers, { sizes });
      const { x, y, layers, clear } = network;
      const [one, two] = layers;
      return {
        given: { x, y, W1: one.W, b1: one.b, W2: two.W, b2: two.b },
        question: [
          `A ${sizes.join("-")} network with σ in both layers, one example, and the cross-entropy loss ℓ.`,
          "Compute every quantity to three decimals and write the formula of each line before its numbers. Keep more digits until the end.",
        ],
        clear,
        wants: passWants(network),
      };
    },
  });
}

function passWants({ loss, yhat, layers: [one, two] }: DrawnNetwork): Readonly<Record<string, Want>> {
  return {
    z1: wantValue(one.z),
    A1: wantValue(one.A),
    z2: wantValue(two.z),
    yhat: wantValue(yhat),
    ell: wantValue(loss),
    dz2: wantGradient(loss, two.z),
    dW2: wantGradient(loss, two.W),
    dA1: wantGradient(loss, one.A),
    dz1: wantGradient(loss, one.z),
    dW1: wantGradient(loss, one.W),
  };
}
