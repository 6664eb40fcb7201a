/** @file Unit 02, computation graphs: one path from each input to the result, walked forwards and backwards. */

// %% [markdown] {"course": {"role": "read", "id": "02.title"}}
// # 02 Computation graphs I: J(a, b, c) = 3(a + bc)
//
// A network computes one number, its loss, from thousands of others. To train it we need the derivative of that
// one number with respect to each of the others. The method is the same for a network as for a formula that fits
// on one line, so this unit uses a formula that fits on one line:
//
// $$J(a, b, c) = 3(a + bc)$$
//
// After this unit you can
//
// - draw the computation graph of a formula,
// - evaluate the graph forwards, from the inputs to the result,
// - multiply local derivatives backwards along a path, from the result to an input,
// - compare what you get with direct calculus.
//
// You need partial derivatives of sums and products, and nothing else. The lecture takes about 45 minutes.

// %% {"course": {"role": "demo", "id": "02.import"}}
import {
  derive,
  gradients,
  graph,
  mul,
  show,
  table,
  tangentPlot,
  tensor,
  type Tensor,
} from "chainrule";

// %% [markdown] {"course": {"role": "read", "id": "02.names"}}
// ## A name for every step
//
// Nobody computes $3(a + bc)$ in one go. First comes the product, then the sum, then the factor 3. Give each of
// these steps a name of its own:
//
// $$u = bc \qquad\qquad v = a + u \qquad\qquad J = 3v$$
//
// Each line uses **one** operation, and uses only letters that are inputs or stand on the left of an earlier line.
// That is all a computation graph is: a list of such lines, drawn with one node per letter and one arrow from each
// letter to every letter that is computed from it.
//
// In the next cell `named` gives each number the letter that the lecture uses. We take $a = 5$, $b = 3$, $c = 2$.

// %% {"course": {"role": "demo", "id": "02.forward"}}
const a = tensor(5).named("a");
const b = tensor(3).named("b");
const c = tensor(2).named("c");

const u = mul(b, c).named("u");
const v = a.add(u).named("v");
const J = mul(3, v).named("J");

show(u, v, J);

// %% [markdown] {"course": {"role": "read", "id": "02.graph"}}
// ## The graph
//
// The numbers were computed from left to right: this is the **forward** evaluation. Each box has the value of its
// node at the top and its letter below, with the sign of the operation that made it. The numbers at the arrows come
// into play a little later. Below the picture, the same list of nodes can be opened as a table.

// %% {"course": {"role": "demo", "id": "02.graph.forward"}}
show(graph(J, { gradients: false }));

// %% [markdown] {"course": {"role": "predict", "id": "02.nudge.question"}}
// ## A nudge
//
// What does a derivative of $J$ say? Move one input a little, leave the others where they are, and see how far $J$
// moves. Before you run the cell: if $c$ grows from 2 to 2.001, by how much does $J$ grow? Follow the change through
// $u$, then $v$, then $J$, and write your answer down.

// %% {"course": {"role": "demo", "id": "02.nudge"}}
function valueOfJ(aValue: number, bValue: number, cValue: number): number {
  return 3 * (aValue + bValue * cValue);
}

const nudge = 0.001;
const [a0, b0, c0] = [a.item(), b.item(), c.item()];
const change = valueOfJ(a0, b0, c0 + nudge) - valueOfJ(a0, b0, c0);

show(`c grows by ${nudge}, J grows by ${change.toFixed(6)}`);
show(`J grows ${(change / nudge).toFixed(4)} times as much as c`);

// %% [markdown] {"course": {"role": "read", "id": "02.nudge.answer"}}
// The change of $c$ is multiplied by $b = 3$ on its way into $u$. It passes through the sum unchanged. Then it is
// multiplied by 3 on its way into $J$. Three numbers, one for each arrow on the way: $3 \cdot 1 \cdot 3 = 9$.

// %% [markdown] {"course": {"role": "read", "id": "02.local"}}
// ## Local derivatives: one number per arrow
//
// The **local derivative** of an arrow says how fast the node at its head changes with the node at its tail, while
// the other inputs of that one operation stand still. It knows nothing of the rest of the graph.
//
// | arrow | operation | local derivative |
// |---|---|---|
// | $v \to J$ | $J = 3v$ | $\frac{\partial J}{\partial v} = 3$ |
// | $a \to v$ | $v = a + u$ | $\frac{\partial v}{\partial a} = 1$ |
// | $u \to v$ | $v = a + u$ | $\frac{\partial v}{\partial u} = 1$ |
// | $b \to u$ | $u = bc$ | $\frac{\partial u}{\partial b} = c$ |
// | $c \to u$ | $u = bc$ | $\frac{\partial u}{\partial c} = b$ |
//
// Look at the last two rows. The derivative of the product $bc$ with respect to $b$ is the **other** factor, $c$:
// hold $c$ still and ask what multiplies the change of $b$.
//
// The next cell asks the library for each local derivative. `gradients(v, { a: a, u: u })` gives the derivatives of $v$
// with respect to $a$ and to $u$, each under its own letter.

// %% {"course": {"role": "demo", "id": "02.local.numbers"}}
const localJ = gradients(J, { v: v });
const localV = gradients(v, { a: a, u: u });
const localU = gradients(u, { b: b, c: c });

show(
  table([
    { arrow: "v → J", "local derivative": "∂J/∂v = 3", value: localJ.v.item() },
    { arrow: "a → v", "local derivative": "∂v/∂a = 1", value: localV.a.item() },
    { arrow: "u → v", "local derivative": "∂v/∂u = 1", value: localV.u.item() },
    { arrow: "b → u", "local derivative": "∂u/∂b = c", value: localU.b.item() },
    { arrow: "c → u", "local derivative": "∂u/∂c = b", value: localU.c.item() },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "02.backward"}}
// ## Backwards through the graph, one node at a time
//
// Now start at the right, at $J$, and walk to the left. At each node we write how fast $J$ changes with that node.
// The rule is always the same: take the number of the node that you come from, and multiply it by the local
// derivative of the arrow between them. This is the **chain rule**, used once per arrow.
//
// The first node on the way is $v$. One arrow leads from it to $J$, so there is nothing to multiply yet:
//
// $$\frac{\partial J}{\partial v} = 3$$

// %% {"course": {"role": "demo", "id": "02.backward.v"}}
const dJdv = localJ.v.item();
show(`∂J/∂v = ${dJdv}`);

// %% [markdown] {"course": {"role": "read", "id": "02.backward.u.text"}}
// From $v$ we can go to $u$ or to $a$. First $u$:
//
// $$\frac{\partial J}{\partial u} = \frac{\partial J}{\partial v} \cdot \frac{\partial v}{\partial u} = 3 \cdot 1 = 3$$

// %% {"course": {"role": "demo", "id": "02.backward.u"}}
const dJdu = dJdv * localV.u.item();
show(`∂J/∂u = ${dJdv} · ${localV.u.item()} = ${dJdu}`);

// %% [markdown] {"course": {"role": "read", "id": "02.backward.a.text"}}
// Then $a$, an input, so this path ends here:
//
// $$\frac{\partial J}{\partial a} = \frac{\partial J}{\partial v} \cdot \frac{\partial v}{\partial a} = 3 \cdot 1 = 3$$

// %% {"course": {"role": "demo", "id": "02.backward.a"}}
const dJda = dJdv * localV.a.item();
show(`∂J/∂a = ${dJdv} · ${localV.a.item()} = ${dJda}`);

// %% [markdown] {"course": {"role": "read", "id": "02.backward.b.text"}}
// From $u$ we reach $b$. Nothing left of $u$ needs to know how $u$ acts on $J$ in detail: the one number
// $\frac{\partial J}{\partial u}$ says it all.
//
// $$\frac{\partial J}{\partial b} = \frac{\partial J}{\partial v} \cdot \frac{\partial v}{\partial u} \cdot
// \frac{\partial u}{\partial b} = \frac{\partial J}{\partial u} \cdot \frac{\partial u}{\partial b} = 3 \cdot c$$

// %% {"course": {"role": "demo", "id": "02.backward.b"}}
const dJdb = dJdu * localU.b.item();
show(`∂J/∂b = ${dJdu} · ${localU.b.item()} = ${dJdb}`);

// %% [markdown] {"course": {"role": "read", "id": "02.backward.c.text"}}
// And $c$, with the same $\frac{\partial J}{\partial u}$ once more:
//
// $$\frac{\partial J}{\partial c} = \frac{\partial J}{\partial u} \cdot \frac{\partial u}{\partial c} = 3 \cdot b$$

// %% {"course": {"role": "demo", "id": "02.backward.c"}}
const dJdc = dJdu * localU.c.item();
show(`∂J/∂c = ${dJdu} · ${localU.c.item()} = ${dJdc}`);

// %% [markdown] {"course": {"role": "read", "id": "02.nudge.again"}}
// This is the factor 9 that the nudge showed. There we found it by computing $J$ twice; for a network with a
// million weights that would be a million forward passes. Walking backwards gave the derivative with respect to
// every node in a single sweep.
//
// Here is the graph again, now with the value above and the gradient below each node, and the local derivative at
// each arrow. Check one path by hand: multiply the numbers on its arrows.

// %% {"course": {"role": "demo", "id": "02.graph.backward"}}
show(graph(J));

// %% [markdown] {"course": {"role": "read", "id": "02.erratum.E04"}}
// > **Erratum E04** (names)
// >
// > **In the notes:** the function is called $J(a, b, c)$, but its derivatives are written
// > $\frac{\partial L}{\partial a}$, $\frac{\partial L}{\partial b}$, $\frac{\partial L}{\partial c}$.
// >
// > **Corrected:** $\frac{\partial J}{\partial a} = 3$, $\frac{\partial J}{\partial b} = 3c$,
// > $\frac{\partial J}{\partial c} = 3b$.
// >
// > **Why:** one name per graph. There is no $L$ in this graph, so $\frac{\partial L}{\partial a}$ asks for the
// > derivative of something that was never defined. The values in the notes are right.

// %% [markdown] {"course": {"role": "read", "id": "02.derive"}}
// ## Line by line
//
// `derive` writes such a derivation down. It starts with the chain rule in the names of the nodes, looks up each local
// derivative, puts them in and tidies up. Every line is also evaluated with the numbers of this notebook and
// compared with a second method, so that a line that is shown has been checked.

// %% {"course": {"role": "demo", "id": "02.derive.a"}}
show(derive(J, a));

// %% {"course": {"role": "demo", "id": "02.derive.b"}}
show(derive(J, b));

// %% {"course": {"role": "demo", "id": "02.derive.c"}}
show(derive(J, c));

// %% [markdown] {"course": {"role": "read", "id": "02.direct"}}
// ## The same by direct calculus
//
// For a formula this short we can also expand the bracket and differentiate as in school:
//
// $$J = 3a + 3bc \quad\Longrightarrow\quad \frac{\partial J}{\partial a} = 3, \qquad
// \frac{\partial J}{\partial b} = 3c, \qquad \frac{\partial J}{\partial c} = 3b$$
//
// Two ways that share no step ought to agree.

// %% {"course": {"role": "demo", "id": "02.direct.compare"}}
const swept = gradients(J, { a: a, b: b, c: c });

show(
  table([
    {
      derivative: "∂J/∂a",
      direct: "3",
      value: 3,
      "by the graph": swept.a.item(),
    },
    {
      derivative: "∂J/∂b",
      direct: "3c",
      value: 3 * c.item(),
      "by the graph": swept.b.item(),
    },
    {
      derivative: "∂J/∂c",
      direct: "3b",
      value: 3 * b.item(),
      "by the graph": swept.c.item(),
    },
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "02.tangent"}}
// ## What the number 9 looks like
//
// Hold $a = 5$ and $b = 3$ still and let $c$ vary. The derivative is the slope of this curve at $c = 2$, that is, the
// slope of the tangent there. Here the curve is itself a straight line, $J = 15 + 9c$, so the tangent lies on it;
// that is why the nudge gave 9 and not only a number near 9. In unit 04 the curves will bend.

// %% {"course": {"role": "demo", "id": "02.tangent.plot"}}
show(
  tangentPlot((place) => valueOfJ(a0, b0, place), {
    at: c0,
    slope: dJdc,
    xLabel: "c",
    yLabel: "J",
  }),
);

// %% [markdown] {"course": {"role": "read", "id": "02.gates"}}
// ## What each kind of node does to a gradient
//
// On the way back, every node passes on the gradient that arrives at it. How, depends only on its operation:
//
// | node | forward | backward | in one word |
// |---|---|---|---|
// | sum | $v = a + u$ | $a$ and $u$ both receive $\frac{\partial J}{\partial v}$ | add **copies** |
// | product | $u = bc$ | $b$ receives $\frac{\partial J}{\partial u} \cdot c$, and $c$ receives $\frac{\partial J}{\partial u} \cdot b$ | multiply **swaps** |
// | constant factor | $J = 3v$ | $v$ receives $3 \cdot \frac{\partial J}{\partial J} = 3$ | scale **scales** |
//
// The table of all gradients shows each of the three. Read it from the bottom up: the last node has the gradient 1,
// because $J$ changes exactly as fast as $J$.

// %% {"course": {"role": "demo", "id": "02.gates.numbers"}}
const all = gradients(J, { a: a, b: b, c: c, u: u, v: v, J: J });

function row(node: Tensor, gradient: Tensor, because: string) {
  const letter = node.name?.base ?? "";
  const [value, slope] = [node.item(), gradient.item()];
  return { node: letter, value: value, gradient: slope, because: because };
}

show(
  table([
    row(a, all.a, "the sum copies ∂J/∂v"),
    row(b, all.b, "the product swaps: ∂J/∂u times c"),
    row(c, all.c, "the product swaps: ∂J/∂u times b"),
    row(u, all.u, "the sum copies ∂J/∂v"),
    row(v, all.v, "the factor scales ∂J/∂J"),
    row(J, all.J, "J changes as fast as J"),
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "02.recap"}}
// ## Recap in five minutes
//
// - A computation graph has one node per step and one arrow from each number to every number computed from it.
// - **Forward**: evaluate the nodes from the inputs to the result. For $a = 5$, $b = 3$, $c = 2$ we found $u = 6$,
//   $v = 11$, $J = 33$.
// - The **local derivative** of an arrow looks at one operation only. For a product it is the other factor.
// - **Backward**: start with 1 at the result; at each arrow multiply by the local derivative. Along a path you
//   multiply: $\frac{\partial J}{\partial c} = \frac{\partial J}{\partial v} \cdot \frac{\partial v}{\partial u} \cdot
//   \frac{\partial u}{\partial c} = 3 \cdot 1 \cdot 3 = 9$.
// - Write $\frac{\partial J}{\partial b}$, "how $J$ changes with $b$", with the result on top.
// - Add copies, multiply swaps, scale scales.
//
// **What to practise:** take other numbers for $a$, $b$ and $c$, fill in every value and every gradient on paper, then
// put them into the second code cell, run the notebook and compare. Then cover this page and derive
// $\frac{\partial J}{\partial b}$ in three lines.
//
// In every graph of this unit there was exactly one path from each input to the result. Unit 03 asks what happens
// when there are two.
