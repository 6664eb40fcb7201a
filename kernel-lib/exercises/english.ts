/** @file The messages in English: what was seen, what is needed, what to try. */

/** Texts by key; `{name}` is a gap. */
export const ENGLISH = {
  right: "Right.",
  "right-per-example":
    "Right for each example on its own: the 1/m of the mean is still to come, where you add over the examples.",
  follows: "This line follows correctly from your line {line}. Line {line} has a mistake; correct it first.",
  circular:
    "Your line is true, but it goes in a circle: {used} is not known before {symbol}. Write {symbol} with names of the graph and derivatives that come before it on the way back from {loss}.",
  unread: "{text} cannot be read: {problem}.",
  "unread-line": "Your line cannot be read: {problem}.",
  brackets:
    "Your line is right once {used} stands in brackets. Products and quotients are worked out from the left, and before sums: a / b c is (a / b) c, and 1 − a b is 1 − (a b).",
  "off-board": "{symbol} is not asked for here. This board is about {steps}.",
  shape:
    "What you wrote has shape {got}, but {symbol} has shape {want}. A gradient has the shape of what it belongs to.",
  "no-numbers":
    "“{answer}” cannot be read as a value of {symbol}. Numbers are needed: a single one, a row [[1, 2]] or a column [[1], [2]].",
  "text-number":
    "“{text}” stands in quotation marks, so it is a text. A number is needed. Write it without them: {number}.",
  ragged:
    "The rows of your {symbol} have different lengths: {lengths}. In a matrix all rows have equally many entries. Count them once more.",
  "no-lines":
    "“{answer}” is no list of lines. Write each line as a text in quotation marks, and all of them in square brackets.",
  "unknown-name":
    "There is no {symbol} in this graph. You may use {names}; a d before a name is the derivative by it.",
  "near-name": "There is no {symbol} in this graph. Nearest to it: {names}.",
  "bare-function": "{symbol} is a function. Write what it is of in brackets behind it: {symbol}(…).",
  "many-to-many":
    "{symbol} has an entry for every pair of entries, so it is no matrix that could stand in a product. Take one entry, and read order and transposes from its indices.",
  untyped: "Your line cannot be computed: {problem}.",
  "numbers-only":
    "Your line has numbers only. {symbol} is asked for as a formula, which holds whatever the numbers are. Write it with the names of the graph.",
  different: "Your line does not equal {symbol}. Compare it factor by factor with the chain {chain}.",
  "here-only":
    "Your line has the right value for these numbers, and for others it has not: something that may change stands in it as a number. Write {symbol} with all names that it depends on.",
  "different-one": "Your line does not equal {symbol}. Differentiate once more: {definition}.",
  dropped:
    "Your line lacks the factor {factor}. {symbol} needs every factor along its path. Follow the path once more.",
  "dropped-term":
    "Your line lacks the term {term}; the rest fits. {symbol} needs every term, for every value of the data. Differentiate term by term.",
  doubled: "Your line has the factor {factor} once too often. {symbol} needs it once. Ask where it enters.",
  wrong: "Your answer for {symbol} is not right. Compare it with the definition.",
  "wrong-option":
    "({answer}) is not the one that fits. Ask of each option what would follow from it, and try that on small numbers.",
  "not-answered": "Not answered yet.",
  hidden:
    "The example is right, but a hidden check with other numbers or sizes fails. Look for what you took from the example.",
  failed: "Your function stopped with an error: {problem}.",
  "follows-part":
    "This follows from your {symbol}, which is wrong: the method is right, and counts. Correct {symbol} first, then this once more.",
  credit:
    "So far {points} of {of} points. A value that follows correctly from a wrong one earns the points for its method.",
  "time-off": "There is no clock. Give a number of minutes to start one.",
  "time-left": "{count} of {of} minutes left.",
  "time-up": "The {of} minutes are over, since {count}. You may go on.",
  incomplete: "Right so far. Still to write: {steps}.",
  "not-a-function":
    "Your answer is {got}; a function is needed. Give check the function itself, without brackets behind its name.",
  endless:
    "Your function does not come to an end: it was stopped after {count} steps. Check what ends its loop.",
  mutated:
    "Your function changes what it was given ({symbol}). The caller still needs it. Make a new value and return that.",
  short: "A few words are not a reason yet. Write one whole sentence.",
  noted: "Noted. Your teacher reads it.",
  unjudged:
    "The check itself could not be done: {problem}. This says nothing about your answer and does not count.",
  "hidden-checks":
    "Beside the example there are hidden checks with other numbers and sizes; all of them passed.",
  "no-hint": "There are three hints, and you have seen them all.",
  "value-shape":
    "Your answer has shape {got}, but {symbol} has shape {want}. Look at the shapes of what it is computed from; a row is written [[1, 2]], a column [[1], [2]].",
  "other-shape":
    "Your line has shape {got}, but {symbol} has shape {want}. Ask which entries belong together, and whether they add or multiply.",
  opposite:
    "The size fits, but a sign in what you wrote for {symbol} is turned. Each term needs its own sign. Put in one example with easy numbers and look which term is off.",
  "other-join":
    "Your line for {symbol} has {used} where {needed} is needed. Only a logarithm turns a product into a sum. Ask which of the two this line is about.",
  unfinished:
    "Your line equals {symbol}, but {used} is still in it. The next step is to work that out. Write the line without {used}.",
  "column-wise":
    "Your answer counts column by column. Here the rows come one after the other. Ask how many entries stand before this one.",
  "none-of":
    "“{answer}” is none of {options}. Choose one of these; look for the one that fits what is given.",
  report:
    "With {named} the report would say “{would}”. It says “{says}”. Look for the mistake that leaves exactly these traces.",
  locked:
    "The solution opens after a pass, or after three different answers that were checked and not right. So far: {count}.",
  M01: "{symbol} feeds {count} later nodes and your derivative follows one of them. Contributions from all paths add. Write one product per path, then add.",
  M02: "Along one path you multiply; between paths you add. Your line multiplies two paths together.",
  M03: "The second visit to {symbol} replaced the first contribution. Start every gradient at 0 and accumulate.",
  "M03-unreset":
    "The gradients of earlier steps are still in your step. Each step needs the gradient at its own parameters. Start every gradient at 0 before each backward pass.",
  M04: "For {product}, changing {symbol} changes the result by {partner}. Hold one factor still and ask what multiplies the change.",
  M05: "Your {symbol} is the weighted sum with {count} biases; it needs exactly one. Use the bias, or a weight for an input that is always 1, not both.",
  M06: "Your activation falls when {input} grows, and it has to rise. Check the sign of the exponent.",
  M07: "{symbol} is {got}, but its rows have to be the neurons of its own layer. Row k holds the weights that go into neuron k.",
  M08: "Your loss uses another logarithm, or {label} and {prediction} have changed places. The model's output goes inside the natural logarithm; the label chooses which term counts.",
  M09: "Right size, opposite sign. The loss starts with a minus, and the derivative of 1 − {prediction} is −1. Ask whether raising {symbol} should raise or lower the loss.",
  "M09-term":
    "One sign is turned: written out, your line has the term {term}; the rest fits. The loss starts with a minus, and the derivative of 1 − {prediction} is −1. Ask which of them this term meets.",
  M10: "You stopped at the derivative with respect to {output}. The parameters reach {output} only through {symbol}, so the chain needs one more factor. Ask how {output} changes with {symbol}.",
  M11: "The factor {factor} is in your line once too often. In the short form it has already cancelled. Multiplying again counts it twice.",
  M12: "Your line goes from {output} to the loss. To reach {symbol} pass through the activation. Multiply elementwise by its derivative at {symbol}.",
  M13: "The factor you used equals {variant}. For this layer the derivative of the activation is evaluated at {symbol}. Write it down from its definition.",
  M14: "Your line uses {used} where {needed} is needed. Entries that act one by one need ⊙, typed .*; where every neuron contributes, the sum is a matrix product, typed *.",
  M15: "{symbol} pairs the error of its layer with what came into that layer; yours pairs it with {used}. Ask what {weight} was multiplied by in the forward pass.",
  M16: "Your result is exactly m = {count} times too large. {loss} is defined with 1/m.",
  M17: "Your result is too small by exactly the factor 1/m, with m = {count}. Decide where the mean enters, once, and keep it there.",
  "M17-errors":
    "With this 1/m {symbol} would be the errors of the single examples. On this board it is the derivative of {loss}, which has its 1/m already. If you mean the errors, write a line first that says what {symbol} is.",
  M18: "{weight} is shared by all examples, so its gradient adds over the columns and has shape {want}. Yours has {got}. Ask which axis the examples lie along.",
  M19: "A transpose is missing, or stands on the wrong factor; {symbol} has shape {want}. Write one entry as a sum, and read the order from the indices.",
  M20: "The backward pass must use the {weight} of the forward pass. Compute all gradients first, then update.",
  M21: "The step follows the gradient uphill. {symbol} must move against its gradient. Check the sign of the step.",
  M22: "The new value of {symbol} is {what}. An update subtracts the learning rate times the gradient. Write old value, step, new value.",
  M23: "Read as matrices, your factors cannot be multiplied in this order. The scalar chain rule gives the factors; the shapes give their order. {symbol} has shape {want}.",
  M24: "Square brackets number a layer; round brackets or a lower index number an example. You have {used} where {needed} belongs. Look both up in the notation table of unit 00.",
  M25: "Your line still contains the index {index}. After the mean nothing depends on one example. Sum over {index}.",
  M26: "The short form {prediction} − {label} comes from cross-entropy with sigmoid at the output. The hidden layer has no label. It receives what the next layer passes back.",
  M27: "Your {symbol} is {count} times the right value: the decimal point has moved. Later lines may follow from it correctly. Keep 6 digits until the end.",
  "M27-rounded":
    "Your {symbol} is right to {count} decimals, and the rest was lost in rounding. Later lines would carry that on. Keep 6 digits until the end.",
  M28: "Backpropagation ends with gradients; no parameter has changed yet. The update is a step of its own.",
  M29: "With equal rows every hidden neuron receives the same gradient, so they stay equal. Ask what breaks the tie.",
  M30: "The gradient is the loss change per unit change of the weight, at this point only.",
  M31: "A step to one side, a step that is too small, or an absolute comparison measures a gradient badly. Use (L(θ+h) − L(θ−h))/2h with h near 1e-5 and compare relatively.",
  M32: "You wrote how {symbol} changes with {loss}. Needed is how {loss} changes with {symbol}. Turn the fraction over.",
} as const;

/** A key of the catalogue. */
export type MessageKey = keyof typeof ENGLISH;
