/** @file A server as a process of its own: `node serve.ts WORK COURSE WEB` prints its address. */

import { startServer } from "../../../app/server/server.js";

const [workFolder, courseFolder, webFolder] = process.argv.slice(2);
const server = await startServer({ port: 0, workFolder, courseFolder, webFolder });
process.stdout.write(`${server.url}\n`);
