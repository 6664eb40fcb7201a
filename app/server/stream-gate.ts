/** @file What cells print, on its way to the pages: many small messages become few, and endless ones end. */

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

/** Beyond this a page can no longer show a cell's text without freezing. */
const MAX_CELL_CHARACTERS = 4_000_000;

/**
 * A gate before the pages. Texts that a cell prints to one stream within 20 ms become one message. A cell that has
 * printed four million characters is cut off with a word on stderr: a loop that prints without an end would
 * otherwise freeze the page, and with it the button that stops the loop.
 */
export function createStreamGate(deliver: (envelope: Envelope) => void): StreamGate {
  const meter = createMeter();
  let collected: Collected | undefined;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    const complete = collected;
    collected = undefined;
    if (complete !== undefined) deliver(merged(complete));
  };

  const passOn = (envelope: Envelope): void => {
    flush();
    deliver(envelope);
  };

  const collect = (frames: Frames, name: unknown, text: string): void => {
    const cell = heading(frames, 1).id;
    const allowance = meter(cell, text.length);
    if (allowance === "over") return;
    if (collected?.cell !== cell || collected.name !== name) {
      flush();
      collected = { frames, cell, name, texts: [] };
      timer = setTimeout(flush, COLLECT_MS);
    }
    collected.texts.push(text);
    if (allowance === "last") passOn(cutOff(frames));
  };

  return {
    flush,
    pass(envelope) {
      const isStream = heading(envelope.frames, 0).type === "stream";
      const { name, text } = isStream ? frameObject(envelope.frames, 3) : {};
      if (typeof text === "string") collect(envelope.frames, name, text);
      else passOn(envelope);
    },
  };
}

/** Counts what the newest cell has printed, and says of each text whether it may still pass. */
function createMeter(): (cell: string, characters: number) => "within" | "last" | "over" {
  let printed = { cell: "", characters: 0 };
  return (cell, characters) => {
    const before = printed.cell === cell ? printed.characters : 0;
    printed = { cell, characters: before + characters };
    if (before > MAX_CELL_CHARACTERS) return "over";
    return printed.characters > MAX_CELL_CHARACTERS ? "last" : "within";
  };
}

function merged({ frames, name, texts }: Collected): Envelope {
  const content = Buffer.from(JSON.stringify({ name, text: texts.join("") }));
  return { channel: "iopub", frames: [frames[0], frames[1], frames[2], content] };
}

function cutOff(frames: Frames): Envelope {
  const text =
    `\nThis cell has printed more than ${MAX_CELL_CHARACTERS / 1e6} million characters; the rest is not shown. ` +
    "If it does not end, interrupt it, and print less often.\n";
  const { session } = heading(frames, 0);
  const content = { name: "stderr", text };
  return {
    channel: "iopub",
    frames: newMessage({ type: "stream", session, content, parent: frameObject(frames, 1) }),
  };
}
