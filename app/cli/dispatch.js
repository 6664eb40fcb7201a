/** @file From the words on the command line to a command: wrong use is answered before anything is installed. */

import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { COMMANDS, help, overview } from "./commands.js";
import { runningServers } from "./running.js";
import { setUp, SetUpError } from "./set-up.js";

const FINE = 0;
const FOUND_A_FAILURE = 1;
const WRONG_USE = 2;

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

/** Runs one command line and sets the exit code: 0 fine, 1 found a failure, 2 wrong use. */
export async function runCommandLine(words) {
  process.exitCode = await answer(words);
}

async function answer([name, ...words]) {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(overview());
    return name === undefined ? WRONG_USE : FINE;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    console.error(`chainrule: there is no command "${name}".\n\n${overview()}`);
    return WRONG_USE;
  }
  warnOfSwallowedOptions(name);
  const parsed = understood(name, words);
  if (typeof parsed === "string") {
    console.error(`chainrule ${name}: ${parsed}\nSee chainrule ${name} --help`);
    return WRONG_USE;
  }
  if (parsed.values.help) {
    console.log(help(name));
    return FINE;
  }
  return perform(name, parsed);
}

/** The options and files as given, or a sentence on what is wrong with them. */
function understood(name, words) {
  const command = COMMANDS[name];
  try {
    const parsed = parseArgs({ args: words, options: command.options, allowPositionals: true });
    if (parsed.values.help) return parsed;
    if (command.files === undefined && parsed.positionals.length > 0) {
      return `"${parsed.positionals[0]}" is not understood; options begin with --`;
    }
    if (command.files !== undefined && parsed.positionals.length === 0) return `needs ${command.files}`;
    return parsed;
  } catch (error) {
    return error.message.split(". ")[0];
  }
}

async function perform(name, parsed) {
  try {
    await setUp(CLONE, { dev: parsed.values.dev === true });
    return await runBuilt(COMMANDS[name], parsed);
  } catch (error) {
    // What the system refuses (a folder, a port) is explained by its message; anything else is ours to trace.
    const isExplained = error instanceof SetUpError || typeof error.code === "string";
    console.error(`\nchainrule ${name}: ${isExplained ? error.message : error.stack}`);
    return FOUND_A_FAILURE;
  }
}

async function runBuilt(command, { values, positionals }) {
  if (command.module === undefined) return FINE;
  const built = await import(pathToFileURL(resolve(CLONE, "dist", "app", "cli", command.module)).href);
  return built[command.runs](
    { ...values, files: positionals },
    { clone: CLONE, folder: startingFolder(), servers: runningServers(CLONE) },
  );
}

/** Where the command was typed: npm and npx go up to the package's folder first and leave the real one here. */
function startingFolder() {
  const typedIn = process.env.INIT_CWD;
  if (typedIn === undefined) return process.cwd();
  const below = relative(process.cwd(), typedIn);
  const isBelow =
    below !== "" && !below.startsWith("..") && resolve(process.cwd(), below) === resolve(typedIn);
  return isBelow ? typedIn : process.cwd();
}

/** `npm start --port 1` gives --port to npm, not to us: say so instead of silently ignoring it. */
function warnOfSwallowedOptions(name) {
  if (process.env.npm_lifecycle_event !== name) return;
  const swallowed = Object.entries(COMMANDS[name].options)
    .filter(([, { value }]) => value !== undefined)
    .map(([option]) => option)
    .filter((option) => (process.env[`npm_config_${option}`] ?? "") !== "");
  for (const option of swallowed) {
    console.error(`npm kept --${option} for itself; write it after two dashes: npm start -- --${option} …`);
  }
}
