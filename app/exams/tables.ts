/** @file Tables of σ and −ln for exams without a calculator: four decimals, at round arguments only. */

const LAST_ROW = 40;
const DECIMALS = 4;
const COLUMNS = Array.from({ length: 10 }, (_, column) => column);

/** Both tables as HTML, with how to read them. */
export function functionTables(): string {
  return [
    `<section class="tables"><h2><span>Tables</span></h2>`,
    `<p>Row and column add up to the argument: σ(0.57) stands in row 0.5, column 7. For negative arguments σ(−z) = 1 − σ(z); `,
    `σ′(z) = σ(z) (1 − σ(z)). Between two entries go in proportion.</p>`,
    table("σ(z)", "z", LAST_ROW, (z) => 1 / (1 + Math.exp(-z))),
    table("−ln p", "p", 10, (p) => -Math.log(p)),
    `</section>`,
  ].join("\n");
}

function table(title: string, letter: string, rows: number, value: (argument: number) => number): string {
  const head = COLUMNS.map((column) => `<th scope="col">${column}</th>`).join("");
  const body = Array.from({ length: rows }, (_, row) => {
    const cells = COLUMNS.map((column) => `<td>${written(value((row * 10 + column) / 100))}</td>`).join("");
    return `<tr><th scope="row">${(row / 10).toFixed(1)}</th>${cells}</tr>`;
  });
  return `<h3>${title}</h3><div class="scroll"><table class="numbers"><thead><tr><th scope="col">${letter}</th>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function written(value: number): string {
  return Number.isFinite(value) ? value.toFixed(DECIMALS).replace(/^-0\.0+$/, "0") : "∞";
}
