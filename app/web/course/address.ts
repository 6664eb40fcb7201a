/** @file Which page the address names (the part after #), and which one the student left last. */

const LAST_PAGE = "chainrule: last page";
const PLACE = "chainrule: place in ";

/** The notebook that the address names, or null when it names none (but perhaps a heading). */
export function addressedPath(): string | null {
  try {
    const path = decodeURIComponent(window.location.hash.slice(1));
    return path.endsWith(".ipynb") ? path : null;
  } catch {
    // Not a text that this page has put there.
    return null;
  }
}

/** The link to a page. */
export function address(path: string): string {
  return `#${encodeURIComponent(path)}`;
}

/** Makes the address name a page without a step in the browser's history. */
export function replaceAddress(path: string): void {
  window.history.replaceState(null, "", address(path));
}

/** Remembers the page on the screen, so that the student comes back to it. */
export function rememberPage(path: string): void {
  window.localStorage.setItem(LAST_PAGE, path);
}

/** The page that was on the screen last, on this machine. */
export function rememberedPage(): string | null {
  return window.localStorage.getItem(LAST_PAGE);
}

/** Remembers which cell of a page was the active one. */
export function rememberPlace(path: string, cell: number): void {
  window.localStorage.setItem(PLACE + path, String(cell));
}

/** The number of the cell where the student left a page; 0 when it was never left. */
export function rememberedPlace(path: string): number {
  const place = Number(window.localStorage.getItem(PLACE + path));
  return Number.isInteger(place) && place > 0 ? place : 0;
}
