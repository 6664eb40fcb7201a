/** @file A notebook by somebody else in a real browser: whatever it holds, it runs nothing, loads nothing and hides nothing. */

import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import { FIXTURES, startCourse, type TestCourse } from "./course.js";

const UNIT = "02-reading.ipynb";
const RUN = "document.documentElement.dataset.ran = 1";

/** Ways to run a script, to load from elsewhere, to send something there, and to cover the page. */
const markupFor = (foreign: string): readonly string[] => [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"><script>${RUN}</script><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<object data="data:text/html,<script>${RUN}</script>"></object><embed src="javascript:${RUN}">`,
  `<a id="run" href="javascript:${RUN}">click</a><a href=" java&#10;script:${RUN}">click</a>`,
  `<form action="javascript:${RUN}"><input autofocus onfocus="${RUN}"><button formaction="javascript:${RUN}">x</button></form>`,
  `<details open ontoggle="${RUN}"><summary>x</summary></details><body onload="${RUN}"><marquee onstart="${RUN}">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<meta http-equiv="refresh" content="0; url=${foreign}/refresh"><base href="${foreign}/">`,
  `<link rel=stylesheet href="${foreign}/style.css"><style>@import "${foreign}/import.css"; body { display: none }</style>`,
  `<img src="${foreign}/picture.png"><video src="${foreign}/film"></video><img srcset="${foreign}/set.png 1x">`,
  `<div style="position: fixed; inset: 0; z-index: 99999; background: url(${foreign}/cover.png)">cover</div>`,
  `<form action="${foreign}/send"><input name=password><button>Log in</button></form>`,
  `<div id="outline">another outline</div><div id="jupyter-config-data">{}</div><a name="toolbar"></a>`,
];

const output = (data: object): object => ({ output_type: "display_data", data, metadata: {} });
const code = (outputs: readonly object[], trusted: boolean): object => ({
  ...{ cell_type: "code", execution_count: 1, source: "1", metadata: { trusted }, outputs },
});
const markdown = (source: string): object => ({ cell_type: "markdown", metadata: { trusted: true }, source });

const figureFor = (foreign: string): object => ({
  data: [{ x: [1], y: [1], text: [`<a href="javascript:${RUN}">x</a>`], type: "scatter", mode: "text" }],
  layout: {
    title: { text: `<img src=x onerror="${RUN}"><a href="javascript:${RUN}">title</a>` },
    images: [{ source: `${foreign}/plotly.png`, x: 0, y: 0, sizex: 1, sizey: 1 }],
  },
});

/** All of it as outputs, twice, as text of cells, and in the forms that have renderers of their own. */
function hostile(foreign: string): string {
  const markup = markupFor(foreign);
  const [, html] = markup;
  const cells = [...marked(markup), ...rendered(foreign, html), ...written(foreign, html)];
  const metadata = { kernelspec: { name: `"><script>${RUN}</script>`, display_name: html, language: "x" } };
  const named = cells.map((cell, at) => ({ ...cell, id: `c${at}` }));
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: named });
}

/** As HTML, which claims to be trusted, as a drawing and as text of a cell. */
function marked(markup: readonly string[]): readonly object[] {
  return markup.flatMap((html) => [
    code([output({ "text/html": html })], true),
    code([output({ "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg">${html}</svg>` })], false),
    markdown(html),
  ]);
}

/** In the forms of outputs that have renderers of their own. */
function rendered(foreign: string, html: string): readonly object[] {
  const stream = (text: unknown): object => ({ output_type: "stream", name: "stdout", text });
  const latex = (text: string): object => code([output({ "text/latex": `$${text}$` })], true);
  return [
    code([output({ "text/javascript": RUN }), output({ "application/javascript": RUN })], true),
    code([output({ "application/vnd.plotly.v1+json": figureFor(foreign) })], true),
    code([output({ "application/vnd.chainrule.board+json": { html, lines: [html], id: 1 } })], true),
    latex(`\\href{javascript:${RUN}}{x} \\style{position:fixed}{y}`),
    latex("\\def\\x{\\x\\x}\\x"),
    latex(`${"{".repeat(3000)}x${"}".repeat(3000)}`),
    code(
      [output({ "image/png": `" onerror="${RUN}` }), output({ "image/png": "A".repeat(3_000_000) })],
      true,
    ),
    code([output({ "application/json": { a: html } }), output({ "text/plain": html })], true),
    code([stream(`\u001b]8;;javascript:${RUN}\u0007x\u001b]8;;\u0007${html}`)], true),
    code([{ output_type: "error", ename: html, evalue: html, traceback: [html] }], true),
    code([stream(5), { output_type: "unheard-of" }, output([])], true),
  ];
}

/** As what a student reads, down to the end that shows that all of it was drawn. */
function written(foreign: string, html: string): readonly object[] {
  return [
    markdown(
      `[x](javascript:${RUN}) ![y](${foreign}/markdown.png) <${foreign}> $\\href{javascript:${RUN}}{z}$`,
    ),
    markdown("*".repeat(20_000)),
    markdown(`${"> ".repeat(2000)}deep`),
    { cell_type: "raw", metadata: {}, source: html },
    markdown("# The end"),
  ];
}

describeWith(chromium, "a notebook from elsewhere", (executable) => {
  const asked: string[] = [];
  let foreign: Server;
  let course: TestCourse;
  let page: Page;

  beforeAll(async () => {
    foreign = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
    course = await startCourse(executable, [join(FIXTURES, UNIT)]);
    const address = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
    await writeFile(join(course.work, UNIT), hostile(address));
    page = await course.open({ unit: UNIT });
    await page.locator("h1", { hasText: "The end" }).waitFor();
  }, 60_000);
  afterAll(async () => {
    await course.close();
    foreign.close();
  }, 60_000);

  it("runs no script, by itself or when its links and buttons are clicked", async () => {
    await page.evaluate(() => (document.documentElement.dataset["opened"] = "once"));
    const places = page.locator(
      ".jp-RenderedHTMLCommon a:not([target=_blank]), .jp-RenderedHTMLCommon button",
    );
    expect(await places.count()).toBeGreaterThan(5);
    for (const place of await places.all()) await place.dispatchEvent("click");
    await page.locator("h1", { hasText: "The end" }).waitFor();
    const { opened, ran } = await page.evaluate(() => {
      const { dataset } = document.documentElement;
      return { opened: dataset["opened"], ran: dataset["ran"] };
    });
    expect({ opened, ran }).toEqual({ opened: "once", ran: undefined });
  });

  it("tells no other machine that it is read", () => {
    expect(asked).toEqual([]);
  });

  it("covers nothing of the page, and stands for no part of it", async () => {
    const covered = await page.evaluate(() =>
      [...document.querySelectorAll("#toolbar button, #outline a")]
        .filter((part) => {
          const { left, top, width, height } = part.getBoundingClientRect();
          const above = document.elementFromPoint(left + width / 2, top + height / 2);
          return width > 0 && !part.contains(above);
        })
        .map(({ id }) => id),
    );
    expect(covered).toEqual([]);
    expect(await page.locator('[id="outline"]').count()).toBe(1);
  });
});
