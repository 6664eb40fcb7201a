/** @file What the server refuses: strangers, foreign pages, and every way out of the work folder. */

import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";

import { send, type Headers } from "./support/raw-request.js";
import { startTestServer, type TestServer } from "./support/server.js";

let server: TestServer;
let cookie: string;
let xsrf: string;

beforeAll(async () => {
  server = await startTestServer();
  const login = await fetch(server.url, { redirect: "manual" });
  const cookies = login.headers.getSetCookie().map((text) => text.split(";")[0]);
  cookie = cookies.join("; ");
  xsrf = /_xsrf=([^;]+)/.exec(cookie)?.[1] ?? "";
  await writeFile(join(server.workFolder, "page.html"), "<script>alert(1)</script>");
});

afterAll(async () => {
  await server.end();
});

async function raw(method: string, path: string, headers: Headers): Promise<number> {
  return (await send(server.port, method, { path, headers })).status;
}

const own = (): string => `127.0.0.1:${server.port}`;
const withToken = (): Headers => ({ authorization: `token ${server.token}` });

/** The status that a WebSocket upgrade is refused with; 101 if it is accepted. */
function upgradeStatus(headers: Headers, query = ""): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${own()}/api/events/subscribe${query}`, { headers });
    socket.on("open", () => {
      socket.close();
      resolve(101);
    });
    socket.on("unexpected-response", (_, response) => {
      resolve(response.statusCode ?? 0);
    });
    socket.on("error", () => undefined);
  });
}

describe("whoever asks", () => {
  it.each([
    ["nothing at all", {}],
    ["a wrong token", { authorization: "token 0000" }],
    ["an empty token", { authorization: "token " }],
    ["a forged cookie", { cookie: "chainrule=1" }],
  ])("with %s is refused everywhere", async (_, headers) => {
    for (const path of [
      "/",
      "/api",
      "/api/contents",
      "/api/kernels",
      "/course/outline",
      "/files/a",
      "/assets/page.js",
    ]) {
      expect([path, await raw("GET", path, headers)]).toEqual([path, 403]);
    }
  });

  it("gets a cookie for the token that scripts cannot read and other sites cannot send", async () => {
    const login = await fetch(server.url, { redirect: "manual" });
    expect(login.status).toBe(302);
    expect(login.headers.get("location")).toBe("/");
    const [session, token] = login.headers.getSetCookie();
    expect(session).toMatch(/^chainrule-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(session).not.toContain(server.token);
    expect(token).toMatch(/^_xsrf=[0-9a-f]{64}; Path=\/; SameSite=Strict$/);
    expect(await raw("GET", "/", { cookie })).toBe(200);
  });

  it("comes back to the page by itself from a link on another site, which no Strict cookie follows", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    const answer = await send(server.port, "GET", { path: `/?token=${server.token}`, headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`http-equiv="refresh" content="0; url=/"`);
  });

  it("must be on this machine: nothing else is listened on", async () => {
    await expect(fetch(`http://127.0.0.2:${server.port}/api`)).rejects.toThrow();
  });
});

describe("a foreign page", () => {
  it.each([
    ["another site", "https://evil.example"],
    ["another port of this machine", "http://127.0.0.1:1"],
    ["a sandboxed frame", "null"],
  ])("from %s is refused, with cookie and XSRF token too", async (_, origin) => {
    expect(await raw("GET", "/api/contents", { cookie, origin })).toBe(403);
    const headers = { cookie, origin, "x-xsrftoken": xsrf };
    expect(await raw("POST", "/api/kernels", headers)).toBe(403);
    expect(await upgradeStatus({ cookie, origin })).toBe(403);
    expect(await upgradeStatus({ ...withToken(), origin })).toBe(403);
  });

  it("cannot make its own name point here", async () => {
    const headers = {
      cookie,
      host: `evil.example:${server.port}`,
      origin: `http://evil.example:${server.port}`,
    };
    expect(await raw("GET", "/api/contents", headers)).toBe(403);
    expect(await upgradeStatus(headers)).toBe(403);
  });

  it("cannot include answers as scripts or pictures", async () => {
    const headers = { cookie, "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" };
    expect(await raw("GET", "/api/contents", headers)).toBe(403);
  });
});

describe("a request that changes something", () => {
  it.each([
    ["POST", "/api/kernels"],
    ["PUT", "/api/contents/a.txt"],
    ["PATCH", "/api/contents/a.txt"],
    ["DELETE", "/api/contents/a.txt"],
    ["POST", "/course/open"],
    ["POST", "/api/shutdown"],
  ])("by cookie needs the XSRF token: %s %s", async (method, path) => {
    expect(await raw(method, path, { cookie })).toBe(403);
    expect(await raw(method, path, { cookie, "x-xsrftoken": "0".repeat(64) })).toBe(403);
    expect(await raw(method, `${path}?_xsrf=${xsrf}`, { cookie })).toBe(403);
  });

  it("is done with the XSRF token, or with the server's token", async () => {
    const body = JSON.stringify({ type: "file", format: "text", content: "x" });
    const byCookie = await server.ask("/api/contents/b.txt", {
      method: "PUT",
      headers: { cookie, "x-xsrftoken": xsrf, origin: `http://${own()}` },
      body,
    });
    expect(byCookie.status).toBe(201);
    expect(
      (await server.ask("/api/contents/b.txt", { method: "PUT", headers: withToken(), body })).status,
    ).toBe(200);
  });

  it.each(["//", "/%", "http://[", "*", "/api/contents/%ff?token=%ff"])(
    "may have any target, and the server goes on: %s",
    async (target) => {
      expect([400, 403, 404, 405]).toContain(await raw("POST", target, withToken()));
      expect(await raw("GET", "/api", withToken())).toBe(200);
    },
  );

  it("is refused when it is too long", async () => {
    const body = "x".repeat(2 * 1024 * 1024);
    const answer = await server.ask("/course/open", { method: "POST", headers: withToken(), body });
    expect(answer.status).toBe(413);
  });
});

describe("a WebSocket", () => {
  it("is refused without proof, and accepted by cookie or token", async () => {
    expect(await upgradeStatus({})).toBe(403);
    expect(await upgradeStatus({}, "?token=0000")).toBe(403);
    expect(await upgradeStatus({ cookie, origin: `http://${own()}` })).toBe(101);
    expect(await upgradeStatus({}, `?token=${server.token}`)).toBe(101);
  });
});

describe("an answer", () => {
  it("lets a file of the work folder be shown but not run", async () => {
    const { headers } = await server.ask("/files/page.html");
    expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("lets the page talk to this server alone, and does not tell it the token", async () => {
    const answer = await server.ask("/", { headers: { cookie } });
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`default-src 'self'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://${own()}`);
    expect(policy).toContain("frame-ancestors 'none'");
    const html = await answer.text();
    expect(html).toContain(`"wsUrl":"ws://${own()}/"`);
    expect(html).not.toContain(server.token);
  });

  it("to a request that fails tells nothing of the server's inside", async () => {
    const answer = await server.ask("/api/contents/none.txt");
    expect(await answer.json()).toEqual({
      message: "file or directory does not exist: 'none.txt'",
      reason: null,
    });
  });
});

describe("the files that hold secrets", () => {
  it.runIf(process.platform !== "win32")("are readable by their owner alone", async () => {
    const key = await stat(join(server.workFolder, ".chainrule", "trust-key"));
    expect(key.mode & 0o777).toBe(0o600);
  });
});
