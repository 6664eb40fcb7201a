/** @file Loaded into tslab's process before it starts: its sockets send every message, and at once. */

import { createRequire } from "node:module";
import { argv } from "node:process";
import { setImmediate } from "node:timers";

// zeromq sends 512 messages in one turn of the event loop; after that it wants each one awaited, which tslab does
// not do. A cell that prints more than that in one loop loses the rest, even the message that it has ended, and
// then seems to run for ever. Without a time limit for sending and without a limit for the queue, all arrive.
const { Publisher, Router } = createRequire(argv[1])("zeromq");

for (const { prototype } of [Publisher, Router]) {
  const { bind } = prototype;
  Object.defineProperty(prototype, "bind", {
    value(address) {
      this.sendTimeout = 0;
      this.sendHighWaterMark = 0;
      return bind.call(this, address);
    },
  });
}

// A loop that prints without an end must not fill the memory with what the server has not read yet: every 500
// messages of one turn it waits 10 ms, which nobody notices below some thousand lines.
const BURST = 500;
const PAUSE_MS = 10;
const pause = new Int32Array(new SharedArrayBuffer(4));
const { send } = Publisher.prototype;
let sentInTurn = 0;

Object.defineProperty(Publisher.prototype, "send", {
  value(message) {
    if (sentInTurn === 0) setImmediate(() => (sentInTurn = 0));
    if (++sentInTurn % BURST === 0) Atomics.wait(pause, 0, 0, PAUSE_MS);
    return send.call(this, message);
  },
});
