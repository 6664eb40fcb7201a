/** @file How outputs and text cells are drawn: mathematics, Markdown, pictures and charts, all from this page's own files. */

import type { IEditorLanguageRegistry } from "@jupyterlab/codemirror";
import { MathJaxTypesetter } from "@jupyterlab/mathjax-extension";
import {
  htmlRendererFactory,
  RenderedHTML,
  RenderMimeRegistry,
  standardRendererFactories,
} from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { address } from "../course/address.js";
import { showChosenLanguage } from "../page/language.js";
import { markdownParser } from "./markdown.js";
import { plotlyRenderer } from "./plotly.js";

/** Copies of older originals link to where notebooks lie in the course; in the student's folder they lie side by side. */
const COURSE_FOLDERS = /^\.\.\/(?:lectures|exercises)\//;

/** The renderers of the course; a link to another notebook stays within the page. */
export function courseRendering(languages: IEditorLanguageRegistry): RenderMimeRegistry {
  return new RenderMimeRegistry({
    initialFactories: [
      ...standardRendererFactories.map((each) => (each === htmlRendererFactory ? htmlRenderer : each)),
      plotlyRenderer,
    ],
    latexTypesetter: new Typesetter(),
    markdownParser: markdownParser(languages),
    linkHandler: {
      handleLink: (node, path) => {
        const target = pageOf(path);
        if (target === undefined) return;
        node.addEventListener("click", (event) => {
          // A new tab or window is the browser's to open.
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          window.location.hash = target;
        });
      },
    },
  });
}

/** A notebook's links, with those to notebooks leading to their pages: a new tab opens the page, and no file. */
export function linksToPages(resolver: RenderMimeRegistry.UrlResolver): IRenderMime.IResolver {
  return {
    resolveUrl: (url) => resolver.resolveUrl(url),
    getDownloadUrl: async (url) => pageOf(decodeURIComponent(url)) ?? resolver.getDownloadUrl(url),
    isLocal: (url) => resolver.isLocal(url),
  };
}

/** The address of a notebook's page; undefined for any other file. */
function pageOf(path: string): string | undefined {
  return path.endsWith(".ipynb") ? address(path.replace(COURSE_FOLDERS, "")) : undefined;
}

/** HTML, of whose languages the chosen one is shown. */
class CourseHTML extends RenderedHTML {
  override async render(model: Parameters<RenderedHTML["render"]>[0]): Promise<void> {
    await super.render(model);
    showChosenLanguage(this.node);
  }
}

const htmlRenderer: typeof htmlRendererFactory = {
  ...htmlRendererFactory,
  createRenderer: (options) => new CourseHTML(options),
};

/**
 * MathJax, with formulas that are wider than their column reached by the keyboard, so that it can scroll them, and with
 * those whose words stand beside them read out so: screen readers pass over the title of a span.
 */
class Typesetter extends MathJaxTypesetter {
  override async typeset(node: HTMLElement): Promise<void> {
    await super.typeset(node);
    for (const formula of node.querySelectorAll<HTMLElement>("mjx-container")) {
      // One within a line stands on the line's baseline; where it is wider than the column, it scrolls as others do.
      const column = formula.parentElement?.clientWidth ?? 0;
      const isWithinLine = formula.getAttribute("display") !== "true";
      if (isWithinLine && column > 0 && formula.offsetWidth > column) formula.classList.add("wide");
      const scrolls = !isWithinLine || formula.classList.contains("wide");
      if (scrolls && formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
      const words = formula.parentElement?.title ?? "";
      if (words === "") continue;
      formula.setAttribute("role", "img");
      formula.setAttribute("aria-label", words);
    }
  }
}
