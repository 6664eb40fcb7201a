/** @file Real full and read-only disks: small file systems mounted where only one process sees them. */

import { spawnSync } from "node:child_process";

import type { Extra } from "../../support/extras.js";

/** A way to mount without touching the machine: as root in a mount namespace, otherwise in a user namespace too. */
const NAMESPACES: readonly (readonly string[])[] = [
  ["unshare", "-m"],
  ["unshare", "-Urm"],
];

const PROBE = ["sh", "-c", "mount -t tmpfs tmpfs /mnt && touch /mnt/probe"];
const namespace = NAMESPACES.find(
  ([command, ...options]) => spawnSync(command, [...options, ...PROBE], { stdio: "ignore" }).status === 0,
);

/** Whether this machine lets a test mount a file system of its own. */
export const mounts: Extra =
  namespace === undefined
    ? { missing: "a private mount; needs Linux with unshare (util-linux) and user namespaces, or root" }
    : { path: namespace[0] };

/** The command prefix that runs a program with a folder replaced by an empty disk of a size. */
export function onDisk(folder: string, size: string): string[] {
  return inNamespace(`mount -t tmpfs -o size=${size} tmpfs "$0" && exec "$@"`, folder);
}

/** The same with a disk that holds one file and is then made read-only. */
export function onReadOnlyDisk(folder: string, file: { name: string; text: string }): string[] {
  const script =
    `name="$1"; text="$2"; shift 2; mount -t tmpfs tmpfs "$0" && ` +
    `printf %s "$text" > "$0/$name" && mount -o remount,ro "$0" && exec "$@"`;
  return [...inNamespace(script, folder), file.name, file.text];
}

function inNamespace(script: string, folder: string): string[] {
  return [...(namespace ?? []), "sh", "-c", script, folder];
}
