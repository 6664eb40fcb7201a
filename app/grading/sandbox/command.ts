/** @file How a submission is shut in: the words of bubblewrap, and all that is to be seen inside. */

import { lstatSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** The places of file descriptors inside and for bubblewrap: the line, the filter, what it tells of the process. */
export const DESCRIPTORS = { line: 3, filter: 4, told: 5 } as const;

const COURSE = "/chainrule";
const NOBODY = "65534";
/** The folder that a submission may write to. */
export const SCRATCH = "/scratch";
const SCRATCH_BYTES = 64 * 2 ** 20;
/** JavaScript's own share of the memory, in MB: where it ends, Node.js says so itself. */
const HEAP_MB = 640;
/** Where programs find their libraries; links on most systems. */
const LIBRARIES = ["/usr/lib", "/usr/lib64", "/lib", "/lib64"];
const OPTIONAL = ["/etc/ld.so.cache", "/nix/store"];
/** What of the course is needed to run cells; exercises, notebooks and keys are not among it. */
const PARTS = [
  "package.json",
  "node_modules",
  "kernel-lib/package.json",
  "kernel-lib/dist",
  "dist/kernel",
  "dist/app",
  "datasets",
];

/** The arguments of `bwrap` that run the submission of a unit from this clone. */
export function sandboxWords(clone: string, unit: string): readonly string[] {
  const seen = (path: string): string[] => ["--ro-bind", join(clone, path), `${COURSE}/${path}`];
  return [
    ...[
      "--unshare-all",
      "--die-with-parent",
      "--new-session",
      "--as-pid-1",
      "--cap-drop",
      "ALL",
      "--uid",
      NOBODY,
      "--gid",
      NOBODY,
    ],
    ...["--clearenv", "--setenv", "HOME", SCRATCH, "--setenv", "PATH", "/nowhere"],
    ...LIBRARIES.flatMap(asItIs),
    ...OPTIONAL.flatMap((path) => ["--ro-bind-try", path, path]),
    ...["--ro-bind", process.execPath, `${COURSE}/node`],
    ...PARTS.flatMap(seen),
    ...["--symlink", `${COURSE}/dist/app/grading/inside/chainrule.js`, "/node_modules/chainrule/index.js"],
    ...[
      "--symlink",
      `${COURSE}/dist/app/grading/inside/no-exercises.js`,
      `/node_modules/chainrule-exercises/${unit}`,
    ],
    ...["--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev", "--remount-ro", "/dev"],
    ...["--size", String(SCRATCH_BYTES), "--tmpfs", SCRATCH, "--chdir", SCRATCH, "--remount-ro", "/"],
    ...["--seccomp", String(DESCRIPTORS.filter), "--info-fd", String(DESCRIPTORS.told)],
    ...[
      "--",
      `${COURSE}/node`,
      `--max-old-space-size=${HEAP_MB}`,
      `${COURSE}/dist/app/grading/inside/main.js`,
    ],
  ];
}

/** A folder of libraries read-only, or the same link that it is outside. */
function asItIs(path: string): string[] {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info === undefined) return [];
  return info.isSymbolicLink() ? ["--symlink", readlinkSync(path), path] : ["--ro-bind", path, path];
}
