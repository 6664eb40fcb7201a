/** @file Whether a cell shows the same in two runs, or on two kernels: stock tslab sends one form of each value. */

/** An output as a notebook keeps it. */
export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly evalue?: string;
}

/** Every difference in words; none is the wish. The second may show more forms of a value than the first. */
export function differences(one: readonly Output[], other: readonly Output[]): readonly string[] {
  // What one kernel prints as the value of a cell is a result to another.
  const values =
    datasOf(one, "execute_result").length === 0 ? [] : formDifferences(one, other, "execute_result");
  return [...textDifferences(one, other), ...formDifferences(one, other, "display_data"), ...values];
}

/** What is printed, with the text of the value. */
function textDifferences(...both: readonly (readonly Output[])[]): readonly string[] {
  const [one, other] = both.map((outputs) => {
    const values = datasOf(outputs, "execute_result").map((data) => `${textOf(data["text/plain"])}\n`);
    return printed(outputs) + values.join("");
  });
  return settled(one) === settled(other) ? [] : [`prints ${one} / ${other}`];
}

/** Each form that the first has of an output is among those of the second, with the same content. */
function formDifferences(
  first: readonly Output[],
  second: readonly Output[],
  type: string,
): readonly string[] {
  const [one, other] = [datasOf(first, type), datasOf(second, type)];
  if (one.length !== other.length) return [`${one.length} / ${other.length} outputs of the type ${type}`];
  return one.flatMap((data, index) =>
    Object.entries(data).flatMap(([mime, content]) => {
      const [here, there] = [contentOf(content), contentOf(other[index][mime])];
      return settled(here) === settled(there) ? [] : [`output ${index + 1}, ${mime}: ${here} / ${there}`];
    }),
  );
}

function datasOf(outputs: readonly Output[], type: string): readonly Readonly<Record<string, unknown>>[] {
  return outputs.filter(({ output_type }) => output_type === type).map(({ data = {} }) => data);
}

function printed(outputs: readonly Output[]): string {
  return outputs
    .filter(({ name }) => name === "stdout")
    .map(({ text }) => textOf(text))
    .join("");
}

/** JSON as one text, whether it came as text or as an object; its keys in one order. */
function contentOf(content: unknown): string {
  const text = textOf(content);
  try {
    return JSON.stringify(
      sorted(typeof content === "object" && !Array.isArray(content) ? content : JSON.parse(text)),
    );
  } catch {
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

/** Without what no two runs have in common: how long something took. */
function settled(text: string): string {
  return text.replace(/\d+(\.\d+)? (s|ms|updates per second)\b/g, "# $2").trim();
}

function textOf(lines: unknown): string {
  return Array.isArray(lines)
    ? lines.join("")
    : typeof lines === "string"
      ? lines
      : JSON.stringify(lines ?? "");
}
