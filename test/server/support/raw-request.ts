/** @file Requests sent exactly as given: fetch would tidy the path and set headers of its own. */

import { request } from "node:http";

/** Header names and values. */
export type Headers = Readonly<Record<string, string>>;

/** Sends a request with an empty JSON object as body, where the method has one. */
export function send(
  port: number,
  method: string,
  { path, headers }: { path: string; headers: Headers },
): Promise<{ status: number; text: string }> {
  const body = method === "GET" ? "" : "{}";
  const length = body === "" ? {} : { "content-length": String(body.length) };
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path, headers: { ...length, ...headers } };
    const sent = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
