/** @file IDX files: every element type, and what is said of a damaged one. */

import { describe, expect, it } from "vitest";
import { parseIdx } from "../../../kernel-lib/data/idx.js";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe("parseIdx", () => {
  it.each([
    ["unsigned bytes", 0x08, [1, 255], Uint8Array.of(1, 255)],
    ["signed bytes", 0x09, [1, 255], Int8Array.of(1, -1)],
    ["16-bit integers", 0x0b, [1, 2, 255, 254], Int16Array.of(258, -2)],
    ["32-bit integers", 0x0c, [0, 0, 1, 0, 255, 255, 255, 255], Int32Array.of(256, -1)],
    ["32-bit floats", 0x0d, [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], Float32Array.of(1, -2)],
    [
      "64-bit floats",
      0x0e,
      [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0],
      Float64Array.of(1, -2),
    ],
  ])("reads %s with the high byte first", (_, type, content, expected) => {
    expect(parseIdx(bytes(0, 0, type, 1, 0, 0, 0, 2, ...content))).toEqual({ data: expected, shape: [2] });
  });

  it("reads several dimensions, the last one fastest", () => {
    const file = bytes(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
    expect(parseIdx(file)).toEqual({ data: Uint8Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });
  });

  it("reads a part of a longer buffer", () => {
    const whole = bytes(9, 9, 9, 0, 0, 8, 1, 0, 0, 0, 1, 42, 9);
    expect(parseIdx(whole.subarray(3, 12))).toEqual({ data: Uint8Array.of(42), shape: [1] });
  });

  it("says what is wrong with a damaged file and what to do", () => {
    const message = (file: Uint8Array): string => {
      try {
        parseIdx(file, "labels.gz");
      } catch (error) {
        if (error instanceof Error) return error.message;
      }
      return "no error";
    };
    expect([
      message(bytes()),
      message(bytes(0x1f, 0x8b, 8, 0)),
      message(bytes(0, 0, 7, 1)),
      message(bytes(0, 0, 8, 0)),
      message(bytes(0, 0, 8, 3, 0, 0, 0, 1)),
      message(bytes(0, 0, 8, 1, 0, 0, 0, 3, 1, 2)),
      message(bytes(0, 0, 8, 1, 0, 0, 0, 1, 1, 2)),
    ]).toMatchInlineSnapshot(`
      [
        "idx: labels.gz has 0 bytes, too few for a header; fetch the file again",
        "idx: labels.gz starts with 1f 8b 08 00, not with an IDX header such as 00 00 08 03; check that it is the right file, unpacked",
        "idx: labels.gz starts with 00 00 07 01, not with an IDX header such as 00 00 08 03; check that it is the right file, unpacked",
        "idx: labels.gz starts with 00 00 08 00, not with an IDX header such as 00 00 08 03; check that it is the right file, unpacked",
        "idx: labels.gz ends within its 3 sizes, at 8 bytes; fetch the file again",
        "idx: labels.gz says shape [3], which takes 11 bytes, but has 10; the file is damaged: fetch it again",
        "idx: labels.gz says shape [1], which takes 9 bytes, but has 10; the file is damaged: fetch it again",
      ]
    `);
  });
});
