/** @file What every command is given by the plain script that read the command line. */

/** A server of this clone that is running now; kept in a file that only its owner can read. */
export interface ServerRecord {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly url: string;
  readonly workFolder: string;
}

/** The running servers of this clone, one per work folder. */
export interface RunningServers {
  /** The server on this work folder, asked whether it answers. */
  find(workFolder: string): Promise<ServerRecord | undefined>;
  remember(record: ServerRecord): void;
  /** Removes the record if it is this process's own. */
  forget(workFolder: string): void;
}

/** Where a command works: the clone, the folder it was typed in, the servers already running. */
export interface Context {
  readonly clone: string;
  readonly folder: string;
  readonly servers: RunningServers;
}

/** 0 fine, 1 found a failure, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;
