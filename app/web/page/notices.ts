/** @file The words of the page's messages, with what can be done in each case. */

import { ServerConnection } from "@jupyterlab/services";
import { address } from "../course/address.js";
import type { Signature, Submitted } from "../course/course.js";
import type { RunState } from "../notebook/run-record.js";
import type { Message } from "./messages.js";

/** The file on disk is another than the one on the screen. */
export function changedOnDisk(choose: {
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly saveCopy: () => void;
}): Message {
  return {
    key: "save",
    kind: "error",
    text: "This page was changed in another tab or by another program since it was opened here. Which version stays?",
    choices: [
      { label: "Keep mine", choose: choose.keepMine },
      { label: "Take theirs", choose: choose.takeTheirs },
      { label: "Save mine as a copy", choose: choose.saveCopy },
    ],
  };
}

/** The file could not be written. */
export function saveFailed(reason: unknown, tryAgain: () => void): Message {
  return {
    key: "save",
    kind: "error",
    text: `This page could not be saved: ${explained(reason)} Your changes are kept here as long as this tab is open.`,
    choices: [{ label: "Try again", choose: tryAgain }],
  };
}

/** The screen's version was saved beside the file. */
export function copySaved(path: string): Message {
  return {
    key: "save",
    kind: "notice",
    text: `Your version is saved as “${path}”; here is the other one.`,
    choices: [{ label: "Open my version", href: address(path) }],
  };
}

/** The kernel died. */
export function kernelDied(restart: () => void): Message {
  return {
    key: "kernel",
    kind: "error",
    text: "The kernel has stopped. This page is safe; its variables are gone until the cells are run again.",
    choices: [{ label: "Restart the kernel", choose: restart }],
  };
}

/** The kernel died and the server started another by itself. */
export const KERNEL_REPLACED: Message = {
  key: "kernel",
  kind: "error",
  text: "The kernel stopped and is being started again. Its variables are gone until the cells are run again.",
};

/** No kernel could be started. */
export function kernelNotStarted(reason: string, restart: () => void): Message {
  return {
    key: "kernel",
    kind: "error",
    text: `The kernel could not be started: ${sentence(reason)} You can read this page but not run it.`,
    choices: [{ label: "Try again", choose: restart }],
  };
}

/** A cell did not run to its end, so those that waited behind it were not run. */
export function runHalted(halt: {
  readonly state: RunState;
  readonly notRun: number;
  readonly showCell: () => void;
  /** Where the kernel has run no cell before it, although there are some above. */
  readonly runFromTop?: (() => void) | undefined;
}): Message {
  const first =
    halt.runFromTop === undefined ? "" : " No cell above it has run since the kernel was started.";
  const rest = halt.notRun === 0 ? "" : ` The ${count(halt.notRun, "code cell")} after it did not run.`;
  return {
    key: "run",
    kind: halt.state === "stopped with an error" ? "error" : "notice",
    text: `${halt.state === "ran" ? "The run was interrupted." : `A cell ${halt.state}.`}${first}${rest}`,
    choices: [
      ...(halt.runFromTop === undefined
        ? []
        : [{ label: "Run from the top to here", choose: halt.runFromTop }]),
      { label: "Show the cell", choose: halt.showCell },
    ],
  };
}

/** Asked before variables are thrown away. */
export function askRestart(choose: { readonly restart: () => void; readonly runAll: () => void }): Message {
  return {
    key: "kernel",
    kind: "notice",
    text: "Restart the kernel? Its variables will be gone; the page and its outputs stay.",
    choices: [
      { label: "Restart", choose: choose.restart },
      { label: "Restart and run all", choose: choose.runAll },
      { label: "Cancel" },
    ],
  };
}

/** Asked before the copy is replaced by the original. */
export function askReset(reset: () => void): Message {
  return {
    key: "reset",
    kind: "notice",
    text: "Reset this page to the original? Your version is kept as a backup.",
    choices: [{ label: "Reset", choose: reset }, { label: "Cancel" }],
  };
}

/** The copy was replaced by the original. */
export function wasReset(backup: string): Message {
  return {
    key: "reset",
    kind: "notice",
    text: `This page is the original again. Your version is kept in the work folder as “${backup}”.`,
  };
}

/** Asked once, before the first file is made that a teacher collects. */
export function askSignature(sign: (who: Signature) => void): Message {
  return {
    key: "submit",
    kind: "notice",
    text: "Who hands this in? It is asked once. Exercises that you open from then on have numbers of your own.",
    fields: [
      { name: "student", label: "Student id" },
      { name: "term", label: "Term", optional: true },
    ],
    choices: [
      {
        label: "Make the file",
        choose: ({ student, term }) => {
          sign({ student, term });
        },
      },
      { label: "Cancel" },
    ],
  };
}

/** The file for the teacher was made. */
export function wasSubmitted(unit: string, { file, student }: Submitted): Message {
  return {
    key: "submit",
    kind: "notice",
    text: `Your answers to unit ${unit} are in “${file}” in the work folder, signed ${student}. Give this file to your teacher. Submit again after a change.`,
    choices: [
      {
        label: "Download the file",
        href: `files/${file.split("/").map(encodeURIComponent).join("/")}`,
        download: true,
      },
    ],
  };
}

/** There is nothing to hand in on this page. */
export const NOTHING_TO_SUBMIT: Message = {
  key: "submit",
  kind: "notice",
  text: "This page belongs to no unit with exercises, so there is nothing to submit.",
};

/** The course has a newer original than the student's copy. */
export function originalUpdated(choose: {
  readonly openBeside: () => void;
  readonly reset: () => void;
}): Message {
  return {
    key: "update",
    kind: "notice",
    text: "The course has a newer version of this page. Yours stays as it is.",
    choices: [
      { label: "Open the new version beside it", choose: choose.openBeside },
      { label: "Start again from the new version", choose: choose.reset },
    ],
  };
}

/** The file was changed elsewhere and nothing was unsaved here, so the newer version was taken. */
export const REFRESHED: Message = {
  key: "save",
  kind: "notice",
  text: "This page was changed in another tab; here is the newest version.",
};

/** Something that was asked of the server did not work. */
export function failed(what: string, reason: unknown): Message {
  return { key: what, kind: "error", text: `${what}: ${explained(reason)}` };
}

function explained(reason: unknown): string {
  if (reason instanceof ServerConnection.NetworkError) {
    return "the course server does not answer. Start it again with npm start.";
  }
  if (reason instanceof ServerConnection.ResponseError && [401, 403].includes(reason.response.status)) {
    return `the course server refused: ${sentence(reason.message)} If it was restarted, open the address it prints.`;
  }
  return sentence(reason instanceof Error ? reason.message : String(reason));
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function count(number: number, noun: string): string {
  return number === 1 ? noun : `${number} ${noun}s`;
}
