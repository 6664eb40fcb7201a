/** @file Whether node_modules is what the lockfile asks for, and npm to make it so. */

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

const INSTALL = ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier"];

/**
 * What node_modules holds, by npm's own record of its last complete install, compared with the lockfile
 * package by package: {complete, dev}. npm removes the record first and writes it last, so that an install that
 * was cut short, a changed lockfile and a folder from another system all count as not complete.
 */
export function installed(clone) {
  const wanted = packages(join(clone, "package-lock.json"));
  const present = packages(join(clone, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return { complete: false, dev: false };
  const entries = Object.entries(wanted).filter(([path]) => path.includes("node_modules/"));
  const fits = ([path, entry]) => sameAs(entry, present[path]);
  const absent = ([path]) => present[path] === undefined;
  const isTool = ([, entry]) => entry.dev === true || entry.devOptional === true;
  const isOptional = ([, entry]) => entry.optional === true || entry.devOptional === true;
  return {
    complete:
      entries.every((pair) => fits(pair) || (absent(pair) && (isTool(pair) || isOptional(pair)))) &&
      Object.keys(present).every((path) => Object.hasOwn(wanted, path)) &&
      Object.values(present).every(isForThisSystem),
    dev: entries.filter(isTool).every((pair) => fits(pair) || (absent(pair) && isOptional(pair))),
  };
}

/** The command that installs exactly the lockfile, with or without the development tools. */
export function installCommand({ dev }) {
  return [npmProgram(), ...INSTALL, dev ? "--include=dev" : "--omit=dev"];
}

/** What to do about a failed install, judged by what npm printed. */
export function installAdvice(output) {
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(output)) ?? [];
  return (
    advice ?? "Read npm's words above, then run the same command again; nothing has to be cleaned up first."
  );
}

const ADVICE = [
  [/ENOSPC/, "The disk is full: free about 1 GB, then run the same command again."],
  [
    /EBUSY|EPERM[^]*(unlink|rmdir|rename)/,
    "A running program still uses the packages: stop Jupyter and its kernels, then run the same command again.",
  ],
  [
    /EACCES|EPERM|EROFS/,
    "npm may not write here: clone into a folder of your own (no sudo is needed), then try again.",
  ],
  [
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|network/i,
    "The packages could not be fetched: check the network, or the proxy with `npm config get proxy`, then run the same command again; what is already downloaded is kept.",
  ],
  [
    /EUSAGE|can only install packages when/,
    "package.json and package-lock.json differ: run `npm install` once.",
  ],
];

/** npm's own script, to be run by this Node: no shell and no npm.cmd between. */
function npmProgram() {
  const caller = process.env.npm_execpath;
  if (caller !== undefined && basename(caller) === "npm-cli.js" && existsSync(caller)) return caller;
  const besideNode = dirname(process.execPath);
  const candidates = [
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ...(process.env.PATH ?? "").split(delimiter).flatMap(npmOnPath),
  ];
  const program = candidates.find((candidate) => existsSync(candidate));
  if (program === undefined) throw new Error("npm was not found beside Node.js; install Node.js with npm");
  return program;
}

function npmOnPath(folder) {
  try {
    const target = realpathSync(join(folder, "npm"));
    return [target.endsWith(".js") ? target : join(folder, "node_modules", "npm", "bin", "npm-cli.js")];
  } catch {
    return [];
  }
}

function sameAs(wanted, present) {
  if (present === undefined) return false;
  return wanted.version === present.version && wanted.integrity === present.integrity;
}

function isForThisSystem({ os, cpu }) {
  return (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
