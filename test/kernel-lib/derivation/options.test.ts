/** @file What a derivation may be told, and what it says of a slip. */

import { describe, expect, it } from "vitest";
import { derive, type DeriveOptions } from "../../../kernel-lib/index.js";
import { shownLines } from "../../../kernel-lib/derivation/present.js";
import { workedExample } from "./networks.js";

const { loss, parameters } = workedExample();

/** Options as a cell without type checks hands them over. */
function unchecked(json: string): DeriveOptions {
  return JSON.parse(json) as DeriveOptions;
}

describe("a derivation's options", () => {
  it.each([
    [
      '{ "detail": "everything" }',
      'derive: the detail "everything" is not known; write "brief" or "steps" or "full"',
    ],
    ['{ "depth": 2 }', 'derive: there is no option "depth"; there are detail, digits, seed, elsewhere'],
    ['{ "digits": 0 }', "derive: digits is 0; give a whole number from 1 to 17, such as 4"],
    ['{ "digits": 2.5 }', "derive: digits is 2.5; give a whole number from 1 to 17, such as 4"],
    ['{ "digits": 18 }', "derive: digits is 18; give a whole number from 1 to 17, such as 4"],
  ])("refuse %s", (options, message) => {
    expect(() => derive(loss, parameters.W1, unchecked(options))).toThrow(message);
  });

  it.each([1, 17])("take %d significant digits", (digits) => {
    expect(derive(loss, parameters.W1, { digits }).options.digits).toBe(digits);
  });
});

describe("a line read aloud", () => {
  it("says which factors cancel", () => {
    const line = shownLines(derive(loss, parameters.b2)).find(({ latex }) => latex.includes("\\cancel"));
    expect(line?.spoken).toMatchInlineSnapshot(
      `"equals the fraction y hat minus y over cancelled y hat times cancelled open bracket 1 minus y hat close bracket end of fraction times cancelled y hat times cancelled open bracket 1 minus y hat close bracket times 1"`,
    );
  });
});
