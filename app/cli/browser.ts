/** @file Opens a page in the person's own browser, by the means of each system. */

import { spawn } from "node:child_process";

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  // `start` is a word of cmd's own; its first quoted argument would be a window title.
  win32: ["cmd", "/c", "start", ""],
};

/** Asks the system to show `url`; false when it has no way to. The browser lives on without us. */
export function openBrowser(url: string): Promise<boolean> {
  const [program = "xdg-open", ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(program, [...words, url], { stdio: "ignore", detached: true });
    child.once("error", () => {
      resolve(false);
    });
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
