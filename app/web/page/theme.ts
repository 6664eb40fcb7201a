/** @file Light or dark, as the system says, also when it changes its mind while the page is open. */

const DARK = window.matchMedia("(prefers-color-scheme: dark)");

/** Tells JupyterLab's styles which kind of theme is on; the colours themselves follow by media query. */
export function followSystemTheme(): void {
  const tell = (): void => {
    document.body.dataset.jpThemeLight = String(!DARK.matches);
    document.body.dataset.jpThemeName = DARK.matches ? "Chainrule dark" : "Chainrule light";
  };
  tell();
  DARK.addEventListener("change", tell);
}

/** Calls back at each change of theme; answers the function that ends this. */
export function onThemeChange(callback: () => void): () => void {
  DARK.addEventListener("change", callback);
  return () => {
    DARK.removeEventListener("change", callback);
  };
}
