/** @file Tables and figures as Prettier lays them out. */

/** Three significant digits. */
export function number(value) {
  return String(Number(value.toPrecision(3)));
}

/** A table of columns of even width. */
export function markdownTable(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(3, ...all.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(" | ")} |`;
  return [
    line(all[0]),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...all.slice(1).map(line),
  ].join("\n");
}
