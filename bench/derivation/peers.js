/** @file The peers: what they need to differentiate a scalar case, and their answers. Each may be missing. */

import { spawn, spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SYMPY_CASES = fileURLToPath(new URL("sympy_cases.py", import.meta.url));
/** The system's Python comes first: it is the one that Debian's python3-sympy belongs to. */
const PYTHONS = ["/usr/bin/python3", "python3", "python"];
/** What mathjs does not have under this name, written out in what it has; smooth functions only. */
const WRITTEN_OUT = {
  sigmoid: "1 / (1 + exp(-x))",
  softplus: "log(1 + exp(x))",
  log1p: "log(1 + x)",
  expm1: "exp(x) - 1",
};

/** A case as a peer gets it: one expression of scalars, the points to check at, and the gradients there. */
export function peerCase({ id, variables, expression, wrt, value, gradient, second_point: second }) {
  const sample = Object.fromEntries(variables.map((variable) => [variable.name, variable.sample]));
  return {
    id,
    expression: inlined(expression),
    wrt,
    value,
    positive: variables.filter(({ positive }) => positive).map(({ name }) => name),
    points: [sample, second.samples],
    gradients: [gradient, second.gradient],
  };
}

/** The program with every bound name replaced by what it is bound to. */
function inlined(program) {
  const parts = program.split(";").map((part) => part.trim());
  const bound = new Map();
  const replaced = (text) =>
    text.replace(/[A-Za-z_]\w*/g, (name) => (bound.has(name) ? `(${bound.get(name)})` : name));
  for (const binding of parts.slice(0, -1)) {
    const [, name, text] = /^(\w+)\s*=\s*(.*)$/.exec(binding);
    bound.set(name, replaced(text));
  }
  return replaced(parts.at(-1));
}

/** mathjs as `{ version, kinds, derive(case), forget(), close() }`, or `{ missing }` with what to do. */
export async function mathjsPeer() {
  const mathjs = await import("mathjs").catch(() => undefined);
  if (mathjs === undefined) return { missing: "mathjs is not installed; run npm ci --prefix bench" };
  return {
    version: mathjs.version,
    kinds: ["derived"],
    derive: (given) => Promise.resolve(derivedByMathjs(mathjs, given)),
    forget: () => Promise.resolve(),
    close: () => undefined,
  };
}

function derivedByMathjs(mathjs, { expression, wrt, points }) {
  const text = mathjs.parse(expression.replaceAll("**", "^")).transform(writtenOut(mathjs)).toString();
  try {
    const started = performance.now();
    const derivative = mathjs.derivative(text, wrt);
    const derived = performance.now() - started;
    return {
      derived,
      gradients: [points.map((point) => derivative.evaluate(point))],
      text: String(derivative),
    };
  } catch (error) {
    return { refused: error.message };
  }
}

/** A transformation of expression trees that writes functions out. */
function writtenOut(mathjs) {
  const transformation = (node) => {
    const definition = node.isFunctionNode ? WRITTEN_OUT[node.fn.name] : undefined;
    if (definition === undefined) return node;
    const argument = new mathjs.ParenthesisNode(node.args[0].transform(transformation));
    return new mathjs.ParenthesisNode(
      mathjs
        .parse(definition)
        .transform((part) => (part.isSymbolNode && part.name === "x" ? argument : part)),
    );
  };
  return transformation;
}

/** SymPy in a process of its own, as `{ version, kinds, derive(case), forget(), close() }`, or `{ missing }`. */
export async function sympyPeer() {
  const python = PYTHONS.find((path) => spawnSync(path, ["-c", "import sympy"]).status === 0);
  if (python === undefined)
    return { missing: "no Python here has SymPy; on Debian: apt-get install python3-sympy" };
  const child = spawn(python, [SYMPY_CASES], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request) => {
    if (request !== undefined) child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error("SymPy's process ended early; its last words are above");
    return JSON.parse(value);
  };
  const { version } = await ask();
  return {
    version,
    kinds: ["derived", "simplified"],
    derive: ({ id, expression, wrt, positive, points }) => ask({ id, expression, wrt, positive, points }),
    forget: () => ask({ forget: true }),
    close: () => child.stdin.end(),
  };
}
