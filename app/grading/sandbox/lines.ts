/** @file What a submission sends, cut into messages: no longer, and all together no more, than an answer can need. */

import { parseObject, type JsonObject } from "../../server/json.js";

const LONGEST_BYTES = 16 * 2 ** 20;
const MOST_BYTES = 128 * 2 ** 20;
const NEWLINE = 0x0a;

/** Messages as they come in; `refuse` hears once why no more of them are taken. */
export function messagesFrom(
  stream: NodeJS.ReadableStream,
  take: (message: JsonObject) => void,
  refuse: (problem: string) => void,
): void {
  let open: Buffer[] = [];
  let length = 0;
  let total = 0;
  stream.on("data", (chunk: Buffer) => {
    total += chunk.length;
    if (total > MOST_BYTES) {
      refuse(`it sent more than ${MOST_BYTES / 2 ** 20} MB`);
      return;
    }
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      const line = Buffer.concat([...open, chunk.subarray(begin, end)]);
      [open, length, begin] = [[], 0, end + 1];
      // What is no JSON object says nothing; the submission may have written here itself.
      take(parseObject(line.toString("utf8")) ?? {});
    }
    open.push(chunk.subarray(begin));
    length += chunk.length - begin;
    if (length > LONGEST_BYTES) refuse(`it sent a message of more than ${LONGEST_BYTES / 2 ** 20} MB`);
  });
}
