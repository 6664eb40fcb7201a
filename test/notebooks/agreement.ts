/** @file Whether a cell shows the same on our kernel as on stock tslab, which sends less: one form of each value. */

/** An output as a notebook keeps it. */
export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly evalue?: string;
}

/** Every difference in words; none is the wish. */
export function differences(tslab: readonly Output[], ours: readonly Output[]): readonly string[] {
  return [...textDifferences(tslab, ours), ...displayDifferences(tslab, ours)];
}

/** What tslab prints, the last value included, is what we print and the text of the value. */
function textDifferences(tslab: readonly Output[], ours: readonly Output[]): readonly string[] {
  const values = ours.filter(({ output_type }) => output_type === "execute_result");
  const text = printed(ours) + values.map(({ data = {} }) => `${textOf(data["text/plain"])}\n`).join("");
  return settled(printed(tslab)) === settled(text) ? [] : [`tslab prints ${printed(tslab)}, ours ${text}`];
}

/** Each form that tslab sends of a display is among ours, with the same content. */
function displayDifferences(tslab: readonly Output[], ours: readonly Output[]): readonly string[] {
  const [theirs, own] = [displays(tslab), displays(ours)];
  if (theirs.length !== own.length) return [`tslab shows ${theirs.length} outputs, ours ${own.length}`];
  return theirs.flatMap((data, index) =>
    Object.entries(data).flatMap(([type, content]) => {
      const same = settled(contentOf(content)) === settled(contentOf(own[index][type]));
      return same
        ? []
        : [`output ${index + 1}, ${type}: ${contentOf(content)} / ${contentOf(own[index][type])}`];
    }),
  );
}

function displays(outputs: readonly Output[]): readonly Readonly<Record<string, unknown>>[] {
  return outputs.filter(({ output_type }) => output_type === "display_data").map(({ data = {} }) => data);
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
