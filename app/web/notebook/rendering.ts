/** @file How outputs and text cells are drawn: mathematics, Markdown, pictures and charts, all from this page's own files. */

import type { IEditorLanguageRegistry } from "@jupyterlab/codemirror";
import { MathJaxTypesetter } from "@jupyterlab/mathjax-extension";
import { RenderMimeRegistry, standardRendererFactories } from "@jupyterlab/rendermime";
import { address } from "../course/address.js";
import { markdownParser } from "./markdown.js";
import { plotlyRenderer } from "./plotly.js";

/** Lectures and exercises link to each other as they lie in the course; in the student's folder they lie side by side. */
const COURSE_FOLDERS = /^\.\.\/(?:lectures|exercises)\//;

/** The renderers of the course; a link to another notebook stays within the page. */
export function courseRendering(languages: IEditorLanguageRegistry): RenderMimeRegistry {
  return new RenderMimeRegistry({
    initialFactories: [...standardRendererFactories, plotlyRenderer],
    latexTypesetter: new Typesetter(),
    markdownParser: markdownParser(languages),
    linkHandler: {
      handleLink: (node, path) => {
        if (!path.endsWith(".ipynb")) return;
        const target = address(path.replace(COURSE_FOLDERS, ""));
        node.addEventListener("click", (event) => {
          event.preventDefault();
          window.location.hash = target;
        });
      },
    },
  });
}

/** MathJax, with formulas that are wider than their column reached by the keyboard, so that it can scroll them. */
class Typesetter extends MathJaxTypesetter {
  override async typeset(node: HTMLElement): Promise<void> {
    await super.typeset(node);
    for (const formula of node.querySelectorAll<HTMLElement>('mjx-container[display="true"]')) {
      if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
    }
  }
}
