/** @file What cells show, on its way to the pages: many small messages become few, and endless ones end. */

import { isObject } from "./json.js";
import type { Envelope } from "./websocket-format.js";
import { frameObject, heading, newMessage, type Frames } from "./wire.js";

/** Passes a kernel's broadcasts on, in their order. */
export interface StreamGate {
  pass(envelope: Envelope): void;
  /** Passes on at once what is still being collected. */
  flush(): void;
}

interface Collected {
  readonly frames: Frames;
  readonly cell: string;
  readonly name: unknown;
  readonly texts: string[];
}

const COLLECT_MS = 20;

/** Beyond this a page can no longer show a cell's outputs without freezing. */
const MOST = { characters: 4_000_000, outputs: 2000, bytes: 64 * 2 ** 20 } as const;

/**
 * A gate before the pages. Texts that a cell prints to one stream within 20 ms become one message, and of what replaces
 * the same output within that time the last is passed on. A cell that has printed four million characters, or shown
 * 2000 outputs or 64 MB of them, is cut off with a word on stderr: a loop that shows something without an end would
 * otherwise freeze the page, and with it the button that stops the loop.
 */
export function createStreamGate(deliver: (envelope: Envelope) => void): StreamGate {
  const [prints, outputs] = [createMeter(isTextWithin), createMeter(areOutputsWithin)];
  const { collect, replace, flush } = createCollection(deliver);
  const passOn = (envelope: Envelope): void => {
    flush();
    deliver(envelope);
  };
  const print = (frames: Frames, name: unknown, text: string): void => {
    const allowance = prints(heading(frames, 1).id, text.length);
    if (allowance !== "over") collect(frames, name, text);
    if (allowance === "last")
      passOn(cutOff(frames, `printed more than ${MOST.characters / 1e6} million characters`));
  };
  const show = (envelope: Envelope): void => {
    const { frames } = envelope;
    const allowance = outputs(heading(frames, 1).id, frames[CONTENT].length);
    if (allowance !== "over") passOn(envelope);
    if (allowance === "last")
      passOn(cutOff(frames, `shown more than ${MOST.outputs} outputs or ${MOST.bytes / 2 ** 20} MB`));
  };
  return {
    flush,
    pass(envelope) {
      const { type } = heading(envelope.frames, 0);
      const { name, text } = type === "stream" ? frameObject(envelope.frames, CONTENT) : {};
      if (typeof text === "string") print(envelope.frames, name, text);
      else if (type === "update_display_data") replace(envelope);
      else if (type === "display_data" || type === "execute_result") show(envelope);
      else passOn(envelope);
    },
  };
}

/** What is held back for a moment. */
interface Collection {
  readonly collect: (frames: Frames, name: unknown, text: string) => void;
  /** Takes in what replaces an output, in the place of what would have replaced it before. */
  readonly replace: (envelope: Envelope) => void;
  readonly flush: () => void;
}

function createCollection(deliver: (envelope: Envelope) => void): Collection {
  const replacements = new Map<string, Envelope>();
  let collected: Collected | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const complete = collected;
    collected = undefined;
    if (complete !== undefined) deliver(merged(complete));
    for (const envelope of replacements.values()) deliver(envelope);
    replacements.clear();
  };
  return {
    flush,
    collect(frames, name, text) {
      const cell = heading(frames, 1).id;
      if (collected?.cell !== cell || collected.name !== name) {
        flush();
        collected = { frames, cell, name, texts: [] };
      }
      collected.texts.push(text);
      timer ??= setTimeout(flush, COLLECT_MS);
    },
    replace(envelope) {
      const { transient } = frameObject(envelope.frames, CONTENT);
      const id = isObject(transient) ? String(transient["display_id"]) : "";
      replacements.set(id, envelope);
      timer ??= setTimeout(flush, COLLECT_MS);
    },
  };
}

/** The frame with a message's content. */
const CONTENT = 3;

/** What a cell has shown so far: how often, and how much. */
interface Shown {
  readonly cell: string;
  readonly count: number;
  readonly size: number;
}

function isTextWithin({ size }: Shown): boolean {
  return size <= MOST.characters;
}

function areOutputsWithin({ count, size }: Shown): boolean {
  return count <= MOST.outputs && size <= MOST.bytes;
}

/** Counts what the newest cell has shown, and says of each piece whether it may still pass. */
function createMeter(
  isWithin: (shown: Shown) => boolean,
): (cell: string, size: number) => "within" | "last" | "over" {
  let shown: Shown = { cell: "", count: 0, size: 0 };
  return (cell, size) => {
    const before = shown.cell === cell ? shown : { cell, count: 0, size: 0 };
    shown = { cell, count: before.count + 1, size: before.size + size };
    if (!isWithin(before)) return "over";
    return isWithin(shown) ? "within" : "last";
  };
}

function merged({ frames, name, texts }: Collected): Envelope {
  const content = Buffer.from(JSON.stringify({ name, text: texts.join("") }));
  return { channel: "iopub", frames: [frames[0], frames[1], frames[2], content] };
}

function cutOff(frames: Frames, what: string): Envelope {
  const text =
    `\nThis cell has ${what}; the rest is not shown. ` +
    "If it does not end, interrupt it, and print or show less often.\n";
  const { session } = heading(frames, 0);
  const content = { name: "stderr", text };
  return {
    channel: "iopub",
    frames: newMessage({ type: "stream", session, content, parent: frameObject(frames, 1) }),
  };
}
