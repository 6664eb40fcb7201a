/** @file All kernels of this server, by id. */

import { randomUUID } from "node:crypto";

import { RequestError } from "./errors.js";
import { Kernel } from "./kernel.js";
import { kernelspecNamed, type Kernelspecs } from "./kernelspecs.js";
import { createRuntime } from "./runtime.js";
import { startWatchdog, type Watchdog } from "./watchdog.js";

/** What to start, and where. */
export interface KernelRequest {
  readonly name: string;
  /** The folder that the kernel's files and imports are relative to (absolute). */
  readonly folder: string;
  /** The notebook's path, told to the kernel as JPY_SESSION_NAME. */
  readonly sessionName: string;
  readonly id?: string;
}

/** The kernels of one server. */
export interface Kernels {
  /** What can be started. */
  readonly specs: Kernelspecs;
  list(): readonly Kernel[];
  /** The kernel, also a dead one, or undefined. */
  find(id: string): Kernel | undefined;
  /** @throws RequestError 404 if there is none. */
  get(id: string): Kernel;
  start(request: KernelRequest): Promise<Kernel>;
  shutdown(id: string): Promise<void>;
  /** Kills all processes at once, synchronously: for the process's last moment. */
  killNow(): void;
  /** Shuts all kernels down and removes every trace of them. */
  close(): Promise<void>;
}

/** No kernels yet; the runtime folder is made now, the watchdog starts with the first kernel. */
export function createKernels(specs: Kernelspecs): Kernels {
  const kernels = new Map<string, Kernel>();
  const runtime = createRuntime();
  let watchdog: Watchdog | undefined;
  const get = (id: string): Kernel => kernels.get(id) ?? notFound(id);
  const shutdown = async (id: string): Promise<void> => {
    const kernel = get(id);
    kernels.delete(id);
    await kernel.shutdown();
  };

  return {
    specs,
    list: () => [...kernels.values()],
    find: (id) => kernels.get(id),
    get,
    shutdown,
    async start({ name, folder, sessionName, id = randomUUID() }) {
      const spec = kernelspecNamed(specs, name);
      if (kernels.has(id)) throw new RequestError(409, `Kernel already exists: ${id}`);
      watchdog ??= startWatchdog(runtime.folder);
      const kernel = new Kernel({ id, spec, folder, sessionName, runtime, watchdog, onDeath: bury(kernels) });
      kernels.set(id, kernel);
      await kernel.start().catch((error: unknown) => {
        kernels.delete(id);
        throw error;
      });
      return kernel;
    },
    killNow() {
      for (const kernel of kernels.values()) kernel.killNow();
    },
    async close() {
      await Promise.all([...kernels.keys()].map(shutdown));
      runtime.remove();
      await watchdog?.close();
    },
  };
}

/** One that never came up stays, so that its reason can be read; one that had lived is taken off the list. */
function bury(kernels: Map<string, Kernel>): (kernel: Kernel) => void {
  return (kernel) => {
    kernel.ready.then(
      () => kernels.delete(kernel.id),
      () => undefined,
    );
  };
}

function notFound(id: string): never {
  throw new RequestError(404, `Kernel does not exist: ${id}`);
}
