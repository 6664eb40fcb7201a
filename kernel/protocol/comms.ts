/** @file Which comms are open, as seen from the messages that open and close them on either side. */

import type { JsonObject } from "../evaluate/evaluator.js";

/** The open comms. */
export interface Comms {
  /** Looks at a message that passes, in either direction. */
  note(type: string, content: JsonObject): void;
  /** Answers a `comm_info_request`: those of one target, or all. */
  info(target: string): JsonObject;
}

/** No comm is open yet. */
export function createComms(): Comms {
  const targets = new Map<string, string>();
  return {
    note(type, { comm_id: id, target_name: target }) {
      if (typeof id !== "string") return;
      if (type === "comm_open" && typeof target === "string") targets.set(id, target);
      if (type === "comm_close") targets.delete(id);
    },
    info(wanted) {
      const open = [...targets].filter(([, target]) => wanted === "" || target === wanted);
      return Object.fromEntries(open.map(([id, target]) => [id, { target_name: target }]));
    },
  };
}
