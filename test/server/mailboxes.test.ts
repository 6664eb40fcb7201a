/** @file Pages that were away: what they missed, and what a new page is told. */

import { beforeEach, describe, expect, it } from "vitest";

import { createMailboxes, type Client, type Mailboxes } from "../../app/server/mailboxes.js";
import { frameObject, newMessage } from "../../app/server/wire.js";

let boxes: Mailboxes;

beforeEach(() => {
  boxes = createMailboxes();
});

function broadcast(cell: string, content: Readonly<Record<string, unknown>>): void {
  const parent = { msg_id: cell, msg_type: "execute_request" };
  const type = "execution_state" in content ? "status" : "stream";
  boxes.broadcast({ channel: "iopub", frames: newMessage({ type, session: "kernel", content, parent }) });
}

const print = (cell: string, text: string): void => {
  broadcast(cell, { name: "stdout", text });
};
const end = (cell: string): void => {
  broadcast(cell, { execution_state: "idle" });
};

/** Connects a page; `got` fills with the texts and states that reach it. */
function connect(session: string): { client: Client; got: unknown[] } {
  const got: unknown[] = [];
  const client: Client = {
    session,
    deliver: ({ frames }) => {
      const { text, execution_state } = frameObject(frames, 3);
      got.push(text ?? execution_state);
    },
    close: () => undefined,
  };
  boxes.attach(client);
  return { client, got };
}

describe("a page that lost its connection", () => {
  it("goes on where it was, while others saw everything live", () => {
    const [first, second] = [connect("a"), connect("b")];
    print("1", "x");
    boxes.detach(first.client);
    print("1", "y");
    const back = connect("a");
    print("1", "z");
    expect([first.got, back.got, second.got]).toEqual([["x"], ["y", "z"], ["x", "y", "z"]]);
  });

  it("gets the replies to its requests too", () => {
    const { client } = connect("a");
    boxes.detach(client);
    const frames = newMessage({ type: "execute_reply", session: "kernel", content: { text: "reply" } });
    boxes.send("a", { channel: "shell", frames });
    expect(connect("a").got).toEqual(["reply"]);
  });
});

describe("a new page", () => {
  it("is told all of a running cell, whether another page saw it or not", () => {
    const { client } = connect("a");
    print("1", "x");
    boxes.detach(client);
    print("1", "y");
    const { got } = connect("b");
    print("1", "z");
    expect(got).toEqual(["x", "y", "z"]);
  });

  it("is told of a cell that ended while nobody was there, once", () => {
    const { client } = connect("a");
    print("1", "x");
    boxes.detach(client);
    end("1");
    expect(connect("b").got).toEqual(["x", "idle"]);
    expect(connect("c").got).toEqual([]);
  });

  it("is not told of cells that others saw end", async () => {
    connect("a");
    print("1", "x");
    end("1");
    print("2", "y");
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(connect("b").got).toEqual(["y"]);
  });

  it("is told nothing from before a restart", () => {
    print("1", "x");
    boxes.clear();
    expect(connect("a").got).toEqual([]);
  });
});
