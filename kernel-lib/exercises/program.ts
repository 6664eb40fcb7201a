/** @file Exercises whose answer is a function: run on an example that is shown and on hidden inputs. */

import { ShapeError } from "../tensor/errors.js";
import type { Random } from "../tensor/random.js";
import { Tensor } from "../tensor/tensor.js";
import { judgeParts } from "./answers.js";
import type { Exercise, ExerciseHead, Planted } from "./exercise.js";
import { quoted } from "./quoted.js";
import { called, RemoteFunction, type Outcome } from "./running.js";
import { verdict, type Verdict } from "./verdict.js";
import { precise, type Want } from "./want.js";

/** Inputs of a function, in the order of its parameters, and what the result is judged by. */
export interface Case {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly wants: Readonly<Record<string, Want>>;
}

/** What one student programs. */
export interface Programmed {
  /** The inputs that the student may see. */
  readonly example: Case;
  /** Inputs of other sizes and with other numbers. */
  readonly hidden: readonly Case[];
  /** What the student is told beside the signature. */
  readonly question?: readonly string[];
  readonly planted?: readonly Planted[];
}

/** An exercise that is answered with a function: `check("08.backward", backwardOutput)`. */
export function program(
  head: ExerciseHead & {
    /** The call with the names of its inputs and its result: `backwardOutput(A1, Yhat, Y) → { dW2, db2 }`. */
    readonly signature: string;
    readonly ask: (numbers: Random) => Programmed;
  },
): Exercise {
  const { ask, signature, ...rest } = head;
  return {
    ...rest,
    task: (numbers) => {
      const { planted = [], question = [], ...cases } = ask(numbers);
      const example = exact(cases.example);
      const hidden = cases.hidden.map(exact);
      const all = [example, ...hidden].flatMap(({ wants }) => Object.values(wants));
      return {
        given: tensorsIn(example.inputs),
        question: [signature, ...question, ...plainInputs(example.inputs)],
        planted,
        judge: (answer) => judgeProgram(answer, { example, hidden, id: head.id }),
        clear: () => all.every((want) => want.clear()),
      };
    },
  };
}

function exact({ inputs, wants }: Case): Case {
  const parts = Object.entries(wants).map(([name, want]) => [name, precise(want)] as const);
  return { inputs, wants: Object.fromEntries(parts) };
}

async function judgeProgram(
  answer: unknown,
  { example, hidden, id }: Programmed & { readonly id: string },
): Promise<Verdict> {
  if (answer === undefined || answer === null) return verdict(id, { key: "not-answered", parameters: {} });
  if (!isFunction(answer)) {
    const got = answer instanceof Tensor ? "a tensor" : `“${quoted(answer)}”`;
    return verdict(id, { key: "not-a-function", parameters: { got } });
  }
  const shown = await judgeCase(answer, example, id);
  if (!shown.passed) return shown;
  for (const each of hidden) {
    const found = await judgeCase(answer, each, id);
    if (found.passed) continue;
    // Which hidden part was wrong stays hidden; a mistake with a name may be told.
    return verdict(id, { key: "hidden", parameters: {} }, { code: found.code });
  }
  const reason = { key: "hidden-checks", parameters: {} } as const;
  return { ...verdict(id, reason), passed: true, parts: shown.parts };
}

async function judgeCase(answer: Program, one: Case, id: string): Promise<Verdict> {
  const outcome = await called(answer, one.inputs);
  if (outcome.kind === "returned") return asProgram(await judgeParts(outcome.value, one.wants, id));
  const turned = outcome.error instanceof ShapeError ? await turnedAround(answer, one, id) : undefined;
  return turned ?? verdict(id, outcome.reason);
}

type Program = ((...inputs: readonly unknown[]) => unknown) | RemoteFunction;

/** In a program the one path that is left is the last one: it has overwritten the others (M03). */
function asProgram(judged: Verdict): Verdict {
  if (judged.code !== "M01") return judged;
  const { symbol = "" } = judged.reason.parameters;
  const { parts, shapes, tolerance } = judged;
  return verdict(
    judged.step,
    { key: "M03", parameters: { symbol } },
    { code: "M03", parts, shapes, tolerance },
  );
}

/** M07, M19: a function that stops with a shape, and gives the right result when one of its matrices is turned. */
async function turnedAround(
  answer: Program,
  { inputs, wants }: Case,
  id: string,
): Promise<Verdict | undefined> {
  for (const [name, input] of Object.entries(inputs)) {
    if (!(input instanceof Tensor) || input.rank !== 2) continue;
    const outcome: Outcome = await called(answer, { ...inputs, [name]: turned(input) });
    if (outcome.kind !== "returned" || !(await judgeParts(outcome.value, wants, id)).passed) continue;
    const backwards = Object.values(wants).some(({ question }) => question?.about !== undefined);
    const parameters = {
      symbol: name,
      got: `[${input.shape.join(", ")}]`,
      want: `[${input.shape.join(", ")}]`,
    };
    const code = backwards ? "M19" : "M07";
    return verdict(id, { key: code, parameters }, { code });
  }
  return undefined;
}

function turned({ data, shape: [rows, columns] }: Tensor): Tensor {
  const moved = Float64Array.from(data, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]);
  return new Tensor(moved, [columns, rows]);
}

function tensorsIn(inputs: Readonly<Record<string, unknown>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, input]) => (input instanceof Tensor ? [[name, input]] : [])),
  );
}

/** Inputs that are plain numbers or lists of them, in one line. */
function plainInputs(inputs: Readonly<Record<string, unknown>>): string[] {
  const told = Object.entries(inputs).flatMap(([name, input]) =>
    typeof input === "number" || Array.isArray(input) ? [`${name} = ${JSON.stringify(input)}`] : [],
  );
  return told.length === 0 ? [] : [`Example: ${told.join(", ")}`];
}

function isFunction(answer: unknown): answer is Program {
  return typeof answer === "function" || answer instanceof RemoteFunction;
}
