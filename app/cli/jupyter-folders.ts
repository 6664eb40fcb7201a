/** @file Where Jupyter keeps what belongs to a user, by the rules of each system. */

import { homedir } from "node:os";
import { join } from "node:path";

/** The system as far as the rules look at it. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** This machine. */
export function thisSystem(): System {
  return { platform: process.platform, environment: process.env, home: homedir() };
}

/** The user's data folder of Jupyter, whether it is there or not. */
export function jupyterDataFolder({ platform, environment, home }: System): string {
  const given = (name: string): string | undefined => environment[name] || undefined;
  const named = given("JUPYTER_DATA_DIR");
  if (named !== undefined) return named;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") {
    const roaming = given("APPDATA");
    if (roaming !== undefined) return join(roaming, "jupyter");
    return join(given("JUPYTER_CONFIG_DIR") ?? join(home, ".jupyter"), "data");
  }
  return join(given("XDG_DATA_HOME") ?? join(home, ".local", "share"), "jupyter");
}
