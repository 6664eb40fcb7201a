/** @file A notebook on disk and in memory: loading, saving, and noticing that someone else changed it. */

import type { SessionContext } from "@jupyterlab/apputils";
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { NotebookModel, type INotebookModel } from "@jupyterlab/notebook";
import { RenderMimeRegistry } from "@jupyterlab/rendermime";
import { ServerConnection, type Contents } from "@jupyterlab/services";
import { PromiseDelegate } from "@lumino/coreutils";
import { DisposableDelegate, type IDisposable } from "@lumino/disposable";
import { Signal } from "@lumino/signaling";
import type { Services } from "../course/services.js";
import { leaveSession, newSession } from "./kernel.js";

/** Why a save did not happen: the file is no longer the one that was loaded, or it could not be written. */
export type Trouble =
  { readonly kind: "changed on disk" } | { readonly kind: "failed"; readonly reason: unknown };

type FileState = Omit<Contents.IModel, "content">;

const LANGUAGE = {
  name: "typescript",
  mimetype: "text/typescript",
  file_extension: ".ts",
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
};

/** One notebook, as JupyterLab's widgets want a document, but speaking through signals instead of dialogs. */
export class NotebookDocument implements DocumentRegistry.IContext<INotebookModel> {
  readonly model: INotebookModel = new NotebookModel({ disableDocumentWideUndoRedo: true });
  readonly sessionContext: SessionContext;
  readonly urlResolver: RenderMimeRegistry.UrlResolver;
  readonly pathChanged = new Signal<this, string>(this);
  readonly fileChanged = new Signal<this, FileState>(this);
  readonly saveState = new Signal<this, DocumentRegistry.SaveState>(this);
  readonly disposed = new Signal<this, void>(this);
  /** A save that did not happen; the notebook stays unsaved. */
  readonly troubled = new Signal<this, Trouble>(this);
  lastModifiedCheckMargin = 500;
  private readonly contents: Contents.IManager;
  private readonly loaded = new PromiseDelegate<void>();
  private file: FileState | null = null;
  private saving: Promise<void> | null = null;
  private starting: Promise<unknown> = Promise.resolve();
  private disposing = false;
  private populated = false;

  constructor(
    readonly path: string,
    services: Services,
  ) {
    this.contents = services.contents;
    this.urlResolver = new RenderMimeRegistry.UrlResolver({ path, contents: services.contents });
    this.sessionContext = newSession(path, services);
  }

  get localPath(): string {
    return this.contents.localPath(this.path);
  }

  get contentsModel(): FileState | null {
    return this.file;
  }

  get canSave(): boolean {
    return this.file?.writable ?? true;
  }

  get isReady(): boolean {
    return this.populated;
  }

  get ready(): Promise<void> {
    return this.loaded.promise;
  }

  get isDisposed(): boolean {
    return this.disposing;
  }

  /** Reads the file; rejects when it cannot be read. */
  async load(): Promise<void> {
    const file = await this.contents.get(this.path, {
      type: "notebook",
      format: "json",
      content: true,
      hash: true,
    });
    if (this.disposing) return;
    this.model.fromJSON(notebookContent(file.content, this.path));
    if (this.model.getMetadata("language_info") === undefined) {
      this.model.setMetadata("language_info", LANGUAGE);
    }
    this.model.sharedModel.clearUndoHistory();
    this.model.dirty = false;
    this.noteFile(file);
    this.populated = true;
    this.loaded.resolve();
  }

  /** Takes what is on disk, giving up what was not saved. */
  revert(): Promise<void> {
    return this.load();
  }

  /** Saves unless the file changed on disk; how it went is told by `saveState` and `troubled`. */
  save(): Promise<void> {
    this.saving ??= this.saveUnlessChanged().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  /** Saves over whatever is on disk. */
  async overwrite(): Promise<void> {
    await this.saving;
    await this.write(() => Promise.resolve());
  }

  /** Saves what is on the screen beside the file and answers the new path; the file stays as it is. */
  async saveCopy(): Promise<string> {
    const stem = this.path.replace(/\.ipynb$/, "");
    const path = `${stem} (mine ${timestamp()}).ipynb`;
    await this.contents.save(path, { type: "notebook", format: "json", content: this.model.toJSON() });
    return path;
  }

  async saveAs(): Promise<boolean> {
    await this.saveCopy();
    return true;
  }

  /** True when another tab or program has written the file since this page read or wrote it. */
  async changedOnDisk(): Promise<boolean> {
    const disk = await this.contents.get(this.path, { content: false, hash: true });
    const known = this.file;
    if (known === null) return false;
    if (typeof known.hash === "string" && typeof disk.hash === "string") return known.hash !== disk.hash;
    return Date.parse(disk.last_modified) - Date.parse(known.last_modified) > this.lastModifiedCheckMargin;
  }

  rename(newName: string): Promise<void> {
    return Promise.reject(
      new Error(`rename: a course page keeps its name; save a copy instead of "${newName}"`),
    );
  }

  async download(): Promise<void> {
    window.open(await this.contents.getDownloadUrl(this.path), "_blank", "noopener");
  }

  createCheckpoint(): Promise<Contents.ICheckpointModel> {
    return this.contents.createCheckpoint(this.path);
  }

  deleteCheckpoint(checkpointID: string): Promise<void> {
    return this.contents.deleteCheckpoint(this.path, checkpointID);
  }

  async listCheckpoints(): Promise<Contents.ICheckpointModel[]> {
    return this.contents.listCheckpoints(this.path);
  }

  async restoreCheckpoint(checkpointID?: string): Promise<void> {
    const checkpoint = checkpointID ?? (await this.listCheckpoints()).at(-1)?.id;
    if (checkpoint === undefined) throw new Error(`restore: ${this.path} has no checkpoint; save it first`);
    await this.contents.restoreCheckpoint(this.path, checkpoint);
    await this.revert();
  }

  /** The page shows one notebook at a time, so a neighbour has nowhere to go. */
  addSibling(): IDisposable {
    return new DisposableDelegate(() => undefined);
  }

  dispose(): void {
    if (this.disposing) return;
    this.disposing = true;
    // Nobody here listens to the kernel any more.
    Signal.disconnectSender(this.sessionContext);
    void this.starting.then(() => {
      leaveSession(this.sessionContext);
    });
    this.model.dispose();
    this.disposed.emit();
    Signal.clearData(this);
  }

  /** Begins the session of the kernel; how it goes is told by the session. */
  start(): void {
    this.starting = this.sessionContext.initialize().catch(() => undefined);
  }

  private async saveUnlessChanged(): Promise<void> {
    await this.ready;
    await this.write(async () => {
      if (await this.changedOnDisk().catch(isMissing)) throw new ChangedOnDisk();
    });
  }

  /** Changes made while the file is being written stay unsaved changes. */
  private async write(check: () => Promise<void>): Promise<void> {
    this.saveState.emit("started");
    try {
      await check();
      this.model.dirty = false;
      const content = this.model.toJSON();
      const written = await this.contents.save(this.path, { type: "notebook", format: "json", content });
      const { hash, hash_algorithm } = await this.contents.get(this.path, { content: false, hash: true });
      if (this.disposing) return;
      this.noteFile({ ...written, ...(hash === undefined ? {} : { hash, hash_algorithm }) });
      this.saveState.emit("completed");
    } catch (reason) {
      if (this.disposing) return;
      this.model.dirty = true;
      this.saveState.emit("failed");
      this.troubled.emit(
        reason instanceof ChangedOnDisk ? { kind: "changed on disk" } : { kind: "failed", reason },
      );
    }
  }

  private noteFile(file: Contents.IModel): void {
    this.file = file;
    this.fileChanged.emit(file);
  }
}

class ChangedOnDisk extends Error {}

/** A file that is gone has not been changed by another tab: it is simply written again. */
function isMissing(reason: unknown): boolean {
  if (reason instanceof ServerConnection.ResponseError && reason.response.status === 404) return false;
  throw reason;
}

function notebookContent(content: unknown, path: string): INotebookContent {
  if (typeof content === "object" && content !== null && "cells" in content && Array.isArray(content.cells)) {
    // The server has read the file as a notebook of format 4 before it sent it.
    return content as INotebookContent;
  }
  throw new Error(`open ${path}: the file has no list of cells; reset it to the original`);
}

function timestamp(): string {
  return new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
}
