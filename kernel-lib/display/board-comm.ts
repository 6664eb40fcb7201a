/** @file Boards that a page has opened: lines come over a comm, and every change goes to all who look at the board. */

import type { Board } from "../exercises/board.js";
import type { LineSyntax } from "../exercises/line.js";
import { noteLine, recordTroubles } from "../exercises/session.js";
import { runningKernel, type Comm } from "./kernel.js";
import type { MimeBundle } from "./mime.js";

const TARGET = "chainrule.board";

/** The board of an id that was shown last, and who looks at it. */
interface Shown {
  board: Board;
  bundle: () => MimeBundle;
  readonly comms: Set<Comm>;
  /** What came is answered one after the other; meanwhile nobody is told of every single line. */
  queue: Promise<void>;
  answering: boolean;
}

const shown = new Map<string, Shown>();
let listening = false;

/** Makes a board reachable for pages; false in a kernel without comms. Who looked at its older self looks at it now. */
export function connect(board: Board, bundle: () => MimeBundle): boolean {
  const comms = runningKernel()?.comms;
  if (comms === undefined) return false;
  if (!listening) {
    listening = true;
    comms.register(TARGET, (comm, { content }) => {
      open(comm, field(content["data"], "board"));
    });
  }
  const known = shown.get(board.id);
  if (known?.board === board) return true;
  const place = known ?? { board, bundle, comms: new Set(), queue: Promise.resolve(), answering: false };
  shown.set(board.id, Object.assign(place, { board, bundle }));
  board.follow(() => {
    if (place.board === board && !place.answering) tell(place);
  });
  tell(place);
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
async function answer(place: Shown, comm: Comm, data: unknown): Promise<void> {
  const { board, bundle } = place;
  const request = field(data, "request");
  place.answering = true;
  try {
    const lines = linesIn(field(data, "lines"));
    if (field(data, "clear") === true) board.clear();
    else if (field(data, "restore") === true) for (const line of lines) await restored(board, line);
    else for (const line of lines) await written(board, line);
    tell(place, comm);
    comm.send({ request, bundle: bundle(), troubles: recordTroubles() });
  } catch (error) {
    comm.send({ request, problem: error instanceof Error ? error.message : String(error) });
  } finally {
    place.answering = false;
  }
}

interface Line {
  readonly text: string;
  readonly syntax: LineSyntax;
}

async function written(board: Board, { text, syntax }: Line): Promise<void> {
  await board.line(text, syntax);
  await noteLine(board);
}

/** A line of an earlier time, unless it is there: two pages may remember the same ones. */
async function restored(board: Board, { text, syntax }: Line): Promise<void> {
  if (!board.lines.some((line) => line.text === text && line.syntax === syntax))
    await board.line(text, syntax);
}

/** Shows the board as it is now to all who look at it, but for the one who is answered anyway. */
function tell({ comms, bundle }: Shown, except?: Comm): void {
  const others = [...comms].filter((comm) => comm !== except);
  if (others.length === 0) return;
  const data = { bundle: bundle() };
  for (const comm of others) comm.send(data);
}

function linesIn(value: unknown): Line[] {
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
