/** @file The notebook on the page: JupyterLab's notebook panel, set for reading, without dialogs. */

import type { Cell, CodeCell, MarkdownCell, RawCell } from "@jupyterlab/cells";
import { CodeMirrorMimeTypeService, type EditorLanguageRegistry } from "@jupyterlab/codemirror";
import { Notebook, NotebookPanel, StaticNotebook } from "@jupyterlab/notebook";
import type { RenderMimeRegistry } from "@jupyterlab/rendermime";
import type { Kernel } from "@jupyterlab/services";
import { JSONExt, type ReadonlyPartialJSONValue } from "@lumino/coreutils";
import { Signal } from "@lumino/signaling";
import { boardRenderer } from "../board/board.js";
import { BoardLinks } from "../board/link.js";
import type { NotebookDocument } from "./document.js";
import { cellEditors, courseLanguages } from "./languages.js";
import { courseRendering, linksToPages } from "./rendering.js";

/** What all notebooks of the page share. */
export interface NotebookTools {
  readonly languages: EditorLanguageRegistry;
  readonly rendering: RenderMimeRegistry;
}

/** Languages and renderers, made once for the page. */
export function notebookTools(): NotebookTools {
  const languages = courseLanguages();
  return { languages, rendering: courseRendering(languages) };
}

const INDENT_SPACES = 2;

/** A notebook that may be left while it is still being drawn: JupyterLab's goes on with the next cell otherwise. */
class LeavableNotebook extends Notebook {
  override dispose(): void {
    super.dispose();
    this.cellsArray = [];
  }
}

/** Cells have the keyboard in turn, so each is something that is read out with its name. */
class GroupedCells extends NotebookPanel.ContentFactory {
  override createCodeCell(options: CodeCell.IOptions): CodeCell {
    return grouped(super.createCodeCell(options));
  }

  override createMarkdownCell(options: MarkdownCell.IOptions): MarkdownCell {
    return grouped(super.createMarkdownCell(options));
  }

  override createRawCell(options: RawCell.IOptions): RawCell {
    return grouped(super.createRawCell(options));
  }
}

function grouped<AnyCell extends Cell>(cell: AnyCell): AnyCell {
  cell.node.setAttribute("role", "group");
  return cell;
}

/** A panel that shows a document; it is disposed with the document. `onJudged` hears of every line on a board. */
export function createPanel(
  document: NotebookDocument,
  { languages, rendering }: NotebookTools,
  onJudged: () => void,
): NotebookPanel {
  const { defaultEditorConfig: editors, defaultNotebookConfig: defaults } = StaticNotebook;
  const rendermime = rendering.clone({ resolver: linksToPages(document.urlResolver) });
  const boards = new BoardLinks(document);
  boards.judged.connect(onJudged);
  rendermime.addFactory(boardRenderer(boards, rendermime));
  const content = new LeavableNotebook({
    rendermime,
    contentFactory: new GroupedCells({ editorFactory: cellEditors(languages) }),
    mimeTypeService: new CodeMirrorMimeTypeService(languages),
    editorConfig: {
      ...editors,
      code: { ...editors.code, autoClosingBrackets: true, indentUnit: String(INDENT_SPACES) },
    },
    notebookConfig: { ...defaults, scrollPastEnd: false, windowingMode: "defer" },
  });
  const panel = new NotebookPanel({ context: document, content });
  // JupyterLab calls the cells a feed, whose children would have to be articles.
  content.viewportNode.setAttribute("role", "group");
  // The page has its own toolbar; this one stays empty.
  panel.toolbar.hide();
  keepKernelMetadata(document, panel);
  document.disposed.connect(() => {
    panel.dispose();
  });
  return panel;
}

/**
 * Notes the kernel's language and name in the notebook as the panel itself would, but without counting as a
 * change: else a page that was only opened would be saved, and two tabs would quarrel over nothing. The panel's
 * own connection goes, and with it its dialog about kernels that restart; the page says that in its messages.
 */
function keepKernelMetadata(document: NotebookDocument, panel: NotebookPanel): void {
  Signal.disconnectBetween(document.sessionContext, panel);
  document.sessionContext.kernelChanged.connect((_, { newValue: kernel }) => {
    if (kernel !== null) void noteKernel(document, kernel);
  });
}

async function noteKernel(document: NotebookDocument, kernel: Kernel.IKernelConnection): Promise<void> {
  const [info, spec] = await Promise.all([kernel.info, kernel.spec]);
  if (document.isDisposed) return;
  setQuietly(document, "language_info", { ...info.language_info });
  setQuietly(document, "kernelspec", {
    name: kernel.name,
    display_name: spec?.display_name ?? kernel.name,
    language: spec?.language ?? info.language_info.name,
  });
}

function setQuietly({ model }: NotebookDocument, key: string, value: ReadonlyPartialJSONValue): void {
  const known = model.getMetadata(key) as ReadonlyPartialJSONValue | undefined;
  if (known !== undefined && JSONExt.deepEqual(known, value)) return;
  const wasDirty = model.dirty;
  model.setMetadata(key, value);
  model.dirty = wasDirty;
}
