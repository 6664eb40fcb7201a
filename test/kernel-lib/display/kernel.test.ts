/** @file Showing and training in the real kernel: what arrives, what is replaced in place, and interrupting. */

import { KernelManager, type Kernel } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KernelChoice } from "../../../app/server/kernelspecs.js";
import { runCell, until } from "../../server/support/cells.js";
import { startTestServer, type TestServer } from "../../server/support/server.js";

interface Shown {
  readonly data: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
}

interface ShownBy {
  readonly first: readonly Shown[];
  readonly updates: readonly Shown[];
  readonly values: readonly Shown[];
  readonly printed: string;
}

/** The MIME types in which each kind of value is sent. */
type Forms = Readonly<Record<"tensor" | "graph" | "text" | "chart" | "bar", readonly string[]>>;

const PLOTLY = "application/vnd.plotly.v1+json";

const TRAINING = (epochs: number): string =>
  `await train(network([2, 3, 1], { seed: 7 }), data, { loss: bce, epochs: ${epochs}, learningRate: 1 });`;

describe.each<[KernelChoice, Forms]>([
  [
    "tslab",
    {
      tensor: ["text/latex"],
      graph: ["text/html"],
      text: ["text/plain"],
      chart: [PLOTLY],
      bar: ["text/html"],
    },
  ],
  [
    "chainrule",
    {
      tensor: ["text/latex", "text/plain"],
      graph: ["text/html", "image/svg+xml", "text/plain"],
      text: ["text/plain"],
      chart: [PLOTLY, "text/html", "text/plain"],
      bar: ["text/html", "text/plain"],
    },
  ],
])("in the kernel %s", (choice, forms) => {
  let server: TestServer;
  let kernels: KernelManager;
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    server = await startTestServer(undefined, choice);
    kernels = new KernelManager({ serverSettings: server.settings });
    await kernels.ready;
    kernel = await kernels.startNew({ name: "tslab" });
    await kernel.info;
    const { reply } = await runCell(
      kernel,
      'import { bce, graph, network, show, tensor, train } from "chainrule";\n' +
        "const data = { X: tensor([[0, 0, 1, 1], [0, 1, 0, 1]]), Y: tensor([[0, 1, 1, 0]]) };",
    );
    expect(reply.content.status).toBe("ok");
  }, 60_000);

  afterAll(async () => {
    kernels.dispose();
    await server.end();
  });

  async function shownBy(code: string): Promise<ShownBy> {
    const result = await runCell(kernel, code);
    expect(result.text("stderr")).toBe("");
    return {
      first: result.contents("display_data") as Shown[],
      updates: result.contents("update_display_data") as Shown[],
      values: result.contents("execute_result") as Shown[],
      printed: result.text("stdout"),
    };
  }

  it("show sends one output per value and prints nothing", async () => {
    const { first, printed } = await shownBy(
      'const x = tensor(2).named("x");\nshow(x, graph(x.square().named("q")), "text")',
    );
    expect(first.map(({ data }) => Object.keys(data))).toEqual([forms.tensor, forms.graph, forms.text]);
    expect(printed).toBe("");
  });

  it("the last value of a cell shows itself", async () => {
    const { values, printed } = await shownBy('tensor([[1, 2]]).named("W", { layer: 1 })');
    const text = values.map(({ data }) => `${String(data["text/plain"])}\n`).join("");
    expect(printed + text).toBe("W1 [1, 2] =\n1  2\n");
  });

  it("train updates its bar in place, and its curve below", async () => {
    const { first, updates } = await shownBy(`const run = ${TRAINING(3000)}`);
    expect(first.map(({ data }) => Object.keys(data))).toEqual([forms.bar, forms.chart]);
    const places = first.map(({ transient }) => transient?.display_id);
    expect(new Set(places).size).toBe(2);
    expect(new Set(updates.map(({ transient }) => transient?.display_id))).toEqual(new Set(places));
    const barTexts = updates.filter(({ transient }) => transient?.display_id === places[0]);
    expect(JSON.stringify(barTexts.at(-1)?.data)).toMatch(/3000 updates in [\d.]+ s: loss [\d.]+ → [\d.]+\./);
  });

  it("train that ends a cell tells its summary over the curve, and its value alone in a later cell", async () => {
    const told = async (code: string): Promise<boolean> => {
      const { values, printed } = await shownBy(code);
      return /50 updates in/.test(printed + JSON.stringify(values));
    };
    // Stock tslab prints the value of a cell, whatever it is.
    expect(await told(TRAINING(50))).toBe(choice === "tslab");
    await shownBy(`const kept = ${TRAINING(50)}`);
    expect(await told("kept")).toBe(true);
  });

  it("an interrupt stops training and leaves the kernel running", async () => {
    const cell = runCell(kernel, TRAINING(100_000_000));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await kernel.interrupt();
    // Stock tslab calls the cell interrupted all the same; ours leaves its end to training, which says how far it came.
    const { messages } = await cell;
    expect(JSON.stringify(messages.map(({ content }) => content))).toMatch(
      /Interrupted|Stopped after \d+ of/,
    );
    // tslab answers nothing for 200 ms after a failing cell.
    await until(async () => (await runCell(kernel, "console.log(1)")).text("stdout") === "1\n", 5000);
    const idle = await shownBy(
      "const before = process.cpuUsage(); await new Promise((done) => setTimeout(done, 500)); console.log(process.cpuUsage(before).user < 300_000)",
    );
    expect(idle.printed).toBe("true\n");
  });
});
