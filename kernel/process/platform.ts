/** @file The evaluator's platform in a Node.js process: code by `vm`, modules by Node.js as the notebook's folder sees them. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { Script } from "node:vm";

import type { KernelModule } from "../evaluate/display.js";
import type { Platform } from "../evaluate/platform.js";
import { createModules } from "./modules.js";
import { writtenStack } from "./stacks.js";

/** The name under which cells import what the kernel offers. */
const KERNEL_MODULE = "tslab";

/** A platform for the notebooks of a folder. */
export interface NodePlatform extends Platform {
  /** Gives cells the globals of a CommonJS module, `prompt`, and the kernel's own module by `import` and `require`. */
  provide(module: KernelModule): void;
}

/** The file that cells pretend to be: modules are looked for from its folder. */
const CELL_FILE = "[cell].js";

/** Creates the platform; `isOwn` tells the process's own SIGINT listeners from those of code in cells. */
export function createPlatform(folder: string, isOwn: (listener: unknown) => boolean): NodePlatform {
  const file = join(folder, CELL_FILE);
  const modules = createModules(folder);
  return {
    evaluate: (code, filename) => new Script(code, { filename }).runInThisContext() as unknown,
    import: (specifier, attributes) => modules.load(specifier, attributes),
    sourceOf: modules.sourceOf,
    meta: { url: pathToFileURL(file).href, dirname: folder, filename: file },
    inspect: (value) => inspect(value),
    stackOf: writtenStack,
    signalInterrupt() {
      const listeners = process.listeners("SIGINT").filter((listener) => !isOwn(listener));
      for (const listener of listeners) listener("SIGINT");
      return listeners.length > 0;
    },
    provide(module) {
      modules.add(KERNEL_MODULE, { ...module, default: module });
      const load = withKernelModule(createRequire(file), module);
      const exports = {};
      Object.assign(globalThis, {
        require: load,
        prompt: module.prompt,
        module: { exports },
        exports,
        __dirname: folder,
        __filename: file,
        // Libraries find the kernel they run in by this name.
        __tslab__: { require: load, exports: {} },
      });
    },
  };
}

/** Node's `require`, with the kernel's module under its name. */
function withKernelModule(require: NodeJS.Require, module: KernelModule): NodeJS.Require {
  return new Proxy(require, {
    apply: (target, self, parameters: readonly unknown[]): unknown =>
      parameters[0] === KERNEL_MODULE ? module : Reflect.apply(target, self, parameters),
  });
}
