/**
 * @file Makes this folder's subset from the four files of the original: the first images of each class, in order.
 *
 *   node make-subset.js FOLDER      FOLDER holds train-images-idx3-ubyte.gz and the other three
 *
 * Prints the SHA-256 of each file made, of the compressed bytes and of what they unpack to.
 */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const CLASSES = 10;
const IMAGE_HEADER_BYTES = 16;
const LABEL_HEADER_BYTES = 8;
const COUNT_OFFSET = 4;
const GZIP_SYSTEM_OFFSET = 9;
const GZIP_SYSTEM_UNKNOWN = 255;
const PARTS = [
  { part: "train", perClass: 1000 },
  { part: "t10k", perClass: 200 },
];

/** Indices of the first `perClass` labels of each class, ascending. */
function firstOfEachClass(labels, perClass) {
  const taken = new Array(CLASSES).fill(0);
  const chosen = [];
  labels.forEach((label, index) => {
    if (taken[label] === perClass) return;
    taken[label] += 1;
    chosen.push(index);
  });
  if (chosen.length !== perClass * CLASSES) {
    throw new Error(
      `make-subset: found ${chosen.length} images, wanted ${perClass} of each of ${CLASSES} classes; ` +
        "give the folder of the full original files",
    );
  }
  return chosen;
}

/** The chosen entries of an IDX file of bytes: its header with the new count, then the entries. */
function selectEntries(bytes, headerBytes, chosen) {
  const entryBytes = (bytes.length - headerBytes) / bytes.readUInt32BE(COUNT_OFFSET);
  const header = Buffer.from(bytes.subarray(0, headerBytes));
  header.writeUInt32BE(chosen.length, COUNT_OFFSET);
  const entries = chosen.map((index) => {
    const start = headerBytes + index * entryBytes;
    return bytes.subarray(start, start + entryBytes);
  });
  return Buffer.concat([header, ...entries]);
}

/** Writes `bytes` compressed, without the time or the system in the header, and prints both hashes. */
function writeCompressed(name, bytes) {
  const compressed = gzipSync(bytes, { level: 9 });
  compressed[GZIP_SYSTEM_OFFSET] = GZIP_SYSTEM_UNKNOWN;
  writeFileSync(join(import.meta.dirname, name), compressed);
  const sha256 = (data) => createHash("sha256").update(data).digest("hex");
  console.log(
    `${name}  ${compressed.length} bytes\n  compressed ${sha256(compressed)}\n  unpacked   ${sha256(bytes)}`,
  );
}

const [, , folder] = process.argv;
if (folder === undefined) {
  console.error("usage: node make-subset.js FOLDER   (the folder of the four original .gz files)");
  process.exit(2);
}

for (const { part, perClass } of PARTS) {
  const images = gunzipSync(readFileSync(join(folder, `${part}-images-idx3-ubyte.gz`)));
  const labels = gunzipSync(readFileSync(join(folder, `${part}-labels-idx1-ubyte.gz`)));
  const chosen = firstOfEachClass(labels.subarray(LABEL_HEADER_BYTES), perClass);
  writeCompressed(`${part}-images-idx3-ubyte-subset.gz`, selectEntries(images, IMAGE_HEADER_BYTES, chosen));
  writeCompressed(`${part}-labels-idx1-ubyte-subset.gz`, selectEntries(labels, LABEL_HEADER_BYTES, chosen));
}
