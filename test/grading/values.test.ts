/** @file Values as they cross between a submission and its judge, and data that are refused at the door. */

import { tensor, Tensor } from "chainrule";
import { expect, it } from "vitest";
import { NotTransferable, received, sent } from "../../app/grading/data/values.js";

const NONE = { keep: () => 7, revive: (number: number) => ({ revived: number }) };

function crossed(value: unknown): unknown {
  return received(JSON.parse(JSON.stringify(sent(value, NONE))), NONE);
}

it.each([
  ["numbers", [1, -0.5, 1e300]],
  ["numbers that are not finite", [NaN, Infinity, -Infinity]],
  ["words, truth and nothing", ["σ", true, null]],
  ["an object with a part that is missing", { dW2: undefined, db2: [[1]] }],
  ["floats", Float64Array.of(1, NaN)],
])("carries %s as they are", (_, value) => {
  expect(crossed(value)).toEqual(value);
});

it("carries a tensor with its shape, precision and name, without its trace", () => {
  const made = tensor([[1, 2, NaN]], { precision: "float32" }).named("W", { layer: 2 });
  const found = crossed(made);
  expect(found).toBeInstanceOf(Tensor);
  expect(found).toMatchObject({ shape: [1, 3], name: { base: "W", layer: 2 }, trace: undefined });
  expect((found as Tensor).data).toEqual(Float32Array.of(1, 2, NaN));
});

it("lets a number stand for a function", () => {
  expect(crossed({ f: () => 1 })).toEqual({ f: { revived: 7 } });
});

it("keeps a part that is called like a part of all objects an ordinary one", () => {
  const found = received(
    { kind: "object", entries: [["__proto__", { kind: "object", entries: [["passed", true]] }]] },
    NONE,
  );
  expect(Reflect.get(Object(found), "passed")).toBeUndefined();
});

const endless: unknown[] = [];
endless.push(endless);

it.each([
  ["a symbol", Symbol("a")],
  ["a whole number of any length", 1n],
  ["a list that holds itself", endless],
  ["a million numbers", Array.from({ length: 1_000_000 }, () => 0)],
])("refuses to send %s", (_, value) => {
  expect(() => sent(value, NONE)).toThrow(NotTransferable);
});

it.each([
  ["an unknown kind", { kind: "verdict", passed: true }],
  ["an object without entries", { kind: "object" }],
  ["an entry without a name", { kind: "object", entries: [[1, 2]] }],
  ["a number that is none", { kind: "number", text: "one" }],
  ["a tensor without a shape", { kind: "tensor", entries: [1] }],
  ["a tensor of another size", { kind: "tensor", shape: [2, 2], entries: [1, 2] }],
  ["a tensor with a negative size", { kind: "tensor", shape: [-1, -2], entries: [1, 2] }],
  ["a tensor of words", { kind: "tensor", shape: [1], entries: ["one"] }],
  ["a function without a number", { kind: "function", number: -1 }],
])("refuses to receive %s", (_, data) => {
  expect(() => received(data, NONE)).toThrow(NotTransferable);
});
