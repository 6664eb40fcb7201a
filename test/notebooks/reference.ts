/** @file The reference values of the course, to the digits it states, by notebook and cell. */

const U00 = "00-orientation.ipynb";
const U01 = "01-what-a-network-is.ipynb";
const U02 = "02-computation-graphs-1.ipynb";
const U03 = "03-computation-graphs-2.ipynb";
const U04 = "04-one-neuron.ipynb";
const U05 = "05-forward-propagation.ipynb";
const U06 = "06-vectorisation.ipynb";
const U07 = "07-binary-cross-entropy.ipynb";
const U08 = "08-backpropagation-1.ipynb";
const U09 = "09-backpropagation-2.ipynb";
const U10 = "10-worked-example.ipynb";
const U11 = "11-training.ipynb";
const U12 = "12-checking-gradients.ipynb";

/** Words and formulas that a cell must show. */
export const WORDS: readonly (readonly [notebook: string, cell: string, words: string])[] = [
  [U00, "00-error-shown", "matmul: inner sizes differ"],
  [U01, "01-flatten-small", "column by column: 1, 4, 2, 5, 3, 6"],
  [U01, "01-flatten-image", "pixel (3, 7) lands at index 91"],
  [U02, "02-forward", "u = 6"],
  [U02, "02-forward", "v = 11"],
  [U02, "02-forward", "J = 33"],
  [U02, "02-nudge", "J grows 9.0000 times as much as c"],
  [U02, "02-backward-v", "∂J/∂v = 3"],
  [U02, "02-backward-u", "∂J/∂u = 3 · 1 = 3"],
  [U02, "02-backward-a", "∂J/∂a = 3 · 1 = 3"],
  [U02, "02-backward-b", "∂J/∂b = 3 · 2 = 6"],
  [U02, "02-backward-c", "∂J/∂c = 3 · 3 = 9"],
  [U02, "02-derive-c", "\\frac{\\partial J}{\\partial c} = \\frac{\\partial J}{\\partial v}"],
  [U02, "02-derive-c", "Every line was evaluated"],
  [U03, "03-forward", "f = 21"],
  [U03, "03-paths-graph", "a → u → v → f: 1 · c · 1 = 1 · 3 · 1 = 3"],
  [U03, "03-paths-graph", "a → u → w → f: 1 · d · 1 = 1 · 4 · 1 = 4"],
  [U03, "03-paths-graph", "3 + 4 = 7"],
  [U03, "03-derive-a", "Every line was evaluated"],
  [U03, "03-other-derive", "\\frac{\\partial f}{\\partial z}"],
  [U04, "04-prime-derive", "Every line was evaluated"],
  [U05, "05-loop-program", "ŷ = 0.523903"],
  [U06, "06-broadcast-row", "m = 3: no message, shape 3 × 3"],
  [U07, "07-half-value", "ln 2:         0.69315"],
  [U08, "08-derive-W2", "Every line was evaluated"],
  [U08, "08-batch-derive-b2", "Every line was evaluated"],
  [U08, "08-check", "every difference is below 1e-10: true"],
  [U09, "09-derive-W1", "Every line was evaluated"],
  [U09, "09-batch-derive", "Every line was evaluated"],
  [U09, "09-check", "9 gradients compared; all agree within 1e-10: true"],
  [U10, "10-derive-W1", "Every line was evaluated"],
  [U11, "11-zero", "loss at step 1000: 0.69315"],
  [U11, "11-seeds-count", "2-2-1: 17 of 20 seeds solve XOR"],
  [U11, "11-seeds-count", "2-3-1: 20 of 20 seeds solve XOR"],
  [U11, "11-save-json", "largest difference after:  0.0000"],
  [U12, "12-steps-chart", "one-sided, h = 0.1 to 0.01: error divided by 10"],
  [U12, "12-steps-chart", "central,   h = 0.1 to 0.01: error divided by 100"],
  [U12, "12-overfit-train", "loss after 2,000 steps is below 0.01: true"],
  [U12, "12-library", "largest difference is below 1e-15: true"],
];

/** Numbers, as printed, that a cell must show at least to these digits. */
export const NUMBERS: readonly (readonly [notebook: string, cell: string, numbers: string])[] = [
  [U01, "01-count-program", "13 12577 12705"],
  [U02, "02-local-numbers", "3 1 1 2 3"],
  [U02, "02-direct-compare", "3 6 9"],
  [U03, "03-numbers-compare", "21 7 7 3 3"],
  [U03, "03-order-wrong", "1 7 3"],
  [U03, "03-twice", "21 28 9"],
  [U04, "04-sigmoid-values", "0.002473 0.1192 0.5 0.8808 0.9975"],
  [U04, "04-prime-compare", "0.243708"],
  [U04, "04-others-values", "-0.964 0.07065"],
  [U05, "05-neurons-loop", "0.32 0.04 0.24"],
  [U05, "05-activation-value", "0.579324 0.509999 0.559714"],
  [U05, "05-layer2-value", "0.095683 0.523903"],
  [U06, "06-loop-program", "0.52390 0.51724 0.52982 0.52052"],
  [U06, "06-columns-program", "0.52390 0.51724 0.52982 0.52052"],
  [U07, "07-batch", "0.64645 0.72824 0.63522 0.73504 0.686238"],
  [U07, "07-batch-likelihood", "0.686238"],
  [U08, "08-dz2-factors", "-1.908752 0.249429 -0.476097"],
  [U08, "08-dW2", "-0.275815 -0.242809 -0.266478"],
  [U08, "08-batch-numbers", "0.686238 0.01837 0.01719 -0.00829 0.02287"],
  [U09, "09-dz1-numbers", "-0.142829 0.095219 -0.190439 0.243708 0.249900 0.246434"],
  [U09, "09-dz1-numbers", "-0.034809 0.023795 -0.046931"],
  [U09, "09-dW1", "-0.017404 -0.010443 0.011898 0.007139 -0.023465 -0.014079"],
  [U09, "09-batch-numbers", "-0.00830 0.00870 0.00567 -0.00608 -0.01072 0.01238"],
  [U09, "09-batch-numbers", "0.00138 -0.00109 0.00302"],
  [U10, "10-z1", "0.22 0.14 0.19 0.32 0.04 0.24"],
  [U10, "10-A1", "0.579324 0.509999 0.559714"],
  [U10, "10-z2", "0.173797 -0.102000 0.223885 0.095683"],
  [U10, "10-yhat", "0.523903"],
  [U10, "10-loss", "0.646450"],
  [U10, "10-dz2", "-1.90875 0.249429 -0.476097"],
  [U10, "10-dW2", "-0.275815 -0.242809 -0.266478 -0.476097"],
  [U10, "10-back", "-0.142829 0.095219 -0.190439"],
  [U10, "10-slopes", "0.243708 0.249900 0.246434"],
  [U10, "10-dz1", "-0.034809 0.023795 -0.046931"],
  [U10, "10-dW1", "-0.017404 -0.010443 0.011898 0.007139 -0.023465 -0.014079"],
  [U10, "10-update", "0.20174 0.40104 0.09881 0.29929 0.50235 -0.19859"],
  [U10, "10-update", "0.10348 -0.10238 0.05469 0.32758 -0.17572 0.42665 -0.15239"],
  [U10, "10-again", "0.32758 -0.17572 0.42665 -0.15239 0.10348 -0.10238 0.05469 0.54680 0.60368"],
  [U10, "10-again", "0.43791 -0.07860 0.53324 0.03805 0.11740 -0.11190 0.07347 0.63577 0.45292"],
  [U10, "10-again", "0.57581 0.04281 0.66648 0.27610 0.13481 -0.12380 0.09693 0.73517 0.30765"],
  [U10, "10-repeat", "0.6464 0.4529 0.3368 0.1783 0.0943 0.0172 0.0081"],
  [U11, "11-batch-network", "0.686238 0.01837 0.01719 -0.00829 0.02287"],
  [U11, "11-batch-network", "-0.00830 0.00870 0.00567 -0.00608 -0.01072 0.01238"],
  [U11, "11-batch-network", "0.00138 -0.00109 0.00302"],
  [U11, "11-loop-program", "0.6862 0.6861 0.6848 0.6731 0.4517 0.1623 0.0488"],
  [U11, "11-loop-program", "0.6862 0.6847 0.6734 0.1633 0.0117 0.0046 0.0019"],
  [U11, "11-loop-program", "0.6862 0.6823 0.7267 0.0117 0.0015 0.0007 0.0003"],
  [U12, "12-network", "0.686238"],
  [U12, "12-backward", "-0.00830 0.00870 0.00567 -0.00608 -0.01072 0.01238 0.01837 0.01719 0.02287"],
  [U12, "12-mutants", "-1.00 4.00 0.25"],
];
