/** @file What the server answers when a request cannot be done: a status, and words a student can act on. */

/** A refusal with its HTTP status. Its message is shown to the user as it stands. */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "RequestError";
    this.status = status;
  }
}

/** Whether an error comes from the operating system and carries its code, as in `ENOENT`. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** The system's code of an error (`"ENOENT"`), or "" where there is none. */
export function systemCode(error: unknown): string {
  return isSystemError(error) ? (error.code ?? "") : "";
}

const REASONS: Readonly<Partial<Record<string, readonly [number, string]>>> = {
  ENOSPC: [507, "the disk is full; free some space, then try again. The file on disk is unchanged"],
  EDQUOT: [507, "your disk quota is used up; free some space, then try again. The file on disk is unchanged"],
  EROFS: [403, "the folder is on a read-only disk; the file on disk is unchanged. Start with --work DIR"],
  EACCES: [403, "permission denied by the system; the file on disk is unchanged. Check the folder's rights"],
  EPERM: [403, "not permitted by the system; the file on disk is unchanged. Check the folder's rights"],
  ENOENT: [404, "file or directory does not exist"],
  ENOTDIR: [404, "a part of the path is a file, not a directory"],
  EISDIR: [400, "it is a directory, not a file"],
  EEXIST: [409, "a file of this name exists already"],
  ENOTEMPTY: [400, "the directory is not empty"],
  ELOOP: [400, "it is a link that leads back to itself"],
  EINVAL: [400, "the system refuses it; a directory cannot be moved into itself"],
  ECONNRESET: [400, "the page went away before all of it was sent; the file on disk is unchanged"],
  ENAMETOOLONG: [400, "the name is too long"],
  EMFILE: [503, "too many files are open; close some notebooks, then try again"],
};

/**
 * The refusal for whatever an operation threw: refusals pass through, system errors get a status and a next
 * step, and anything else becomes a plain 500 that tells nothing of the server's inside.
 */
export function asRequestError(error: unknown, operation: string): RequestError {
  if (error instanceof RequestError) return error;
  const reason = REASONS[systemCode(error)];
  if (reason !== undefined) return new RequestError(reason[0], `${operation}: ${reason[1]}.`);
  return new RequestError(500, `${operation}: unexpected error in the server; its terminal says more.`);
}
