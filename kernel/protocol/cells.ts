/** @file Cells one after the other: checked, run, shown, answered; after a failure those that wait are aborted. */

import type { CellRun, Evaluator, Failure, JsonObject, Outcome } from "../evaluate/evaluator.js";
import { failedContent, failure, failureOf, typeFailure, typeWarnings } from "./failure.js";
import { fieldsOf } from "./fields.js";
import type { History } from "./history.js";
import type { Language } from "./language.js";
import type { Mailer, Request } from "./message.js";
import type { Outputs } from "./outputs.js";
import type { Questions } from "./questions.js";
import type { States } from "./states.js";

/** What cells need around them. */
export interface CellSurroundings {
  readonly mailer: Mailer;
  readonly states: States;
  readonly outputs: Outputs;
  readonly questions: Questions;
  readonly history: History;
  readonly evaluator: Evaluator;
  readonly language: Language;
}

/** One cell under way, with what its request says. */
interface Cell extends CellRun {
  readonly request: Request;
  readonly storesHistory: boolean;
  readonly stopsOnError: boolean;
  readonly started: string;
  interrupted: boolean;
}

/** How long requests that are already on their way are waited for, to be aborted with the others. */
const ON_THEIR_WAY_MS = 10;

const NOTHING_RAN = failure(
  "KeyboardInterrupt",
  "The cell was interrupted before it began; nothing of it ran.",
);

/** The cells of a session: none yet. */
export class Cells {
  readonly #around: CellSurroundings;
  readonly #queue: Request[] = [];
  #count = 0;
  #running: Cell | undefined;
  #works = false;
  #ended = false;

  constructor(around: CellSurroundings) {
    this.#around = around;
  }

  enqueue(request: Request): void {
    this.#queue.push(request);
    if (this.#ended) this.#abortAll();
    else if (!this.#works) void this.#work();
  }

  /** Stops the running cell. */
  interrupt(): void {
    if (this.#running !== undefined) this.#running.interrupted = true;
    this.#around.evaluator.interrupt();
  }

  /** Ends the running cell with this failure and aborts the others, for good. */
  end(reason: Failure): void {
    this.#ended = true;
    const cell = this.#running;
    if (cell !== undefined) {
      const outcome = { failure: reason, userExpressions: {} };
      this.#show(cell, outcome);
      this.#finish(cell, outcome);
    }
    this.#abortAll();
  }

  async #work(): Promise<void> {
    this.#works = true;
    for (let request = this.#queue.shift(); request !== undefined; request = this.#queue.shift()) {
      await this.#handle(request);
    }
    this.#works = false;
  }

  async #handle(request: Request): Promise<void> {
    this.#around.states.busy(request);
    const cell = this.#begun(request);
    if (cell === undefined) return;
    const outcome = await this.#outcomeOf(cell).catch(failed);
    if (this.#running !== cell) return; // It has been ended from outside meanwhile.
    this.#show(cell, outcome);
    const aborts = outcome.failure !== undefined && cell.stopsOnError;
    if (aborts) await delay(ON_THEIR_WAY_MS);
    this.#finish(cell, outcome);
    if (aborts) this.#abortAll();
  }

  /** The cell with its number, announced; undefined where the request is none for a cell and is answered so. */
  #begun(request: Request): Cell | undefined {
    const { outputs, questions } = this.#around;
    try {
      const cell = cellOf(request, this.#count + 1);
      const { code, count: execution_count, storesHistory, silent, allowsStdin } = cell;
      this.#running = cell;
      if (storesHistory) this.#count = execution_count;
      outputs.attribute(request.header);
      outputs.mute(silent);
      questions.open(allowsStdin ? request : undefined);
      outputs.publish({ type: "execute_input", content: { code, execution_count } });
      return cell;
    } catch (error) {
      this.#answer(request, { ...failedContent(failureOf(error)), execution_count: this.#count });
      return undefined;
    }
  }

  async #outcomeOf(cell: Cell): Promise<Outcome> {
    const { language, outputs, evaluator } = this.#around;
    const { code, count, silent, allowsStdin, userExpressions } = cell;
    const diagnostics = await language.check(code);
    const titled = { title: `cell ${count}`, text: code };
    const problem = typeFailure(titled, diagnostics);
    if (problem !== undefined) return { failure: problem, userExpressions: {} };
    const text = typeWarnings(titled, diagnostics);
    if (text !== "") outputs.publish({ type: "stream", content: { name: "stderr", text } });
    if (cell.interrupted) return { failure: NOTHING_RAN, userExpressions: {} };
    const outcome = await evaluator.run({ code, count, silent, allowsStdin, userExpressions });
    // What was declared before a failure is there, so other cells may use it.
    await language.accept(code);
    return outcome;
  }

  #show({ count: execution_count, storesHistory, code }: Cell, { failure, result }: Outcome): void {
    const { outputs, history } = this.#around;
    if (result !== undefined) {
      outputs.publish({ type: "execute_result", content: { execution_count, ...result } });
    }
    if (failure !== undefined) outputs.publish({ type: "error", content: { ...failure } });
    outputs.flush();
    const text = result?.data["text/plain"];
    const output = typeof text === "string" ? text : null;
    if (storesHistory) history.add({ line: execution_count, input: code, output });
  }

  #finish({ request, count, started }: Cell, { failure, userExpressions }: Outcome): void {
    const { outputs, questions } = this.#around;
    this.#running = undefined;
    questions.open(undefined);
    outputs.flush();
    outputs.mute(false);
    const status = failure === undefined ? { status: "ok" } : failedContent(failure);
    const rest = { execution_count: count, payload: [], user_expressions: userExpressions };
    this.#answer(request, { ...status, ...rest }, { started, status: status.status });
  }

  #abortAll(): void {
    for (const request of this.#queue.splice(0)) {
      this.#around.states.busy(request);
      const rest = { execution_count: this.#count, payload: [], user_expressions: {} };
      this.#answer(request, { status: "aborted", ...rest });
    }
  }

  #answer(request: Request, content: JsonObject, metadata: JsonObject = {}): void {
    this.#around.mailer.reply(request, content, { metadata });
    this.#around.states.idle(request);
  }
}

/** @throws FieldError if the request is not one for a cell. */
function cellOf(request: Request, count: number): Cell {
  const fields = fieldsOf("execute_request", request.content);
  const silent = fields.flag("silent", false);
  return {
    request,
    code: fields.text("code"),
    count,
    silent,
    storesHistory: fields.flag("store_history", true) && !silent,
    stopsOnError: fields.flag("stop_on_error", true),
    allowsStdin: fields.flag("allow_stdin", false),
    userExpressions: fields.texts("user_expressions"),
    started: new Date().toISOString(),
    interrupted: false,
  };
}

function failed(error: unknown): Outcome {
  return { failure: failureOf(error), userExpressions: {} };
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
