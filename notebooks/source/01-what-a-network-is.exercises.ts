/** @file Exercises of unit 01: layers, parameters, an image as a list, and what the output says. */

// %% [markdown] {"course": {"role": "read", "id": "01.exercises"}}
// # 01 What a network is: exercises
//
// You need the lecture of unit 01. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "01.exercises.import"}}
import { check, given } from "chainrule";

// %% {"course": {"role": "define", "id": "01.definitions"}}
import {
  answers,
  choice,
  practice,
  program,
  tensor,
  wantExactly,
  words,
  type Case,
  type Random,
} from "chainrule";

/** Sizes of layers that all differ. */
function drawnSizes(numbers: Random, layers: number): number[] {
  return [...numbers.permutation(8)].slice(0, layers).map((at) => at + 2);
}

const depthExercise = choice({
  id: "01.depth",
  type: "Q",
  title: "Shallow or deep",
  points: 1,
  hints: [
    "Which of the numbers are hidden layers?",
    "By the convention of the notes more than two hidden layers are deep; input and output do not count.",
    "Smaller: 2-3-1 has one hidden layer, so it is shallow.",
  ],
  ask: (numbers) => {
    const hidden = 2 + numbers.integer(2);
    const sizes = drawnSizes(numbers, hidden + 2);
    return {
      given: { sizes: tensor(sizes).named("sizes") },
      question: [
        `Is the network ${sizes.join("-")} shallow or deep, by the convention of the notes?`,
      ],
      options: [
        { text: "shallow", right: hidden <= 2 },
        { text: "deep", right: hidden > 2 },
        { text: "that depends on its activation" },
      ],
    };
  },
});

const countExercise = answers({
  id: "01.count",
  type: "N",
  title: "How many parameters",
  points: 2,
  watches: ["M05"],
  hints: [
    "How many numbers does one neuron of layer 1 own?",
    "(n0 + 1) n1 parameters in layer 1 and (n1 + 1) n2 in layer 2: the + 1 is the bias.",
    "Smaller: 2-3-1 has (2 + 1) · 3 + (3 + 1) · 1 = 13.",
  ],
  ask: (numbers) => {
    const [inputs, hidden, outputs] = drawnSizes(numbers, 3);
    const weights = inputs * hidden + hidden * outputs;
    const right = weights + hidden + outputs;
    const symbol = "count";
    const mistakes = [
      { code: "M05", answer: weights, parameters: { symbol, count: 0 } },
      {
        code: "M05",
        answer: right + hidden + outputs,
        parameters: { symbol, count: 2 },
      },
    ] as const;
    return {
      given: { sizes: tensor([inputs, hidden, outputs]).named("sizes") },
      question: [
        `How many parameters has a ${inputs}-${hidden}-${outputs} network?`,
      ],
      wants: { parameters: wantExactly(right, { mistakes }) },
      planted: [
        ...mistakes.map(({ code, answer }) => ({ says: code, answer })),
        { says: "wrong", answer: right + 1 },
      ],
    };
  },
});

/** A matrix of whole numbers that all differ. */
function drawnMatrix(
  numbers: Random,
  rows: number,
  columns: number,
): number[][] {
  const all = [...numbers.permutation(rows * columns)].map((at) => at + 1);
  return Array.from({ length: rows }, (_, row) =>
    all.slice(row * columns, (row + 1) * columns),
  );
}

/** The list of a matrix, column after column. */
function columnWise(matrix: readonly (readonly number[])[]): number[] {
  return matrix[0].flatMap((_, column) => matrix.map((row) => row[column]));
}

const flattenExercise = program({
  id: "01.flatten",
  type: "F",
  title: "Flatten, row after row",
  points: 2,
  signature: "flattenRows(matrix) gives one list, row after row",
  hints: [
    "Which entry follows the last one of the first row?",
    "Go through the rows, and in each row through its entries.",
    "Smaller: [[1, 2], [3, 4]] gives [1, 2, 3, 4].",
  ],
  ask: (numbers) => ({
    example: flattenCase(drawnMatrix(numbers, 2, 3)),
    hidden: [
      flattenCase(drawnMatrix(numbers, 4, 2)),
      flattenCase(drawnMatrix(numbers, 1, 5)),
    ],
    planted: [
      { says: "column-wise", answer: columnWise },
      {
        says: "hidden",
        answer: ([first, second]: readonly (readonly number[])[]) => [
          ...first,
          ...second,
        ],
      },
      { says: "wrong", answer: (matrix: readonly unknown[]) => matrix },
    ],
  }),
});

function flattenCase(matrix: number[][]): Case {
  const mistakes =
    matrix.length > 1
      ? [
          {
            code: "column-wise" as const,
            answer: columnWise(matrix),
            parameters: {},
          },
        ]
      : [];
  return {
    inputs: { matrix },
    wants: { list: wantExactly(matrix.flat(), { mistakes }) },
  };
}

const backExercise = program({
  id: "01.unflatten",
  type: "F",
  title: "The way back",
  points: 1,
  signature:
    "unflattenRows(list, columns) gives the matrix with this many columns",
  hints: [
    "How many entries belong to one row?",
    "Row r takes the entries from r · columns up to (r + 1) · columns, without the last.",
    "Smaller: [1, 2, 3, 4] with 2 columns gives [[1, 2], [3, 4]].",
  ],
  ask: (numbers) => ({
    example: backCase(drawnMatrix(numbers, 2, 3)),
    hidden: [
      backCase(drawnMatrix(numbers, 4, 2)),
      backCase(drawnMatrix(numbers, 5, 1)),
    ],
    planted: [
      { says: "column-wise", answer: byColumns },
      {
        says: "hidden",
        answer: (list: readonly number[]) => [list.slice(0, 3), list.slice(3)],
      },
    ],
  }),
});

/** A list laid out column after column. */
function byColumns(list: readonly number[], columns: number): number[][] {
  const rows = list.length / columns;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => list[column * rows + row]),
  );
}

function backCase(matrix: number[][]): Case {
  const list = matrix.flat();
  const columns = matrix[0].length;
  const wrong = byColumns(list, columns);
  const mistakes =
    columns > 1
      ? [{ code: "column-wise" as const, answer: wrong, parameters: {} }]
      : [];
  return {
    inputs: { list, columns },
    wants: { matrix: wantExactly(matrix, { mistakes }) },
  };
}

const SIDE = 28;

const pixelExercise = answers({
  id: "01.pixel",
  type: "P",
  title: "Where a pixel lands",
  points: 2,
  hints: [
    "How many whole rows stand before this pixel?",
    "Index = 28 · row + column, with rows and columns counted from 0.",
    "Smaller: in an image with 4 columns pixel (2, 1) lands at 4 · 2 + 1 = 9.",
  ],
  ask: (numbers) => {
    const row = 2 + numbers.integer(SIDE - 2);
    const column = (row + 1 + numbers.integer(SIDE - 1)) % SIDE;
    const turned = SIDE * column + row;
    return {
      given: { pixel: tensor([row, column]).named("pixel") },
      question: [
        `An image has 28 rows and 28 columns, both counted from 0. Where does pixel (${row}, ${column}), row first, land in the list? Predict, then try it.`,
      ],
      wants: {
        index: wantExactly(SIDE * row + column, {
          mistakes: [{ code: "column-wise", answer: turned, parameters: {} }],
        }),
      },
      planted: [
        { says: "column-wise", answer: turned },
        { says: "wrong", answer: SIDE * row + column + 1 },
      ],
    };
  },
});

const bracketsExercise = choice({
  id: "01.brackets",
  type: "Q",
  title: "Round and square brackets",
  points: 1,
  watches: ["M24"],
  hints: [
    "Which brackets count layers, which count examples?",
    "[l] is a layer, (i) an example, a lower index an entry.",
    "Smaller: n[1] is the number of neurons in layer 1, x(1) the first example.",
  ],
  ask: (numbers) => {
    const number = 2 + numbers.integer(3);
    return {
      question: [`What is x with (${number}) as its upper index?`],
      options: [
        { text: "one whole example, a column", right: true },
        {
          text: "all that one layer computes",
          says: "M24",
          parameters: { used: `[${number}]`, needed: `(${number})` },
        },
        {
          text: "one entry of an example",
          says: "M24",
          parameters: { used: `x_${number}`, needed: `x(${number})` },
        },
      ],
    };
  },
});

const jobsExercise = choice({
  id: "01.jobs",
  type: "Q",
  title: "After the backward pass",
  points: 1,
  watches: ["M28"],
  hints: [
    "Which of the two jobs writes a parameter?",
    "Backpropagation gives gradients; gradient descent uses them.",
    "Smaller: w = 5 and dw = 6. As long as nobody subtracts anything, w is 5.",
  ],
  ask: (numbers) => {
    const [w, dw] = [3 + numbers.integer(5), 2 + numbers.integer(5)];
    const after = (w - 0.1 * dw).toFixed(1);
    return {
      given: { w: tensor(w).named("w"), dw: tensor(dw).named("dw") },
      question: [
        `w = ${w}, α = 0.1. Backpropagation has just ended and says dw = ${dw}. What is w now?`,
      ],
      options: [
        { text: `${w}`, right: true },
        { text: after, says: "M28" },
        { text: `${w - dw}`, says: "M28" },
      ],
    };
  },
});

const meaningExercise = words({
  id: "01.meaning",
  type: "E",
  title: "What 0.52 says",
  points: 1,
  rubric: [
    "what the number is a probability of, and for which input",
    "what it does not say",
  ],
  hints: [
    "Which two classes are there, and which one does ŷ speak of?",
    "A sigmoid output can be read as the probability that the network gives to class 1.",
    "Smaller: ŷ = 0.9 says that class 1 gets 90 percent, class 0 gets 10.",
  ],
});

practice(
  depthExercise,
  countExercise,
  flattenExercise,
  backExercise,
  pixelExercise,
  bracketsExercise,
  jobsExercise,
  meaningExercise,
);

// %% [markdown] {"course": {"role": "read", "id": "01.depth.prompt"}}
// ## 01.depth: shallow or deep (Q, 1 point)
//
// Count the hidden layers, then use the convention of the notes. Answer with a letter.

// %% {"course": {"role": "demo", "id": "01.depth.given"}}
const depthGiven = given("01.depth");

// %% {"course": {"role": "answer", "id": "01.depth"}}
// BEGIN SOLUTION const depthLetter = "";
const depthLetter = depthGiven.sizes.size - 2 > 2 ? "deep" : "shallow";
// END SOLUTION

// %% {"course": {"role": "check", "id": "01.depth.check"}}
await check("01.depth", depthLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "01.depth.why"}}
// Which word would a book use that calls a network deep from the second hidden layer on? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.count.prompt"}}
// ## 01.count: how many parameters (N, 2 points)
//
// Count the parameters of all layers: weights and biases.

// %% {"course": {"role": "demo", "id": "01.count.given"}}
const countGiven = given("01.count");

// %% {"course": {"role": "answer", "id": "01.count"}}
// BEGIN SOLUTION const parameterCount: number | undefined = undefined;
const parameterCount = countOf([...countGiven.sizes.data]);

function countOf([inputs, hidden, outputs]: number[]): number {
  return (inputs + 1) * hidden + (hidden + 1) * outputs;
}
// END SOLUTION

// %% {"course": {"role": "check", "id": "01.count.check"}}
await check("01.count", parameterCount);

// %% [markdown] {"course": {"role": "reflect", "id": "01.count.why"}}
// Where do most of the parameters sit, and why? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.flatten.prompt"}}
// ## 01.flatten: flatten, row after row (F, 2 points)
//
// Write `flattenRows`: a matrix is given as a list of rows, and its entries come back as one list. Hidden checks use
// other sizes.

// %% {"course": {"role": "demo", "id": "01.flatten.given"}}
given("01.flatten");

// %% {"course": {"role": "answer", "id": "01.flatten"}}
function flattenRows(matrix: number[][]): number[] {
  // BEGIN SOLUTION return notAnswered();
  return matrix.flatMap((row) => row);
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "01.flatten.check"}}
await check("01.flatten", flattenRows);

// %% [markdown] {"course": {"role": "reflect", "id": "01.flatten.why"}}
// Why must everybody who uses the network flatten in the same order? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.unflatten.prompt"}}
// ## 01.unflatten: the way back (F, 1 point)
//
// Write `unflattenRows`: the list comes back as a matrix with this many columns.

// %% {"course": {"role": "demo", "id": "01.unflatten.given"}}
given("01.unflatten");

// %% {"course": {"role": "answer", "id": "01.unflatten"}}
function unflattenRows(list: number[], columns: number): number[][] {
  // BEGIN SOLUTION return notAnswered();
  const matrix: number[][] = [];
  for (let start = 0; start < list.length; start += columns) {
    matrix.push(list.slice(start, start + columns));
  }
  return matrix;
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "01.unflatten.check"}}
await check("01.unflatten", unflattenRows);

// %% [markdown] {"course": {"role": "reflect", "id": "01.unflatten.why"}}
// Why is the number of columns needed, and not that of the rows? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.pixel.prompt"}}
// ## 01.pixel: where a pixel lands (P, 2 points)
//
// Predict the index first, then check it with `flattenRows` on an image of your own.

// %% {"course": {"role": "demo", "id": "01.pixel.given"}}
const pixelGiven = given("01.pixel");

// %% {"course": {"role": "answer", "id": "01.pixel"}}
// BEGIN SOLUTION const index: number | undefined = undefined;
const index = 28 * pixelGiven.pixel.data[0] + pixelGiven.pixel.data[1];
// END SOLUTION

// %% {"course": {"role": "check", "id": "01.pixel.check"}}
await check("01.pixel", index);

// %% [markdown] {"course": {"role": "reflect", "id": "01.pixel.why"}}
// Which pixel is the neighbour of yours in the image and 28 places away in the list? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.brackets.prompt"}}
// ## 01.brackets: round and square brackets (Q, 1 point)
//
// Answer with a letter.

// %% {"course": {"role": "demo", "id": "01.brackets.given"}}
given("01.brackets");

// %% {"course": {"role": "answer", "id": "01.brackets"}}
// BEGIN SOLUTION const bracketsLetter = "";
const bracketsLetter = "one whole example, a column";
// END SOLUTION

// %% {"course": {"role": "check", "id": "01.brackets.check"}}
await check("01.brackets", bracketsLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "01.brackets.why"}}
// What would the same number in square brackets be? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.jobs.prompt"}}
// ## 01.jobs: after the backward pass (Q, 1 point)
//
// Answer with a letter.

// %% {"course": {"role": "demo", "id": "01.jobs.given"}}
const jobsGiven = given("01.jobs");

// %% {"course": {"role": "answer", "id": "01.jobs"}}
// BEGIN SOLUTION const jobsLetter = "";
const jobsLetter = String(jobsGiven.w.item());
// END SOLUTION

// %% {"course": {"role": "check", "id": "01.jobs.check"}}
await check("01.jobs", jobsLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "01.jobs.why"}}
// What does gradient descent need beside the gradient? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "01.meaning.prompt"}}
// ## 01.meaning: in your own words (E, 1 point)
//
// A network with a sigmoid output was trained to tell bars (class 0) from rings (class 1). For one image it answers
// $\hat y = 0.52$. What does that say? One sentence; your teacher reads it.

// %% {"course": {"role": "demo", "id": "01.meaning.given"}}
given("01.meaning");

// %% {"course": {"role": "answer", "id": "01.meaning"}}
const meaning =
  // BEGIN SOLUTION "";
  "For this image the network gives class 1 a probability of 52 percent, so it hardly prefers the ring to the bar.";
// END SOLUTION

// %% {"course": {"role": "check", "id": "01.meaning.check"}}
await check("01.meaning", meaning);

// %% [markdown] {"course": {"role": "reflect", "id": "01.meaning.why"}}
// What would 0.52 mean at the end of a network that predicts a price? One sentence:
