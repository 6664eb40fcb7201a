/** @file Unit 00, orientation: running a cell, reading what it shows, and the notation of the course. */

// %% [markdown] {"course": {"role": "read", "id": "00.title"}}
// # 00 Orientation
//
// This unit teaches no mathematics. It shows how the notebooks of this course work, so that nothing but the
// mathematics is new in the units that follow. It takes about 20 minutes and is not graded.
//
// After this unit you can
//
// - run a cell and read what it shows,
// - read a chart, its summary and its table,
// - read an error message and find the next step in it,
// - read what a check says about an answer, and open a hint,
// - look up the notation of the course,
// - say what an erratum box is.

// %% [markdown] {"course": {"role": "read", "id": "00.run"}}
// ## Run a cell
//
// A notebook is a list of cells: text like this one, and code. Click into the code cell below and press Shift and Enter
// together. The code runs, what it shows appears below it, and the next cell is selected. A number in brackets beside
// the cell counts the runs.
//
// The first code cell of every notebook shows nothing: it fetches what the cells after it use. Press Shift and Enter once
// more, and the second one answers.
//
// Cells share their variables, so run them from top to bottom. After a change in the middle, run the cells below it
// again, because they still hold results of the old values.

// %% {"course": {"role": "demo", "id": "00.import"}}
import {
  checkValue,
  exerciseSeed,
  gradients,
  lineChart,
  mul,
  normal,
  show,
  table,
  tensor,
} from "chainrule";

// %% {"course": {"role": "demo", "id": "00.kernel"}}
const greeting = "The kernel works";
show(`${greeting}: 2 + 3 = ${2 + 3}`);

// %% [markdown] {"course": {"role": "read", "id": "00.shape"}}
// ## A matrix and its shape
//
// Numbers in rows and columns are made with `tensor`. The **shape** lists how many rows and how many columns there are,
// in this order. A shape of $2 \times 3$ means two rows and three columns. `named` gives the matrix the symbol that the
// lecture uses.

// %% {"course": {"role": "demo", "id": "00.matrix"}}
const W = tensor([
  [1, 2, 3],
  [4, 5, 6],
]).named("W");

show(W);
show(`W has the shape ${W.shape.join(" × ")}`);
show(`its transpose has the shape ${W.T.shape.join(" × ")}`);

// %% [markdown] {"course": {"role": "read", "id": "00.product"}}
// A matrix product needs inner sizes that agree: $2 \times 3$ times $3 \times 1$ gives $2 \times 1$. The first entry of
// the result is row 1 of $W$ times the column: $1 \cdot 1 + 2 \cdot 0 + 3 \cdot 2 = 7$.

// %% {"course": {"role": "demo", "id": "00.matrix.product"}}
const x = tensor([[1], [0], [2]]).named("x");

show(W.matmul(x).named("Wx", { latex: "Wx" }));

// %% [markdown] {"course": {"role": "read", "id": "00.error"}}
// ## Read an error together
//
// The next cell does something wrong on purpose: it multiplies $2 \times 3$ by $1 \times 3$. The message is caught and
// shown, so that the notebook can go on. It has three parts: which operation refused, what it was given, and what you
// can do next. Read all three before you change anything.

// %% {"course": {"role": "demo", "id": "00.error.shown"}}
function messageOf(action: () => unknown): string {
  try {
    action();
    return "no error";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

show(messageOf(() => W.matmul(x.T)));

// %% [markdown] {"course": {"role": "read", "id": "00.check"}}
// ## Read a check together
//
// Exercises are answered in a cell, and a check says what it thinks of the answer. A check never fails its cell, so
// nothing breaks when an answer is wrong. The next cell checks three answers to the question "what is $Wx$?". The first
// one is wrong on purpose, the second is none at all, the third is right.

// %% {"course": {"role": "demo", "id": "00.check.shown"}}
const Wx = W.matmul(x).named("Wx", { latex: "Wx" });

show(checkValue([[0.7], [1.6]], Wx));
show(checkValue(undefined, Wx));
show(checkValue([[7], [16]], Wx));

// %% [markdown] {"course": {"role": "read", "id": "00.check.text"}}
// Read the first line from left to right. **Not yet** is the verdict. Then comes what your answer means: it is 0.1 times
// the right value, so the decimal point has moved. Then what to try: keep six digits. The code in brackets, M27, is the
// name of this mistake. It is the same in every unit, so you will notice if you make one mistake again and again.
//
// The check did not tell the right value, and it never does before you have found it. In the notebooks with exercises
// you get help in this order:
//
// - **Hints.** `hint("00.shape")` opens the first of three hints to the exercise 00.shape: where to look, then which rule,
//   then the rule on a smaller example.
// - **The solution.** `solution("00.shape")` opens it after a pass, or after three different answers that were not right.
// - **Hidden checks.** A function that you write is also tried on inputs that you do not see. One that only knows the
//   example is found out.

// %% [markdown] {"course": {"role": "read", "id": "00.chart"}}
// ## The first chart
//
// Every chart of the course comes with the same information three times: as a picture, as a paragraph of text, and as a
// table of numbers that can be opened. Series differ in their line and in their name, not in colour alone. Use whichever
// form you read most easily.

// %% {"course": {"role": "demo", "id": "00.chart.line"}}
const places = Array.from({ length: 41 }, (_, index) => -2 + index / 10);

show(
  lineChart(
    { "y = x²": { x: places, y: places.map((place) => place * place) } },
    { title: "A first chart: y = x²", xLabel: "x", yLabel: "y" },
  ),
);

// %% [markdown] {"course": {"role": "predict", "id": "00.predict"}}
// ## Predict, then run
//
// Some text cells ask you to predict what the next cell will show. Write your answer down before you run it: a wrong
// prediction that you wrote down teaches more than a right one that you only watched.
//
// Here is one. The derivative of $x^2$ is $2x$. What will the cell show for $x = 3$?

// %% {"course": {"role": "demo", "id": "00.predict.run"}}
const place = tensor(3).named("x");
const square = mul(place, place).named("y");

show(`∂y/∂x at x = 3 is ${gradients(square, { x: place }).x.item()}`);

// %% [markdown] {"course": {"role": "read", "id": "00.seed"}}
// ## Random numbers that repeat
//
// Random numbers in this course start from a **seed**. The same seed gives the same numbers on every machine, so that
// your notebook shows what the text says; another seed gives others. Run the cell twice and compare.

// %% {"course": {"role": "demo", "id": "00.seed.numbers"}}
function threeNumbers(seed: number) {
  const [first, second, third] = normal([3], { seed: seed }).data;
  return { seed: seed, first: first, second: second, third: third };
}

show(table([threeNumbers(7), threeNumbers(7), threeNumbers(8)]));

// %% [markdown] {"course": {"role": "read", "id": "00.student"}}
// ### Your own numbers
//
// The exercises use this: the numbers in an exercise are drawn from a seed that is made of your student id, the term and
// the exercise. You keep your numbers however often you open the notebook, and your neighbour has others, so compare ways
// and not results. Until you have said who you are, everyone has the same numbers. So write
// `student("2026-117", "autumn 2026")`, with your own id and term, in a cell of an exercise notebook and run it once, best
// before you begin: what you have typed for the old numbers does not fit the new ones. Otherwise you are asked when you
// first submit a unit. The id stays on this machine and in what you submit.

// %% {"course": {"role": "demo", "id": "00.student.seeds"}}
function seedFor(id: string, exercise: string) {
  const seed = exerciseSeed(exercise, { id: id, term: "autumn 2026" });
  return { student: id, exercise: exercise, seed: String(seed) };
}

show(
  table([
    seedFor("2026-117", "08.dW2"),
    seedFor("2026-117", "08.dW2"),
    seedFor("2026-117", "09.dW1"),
    seedFor("2026-118", "08.dW2"),
  ]),
);

// %% [markdown] {"course": {"role": "read", "id": "00.notation"}}
// ## The notation of the course
//
// Come back to this table whenever a symbol is unclear. Two kinds of brackets matter most: **square** brackets number
// the layer, **round** brackets number the example.
//
// | symbol | meaning | shape |
// |---|---|---|
// | $[l]$, superscript | layer number; 0 is the input | |
// | $(i)$, superscript | example number, from 1 to $m$ | |
// | $n^{[l]}$ | neurons in layer $l$ | a number |
// | $m$ | number of examples | a number |
// | $x^{(i)}$, $X$ | one input column; all inputs, one column per example | $n^{[0]} \times 1$; $n^{[0]} \times m$ |
// | $W^{[l]}$ | weights: row = neuron "to", column = neuron "from" | $n^{[l]} \times n^{[l-1]}$ |
// | $b^{[l]}$ | bias column | $n^{[l]} \times 1$ |
// | $z^{[l]}$, $Z^{[l]}$ | pre-activation $W^{[l]} a^{[l-1]} + b^{[l]}$ | $n^{[l]} \times 1$; $n^{[l]} \times m$ |
// | $A^{[l]}$ | activation; $A^{[0]}$ is the input, the last one is $\hat y$ | as $z^{[l]}$ or $Z^{[l]}$ |
// | $g$, $g'$ | activation function and its derivative, entry by entry | |
// | $\sigma$ | sigmoid, with $\sigma'(z) = \sigma(z)(1 - \sigma(z))$ | |
// | $\ell^{(i)}$ | loss of one example | a number |
// | $L$ | mean loss of all examples | a number |
// | $dz$, $dW$, $db$ | derivative of the loss with respect to $z$, $W$, $b$ | as $z$, $W$, $b$ |
// | $\odot$ | product entry by entry | equal shapes |
// | $\alpha$ | learning rate, and nothing else | a number |
//
// One rule helps in every unit: **a gradient always has the shape of the thing it belongs to.**

// %% {"course": {"role": "demo", "id": "00.gradient.shape"}}
const total = W.matmul(x).sum();
const dW = gradients(total, { W: W }).W;

show(`W has the shape ${W.shape.join(" × ")}`);
show(`the derivative with respect to W has the shape ${dW.shape.join(" × ")}`);

// %% [markdown] {"course": {"role": "read", "id": "00.erratum"}}
// ## What an erratum box is
//
// The course follows handwritten lecture notes. Notes contain slips, and a slip in one line makes the next ones hard to
// follow. Where the notes and this course differ, an indented box with the word "Erratum" says so, most of them with a
// number, E01 to E28, by which other pages refer to it. It has three parts: what stands **in the notes**, what is
// **corrected**, and **why**. Nothing is corrected silently. If you have the notes beside you, mark each erratum in them;
// finding out why a line is wrong is a good exercise.

// %% [markdown] {"course": {"role": "read", "id": "00.restart"}}
// ## When something is strange: restart and check all
//
// - **Interrupt** stops a cell that runs too long.
// - **Restart** forgets all variables. **Restart and run all**, which it offers, then runs the cells from the top, the checks
//   among them: if the notebook works like this, it works. Do this before you submit.
// - **Reset to original** brings back the notebook as the course ships it, and keeps yours as a backup.

// %% [markdown] {"course": {"role": "read", "id": "00.access"}}
// ## Read it your way
//
// - **Tables for pictures.** Below every chart and every graph stands the same in words; its numbers can be unfolded as a
//   table. Nothing is said by colour alone.
// - **Spoken formulas.** Every line of a derivation has its formula in words as well. Rest the pointer on a line to read
//   them; screen readers find them there.
// - **Keyboard.** Everything works without a mouse. Tab moves on, Shift and Enter run a cell. Enter goes into a cell's code, where
//   Tab completes a name; Escape leaves it, and then the arrow keys go from cell to cell.
// - **Light, dark, still.** The page follows the settings of your system: light or dark, and whether anything may move.
// - **Language.** What checks and boards say can be had in English or in Hindi; choose it below the outline. Lectures,
//   questions, hints and solutions are in English, and so are the words on the page.

// %% [markdown] {"course": {"role": "read", "id": "00.recap"}}
// ## Recap in five minutes
//
// - Shift and Enter run a cell; cells share variables and are run from top to bottom.
// - A shape is rows × columns, and a matrix product needs inner sizes that agree.
// - An error message names the operation, what it was given, and the next step.
// - A check says "right", "not yet" or "not answered yet", and what to look at; three hints and a solution are behind it.
// - A chart is a picture, a paragraph and a table with the same content.
// - $[l]$ is a layer, $(i)$ an example, and a gradient has the shape of its parameter.
// - An erratum box says what is wrong in the notes, what is right, and why.
//
// **What to practise:** change the matrix $W$ to $3 \times 2$ in the cell that makes it, predict which later cells will fail
// and with which message, then run them. Unit 01 asks what a network is.
