/** @file Jupyter's messaging protocol over data: a request goes in, messages come out; sockets are somebody else's. */

import type { CommMessage, Evaluator, Failure, JsonObject, Publication } from "../evaluate/evaluator.js";
import { Cells } from "./cells.js";
import { createComms, type Comms } from "./comms.js";
import { failedContent, failure, failureOf } from "./failure.js";
import { fieldsOf, type Fields } from "./fields.js";
import { createHistory, type History } from "./history.js";
import { kernelInfo, type Versions } from "./kernel-info.js";
import { completed, inspected, completeness } from "./language-replies.js";
import type { Language } from "./language.js";
import { createMailer, type Mailer, type Message, type Request } from "./message.js";
import { Outputs } from "./outputs.js";
import { createQuestions, type Questions } from "./questions.js";
import { createStates, type States } from "./states.js";

/** What the protocol is plugged into. */
export interface Surroundings {
  readonly evaluator: Evaluator;
  readonly language: Language;
  readonly versions: Versions;
  /** The port numbers, as a `connect_reply` lists them. */
  readonly ports: JsonObject;
  readonly send: (message: Message) => void;
  /** Takes a line for whoever looks after the kernel. */
  readonly log: (line: string) => void;
  /** A front end wants the kernel to end; everything is answered already. */
  readonly shutdown: () => void;
}

/** A request's handler: the content of the reply, or nothing where there is no reply. */
type Handler = (request: Request, fields: Fields) => Promise<JsonObject | undefined> | JsonObject | undefined;

interface Parts extends Surroundings {
  readonly mailer: Mailer;
  readonly states: States;
  readonly outputs: Outputs;
  readonly questions: Questions;
  readonly history: History;
  readonly comms: Comms;
  readonly cells: Cells;
}

const INTERRUPTED = Object.assign(new Error("interrupted while it asked for input"), {
  name: "KeyboardInterrupt",
});

/** The protocol of one session that nothing has happened in. */
export class Protocol {
  readonly #parts: Parts;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #ends = false;

  constructor(surroundings: Surroundings) {
    this.#parts = assembled(surroundings);
    this.#handlers = handlersOf(this.#parts);
  }

  receive(request: Request): void {
    const isCell = request.header.msg_type === "execute_request" && request.problem === undefined;
    if (request.channel === "stdin") hearAnswer(request, this.#parts);
    else if (isCell) this.#parts.cells.enqueue(request);
    else void this.#handle(request);
  }

  /** What the evaluating thread shows. */
  publish(publication: Publication): void {
    this.#parts.comms.note(publication.type, publication.content);
    this.#parts.outputs.publish(publication);
  }

  /** What it asks the student. */
  ask(prompt: string, isPassword: boolean): Promise<string> {
    return this.#parts.questions.ask(prompt, isPassword);
  }

  /** Stops the running cell, as an `interrupt_request` does. */
  interrupt(): void {
    interrupt(this.#parts);
  }

  /** The kernel is about to end: whoever waits is told why. */
  end(reason: Failure): void {
    this.#parts.questions.cancel(new Error(reason.evalue));
    this.#parts.cells.end(reason);
  }

  async #handle(request: Request): Promise<void> {
    const { states, mailer, log } = this.#parts;
    const type = request.header.msg_type;
    states.busy(request);
    try {
      if (request.problem !== undefined) throw new Error(`${type}: ${request.problem}`);
      const handler = this.#handlers.get(type);
      if (handler === undefined) throw new Error(`${type}: this kernel does not know such a request`);
      const content = await handler(request, fieldsOf(type, request.content));
      if (content !== undefined) mailer.reply(request, { status: "ok", ...content });
      if (type === "shutdown_request") this.#ends = true;
    } catch (error) {
      const told = failureOf(error);
      log(told.evalue);
      if (type.endsWith("_request")) mailer.reply(request, failedContent(told));
    } finally {
      states.idle(request);
    }
    if (this.#ends) this.#parts.shutdown();
  }
}

function assembled(surroundings: Surroundings): Parts {
  const mailer = createMailer(surroundings.send);
  const around = {
    ...surroundings,
    mailer,
    states: createStates(mailer),
    outputs: new Outputs(mailer),
    questions: createQuestions(mailer),
    history: createHistory(),
    comms: createComms(),
  };
  return { ...around, cells: new Cells(around) };
}

function handlersOf(parts: Parts): ReadonlyMap<string, Handler> {
  const { language, comms, history } = parts;
  const comm = (request: Request): Promise<undefined> => passOn(request, parts);
  return new Map<string, Handler>([
    ["kernel_info_request", () => kernelInfo(parts.versions)],
    ["connect_request", () => parts.ports],
    ["complete_request", (_, fields) => completed(language, fields)],
    ["inspect_request", (_, fields) => inspected(language, fields)],
    ["is_complete_request", (_, fields) => completeness(language, fields)],
    ["history_request", (_, fields) => ({ history: history.find(fields) })],
    ["comm_info_request", (_, fields) => ({ comms: comms.info(fields.text("target_name", "")) })],
    ["comm_open", comm],
    ["comm_msg", comm],
    ["comm_close", comm],
    ["debug_request", ({ content }) => noDebugger(content)],
    ["interrupt_request", () => interrupt(parts)],
    ["shutdown_request", (_, fields) => shutDown(fields, parts)],
  ]);
}

function interrupt({ questions, cells }: Parts): JsonObject {
  questions.cancel(INTERRUPTED);
  cells.interrupt();
  return {};
}

/** Everybody who waits is answered first; the shutdown itself is told to all front ends. */
function shutDown(fields: Fields, { cells, mailer, outputs }: Parts): JsonObject {
  const restart = fields.flag("restart", false);
  const name = restart ? "KernelRestarted" : "KernelShutDown";
  cells.end(failure(name, "A front end told the kernel to end while the cell ran."));
  mailer.publish("shutdown_reply", { status: "ok", restart }, outputs.parent);
  return { restart };
}

/** What its handler shows belongs to the message, unless a cell is running. */
async function passOn(request: Request, { evaluator, comms, outputs, states }: Parts): Promise<undefined> {
  const { header, content, metadata, buffers } = request;
  const type = commType(header.msg_type);
  const fields = fieldsOf(type, content);
  fields.text("comm_id");
  if (type === "comm_open") fields.text("target_name");
  comms.note(type, content);
  const before = outputs.parent;
  if (!states.runsCell) outputs.attribute(header);
  await evaluator.comm({ type, content, metadata, buffers });
  if (outputs.parent === header) outputs.attribute(before);
  return undefined;
}

function commType(type: string): CommMessage["type"] {
  if (type === "comm_open" || type === "comm_close") return type;
  return "comm_msg";
}

/** As the Debug Adapter Protocol says no. */
function noDebugger({ seq, command }: JsonObject): JsonObject {
  const message = "This kernel has no debugger; log values, or run the code with node --inspect.";
  return { type: "response", request_seq: seq ?? 0, command: command ?? "", success: false, message };
}

function hearAnswer({ header, content, problem }: Request, { questions, log }: Parts): void {
  try {
    if (problem !== undefined) throw new Error(`${header.msg_type}: ${problem}`);
    if (header.msg_type !== "input_reply")
      throw new Error(`${header.msg_type}: stdin takes input_reply only`);
    if (!questions.answer(fieldsOf("input_reply", content).text("value"))) {
      throw new Error("input_reply: nothing was asked");
    }
  } catch (error) {
    log(failureOf(error).evalue);
  }
}
