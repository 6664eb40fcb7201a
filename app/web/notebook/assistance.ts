/** @file Help while typing: completion on Tab, what the kernel knows of a name on Shift+Tab, search in the notebook. */

import {
  Completer,
  CompleterModel,
  CompletionHandler,
  KernelCompleterProvider,
  ProviderReconciliator,
} from "@jupyterlab/completer";
import { Text } from "@jupyterlab/coreutils";
import { SearchDocumentModel, SearchDocumentView } from "@jupyterlab/documentsearch";
import { NotebookSearchProvider, type NotebookPanel } from "@jupyterlab/notebook";
import { Tooltip } from "@jupyterlab/tooltip";
import { Widget } from "@lumino/widgets";

/** The help that one notebook offers. */
export interface Assistance {
  complete(): void;
  chooseCompletion(): void;
  /** Shows what the kernel says about the name at the cursor. */
  explain(): Promise<void>;
  closeExplanation(): void;
  readonly search: Search;
}

/** The search bar of a notebook. */
export interface Search {
  open(): void;
  close(): void;
  next(): Promise<void>;
  previous(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 1000;
const SEARCH_PAUSE_MS = 200;

/** Help for a panel; everything is disposed with it. */
export function assist(panel: NotebookPanel): Assistance {
  const handler = completionFor(panel);
  let tooltip: Tooltip | null = null;
  const closeExplanation = (): void => {
    tooltip?.dispose();
    tooltip = null;
  };
  panel.disposed.connect(closeExplanation);
  return {
    closeExplanation,
    complete: () => {
      handler.invoke();
    },
    chooseCompletion: () => {
      handler.completer.selectActive();
    },
    explain: async () => {
      closeExplanation();
      tooltip = await explanation(panel);
    },
    search: searchFor(panel),
  };
}

function completionFor(panel: NotebookPanel): CompletionHandler {
  const completer = new Completer({ editor: null, model: new CompleterModel() });
  const reconciliator = (): ProviderReconciliator =>
    new ProviderReconciliator({
      context: {
        widget: panel,
        editor: panel.content.activeCell?.editor ?? null,
        session: panel.sessionContext.session,
      },
      providers: [new KernelCompleterProvider()],
      timeout: ANSWER_TIMEOUT_MS,
    });
  const handler = new CompletionHandler({ completer, reconciliator: reconciliator() });
  const follow = (): void => {
    handler.editor = panel.content.activeCell?.editor ?? null;
    handler.reconciliator = reconciliator();
  };
  panel.content.activeCellChanged.connect((_, cell) => {
    follow();
    // A cell that has just come into view gets its editor a moment later.
    void cell?.ready.then(() => {
      if (!panel.isDisposed && cell === panel.content.activeCell) follow();
    });
  });
  panel.sessionContext.sessionChanged.connect(follow);
  completer.hide();
  Widget.attach(completer, document.body);
  panel.disposed.connect(() => {
    handler.dispose();
    completer.dispose();
  });
  return handler;
}

async function explanation(panel: NotebookPanel): Promise<Tooltip | null> {
  const editor = panel.content.activeCell?.editor;
  const kernel = panel.sessionContext.session?.kernel;
  if (editor == null || kernel == null) return null;
  const code = editor.model.sharedModel.getSource();
  const offset = Text.jsIndexToCharIndex(editor.getOffsetAt(editor.getCursorPosition()), code);
  const { content } = await kernel.requestInspect({ code, cursor_pos: offset, detail_level: 0 });
  if (content.status !== "ok" || !content.found || panel.isDisposed) return null;
  const tooltip = new Tooltip({
    anchor: panel.content,
    editor,
    rendermime: panel.content.rendermime,
    bundle: content.data,
  });
  Widget.attach(tooltip, document.body);
  return tooltip;
}

/** While the search bar is open the panel has the class by which the keys know. */
const SEARCHING = "jp-mod-search-active";

/** The search bar over a notebook, made when it is first opened. */
function searchFor(panel: NotebookPanel): Search {
  let view: SearchDocumentView | null = null;
  return {
    open: () => {
      view ??= searchView(panel);
      if (!view.isAttached) Widget.attach(view, panel.node);
      panel.addClass(SEARCHING);
      view.focusSearchInput();
    },
    close: () => {
      view?.close();
    },
    next: async () => view?.model.highlightNext(),
    previous: async () => view?.model.highlightPrevious(),
  };
}

function searchView(panel: NotebookPanel): SearchDocumentView {
  const provider = new NotebookSearchProvider(panel);
  const model = new SearchDocumentModel(provider, SEARCH_PAUSE_MS);
  const view = new SearchDocumentView(model);
  view.closed.connect(() => {
    panel.removeClass(SEARCHING);
    if (!panel.isDisposed) panel.content.activate();
  });
  panel.disposed.connect(() => {
    view.dispose();
    model.dispose();
    provider.dispose();
  });
  return view;
}
