/** @file Small JSON files of records, changed one step at a time and never half-written. */

import { readFile } from "node:fs/promises";

import { systemCode } from "./errors.js";
import type { Writer } from "./files.js";
import { parseObject, type JsonObject } from "./json.js";

/** A JSON object on the disk; {} where there is no file yet. */
export interface RecordFile {
  read(): Promise<JsonObject>;
  change(step: (all: JsonObject) => JsonObject): Promise<void>;
}

/** The records in a file. */
export function recordFile(file: string, writer: Writer): RecordFile {
  const read = async (): Promise<JsonObject> => {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return "{}";
      throw error;
    });
    return parseObject(text) ?? {};
  };
  return {
    read,
    change: (step) =>
      writer.exclusively(file, async () => {
        await writer.write(file, `${JSON.stringify(step(await read()), undefined, 2)}\n`);
      }),
  };
}
