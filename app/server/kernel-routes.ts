/** @file The kernels, kernelspecs and sessions part of Jupyter's REST API. */

import { stat } from "node:fs/promises";
import { dirname } from "node:path";

import { RequestError } from "./errors.js";
import { DONE, json, type Exchange, type Reply, type Route } from "./http.js";
import { bodyObject, objectField, textField, type JsonObject } from "./json.js";
import type { Kernel } from "./kernel.js";
import type { Kernels } from "./kernels.js";
import { DEFAULT_KERNEL, kernelspecNamed } from "./kernelspecs.js";
import type { Tree } from "./paths.js";
import type { SessionModel, Sessions } from "./sessions.js";

/** The rooms behind these routes. */
export interface KernelApi {
  readonly tree: Tree;
  readonly kernels: Kernels;
  readonly sessions: Sessions;
}

const ID = "([\\w-]+)";
const WHOLE_ID = new RegExp(`^${ID}$`);
const KERNEL = new RegExp(`^/api/kernels/${ID}$`);
const SESSION = new RegExp(`^/api/sessions/${ID}$`);

/** The routes below /api/kernelspecs, /api/kernels and /api/sessions. */
export function kernelRoutes(api: KernelApi): Route[] {
  return [...specRoutes(api), ...runningRoutes(api), ...sessionRoutes(api)];
}

function specRoutes({ kernels: { specs } }: KernelApi): Route[] {
  return [
    {
      method: "GET",
      pattern: /^\/api\/kernelspecs$/,
      handle: () => json({ default: DEFAULT_KERNEL, kernelspecs: specs }),
    },
    {
      method: "GET",
      pattern: new RegExp(`^/api/kernelspecs/${ID}$`),
      handle: ({ parameters: [name] }) => {
        if (!Object.hasOwn(specs, name)) throw new RequestError(404, `Kernel spec ${name} not found`);
        return json(kernelspecNamed(specs, name));
      },
    },
  ];
}

function runningRoutes(api: KernelApi): Route[] {
  const { kernels } = api;
  return [
    {
      method: "GET",
      pattern: /^\/api\/kernels$/,
      handle: () => json(kernels.list().map(({ model }) => model)),
    },
    { method: "POST", pattern: /^\/api\/kernels$/, handle: (exchange) => startKernel(api, exchange) },
    { method: "GET", pattern: KERNEL, handle: ({ parameters: [id] }) => json(kernels.get(id).model) },
    {
      method: "DELETE",
      pattern: KERNEL,
      handle: async ({ parameters: [id] }) => {
        await kernels.shutdown(id);
        return DONE;
      },
    },
    {
      method: "POST",
      pattern: new RegExp(`^/api/kernels/${ID}/interrupt$`),
      handle: async ({ parameters: [id] }) => {
        await kernels.get(id).interrupt();
        return DONE;
      },
    },
    {
      method: "POST",
      pattern: new RegExp(`^/api/kernels/${ID}/restart$`),
      handle: async ({ parameters: [id] }) => {
        await kernels.get(id).restart();
        return json(kernels.get(id).model);
      },
    },
  ];
}

async function startKernel(api: KernelApi, { body }: Exchange): Promise<Reply> {
  const model = bodyObject(await body());
  const kernel = await startFor(api, model, textField(model, "path") ?? "");
  return json(kernel.model, 201, { location: `/api/kernels/${kernel.id}` });
}

/** Starts a kernel in the folder of a notebook, or in the nearest one that exists. */
async function startFor({ tree, kernels }: KernelApi, model: JsonObject, path: string): Promise<Kernel> {
  const name = textField(model, "name") ?? DEFAULT_KERNEL;
  const id = textField(model, "kernel_id") ?? textField(model, "id");
  if (id !== undefined && !WHOLE_ID.test(id))
    throw new RequestError(
      400,
      `A kernel's id has letters, digits, "_" and "-" only, not ${JSON.stringify(id)}.`,
    );
  const place = await tree.place(path);
  const folder = await nearestFolder(place.file, tree.root);
  return kernels.start({ name, folder, sessionName: place.file, ...(id === undefined ? {} : { id }) });
}

async function nearestFolder(file: string, root: string): Promise<string> {
  if (file === root) return root;
  const info = await stat(file).catch(() => undefined);
  return info?.isDirectory() === true ? file : nearestFolder(dirname(file), root);
}

function sessionRoutes(api: KernelApi): Route[] {
  const { sessions, kernels } = api;
  return [
    { method: "GET", pattern: /^\/api\/sessions$/, handle: () => json(sessions.list()) },
    { method: "POST", pattern: /^\/api\/sessions$/, handle: (exchange) => openSession(api, exchange) },
    { method: "GET", pattern: SESSION, handle: ({ parameters: [id] }) => json(sessions.get(id)) },
    { method: "PATCH", pattern: SESSION, handle: (exchange) => changeSession(api, exchange) },
    {
      method: "DELETE",
      pattern: SESSION,
      handle: async ({ parameters: [id] }) => {
        await kernels.shutdown(sessions.remove(id).kernel.id);
        return DONE;
      },
    },
  ];
}

async function openSession(api: KernelApi, { body }: Exchange): Promise<Reply> {
  const model = bodyObject(await body());
  const path = textField(model, "path");
  const type = textField(model, "type");
  if (path === undefined) throw new RequestError(400, "Missing field in JSON data: path");
  if (type === undefined) throw new RequestError(400, "Missing field in JSON data: type");
  const session = api.sessions.withPath(path) ?? (await newSession(api, model, { path, type }));
  return json(session, 201, { location: `/api/sessions/${session.id}` });
}

async function newSession(
  api: KernelApi,
  model: JsonObject,
  { path, type }: { path: string; type: string },
): Promise<SessionModel> {
  const wanted = objectField(model, "kernel");
  const running = api.kernels.find(textField(wanted, "id") ?? "");
  const kernel = running?.isDead === false ? running : await startFor(api, wanted, path);
  return api.sessions.add({ path, type, name: textField(model, "name") ?? "", kernelId: kernel.id });
}

async function changeSession(api: KernelApi, { parameters: [id], body }: Exchange): Promise<Reply> {
  const model = bodyObject(await body());
  const before = api.sessions.get(id);
  const wanted = objectField(model, "kernel");
  const kernelId = textField(wanted, "id") ?? (await namedKernel(api, wanted, before.path));
  if (kernelId !== undefined && api.kernels.find(kernelId) === undefined) {
    throw new RequestError(400, `No such kernel: ${kernelId}`);
  }
  const texts = (["path", "name", "type"] as const).flatMap((field) => {
    const value = textField(model, field);
    return value === undefined ? [] : [[field, value] as const];
  });
  const changes = { ...Object.fromEntries(texts), ...(kernelId === undefined ? {} : { kernelId }) };
  const after = api.sessions.change(id, changes);
  if (after.kernel.id !== before.kernel.id) await api.kernels.shutdown(before.kernel.id);
  return json(after);
}

async function namedKernel(api: KernelApi, wanted: JsonObject, path: string): Promise<string | undefined> {
  return textField(wanted, "name") === undefined ? undefined : (await startFor(api, wanted, path)).id;
}
