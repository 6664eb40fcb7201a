/** @file The kernel of the page: its state in words, and starting it again. */

import { SessionContext, type ISessionContext } from "@jupyterlab/apputils";
import { PathExt } from "@jupyterlab/coreutils";
import type { Services } from "../course/services.js";
import type { KernelKind } from "../page/toolbar.js";

/** A kernel's state as the page says it. */
export interface KernelState {
  readonly words: string;
  readonly kind: KernelKind;
}

const KERNEL = "tslab";

const STARTING: KernelState = { words: "Kernel starting", kind: "waiting" };
const RESTARTING: KernelState = { words: "Kernel restarting", kind: "waiting" };

const STATES: Readonly<Record<ISessionContext.KernelDisplayStatus, KernelState>> = {
  "": STARTING,
  initializing: STARTING,
  starting: STARTING,
  unknown: STARTING,
  connecting: { words: "Connecting to the kernel", kind: "waiting" },
  connected: STARTING,
  disconnected: { words: "No connection to the kernel", kind: "stopped" },
  idle: { words: "Kernel ready", kind: "ready" },
  busy: { words: "Kernel running", kind: "busy" },
  restarting: RESTARTING,
  autorestarting: RESTARTING,
  terminating: { words: "Kernel stopping", kind: "waiting" },
  dead: { words: "Kernel stopped", kind: "stopped" },
};

/** The state of the kernel behind a notebook. */
function kernelState(session: SessionContext): KernelState {
  // A dead kernel has no connection either, but that is not what matters about it.
  if (session.session?.kernel?.status === "dead") return STATES.dead;
  return STATES[session.kernelDisplayStatus];
}

/** Tells a state at each change; `onDeath` once when a kernel dies, `onReturn` when one that died is back. */
export function watchKernel(session: SessionContext, { onState, onDeath, onReturn }: KernelWatcher): void {
  let dead = false;
  const look = (): void => {
    onState(kernelState(session));
    const status = session.session?.kernel?.status;
    const isDead = status === "dead" || status === "autorestarting";
    if (isDead && !dead) onDeath(status === "autorestarting");
    if (dead && (status === "idle" || status === "busy")) onReturn();
    dead = isDead || (dead && status !== "idle" && status !== "busy");
  };
  session.statusChanged.connect(look);
  session.connectionStatusChanged.connect(look);
  session.kernelChanged.connect(look);
  look();
}

/** Who hears of a kernel's states. */
export interface KernelWatcher {
  readonly onState: (state: KernelState) => void;
  /** The kernel died; `returning` when the server is starting it again by itself. */
  readonly onDeath: (returning: boolean) => void;
  readonly onReturn: () => void;
}

/** A session for a notebook, not begun yet. */
export function newSession(path: string, { kernels, sessions, kernelspecs }: Services): SessionContext {
  return new SessionContext({
    kernelManager: kernels,
    sessionManager: sessions,
    specsManager: kernelspecs,
    path,
    name: PathExt.basename(path),
    type: "notebook",
    kernelPreference: { name: KERNEL, shouldStart: true, autoStartDefault: true },
  });
}

/** Lets go of a session; one that is cut off while it connects would complain in the console, so that is awaited. */
export function leaveSession(context: SessionContext): void {
  const kernel = context.session?.kernel;
  if (kernel?.connectionStatus === "connecting") {
    kernel.connectionStatusChanged.connect(() => {
      context.dispose();
    });
  } else context.dispose();
}

/** Starts the kernel anew: a living one is restarted, for a dead one begins another session. */
export async function restartKernel(session: SessionContext): Promise<void> {
  const kernel = session.session?.kernel;
  if (kernel == null) {
    await session.startKernel();
  } else if (kernel.status === "dead") {
    // A server forgets the session of a dead kernel sooner or later, so it cannot be given another kernel.
    session.session?.dispose();
    await session.changeKernel({ name: kernel.name });
  } else {
    await session.restartKernel();
  }
}

/**
 * Makes a kernel that cannot start be told by `tell` instead of by JupyterLab's dialog, which the session shows
 * by a method of its own that has no option.
 */
export function tellStartFailure(session: SessionContext, tell: (reason: string) => void): void {
  Object.defineProperty(session, "_displayKernelError", {
    value: (reason: string) => {
      tell(reason);
      return Promise.resolve();
    },
  });
}
