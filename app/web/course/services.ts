/** @file The Jupyter services that the page works with; the server gives them, a build without a server could. */

import {
  ContentsManager,
  KernelManager,
  KernelSpecManager,
  SessionManager,
  type Contents,
  type Kernel,
  type KernelSpec,
  type ServerConnection,
  type Session,
} from "@jupyterlab/services";

/** Files, kernels and sessions: the part of JupyterLab's service manager that a course page needs. */
export interface Services {
  readonly contents: Contents.IManager;
  readonly kernels: Kernel.IManager;
  readonly kernelspecs: KernelSpec.IManager;
  readonly sessions: Session.IManager;
}

/** The services of the server that sent this page, and no more of them than the page uses. */
export function serverServices(serverSettings: ServerConnection.ISettings): Services {
  const kernels = new KernelManager({ serverSettings });
  return {
    kernels,
    contents: new ContentsManager({ serverSettings }),
    kernelspecs: new KernelSpecManager({ serverSettings }),
    sessions: new SessionManager({ serverSettings, kernelManager: kernels }),
  };
}
