/** @file The family "repair": a derivation in which one line was made wrong by a rule of the mistakes. */

import { distance } from "../autodiff/check.js";
import type { Dependence, Node } from "../derivation/dependence.js";
import { dependence } from "../derivation/dependence.js";
import { drawnNetwork } from "../exercises/drawing.js";
import type { Exercise, ExerciseHead } from "../exercises/exercise.js";
import { lines } from "../exercises/lines.js";
import { verdict, type Verdict } from "../exercises/verdict.js";
import { rightStep, type Mutation } from "../exercises/mutation.js";
import { attempt, mutationsAt, rightValue } from "../exercises/mutations.js";
import { symbolsAt, textOf } from "../exercises/points.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import type { Random } from "../tensor/random.js";
import { UsageError } from "../tensor/errors.js";
import { sameShape } from "../tensor/shape.js";
import { equation, meaningSides, sidesOf } from "../writing/sides.js";

/** A wrong line differs from the right one by at least this much at the data. */
const VISIBLE = 0.01;

/** The lines of a gradient of a drawn network, one of them wrong; the wrong one is to be written right. */
export function repair(head: ExerciseHead, difficulty: 1 | 2 | 3): Exercise {
  return {
    ...head,
    task: (numbers) => {
      const examples = difficulty === 2 ? 2 + numbers.integer(7) : 1;
      const { loss, layers } = drawnNetwork(numbers, { examples });
      const by = difficulty === 3 ? layers[0].W : layers[1].W;
      const found = dependence(loss, by);
      const mistake = drawnMistake(found, numbers);
      const { at, step } = mistake;
      const asked = lines({ ...head, ask: () => ({ loss, by, steps: [`d${textOf(at)}`] }) });
      const batch =
        examples === 1
          ? "one example, and its cross-entropy loss ℓ"
          : `a batch of ${examples}, and the mean loss L`;
      const task = asked.task(numbers);
      return {
        ...task,
        judge: async (answer) => hidingStep(await task.judge(answer), head.id),
        // Which steps are to be written would tell which line is wrong.
        question: [
          `A 2-3-1 network with σ in both layers, ${batch}. Below, exactly one line is wrong; the others are right, or follow from it correctly. Say which line is wrong, and write it right.`,
        ],
        note: `Line (${found.nodes.indexOf(at)}) is wrong (${mistake.code}).`,
        page: found.nodes.slice(1).map((node) => {
          const { name } = node;
          const left = meaningSides({ kind: "adjoint", output: found.output.name, by: name });
          return equation(left, sidesOf(node === at ? step : rightStep(node)));
        }),
      };
    },
  };
}

/** Of other lines that are right it is not said which one is asked for. */
function hidingStep(found: Verdict, id: string): Verdict {
  if (found.reason.key !== "incomplete") return found;
  return verdict(id, { key: "wrong", parameters: { symbol: "the wrong line" } });
}

/** One of the mistakes with a code that can be seen in the numbers, at a drawn node. */
function drawnMistake(found: Dependence, numbers: Random): Mutation {
  const point = symbolsAt(found, (tensor) => tensor);
  const nodes = found.nodes.slice(1).filter((node) => node.edges.length > 0);
  const all = nodes.flatMap((node) =>
    mutationsAt(found, node).filter((each) => isVisible(each, node, point)),
  );
  if (all.length === 0) throw new UsageError("repair: no rule makes a mistake here that can be seen");
  return all[numbers.integer(all.length)];
}

function isVisible({ code, step }: Mutation, node: Node, point: Environment): boolean {
  if (!code.startsWith("M")) return false;
  const right = rightValue(node, point);
  const made = attempt(() => evaluate(step, point));
  if (made === undefined || !made.data.every(Number.isFinite)) return false;
  return sameShape(made.shape, right.shape) && distance(made, right) >= VISIBLE;
}
