/** @file Busy and idle: every request is announced when it begins and when it is through. */

import type { JsonObject } from "../evaluate/evaluator.js";
import type { Mailer, Request } from "./message.js";

/** What the kernel is doing, told on iopub. */
export interface States {
  busy(request: Request): void;
  idle(request: Request): void;
  readonly runsCell: boolean;
}

/** Tells states through the mailer. */
export function createStates(mailer: Mailer): States {
  let cell: JsonObject | undefined;
  const tell = (execution_state: "busy" | "idle", about: JsonObject): void => {
    mailer.publish("status", { execution_state }, about);
  };
  return {
    busy({ header }) {
      if (header.msg_type === "execute_request") cell = header;
      tell("busy", header);
    },
    idle({ header }) {
      if (cell === header) cell = undefined;
      tell("idle", header);
      // Front ends take the newest state as that of the whole kernel, and a cell is still running.
      if (cell !== undefined) tell("busy", cell);
    },
    get runsCell() {
      return cell !== undefined;
    },
  };
}
