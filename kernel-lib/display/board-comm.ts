/** @file Boards that a page has opened: lines come over a comm, and every change goes to all who look at the board. */

import type { Board } from "../exercises/board.js";
import type { LineSyntax } from "../exercises/line.js";
import { noteLine, recordTroubles } from "../exercises/session.js";
import { runningKernel, type Comm } from "./kernel.js";
import type { MimeBundle } from "./mime.js";

const TARGET = "chainrule.board";

/** A board that has been shown, and who looks at it. */
interface Shown {
  readonly board: Board;
  readonly bundle: () => MimeBundle;
  readonly comms: Set<Comm>;
  /** What came is answered one after the other. */
  queue: Promise<void>;
}

/** The boards of this process by their ids; one that is made anew takes its older self's place. */
const shown = new Map<string, Shown>();
let listening = false;

/** Makes a board reachable for pages; false in a kernel without comms. */
export function connect(board: Board, bundle: () => MimeBundle): boolean {
  const comms = runningKernel()?.comms;
  if (comms === undefined) return false;
  if (!listening) {
    listening = true;
    comms.register(TARGET, (comm, { content }) => {
      open(comm, field(content["data"], "board"));
    });
  }
  if (shown.get(board.id)?.board === board) return true;
  const place: Shown = { board, bundle, comms: new Set(), queue: Promise.resolve() };
  shown.set(board.id, place);
  board.follow(() => {
    tell(place, {});
  });
  return true;
}

function open(comm: Comm, id: unknown): void {
  const place = shown.get(String(id));
  if (place === undefined) {
    comm.close();
    return;
  }
  place.comms.add(comm);
  comm.onClose(() => place.comms.delete(comm));
  comm.onMessage(({ content }) => {
    place.queue = place.queue.then(() => answer(place, comm, content["data"]));
    return place.queue;
  });
  comm.send({ bundle: place.bundle() });
}

/** Takes a line, the lines of an earlier time, or the wish to begin anew; what goes wrong is told instead of the result. */
async function answer({ board, bundle }: Shown, comm: Comm, data: unknown): Promise<void> {
  const request = field(data, "request");
  try {
    const lines = linesIn(field(data, "lines"));
    // Of two pages that remember the same lines one comes first.
    if (field(data, "restore") !== true)
      for (const { text, syntax } of lines) await lineOf(board, text, syntax);
    else if (board.lines.length === 0) for (const { text, syntax } of lines) await board.line(text, syntax);
    if (field(data, "clear") === true) board.clear();
    comm.send({ request, bundle: bundle(), troubles: recordTroubles() });
  } catch (error) {
    comm.send({ request, problem: error instanceof Error ? error.message : String(error) });
  }
}

async function lineOf(board: Board, text: string, syntax: LineSyntax): Promise<void> {
  await board.line(text, syntax);
  await noteLine(board);
}

function tell({ comms, bundle }: Shown, extra: Readonly<Record<string, unknown>>): void {
  if (comms.size === 0) return;
  const data = { ...extra, bundle: bundle() };
  for (const comm of comms) comm.send(data);
}

function linesIn(value: unknown): { readonly text: string; readonly syntax: LineSyntax }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((line: unknown) => {
    const text = field(line, "text");
    const syntax: LineSyntax = field(line, "syntax") === "latex" ? "latex" : "student";
    return typeof text === "string" ? [{ text, syntax }] : [];
  });
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
