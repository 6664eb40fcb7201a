/** @file What a cell shows, on its way to the front ends: text is gathered for a moment, everything keeps its order. */

import type { JsonObject, Publication } from "../evaluate/evaluator.js";
import type { Mailer } from "./message.js";

/** Long enough for thousands of prints, too short to be noticed. */
const GATHERING_MS = 20;
/** More text than this is sent at once, in parts of this size: no front end chokes on one of them. */
const LONGEST_TEXT = 1_000_000;

interface Gathered {
  readonly name: string;
  readonly parent: JsonObject;
  readonly texts: string[];
  length: number;
}

/** The outputs of whatever runs now; they leave through the mailer. */
export class Outputs {
  readonly #mailer: Mailer;
  #parent: JsonObject = {};
  #muted = false;
  #gathered: Gathered | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(mailer: Mailer) {
    this.#mailer = mailer;
  }

  /** The header of the request that outputs are said about now. */
  get parent(): JsonObject {
    return this.#parent;
  }

  publish({ type, content, ...attachments }: Publication): void {
    if (this.#muted && !type.startsWith("comm_")) return;
    const { name, text } = content;
    if (type === "stream" && typeof name === "string" && typeof text === "string") {
      this.#gather(name, text);
      return;
    }
    this.flush();
    this.#mailer.publish(type, content, this.#parent, attachments);
  }

  /** Sends the text that is held back. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered === undefined) return;
    const { name, texts, parent } = this.#gathered;
    this.#gathered = undefined;
    for (const text of parts(texts.join(""))) this.#mailer.publish("stream", { name, text }, parent);
  }

  /** What is published from now on is said about the request with this header. */
  attribute(parent: JsonObject): void {
    this.#parent = parent;
  }

  /** While muted, only comms are heard. */
  mute(muted: boolean): void {
    this.#muted = muted;
  }

  #gather(name: string, text: string): void {
    if (this.#gathered?.name !== name || this.#gathered.parent !== this.#parent) this.flush();
    this.#gathered ??= { name, parent: this.#parent, texts: [], length: 0 };
    this.#gathered.texts.push(text);
    this.#gathered.length += text.length;
    if (this.#gathered.length >= LONGEST_TEXT) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, GATHERING_MS);
  }
}

/** The text in parts, none of which ends between the two halves of a character. */
function* parts(text: string): Generator<string> {
  let start = 0;
  while (text.length - start > LONGEST_TEXT) {
    const end = start + LONGEST_TEXT;
    const cut = (text.codePointAt(end - 1) ?? 0) > 0xffff ? end - 1 : end;
    yield text.slice(start, cut);
    start = cut;
  }
  if (start < text.length) yield text.slice(start);
}
