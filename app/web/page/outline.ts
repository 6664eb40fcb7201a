/** @file The course outline at the left: every unit with its state, and nothing else to navigate by. */

import { address } from "../course/address.js";
import type { Outline, Unit, UnitState } from "../course/course.js";
import { element, part } from "./element.js";

const SYMBOLS: Readonly<Record<UnitState, string>> = { "not begun": "○", "under way": "◐", done: "●" };

/** What the outline shows beside the units: the page on the screen and the other files of each unit. */
export interface OutlineView {
  readonly outline: Outline;
  readonly current: string | null;
  /** Copies and newer originals that lie beside a unit's notebook, by the unit's file name. */
  readonly siblings: ReadonlyMap<string, readonly string[]>;
}

/** Draws the outline anew. */
export function showOutline({ outline, current, siblings }: OutlineView): void {
  const items = outline.units.map((unit) => {
    const others = [
      ...exercisesItem(unit, current),
      ...(siblings.get(unit.name) ?? []).map((path) => siblingItem(unit, path, path === current)),
    ];
    const isNext = unit.name === outline.next;
    return element(
      "li",
      { attributes: { class: isNext ? "unit next" : "unit" } },
      unitLink(unit, { current: unit.name === current, next: isNext }),
      ...(others.length > 0 ? [element("ul", {}, ...others)] : []),
    );
  });
  const units = part("units");
  // Where the keyboard is, it stays.
  const held = units.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
  units.replaceChildren(...items);
  if (held != null) units.querySelector<HTMLElement>(`a[href="${CSS.escape(held)}"]`)?.focus();
}

/** The outline's frame: its heading and the empty list. */
export function prepareOutline(): void {
  part("outline").append(
    element("h2", {}, "Course"),
    element("ol", { attributes: { id: "units" } }),
    element("div", { attributes: { id: "page-actions" } }),
  );
}

function unitLink(unit: Unit, { current, next }: { current: boolean; next: boolean }): HTMLElement {
  const state = next ? `${unit.state}, next` : unit.state;
  return element(
    "a",
    { attributes: { href: address(unit.name), "aria-current": current && "page", "data-state": unit.state } },
    element("span", { attributes: { class: "number" } }, unit.number),
    element("span", { attributes: { class: "title" } }, unit.title),
    element(
      "span",
      { attributes: { class: "state" } },
      element("span", { attributes: { class: "symbol", "aria-hidden": "true" } }, SYMBOLS[unit.state]),
      ` ${state}`,
    ),
  );
}

/** The unit's exercises below it, with how many are passed, in words. */
function exercisesItem({ number, exercises }: Unit, current: string | null): HTMLElement[] {
  if (exercises === null) return [];
  const { name, passed, total } = exercises;
  const words = `Exercises, ${passed} of ${total}`;
  const link = element(
    "a",
    {
      attributes: {
        href: address(name),
        "aria-current": name === current && "page",
        "aria-label": `${words}, unit ${number}`,
      },
    },
    words,
  );
  return [element("li", {}, link)];
}

function siblingItem(unit: Unit, path: string, current: boolean): HTMLElement {
  const stem = unit.name.replace(/\.ipynb$/, "");
  const label = path
    .slice(stem.length)
    .replace(/\.ipynb$/, "")
    .replace(/[()]/g, "")
    .trim();
  return element(
    "li",
    {},
    element("a", { attributes: { href: address(path), "aria-current": current && "page" } }, label),
  );
}
