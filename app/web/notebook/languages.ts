/** @file The two languages of the course's cells, and the editors that show them. */

import { EditorView } from "@codemirror/view";
import type { IYText } from "@jupyter/ydoc";
import {
  CodeMirrorEditorFactory,
  EditorExtensionRegistry,
  EditorLanguageRegistry,
  EditorThemeRegistry,
  ybinding,
  type IEditorLanguage,
} from "@jupyterlab/codemirror";
import type { CodeEditor } from "@jupyterlab/codeeditor";

/** TypeScript and Markdown, by every name and type under which kernels and notebooks speak of them. */
export function courseLanguages(): EditorLanguageRegistry {
  const languages = new EditorLanguageRegistry();
  languages.addLanguage({
    ...shipped("TypeScript"),
    // tslab calls its mode "javascript"; as TypeScript contains it, one highlighter serves both.
    alias: ["ts", "javascript", "js"],
    mime: ["text/typescript", "text/x-typescript", "application/typescript", "text/javascript"],
    extensions: ["ts", "js"],
  });
  languages.addLanguage({
    ...shipped("Markdown"),
    name: "ipythongfm",
    alias: ["markdown", "md"],
    mime: "text/x-ipythongfm",
  });
  return languages;
}

/** A language as JupyterLab ships it; its highlighter is loaded when a cell first needs it. */
function shipped(name: string): IEditorLanguage {
  const language = EditorLanguageRegistry.getDefaultLanguages().find((one) => one.name === name);
  if (language === undefined) throw new Error(`languages: JupyterLab ships no "${name}"`);
  return language;
}

/** Editors for cells, bound to the notebook's own text so that undo and typing stay in step. */
export function cellEditors(languages: EditorLanguageRegistry): CodeEditor.Factory {
  const factory = new CodeMirrorEditorFactory({ extensions: editorExtensions(), languages });
  return (options) => factory.newInlineEditor(options);
}

function editorExtensions(): EditorExtensionRegistry {
  const themes = new EditorThemeRegistry();
  for (const theme of EditorThemeRegistry.getDefaultThemes()) themes.addTheme(theme);
  const registry = new EditorExtensionRegistry();
  for (const extension of EditorExtensionRegistry.getDefaultExtensions({ themes })) {
    registry.addExtension(extension);
  }
  registry.addExtension({
    name: "shared-model-binding",
    factory: ({ model }) => {
      const text = model.sharedModel as IYText;
      return EditorExtensionRegistry.createImmutableExtension(
        ybinding({ ytext: text.ysource, ...(text.undoManager ? { undoManager: text.undoManager } : {}) }),
      );
    },
  });
  registry.addExtension({
    name: "accessible-name",
    factory: ({ model }) =>
      EditorExtensionRegistry.createImmutableExtension(
        EditorView.contentAttributes.of({ "aria-label": model.mimeType.includes("gfm") ? "Text" : "Code" }),
      ),
  });
  return registry;
}
