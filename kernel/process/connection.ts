/** @file Jupyter's connection file: where the front ends are, and the key that messages are signed with. */

import { readFileSync } from "node:fs";

import { fieldsOf, isObject } from "../protocol/fields.js";

/** The sockets of a kernel. */
export const SOCKETS = ["shell", "control", "stdin", "iopub", "hb"] as const;

/** The name of one of them. */
export type SocketName = (typeof SOCKETS)[number];

/** What a connection file says. */
export interface Connection {
  readonly addresses: Readonly<Record<SocketName, string>>;
  readonly ports: Readonly<Record<string, number>>;
  /** Empty where messages are not signed. */
  readonly key: string;
  /** The hash function of the signatures, as in `sha256`. */
  readonly hash: string;
}

/**
 * Reads a connection file.
 * @throws Error that names the file and what is wrong with it.
 */
export function readConnection(path: string): Connection {
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isObject(content)) throw new Error(`connection file ${path}: it must hold a JSON object`);
  const fields = fieldsOf(`connection file ${path}`, content);
  const transport = fields.text("transport", "tcp");
  const ip = fields.text("ip", "127.0.0.1");
  const scheme = /^hmac-(\w+)$/.exec(fields.text("signature_scheme", "hmac-sha256"));
  if (scheme === null) throw new Error(`connection file ${path}: "signature_scheme" must be hmac-…`);
  const ports = SOCKETS.map((name): [SocketName, number] => [name, fields.integer(`${name}_port`, 0)]);
  const between = transport === "tcp" ? ":" : "-";
  const address = Object.fromEntries(
    ports.map(([name, port]) => [name, `${transport}://${ip}${between}${port}`]),
  );
  const { shell, control, stdin, iopub, hb } = address;
  return {
    addresses: { shell, control, stdin, iopub, hb },
    ports: Object.fromEntries(ports.map(([name, port]) => [`${name}_port`, port])),
    key: fields.text("key", ""),
    hash: scheme[1],
  };
}
