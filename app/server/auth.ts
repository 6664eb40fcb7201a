/** @file Who may ask: the token, the cookie it is exchanged for, and where a request may come from. */

import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { RequestError } from "./errors.js";

/** How a request has shown that it may ask. */
export type Proof = "token" | "cookie" | "none";

/** The guard of one server. */
export interface Guard {
  readonly token: string;
  /** @throws RequestError 403 for a foreign Host or Origin. */
  checkSource(request: IncomingMessage): void;
  proof(request: IncomingMessage, url: URL): Proof;
  /** @throws RequestError 403 if a state-changing request that a cookie vouches for lacks the XSRF token. */
  checkXsrf(request: IncomingMessage): void;
  /** The Set-Cookie values that log a browser in. */
  cookies(): string[];
  /** The Set-Cookie value that gives a logged-in browser its XSRF token, if it has none. */
  missingXsrfCookie(request: IncomingMessage): string | undefined;
}

const TOKEN_BYTES = 32;
const XSRF_COOKIE = "_xsrf";
const LOCAL_HOSTS: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** A new random token, 64 hexadecimal digits. */
export function randomToken(): string {
  return randomBytes(TOKEN_BYTES).toString("hex");
}

/** The guard for a token. The port goes into the cookie's name: a browser shares cookies among ports. */
export function createGuard(token: string, port: () => number): Guard {
  const ticket = createHmac("sha256", token).update("cookie").digest("hex");
  const cookieName = (): string => `chainrule-${port()}`;
  const xsrfCookie = (): string => `${XSRF_COOKIE}=${randomToken()}; Path=/; SameSite=Strict`;
  return {
    token,
    checkSource(request) {
      checkHost(request.headers.host);
      checkOrigin(request);
    },
    proof(request, url) {
      const given = bearer(request.headers.authorization) ?? url.searchParams.get("token");
      if (given !== null && given !== "") return isSame(given, token) ? "token" : "none";
      return isSame(cookiesOf(request).get(cookieName()) ?? "", ticket) ? "cookie" : "none";
    },
    checkXsrf(request) {
      const cookie = cookiesOf(request).get(XSRF_COOKIE) ?? "";
      const header = request.headers["x-xsrftoken"];
      if (cookie !== "" && typeof header === "string" && isSame(header, cookie)) return;
      throw new RequestError(403, "'_xsrf' argument missing or different from the cookie; reload the page.");
    },
    cookies: () => [`${cookieName()}=${ticket}; Path=/; HttpOnly; SameSite=Strict`, xsrfCookie()],
    missingXsrfCookie: (request) => (cookiesOf(request).has(XSRF_COOKIE) ? undefined : xsrfCookie()),
  };
}

/** Whether two texts are equal, in a time that does not tell how much of them is. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The token in `Authorization: token …` (Jupyter's word) or `Bearer …`. */
function bearer(authorization: string | undefined): string | undefined {
  return /^(?:token|bearer) +(\S+)$/i.exec(authorization ?? "")?.[1];
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return new Map(pairs.map(([name, ...value]) => [name, value.join("=")]));
}

/** A name other than this machine's own means that some page made its own name point here (DNS rebinding). */
function checkHost(host: string | undefined): void {
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  if (!LOCAL_HOSTS.includes(name)) {
    throw new RequestError(403, "Blocking request with non-local 'Host'; use the address that was printed.");
  }
}

function checkOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  const isOwn = origin === undefined || hostOf(origin) === host?.toLowerCase();
  const site = request.headers["sec-fetch-site"];
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  const isNavigation = request.method === "GET" && request.headers["sec-fetch-mode"] === "navigate";
  if (!isOwn || !(isOwnSite || isNavigation)) {
    throw new RequestError(403, "Blocking Cross Origin request.");
  }
}

/** The host and port of an origin; "" for "null", which sandboxed frames and local files send. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : "";
}
