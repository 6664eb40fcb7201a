/** @file The course's own API: outline, open, reset, updates, progress. */

import type { Course } from "./course.js";
import { RequestError } from "./errors.js";
import { json, type Route } from "./http.js";
import { bodyObject, textField } from "./json.js";
import { studentFrom } from "./submitting.js";

/** The routes below /course. */
export function courseRoutes(course: Course): Route[] {
  const actions: readonly [string, (name: string) => Promise<unknown>][] = [
    ["open", (name) => course.open(name)],
    ["reset", (name) => course.reset(name)],
    ["original", (name) => course.takeOriginal(name)],
    ["dismiss", (name) => course.dismiss(name)],
    ["done", (name) => course.markDone(name)],
  ];
  return [
    { method: "GET", pattern: /^\/course\/outline$/, handle: async () => json(await course.outline()) },
    ...actions.map(([action, act]): Route => ({
      method: "POST",
      pattern: new RegExp(`^/course/${action}$`),
      handle: async ({ body }) => {
        const name = textField(bodyObject(await body()), "name");
        if (name === undefined) throw new RequestError(400, `course/${action}: the field "name" is missing.`);
        return json(await act(name));
      },
    })),
    {
      method: "POST",
      pattern: /^\/course\/submit$/,
      handle: async ({ body }) => {
        const fields = bodyObject(await body());
        const unit = textField(fields, "unit");
        if (unit === undefined) throw new RequestError(400, 'course/submit: the field "unit" is missing.');
        return json((await course.submit(unit, studentFrom(fields))) ?? { unsigned: true });
      },
    },
  ];
}
