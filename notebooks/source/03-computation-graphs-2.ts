/** @file Unit 03, computation graphs: a node that is used twice, and why the contributions of its paths add. */

// %% [markdown] {"course": {"role": "read", "id": "03.title"}}
// # 03 Computation graphs II: a node used twice
//
// In unit 02 exactly one path led from each input to the result. In a network, most numbers act on the loss in many
// ways at once, because the output of a neuron goes to every neuron of the next layer. This unit takes a small formula
// in which one step is used twice:
//
// $$f = (a + b)c + (a + b)d$$
//
// After this unit you can
//
// - state the chain rule for a number that acts on the result in more than one way,
// - find all paths from an input to the result,
// - accumulate gradients in a backward sweep, in an order in which nothing is missed.
//
// You need unit 02: local derivatives, and the product of them along a path. The lecture takes about 45 minutes.

// %% {"course": {"role": "demo", "id": "03.import"}}
import {
  barChart,
  derive,
  gradients,
  graph,
  mul,
  show,
  table,
  tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "03.names"}}
// ## Forward
//
// The sum $a + b$ stands in the formula twice, but nobody would compute it twice. Let $a + b = u$, and go on as in the
// lecture:
//
// $$u = a + b \qquad v = uc \qquad w = ud \qquad x = v + w$$
//
// The last node is the function itself: $f = x$. In the code and in the pictures it is called $f$. We take $a = 1$,
// $b = 2$, $c = 3$, $d = 4$.

// %% {"course": {"role": "demo", "id": "03.forward"}}
const a = tensor(1).named("a");
const b = tensor(2).named("b");
const c = tensor(3).named("c");
const d = tensor(4).named("d");

const u = a.add(b).named("u");
const v = mul(u, c).named("v");
const w = mul(u, d).named("w");
const f = v.add(w).named("f");

show(u, v, w, f);

// %% [markdown] {"course": {"role": "read", "id": "03.fork"}}
// ## The fork
//
// Two arrows leave the node $u$. Such a node is called a **fork**: what happens to $u$ reaches $f$ in two ways, once
// through $v$ and once through $w$.

// %% {"course": {"role": "demo", "id": "03.fork.graph"}}
show(graph(f, { gradients: false }));

// %% [markdown] {"course": {"role": "predict", "id": "03.nudge.question"}}
// Before you run the next cell: let $u$ grow by 0.001, from 3 to 3.001, while $c = 3$ and $d = 4$ stand still. By how
// much does $v$ grow? By how much does $w$ grow? And $f$?

// %% {"course": {"role": "demo", "id": "03.nudge"}}
const nudge = 0.001;
const [u0, c0, d0] = [u.item(), c.item(), d.item()];
const growthOfV = (u0 + nudge) * c0 - u0 * c0;
const growthOfW = (u0 + nudge) * d0 - u0 * d0;
const growthOfF = growthOfV + growthOfW;

show(
  table([
    { node: "v", growth: growthOfV, "times as much as u": growthOfV / nudge },
    { node: "w", growth: growthOfW, "times as much as u": growthOfW / nudge },
    { node: "f", growth: growthOfF, "times as much as u": growthOfF / nudge },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "03.rule"}}
// ## The chain rule with two paths
//
// The growth of $f$ is the growth of $v$ **plus** the growth of $w$, because both arrive at the sum $f = v + w$ at the
// same time. In general, let $u$ act on $f$ through $v$ and through $w$. A small change $\Delta u$ causes
//
// $$\Delta v \approx \frac{\partial v}{\partial u}\,\Delta u \qquad\text{and}\qquad
// \Delta w \approx \frac{\partial w}{\partial u}\,\Delta u ,$$
//
// and these two together cause
//
// $$\Delta f \approx \frac{\partial f}{\partial v}\,\Delta v + \frac{\partial f}{\partial w}\,\Delta w
// \approx \left(\frac{\partial f}{\partial v}\cdot\frac{\partial v}{\partial u}
// + \frac{\partial f}{\partial w}\cdot\frac{\partial w}{\partial u}\right)\Delta u .$$
//
// Divide by $\Delta u$ and let it go to zero; then the signs $\approx$ become equality. This is the **multivariable
// chain rule**:
//
// $$\frac{\partial f}{\partial u} = \frac{\partial f}{\partial v}\cdot\frac{\partial v}{\partial u}
// + \frac{\partial f}{\partial w}\cdot\frac{\partial w}{\partial u}$$
//
// In words: **along a path, multiply; between paths, add.**

// %% [markdown] {"course": {"role": "read", "id": "03.paths"}}
// ## Two paths from a
//
// Every path from $a$ to $f$ goes through $u$ and then takes one of the two arrows. The picture marks each path with
// its own line, and the list below it gives the product of the local derivatives along each of them.

// %% {"course": {"role": "demo", "id": "03.paths.graph"}}
show(graph(f, { paths: a }));

// %% [markdown] {"course": {"role": "read", "id": "03.contributions"}}
// One product per path, then the sum:
//
// $$\frac{\partial f}{\partial a}
// = \frac{\partial f}{\partial v}\cdot\frac{\partial v}{\partial u}\cdot\frac{\partial u}{\partial a}
// + \frac{\partial f}{\partial w}\cdot\frac{\partial w}{\partial u}\cdot\frac{\partial u}{\partial a}
// = 1\cdot c\cdot 1 + 1\cdot d\cdot 1 = c + d$$
//
// The bars show what each path contributes.

// %% {"course": {"role": "demo", "id": "03.contributions.bars"}}
const localF = gradients(f, { v: v, w: w });
const localV = gradients(v, { u: u });
const localW = gradients(w, { u: u });
const localU = gradients(u, { a: a, b: b });

const pathThroughV = localF.v.item() * localV.u.item() * localU.a.item();
const pathThroughW = localF.w.item() * localW.u.item() * localU.a.item();

show(
  barChart(
    {
      "a → u → v → f": pathThroughV,
      "a → u → w → f": pathThroughW,
      "∂f/∂a, the sum": pathThroughV + pathThroughW,
    },
    {
      title: "What each path contributes to ∂f/∂a",
      xLabel: "path",
      yLabel: "product of local derivatives",
    },
  ),
);

// %% [markdown] {"course": {"role": "read", "id": "03.derive"}}
// ## All four derivatives, line by line
//
// The input $b$ reaches $f$ by the same two arrows out of $u$, so its derivative is the same sum.

// %% {"course": {"role": "demo", "id": "03.derive.a"}}
show(derive(f, a));

// %% {"course": {"role": "demo", "id": "03.derive.b"}}
show(derive(f, b));

// %% [markdown] {"course": {"role": "read", "id": "03.derive.cd"}}
// The inputs $c$ and $d$ come after the fork: one path leads from each of them to $f$, and there is nothing to add.

// %% {"course": {"role": "demo", "id": "03.derive.c"}}
show(derive(f, c));

// %% {"course": {"role": "demo", "id": "03.derive.d"}}
show(derive(f, d));

// %% [markdown] {"course": {"role": "read", "id": "03.erratum.E05"}}
// > **Erratum E05** (a wrong term)
// >
// > **In the notes:** the last line for $\frac{\partial f}{\partial a}$ reads $= 1 \times c * 1 + 1 \times 0 * 1 = c+d$.
// >
// > **Corrected:** $1 \cdot c \cdot 1 + 1 \cdot d \cdot 1 = c + d$.
// >
// > **Why:** the second path uses $w = ud$, so its local derivative is $\frac{\partial w}{\partial u} = d$. With a 0 in
// > its place the sum would be $c$, and the result after the last equals sign would not follow.

// %% [markdown] {"course": {"role": "read", "id": "03.erratum.E06"}}
// > **Erratum E06** (labels that do not match)
// >
// > **In the notes:** with $u = a + b$, $v = uc$, $w = ud$, the derivatives after the fork are written
// > $\frac{\partial f}{\partial d} = \frac{\partial f}{\partial z} \times \frac{\partial z}{\partial d} = 1 \cdot v = a+b$
// > and
// > $\frac{\partial f}{\partial c} = \frac{\partial f}{\partial u} \times \frac{\partial u}{\partial c} = 1 \cdot v = a+b$,
// > and the node $uc$ is given as "oct".
// >
// > **Corrected:** $uc = (a + b)c = v$,
// > $\frac{\partial f}{\partial c} = \frac{\partial f}{\partial v} \cdot \frac{\partial v}{\partial c} = 1 \cdot u = a + b$
// > and
// > $\frac{\partial f}{\partial d} = \frac{\partial f}{\partial w} \cdot \frac{\partial w}{\partial d} = 1 \cdot u = a + b$.
// >
// > **Why:** there is no node $z$ among these names, $u$ does not depend on $c$, and $v$ is $uc$, not $a + b$. The lines
// > belong to the other choice of names that the notes use further down, where $v = a + b$ and $u = vc$.
// >
// > **In the notes, further down:** $vd$ is called $x$ in one line and $z$ in the next; the second path from $a$ is
// > written
// > $\frac{\partial f}{\partial v} \times \frac{\partial v}{\partial u} \times \frac{\partial u}{\partial a}$, and that
// > from $b$ likewise.
// >
// > **Corrected:** with $vd = z$, the paths from $a$ are
// > $\frac{\partial f}{\partial u} \cdot \frac{\partial u}{\partial v} \cdot \frac{\partial v}{\partial a}$ and
// > $\frac{\partial f}{\partial z} \cdot \frac{\partial z}{\partial v} \cdot \frac{\partial v}{\partial a}$, together
// > $c + d$; for $b$ put $b$ in the place of $a$.
// >
// > **Why:** either choice of names is fine, but a letter must mean one node. The results in the notes are right.

// %% [markdown] {"course": {"role": "read", "id": "03.other"}}
// ## Other names, same result
//
// A decomposition is a choice. Here is the other one, with a letter of its own for each node: $v = a + b$, $u = vc$,
// $z = vd$ and $f = u + z$. Now $v$ is the fork, and the two paths from $a$ are $a \to v \to u \to f$ and
// $a \to v \to z \to f$.

// %% {"course": {"role": "demo", "id": "03.other.derive"}}
const v2 = a.add(b).named("v");
const u2 = mul(v2, c).named("u");
const z2 = mul(v2, d).named("z");
const f2 = u2.add(z2).named("f");

show(derive(f2, a));

// %% [markdown] {"course": {"role": "read", "id": "03.numbers"}}
// ## Numbers, and an independent check
//
// The bracket $(a + b)$ can be taken out: $f = (a + b)(c + d)$. This form has no fork, and the product rule gives all
// four derivatives at once:
//
// $$\frac{\partial f}{\partial a} = \frac{\partial f}{\partial b} = c + d \qquad\qquad
// \frac{\partial f}{\partial c} = \frac{\partial f}{\partial d} = a + b$$

// %% {"course": {"role": "demo", "id": "03.numbers.compare"}}
const byGraph = gradients(f, { a: a, b: b, c: c, d: d });
const [sumAB, sumCD] = [a.item() + b.item(), c.item() + d.item()];

show(`f = ${f.item()}, and (a + b)(c + d) = ${sumAB * sumCD}`);
show(
  table([
    { derivative: "∂f/∂a", "by the graph": byGraph.a.item(), "c + d": sumCD },
    { derivative: "∂f/∂b", "by the graph": byGraph.b.item(), "c + d": sumCD },
  ]),
  table([
    { derivative: "∂f/∂c", "by the graph": byGraph.c.item(), "a + b": sumAB },
    { derivative: "∂f/∂d", "by the graph": byGraph.d.item(), "a + b": sumAB },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "03.sweep"}}
// ## The backward sweep, written out
//
// Listing paths works for two of them. Ten hidden layers of ten neurons make $10^{10}$ paths from one input to the
// loss, so nobody lists them. The backward sweep visits each node once instead:
//
// 1. Every node has a gradient that starts at 0; the result's starts at 1.
// 2. Visit the nodes from the result to the inputs. At each node look at the arrows that lead **into** it.
// 3. For each of these arrows **add** (gradient of the node) · (local derivative) to the gradient of the node at its
//    tail.
//
// The sign `+=` in the program is the word "add" of the chain rule. At the fork $u$ two contributions arrive, the
// first from one neighbour and the second from the other, and both must be kept.

// %% {"course": {"role": "demo", "id": "03.sweep.program"}}
const arrows = [
  { tail: "v", head: "f", local: localF.v.item() },
  { tail: "w", head: "f", local: localF.w.item() },
  { tail: "u", head: "v", local: localV.u.item() },
  { tail: "c", head: "v", local: u.item() },
  { tail: "u", head: "w", local: localW.u.item() },
  { tail: "d", head: "w", local: u.item() },
  { tail: "a", head: "u", local: localU.a.item() },
  { tail: "b", head: "u", local: localU.b.item() },
];

type Gradients = Record<string, number>;

function zeroGradients(): Gradients {
  return { f: 0, v: 0, w: 0, u: 0, a: 0, b: 0, c: 0, d: 0 };
}

function sweepBackwards(order: string[], gradient: Gradients): Gradients {
  gradient.f = 1;
  for (const node of order) {
    for (const { tail, local } of arrows.filter(({ head }) => head === node)) {
      gradient[tail] += gradient[node] * local;
    }
  }
  return gradient;
}

const swept = sweepBackwards(["f", "v", "w", "u"], zeroGradients());
show(table([{ order: "f, v, w, u", ...swept }]));

// %% [markdown] {"course": {"role": "read", "id": "03.sweep.graph"}}
// In the picture, multiply the gradient below a node by the number on an arrow into it: this is what arrives through
// that arrow. At $u$ it is $1 \cdot 3$ through $v$ and $1 \cdot 4$ through $w$, together 7. The table below the picture
// lists this product for every arrow.

// %% {"course": {"role": "demo", "id": "03.graph.backward"}}
show(graph(f));

// %% {"course": {"role": "demo", "id": "03.graph.arrivals"}}
show(
  table(
    arrows.map(({ tail, head, local }) => ({
      arrow: `${tail} → ${head}`,
      "gradient of its head": swept[head],
      "local derivative": local,
      "arrives at its tail": swept[head] * local,
    })),
  ),
);

// %% [markdown] {"course": {"role": "predict", "id": "03.order.question"}}
// ## A wrong order
//
// A node may be visited only when **all** nodes that it feeds have been visited, because only then has everything
// arrived that is to be passed on. Visit $u$ too early, after $v$ but before $w$. Which gradients will be wrong, and
// what will they be?

// %% {"course": {"role": "demo", "id": "03.order.wrong"}}
const tooEarly = sweepBackwards(["f", "v", "u", "w"], zeroGradients());

show(
  table([
    { order: "f, v, w, u (right)", ...swept },
    { order: "f, v, u, w (wrong)", ...tooEarly },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "03.order.answer"}}
// In the end $u$ itself holds the right number, 7. But when it was visited it held only the 3 that had come through
// $v$, and that is what $a$ and $b$ received. The 4 that came later through $w$ was never passed on.
//
// The same two wrong numbers appear if the program says `=` where it should say `+=` and the order happens to be
// $f, w, v, u$: the contribution through $v$ then replaces the one through $w$.

// %% [markdown] {"course": {"role": "predict", "id": "03.twice.question"}}
// ## Two sweeps without a reset
//
// Because the sweep adds, it must start from zero. What happens if it runs a second time over the gradients that the
// first run has left? Many expect every gradient to double.

// %% {"course": {"role": "demo", "id": "03.twice"}}
const kept = sweepBackwards(["f", "v", "w", "u"], zeroGradients());
const once = { ...kept };
const twice = sweepBackwards(["f", "v", "w", "u"], kept);

show(
  table([
    { sweeps: "one", ...once },
    { sweeps: "two, without reset", ...twice },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "03.twice.answer"}}
// The nodes $v$ and $w$ do double. They pass their old gradient on **together with** the new one, so $u$ receives
// $7$ from the first run and $2 \cdot 7$ from the second, which makes 21; and $a$ receives $7 + 21 = 28$, four times
// the right value. The deeper the graph, the worse it becomes. A training loop therefore sets all gradients to zero
// before every backward sweep. `gradients` of this library keeps nothing between two calls, so nothing has to be reset.

// %% [markdown] {"course": {"role": "read", "id": "03.recap"}}
// ## Recap in five minutes
//
// - A node from which two arrows leave is a fork. Here it is $u = a + b$.
// - Along a path you multiply; between paths you add: $\frac{\partial f}{\partial a} = 1 \cdot c \cdot 1 + 1 \cdot d
//   \cdot 1 = c + d$.
// - With $a = 1$, $b = 2$, $c = 3$, $d = 4$: $f = 21$, and the gradients of $a$, $b$, $c$, $d$ are 7, 7, 3, 3.
// - The backward sweep does the adding with `+=`. It visits a node after all nodes that it feeds, and it starts from
//   zero.
// - A letter in a graph means one node. If two pages use different names, take one set of names and stay with it.
//
// **What to practise:** draw a graph of five or six nodes of your own with one node that is used twice, list its paths,
// and compare the sum of their products with what a sweep in the right order gives. Then write the two terms of
// $\frac{\partial f}{\partial b}$ from memory.
