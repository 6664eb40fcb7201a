/** @file A derivation read back from JSON: outside data, checked here once. */

import { UsageError } from "../tensor/errors.js";
import { shapeText, type Shape } from "../tensor/shape.js";
import type { Nested } from "../tensor/tensor.js";
import type { DerivationRecord, LineRecord, LinesRecord, SymbolRecord, UnfoldedRecord } from "./record.js";

/**
 * The derivation in a text that `exported(derivation, "json")` wrote: symbols with their values, and every line with
 * its form as text and the value that this form has to give, so that any evaluator of the grammar can check it.
 *
 * ```ts
 * const { symbols, lines } = readDerivation(text);
 * ```
 *
 * @throws UsageError naming the first place where the text is no such derivation.
 */
export function readDerivation(text: string): DerivationRecord {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `readDerivation: the text is no JSON, ${String(error)}; write it with exported(derivation, "json")`,
    );
  }
  const whole = fieldsOf(data, "the derivation");
  const shape = shapeOf(whole.shape, "shape");
  const closed = fieldsOf(whole.closedForm, "closedForm");
  const checked = fieldsOf(whole.verification, "verification");
  const amount = (name: string): number => numberOf(checked[name], `verification.${name}`);
  return {
    result: textOf(whole.result, "result"),
    by: textOf(whole.by, "by"),
    shape,
    ...linesOf(whole, ""),
    closedForm: { ...sidesOf(closed, "closedForm"), form: textOf(closed.form, "closedForm.form") },
    gradient: valueOf(whole.gradient, shape, "gradient"),
    verification: {
      lines: amount("lines"),
      secondPoint: amount("secondPoint"),
      differences: amount("differences"),
      measured: amount("measured"),
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

function linesOf({ symbols, lines }: Fields, at: string): LinesRecord {
  return {
    symbols: listOf(symbols, `${at}symbols`).map((one, index) => symbolOf(one, `${at}symbols[${index}]`)),
    lines: listOf(lines, `${at}lines`).map((one, index) => lineOf(one, `${at}lines[${index}]`)),
  };
}

function symbolOf(data: unknown, at: string): SymbolRecord {
  const { name, form, shape, value } = fieldsOf(data, at);
  const sizes = shapeOf(shape, `${at}.shape`);
  return {
    name: textOf(name, `${at}.name`),
    form: form === undefined ? undefined : textOf(form, `${at}.form`),
    shape: sizes,
    value: valueOf(value, sizes, `${at}.value`),
  };
}

function lineOf(data: unknown, at: string): LineRecord {
  const fields = fieldsOf(data, at);
  const shape = shapeOf(fields.shape, `${at}.shape`);
  return {
    rule: textOf(fields.rule, `${at}.rule`),
    of: textOf(fields.of, `${at}.of`),
    form: textOf(fields.form, `${at}.form`),
    ...sidesOf(fields, at),
    shape,
    value: valueOf(fields.value, shape, `${at}.value`),
    unfolded: listOf(fields.unfolded, `${at}.unfolded`).map((one, index) =>
      unfoldedOf(one, `${at}.unfolded[${index}]`),
    ),
  };
}

function unfoldedOf(data: unknown, at: string): UnfoldedRecord {
  const fields = fieldsOf(data, at);
  return { rule: textOf(fields.rule, `${at}.rule`), ...linesOf(fields, `${at}.`) };
}

function sidesOf(
  { latex, plain, spoken }: Fields,
  at: string,
): Pick<LineRecord, "latex" | "plain" | "spoken"> {
  return {
    latex: textOf(latex, `${at}.latex`),
    plain: textOf(plain, `${at}.plain`),
    spoken: textOf(spoken, `${at}.spoken`),
  };
}

/** Numbers nested as the shape says. */
function valueOf(data: unknown, shape: Shape, at: string): Nested {
  if (shape.length === 0) return numberOf(data, at);
  const [size, ...rest] = shape;
  const parts = listOf(data, at);
  if (parts.length !== size)
    throw misfit(at, `a list of ${size} (${shapeText(shape)})`, `one of ${parts.length}`);
  return parts.map((part, index) => valueOf(part, rest, `${at}[${index}]`));
}

function shapeOf(data: unknown, at: string): Shape {
  return listOf(data, at).map((size) => {
    const sizes = numberOf(size, at);
    if (!Number.isSafeInteger(sizes) || sizes < 0) throw misfit(at, "whole numbers", String(sizes));
    return sizes;
  });
}

function fieldsOf(data: unknown, at: string): Fields {
  if (!isFields(data)) throw misfit(at, "an object", kindOf(data));
  return data;
}

function isFields(data: unknown): data is Fields {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function listOf(data: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(data)) throw misfit(at, "a list", kindOf(data));
  return data;
}

function textOf(data: unknown, at: string): string {
  if (typeof data !== "string") throw misfit(at, "a text", kindOf(data));
  return data;
}

function numberOf(data: unknown, at: string): number {
  if (typeof data !== "number") throw misfit(at, "a number", kindOf(data));
  return data;
}

function kindOf(data: unknown): string {
  return data === undefined
    ? "nothing"
    : data === null
      ? "null"
      : Array.isArray(data)
        ? "a list"
        : typeof data;
}

function misfit(at: string, expected: string, got: string): UsageError {
  return new UsageError(
    `readDerivation: ${at} must be ${expected}, got ${got}; write the text with exported(derivation, "json")`,
  );
}
