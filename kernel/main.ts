/** @file The kernel's process: `node --no-force-async-hooks-checks main.js CONNECTION_FILE`. */

import { runKernel } from "./process/kernel.js";

void runKernel(process.argv[2] ?? "");
