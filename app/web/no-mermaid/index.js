/** @file Stands in for JupyterLab's Mermaid package: the one name that other packages import, provided by nobody. */

import { Token } from "@lumino/coreutils";

/** Asked for optionally by JupyterLab's Markdown extension; no plugin answers, so diagrams stay code blocks. */
export const IMermaidMarkdown = new Token("@jupyterlab/mermaid:IMermaidMarkdown");
