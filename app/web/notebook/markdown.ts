/** @file Markdown to HTML for the course's text cells, with code blocks coloured like code cells. */

import type { IEditorLanguageRegistry } from "@jupyterlab/codemirror";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Marked, type Token, type Tokens } from "marked";

/** A GitHub-flavoured parser; JupyterLab takes mathematics out before and puts it back after. */
export function markdownParser(languages: IEditorLanguageRegistry): IRenderMime.IMarkdownParser {
  const marked = new Marked({
    async: true,
    gfm: true,
    walkTokens: async (token) => {
      if (isCode(token) && token.lang !== undefined) await colour(token, token.lang, languages);
    },
  });
  return { render: async (source) => marked.parse(source, { async: true }) };
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === "code";
}

/** Puts highlighted HTML in the place of the block's text; a language that is not known stays plain. */
async function colour(
  block: Tokens.Code,
  language: string,
  languages: IEditorLanguageRegistry,
): Promise<void> {
  const known = languages.findBest(language, false);
  if (known === null) return;
  const element = document.createElement("div");
  await languages.highlight(block.text, known, element);
  block.text = element.innerHTML;
  block.escaped = true;
}
