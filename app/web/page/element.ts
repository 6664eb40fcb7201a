/** @file Elements of the page, made in one expression. */

type Child = Node | string;

/** What an element gets beside its children: attributes (false leaves one out) and a click. */
export interface ElementOptions {
  readonly attributes?: Readonly<Record<string, string | false>>;
  readonly onClick?: () => void;
}

/** A new element with attributes, a click and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { attributes = {}, onClick }: ElementOptions = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value);
  }
  if (onClick !== undefined) made.addEventListener("click", onClick);
  made.append(...children);
  return made;
}

/** Words with the indices of names raised: `z^[2]`. */
export function indexed(text: string): readonly Child[] {
  return text
    .split(/\^([[(]\w+[\])])/)
    .map((part, at) => (at % 2 === 1 ? element("sup", {}, part) : part))
    .filter((part) => part !== "");
}

/** The part of the page with this id. @throws Error when index.html has none. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`page: index.html has no element with id "${id}"`);
  return found;
}
