/**
 * @file How long a line waits on the page, from Enter until its message is painted: `node bench/board/page.js`, after a
 * set-up with development tools. Writes bench/results/board.md. CHAINRULE_CHROMIUM names another Chromium.
 */

// What `enterLine` finds in the page.
/* global document, performance, requestAnimationFrame, KeyboardEvent, MutationObserver */

import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { startServer } from "../../dist/app/server/server.js";

const ROUNDS = 3;
const LIMIT_MS = 150;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NOTEBOOK = "05-board.ipynb";

/** Right lines and wrong ones on the lecture's 2-3-1 network, as the mathematics input gives them. */
const LINES = [
  String.raw`d\hat{y}=-\frac{y}{\hat{y}}+\frac{1-y}{1-\hat{y}}`,
  String.raw`dz^{[2]}=y-\hat{y}`,
  String.raw`dz^{[2]}=-\frac{y}{\hat{y}}+\frac{1-y}{1-\hat{y}}`,
  String.raw`dz^{[2]}=\hat{y}-y`,
  String.raw`dA^{[1]}=W^{[2]}dz^{[2]}`,
  String.raw`dA^{[1]}=W^{[2]\top}dz^{[2]}`,
  String.raw`dz^{[1]}=W^{[2]\top}dz^{[2]}`,
  String.raw`dz^{[1]}=dA^{[1]}\odot A^{[1]}\odot(1-A^{[1]})`,
  String.raw`dW^{[1]}=x^{\top}dz^{[1]}`,
  String.raw`dW^{[1]}=dz^{[1]}x^{\top}`,
];

const folder = await mkdtemp(join(tmpdir(), "chainrule-bench-"));
const course = join(folder, "originals");
await mkdir(course);
await copyFile(join(ROOT, "test", "browser", "fixtures", NOTEBOOK), join(course, NOTEBOOK));
const webFolder = join(ROOT, "dist", "web");
const server = await startServer({
  port: 0,
  workFolder: join(folder, "work"),
  courseFolder: course,
  webFolder,
});
const browser = await chromium.launch({
  executablePath: process.env.CHAINRULE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const times = await measured(await browser.newPage());
  const text = report(times);
  await writeFile(new URL("../results/board.md", import.meta.url), text);
  console.log(text);
  process.exitCode = median(times.flat()) <= LIMIT_MS ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

/** For each round the milliseconds of each line. */
async function measured(page) {
  await page.goto(server.url);
  await page.locator("#kernel-state", { hasText: "Kernel ready" }).waitFor();
  await page.locator('#toolbar [data-command="run-all"]').click();
  await page.locator(".board math-field").waitFor();
  await page.locator(".board-lines > li").waitFor();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.locator(".board button.again").click();
    await page.waitForFunction(() => document.querySelector(".board-lines > li") === null);
    const times = [];
    for (const line of LINES) times.push(await page.evaluate(enterLine, line));
    rounds.push(times);
  }
  return rounds;
}

/** In the page: puts the line into the input, presses Enter, and waits until one more message has been painted. */
async function enterLine(latex) {
  const field = document.querySelector(".board math-field");
  const count = document.querySelectorAll(".board .verdict").length;
  field.value = latex;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const begun = performance.now();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
  await new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelectorAll(".board .verdict").length <= count) return;
      observer.disconnect();
      // The frame after this one begins when the message is on the screen.
      requestAnimationFrame(() => setTimeout(resolve));
    });
    observer.observe(document.querySelector(".board"), { childList: true, subtree: true });
  });
  const waited = performance.now() - begun;
  // Until the input takes the next line.
  while (document.querySelector(".board [type=submit]").getAttribute("aria-disabled") === "true")
    await new Promise((resolve) => setTimeout(resolve, 10));
  return waited;
}

function report(rounds) {
  const all = rounds.flat().sort((a, b) => a - b);
  const width = Math.max(...LINES.map((line) => line.length)) + 2;
  const row = (line, ms) => `| ${line.padEnd(width)} | ${ms.padEnd(3)} |`;
  const rows = LINES.map((line, at) =>
    row(`\`${line}\``, median(rounds.map((times) => times[at])).toFixed(0)),
  );
  return [
    "# A line on the board of the page",
    "",
    `${cpus()[0].model.trim()}, ${cpus().length} logical cores, Node.js ${process.versions.node}, Chromium ${browser.version()}; load average over one minute ${loadavg()[0].toFixed(2)}. From Enter until the message is painted, in milliseconds; medians of ${ROUNDS} rounds.`,
    "",
    row("line", "ms"),
    row("-".repeat(width), "---"),
    ...rows,
    "",
    `${all.length} lines: median ${median(all).toFixed(0)} ms, the slowest ${all[all.length - 1].toFixed(0)} ms; the limit for the median is ${LIMIT_MS} ms.`,
    "",
  ].join("\n");
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
