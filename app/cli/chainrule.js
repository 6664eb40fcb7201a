#!/usr/bin/env node
/** @file The `chainrule` command: looks at the Node version in words any Node understands, then hands over. */

var NEEDED = [20, 19];
var actual = process.versions.node.split(".").map(Number);

if (actual[0] < NEEDED[0] || (actual[0] === NEEDED[0] && actual[1] < NEEDED[1])) {
  console.error(
    "Chainrule needs Node.js " +
      NEEDED.join(".") +
      " or newer; this is " +
      process.versions.node +
      ".\nInstall the current LTS version from https://nodejs.org and run the same command again.",
  );
  process.exitCode = 1;
} else {
  import("./dispatch.js").then(function (dispatch) {
    return dispatch.runCommandLine(process.argv.slice(2));
  });
}
