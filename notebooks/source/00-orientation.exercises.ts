/** @file Exercises of unit 00: the shape of a product, and the notation of the course. Nothing is graded. */

// %% [markdown] {"course": {"role": "read", "id": "00.exercises"}}
// # 00 Orientation: exercises
//
// These exercises show how an exercise works; they bring no points. Run the first cell, then take the exercises in any order. Each has a question, a cell
// for your answer and a cell that checks it. A check never fails the cell: it says what was right, and what to look at.
//
// `hint("…")` with the exercise's name opens the first of three hints, called again the next one. `solution("…")` opens
// after a pass, or after three different answers that were not right. Everyone has the same numbers until you have run
// `student("your id", "your term")`, once and in a cell of your own; from then on yours are drawn for you, in every unit.

// %% {"course": {"role": "demo", "id": "00.exercises.import"}}
import { check, given } from "chainrule";

// %% {"course": {"role": "define", "id": "00.definitions"}}
import {
  choice,
  practice,
  program,
  tensor,
  wantShape,
  type Case,
} from "chainrule";

const shapeExercise = program({
  id: "00.shape",
  type: "F",
  title: "The shape of a product",
  points: 0,
  watches: ["M07"],
  signature:
    "productShape(a, b) gives the shape [rows, columns] of the product of two matrices with the shapes a and b, which fit",
  hints: [
    "Which of the four sizes must agree, and which two are left?",
    "The rows come from the first matrix, the columns from the second.",
    "Smaller: 2×3 times 3×1 is 2×1.",
  ],
  ask: (numbers) => {
    const sizes = [...numbers.permutation(8)].map((at) => at + 2);
    return {
      example: shapeCase(sizes.slice(0, 3)),
      hidden: [
        shapeCase(sizes.slice(3, 6)),
        shapeCase([sizes[6], 1, sizes[7]]),
      ],
      planted: [
        {
          says: "M07",
          answer: ([rows]: number[], [, columns]: number[]) => [columns, rows],
        },
        {
          says: "wrong",
          answer: ([rows, inner]: number[]) => [rows, inner],
        },
        {
          says: "hidden",
          answer: () => [sizes[0], sizes[2]],
        },
      ],
    };
  },
});

function shapeCase([rows, inner, columns]: number[]): Case {
  return {
    inputs: { a: [rows, inner], b: [inner, columns] },
    wants: { shape: wantShape([rows, columns], "M07") },
  };
}

const bracketsExercise = choice({
  id: "00.brackets",
  type: "Q",
  title: "What the brackets say",
  points: 0,
  watches: ["M24"],
  hints: [
    "Look up the two kinds of brackets in the notation table of the lecture.",
    "Square brackets are layers, round brackets are examples.",
    "Smaller: z[1](4) belongs to layer 1 and example 4.",
  ],
  ask: (numbers) => {
    const [layer, example] = [1 + numbers.integer(2), 3 + numbers.integer(6)];
    const parameters = { used: `[${example}]`, needed: `(${example})` };
    return {
      given: {
        layer: tensor(layer).named("first"),
        example: tensor(example).named("second"),
      },
      question: [
        `What is A[${layer}](${example}), with the first number in square and the second in round brackets?`,
      ],
      options: [
        {
          text: `the activations of layer ${layer} for example ${example}`,
          right: true,
        },
        {
          text: `the activations of layer ${example} for example ${layer}`,
          says: "M24",
          parameters,
        },
        {
          text: `entry (${layer}, ${example}) of the activations`,
          says: "M24",
          parameters,
        },
      ],
    };
  },
});

const derivativeExercise = choice({
  id: "00.derivative",
  type: "Q",
  title: "One name for what is derived",
  points: 0,
  watches: ["M32"],
  hints: [
    "What is the function called here, and what does it depend on?",
    "What changes stands above, what it changes with stands below; the function keeps its name.",
    "Smaller: for y = 2x, the change of y with x is ∂y/∂x = 2.",
  ],
  ask: () => ({
    question: [
      "A graph computes J from a. How is the change of J with a written?",
    ],
    options: [
      { text: "∂J/∂a", right: true },
      {
        text: "∂a/∂J",
        says: "M32",
        parameters: { symbol: "a", loss: "J" },
      },
      { text: "∂L/∂a, because the notes write so" },
    ],
  }),
});

practice(shapeExercise, bracketsExercise, derivativeExercise);

// %% [markdown] {"course": {"role": "read", "id": "00.shape.prompt"}}
// ## 00.shape: the shape of a product (F)
//
// Replace the line in `productShape`, run the cell, then run the check below it. Before you answer, run the check once: it
// says "not answered yet", and that is no error.

// %% {"course": {"role": "demo", "id": "00.shape.given"}}
given("00.shape");

// %% {"course": {"role": "answer", "id": "00.shape"}}
function productShape(a: number[], b: number[]): number[] {
  // BEGIN SOLUTION return notAnswered();
  return [a[0], b[1]];
  // END SOLUTION
}

// %% {"course": {"role": "check", "id": "00.shape.check"}}
await check("00.shape", productShape);

// %% [markdown] {"course": {"role": "reflect", "id": "00.shape.why"}}
// Which two sizes must agree, and where do they go? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "00.brackets.prompt"}}
// ## 00.brackets: what the brackets say (Q)
//
// Answer with a letter between the quotation marks.

// %% {"course": {"role": "demo", "id": "00.brackets.given"}}
const bracketsGiven = given("00.brackets");

// %% {"course": {"role": "answer", "id": "00.brackets"}}
// BEGIN SOLUTION const bracketsLetter = "";
const bracketsLetter = `the activations of layer ${bracketsGiven.layer.item()} for example ${bracketsGiven.example.item()}`;
// END SOLUTION

// %% {"course": {"role": "check", "id": "00.brackets.check"}}
await check("00.brackets", bracketsLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "00.brackets.why"}}
// What would the letter $m$ be the largest value of? One sentence:

// %% [markdown] {"course": {"role": "read", "id": "00.derivative.prompt"}}
// ## 00.derivative: one name for what is derived (Q)
//
// Answer with a letter.

// %% {"course": {"role": "demo", "id": "00.derivative.given"}}
given("00.derivative");

// %% {"course": {"role": "answer", "id": "00.derivative"}}
// BEGIN SOLUTION const derivativeLetter = "";
const derivativeLetter = "∂J/∂a";
// END SOLUTION

// %% {"course": {"role": "check", "id": "00.derivative.check"}}
await check("00.derivative", derivativeLetter);

// %% [markdown] {"course": {"role": "reflect", "id": "00.derivative.why"}}
// Why is it a help when the function has one name only? One sentence:
