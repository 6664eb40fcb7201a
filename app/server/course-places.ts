/** @file Where a course lies: its originals, and what one student makes of them. */

import type { Writer } from "./files.js";

/** The folders and files of a course. */
export interface CoursePlaces {
  readonly courseFolder: string;
  readonly workFolder: string;
  /** The work folder's private part: records and backups. */
  readonly ownFolder: string;
  readonly writer: Writer;
}
