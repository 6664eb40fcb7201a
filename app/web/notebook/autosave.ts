/** @file Saves a notebook by itself soon after it changes, and shows how the file stands. */

import type { NotebookDocument, Trouble } from "./document.js";

/** Long enough not to write at every key, short enough that a crash costs next to nothing. */
const PAUSE_MS = 1500;
/** While outputs keep coming there is no pause; then the file is written this often. */
const LONGEST_WAIT_MS = 15_000;

/** Follows a document until it is disposed; `show` hears the state in words. */
export function autosave(document: NotebookDocument, show: (words: string) => void): void {
  let pause: number | undefined;
  let dirtySince = 0;
  let conflict = false;
  let saving = false;
  const save = (): void => {
    window.clearTimeout(pause);
    if (document.model.dirty && !conflict) void document.save();
  };
  const schedule = (): void => {
    // What is noted that is no change of the student's makes it dirty for a moment.
    if (!document.model.dirty && !saving) show("Saved");
    if (!document.model.dirty) return;
    dirtySince ||= Date.now();
    show("Not saved yet");
    window.clearTimeout(pause);
    const left = dirtySince + LONGEST_WAIT_MS - Date.now();
    pause = window.setTimeout(save, Math.max(0, Math.min(PAUSE_MS, left)));
  };
  schedule();
  document.model.contentChanged.connect(schedule);
  document.model.stateChanged.connect(schedule);
  document.saveState.connect((_, state) => {
    saving = state === "started";
    if (saving) return;
    conflict = false;
    dirtySince = 0;
    if (state === "failed") show("Not saved");
    else schedule();
  });
  document.troubled.connect((_, { kind }: Trouble) => {
    // Until the student has chosen which version stays, trying again would only ask again.
    conflict = kind === "changed on disk";
  });
  document.fileChanged.connect(() => {
    conflict = false;
    schedule();
  });
  saveWhenLeaving(document, save);
}

/** A page that goes out of sight is saved at once; closing one that could not be saved asks first. */
function saveWhenLeaving(notebook: NotebookDocument, save: () => void): void {
  const onHide = (): void => {
    if (document.visibilityState === "hidden") save();
  };
  const onClose = (event: BeforeUnloadEvent): void => {
    if (!notebook.model.dirty) return;
    save();
    event.preventDefault();
  };
  document.addEventListener("visibilitychange", onHide);
  window.addEventListener("beforeunload", onClose);
  notebook.disposed.connect(() => {
    document.removeEventListener("visibilitychange", onHide);
    window.removeEventListener("beforeunload", onClose);
  });
}
