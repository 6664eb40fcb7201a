/** @file The versions that the kernel tells of: its own, the language's, and that of the interface it took over. */

/** By name; `tslab` is the version whose module cells import. */
export const VERSIONS = {
  kernel: "0.1.0",
  tslab: "1.0.22",
  typescript: "7.0.2",
  node: process.versions.node,
} as const;
