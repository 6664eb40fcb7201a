/** @file Sessions: which notebook speaks with which kernel. */

import { randomUUID } from "node:crypto";

import { RequestError } from "./errors.js";
import type { KernelModel } from "./kernel.js";
import type { Kernels } from "./kernels.js";

/** A session as Jupyter's REST API shows it. */
export interface SessionModel {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly kernel: KernelModel;
  readonly notebook?: { readonly path: string; readonly name: string };
}

/** What is kept of a session. */
export interface SessionRecord {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly kernelId: string;
}

/** The sessions of one server. */
export interface Sessions {
  list(): SessionModel[];
  /** @throws RequestError 404 if it does not exist, or its kernel is gone. */
  get(id: string): SessionModel;
  withPath(path: string): SessionModel | undefined;
  add(record: Omit<SessionRecord, "id">): SessionModel;
  change(id: string, changes: Partial<Omit<SessionRecord, "id">>): SessionModel;
  /** Takes the session off the list; its kernel is the caller's to end. */
  remove(id: string): SessionModel;
}

/** No sessions yet. A session whose kernel has died or was deleted vanishes by itself, as in jupyter_server. */
export function createSessions(kernels: Kernels): Sessions {
  const records = new Map<string, SessionRecord>();

  /** A record's model; one whose kernel is gone is forgotten. */
  const modelOf = (record: SessionRecord): SessionModel | undefined => {
    const model = sessionModel(record, kernels);
    if (model === undefined) records.delete(record.id);
    return model;
  };

  const get = (id: string): SessionModel => {
    const record = records.get(id);
    return (record && modelOf(record)) ?? notFound(id);
  };

  return {
    list: () => [...records.values()].map(modelOf).filter((model) => model !== undefined),
    get,
    withPath(path) {
      const record = [...records.values()].find((candidate) => candidate.path === path);
      return record && modelOf(record);
    },
    add(record) {
      const id = randomUUID();
      records.set(id, { id, ...record });
      return get(id);
    },
    change(id, changes) {
      const { kernel, ...record } = get(id);
      records.set(id, { kernelId: kernel.id, ...record, ...changes });
      return get(id);
    },
    remove(id) {
      const model = get(id);
      records.delete(id);
      return model;
    },
  };
}

function sessionModel(record: SessionRecord, kernels: Kernels): SessionModel | undefined {
  const kernel = kernels.find(record.kernelId);
  if (kernel === undefined || kernel.isDead) return undefined;
  const { id, path, name, type } = record;
  const notebook = type === "notebook" ? { notebook: { path, name } } : {};
  return { id, path, name, type, kernel: kernel.model, ...notebook };
}

function notFound(id: string): never {
  throw new RequestError(404, `Session not found: session_id='${id}'`);
}
