/** @file The kernel's second thread: the type checker, which takes longest to start, goes before the sockets. */

import "./language.js";

await import("./front-ends.js");
