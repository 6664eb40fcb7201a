/** @file What Jupyter's REST API says of the server itself: version, status, user, and what it does not have. */

import { json, type Route } from "./http.js";
import type { Kernels } from "./kernels.js";

/** What these routes tell of. */
export interface ServerFacts {
  readonly kernels: Kernels;
  readonly started: Date;
  /** Stops the server; called after the answer is out. */
  readonly stop: () => void;
}

/** The version of jupyter_server whose API is spoken here: clients read it to know what they may ask for. */
const API_VERSION = "2.21.1";

const USER = {
  username: "student",
  name: "Student",
  display_name: "Student",
  initials: "S",
  avatar_url: null,
  color: null,
};

/** The routes /api, /api/status, /api/me, /api/shutdown, and plain answers for terminals and events. */
export function serverRoutes({ kernels, started, stop }: ServerFacts): Route[] {
  return [
    { method: "GET", pattern: /^\/api\/?$/, handle: () => json({ version: API_VERSION }) },
    { method: "GET", pattern: /^\/api\/status$/, handle: () => json(statusOf(kernels, started)) },
    {
      method: "GET",
      pattern: /^\/api\/me$/,
      handle: () => json({ identity: USER, permissions: { updatable_fields: [] } }),
    },
    {
      method: "POST",
      pattern: /^\/api\/shutdown$/,
      handle: () => {
        setImmediate(stop);
        return json({});
      },
    },
    {
      method: "GET",
      pattern: /^\/api\/terminals(?:\/.*)?$/,
      handle: () => json({ message: "This server has no terminals.", reason: null }, 404),
    },
    {
      method: "POST",
      pattern: /^\/api\/terminals$/,
      handle: () => json({ message: "This server has no terminals.", reason: null }, 404),
    },
    // Nothing here listens to events; a client that reports one is thanked.
    { method: "POST", pattern: /^\/api\/events$/, handle: () => ({ status: 204 }) },
  ];
}

function statusOf(kernels: Kernels, started: Date): Readonly<Record<string, unknown>> {
  const models = kernels.list().map(({ model }) => model);
  const activity = [started.toISOString(), ...models.map((model) => model.last_activity)].sort();
  return {
    connections: models.reduce((sum, { connections }) => sum + connections, 0),
    kernels: models.length,
    last_activity: activity.at(-1),
    started: started.toISOString(),
  };
}
