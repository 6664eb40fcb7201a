/** @file Everything a notebook may import, grouped. */

import "./operations/methods.js";
import "./display/methods.js";

export * from "./operations/rows.js";
export { dot, vec } from "./operations/composed.js";
export { eye } from "./operations/identity.js";
export { gradients } from "./autodiff/gradient.js";
export { compile } from "./compute/compile.js";
export type { Given } from "./compute/recording.js";
export { hessian, hessianProduct, jacobian } from "./autodiff/second-order.js";
export { tensor, fromData, filled, ones, zeros } from "./tensor/create.js";
export { Tensor } from "./tensor/tensor.js";
export { DomainError, ShapeError, UsageError } from "./tensor/errors.js";

// graph: computations as pictures
export { graph, Graph, type GraphOptions } from "./graph/graph.js";

// formula: gradients derived line by line
export {
  derive,
  Derivation,
  type DeriveOptions,
  type Line,
  type Unfolding,
} from "./derivation/derivation.js";
export { deriveJacobian } from "./derivation/jacobian.js";
export { deriveHessian, deriveHessianProduct, type SecondOrderOptions } from "./derivation/second-order.js";
export { explain, Explanation } from "./derivation/explain.js";
export type { Law, Letter } from "./derivation/laws.js";
export { exported, type ExportFormat } from "./derivation/export.js";
export type {
  DerivationRecord,
  LineRecord,
  LinesRecord,
  SymbolRecord,
  UnfoldedRecord,
} from "./derivation/record.js";
export { readDerivation } from "./derivation/read-record.js";

// exercises: a student's answers judged
export { rederive, Board, type BoardLine } from "./exercises/board.js";
export { checkGradient, checkValue, type CheckOptions } from "./exercises/check.js";
export type { Verdict } from "./exercises/verdict.js";
export { messageText, type Language, type Reason } from "./exercises/messages.js";
export { notAnswered } from "./exercises/running.js";
export { student } from "./exercises/session.js";
export { board, check, given, hint, solution, questionOf, timer } from "./display/practice.js";

// exercises: made by a teacher
export {
  exercisesOf,
  practice,
  practicePrompts,
  practiceSolutions,
  taskOf,
  type Exercise,
  type ExerciseHead,
  type ExerciseType,
  type Planted,
  type Task,
} from "./exercises/exercise.js";
export { answers, choice, type Asked, type Option } from "./exercises/answers.js";
export {
  drawn,
  drawnNetwork,
  type DrawnLayer,
  type DrawnNetwork,
  type DrawOptions,
  type NetworkDraw,
} from "./exercises/drawing.js";
export { formulas, type FormulasAsked, type FormulaTarget } from "./exercises/formulas.js";
export { lines, type Derived } from "./exercises/lines.js";
export { measured, wantGradientCheck, type GradientCheck, type Measured } from "./exercises/measured.js";
export { wantExample } from "./exercises/one-example.js";
export { program, type Case, type Programmed } from "./exercises/program.js";
export { wantTraining } from "./exercises/training.js";
export { words } from "./exercises/words.js";
export { wantWritten, type WrittenFormula } from "./exercises/written-value.js";
export {
  wantExactly,
  wantGradient,
  wantNumber,
  wantShape,
  wantThat,
  wantUpdate,
  wantValue,
  type Want,
} from "./exercises/want.js";

// exams: papers and keys from a blueprint and a seed
export { readBlueprint, type Blueprint, type BlueprintItem } from "./exams/blueprint.js";
export {
  answerSheet,
  examPaper,
  practiceExam,
  type Blank,
  type ExamItem,
  type ExamOptions,
  type ExamPaper,
} from "./exams/paper.js";
export { creditOf } from "./exams/credit.js";
export { mockItem, type MockItem } from "./exams/mock.js";
export { examKey, type KeyItem, type KeyPart } from "./exams/key.js";
export type { KeyLine, KeyMistake, KeyValue, Part as MarkedPart } from "./exams/part.js";
export type { Sides } from "./writing/sides.js";
export type { Decimals } from "./exams/decimals.js";
export type { Marks } from "./exams/marks.js";

// exercises: judged apart from the code that answers them
export { misconceptionDeed, type MisconceptionCode } from "./exercises/misconceptions.js";
export { called, RemoteFunction, type Outcome } from "./exercises/running.js";
export { exerciseSeed } from "./exercises/seed.js";
export type { Student } from "./exercises/progress.js";

// syntax: formulas as text, and whether two formulas are equal
export { contextOf, type ContextOptions, type FormulaContext } from "./syntax/context.js";
export { equivalent, type Equivalence } from "./syntax/equivalent.js";
export {
  readFormula,
  type Formula,
  type FormulaSyntax,
  type Misreading,
  type Part,
  type Reading,
  type UnknownName,
} from "./syntax/read.js";

// corpus: reference derivations run and judged
export { runCase } from "./corpus/run-case.js";
export { tryMutants, type MutantCounts } from "./corpus/mutants.js";
export type { CorpusCase, CorpusResult, Criteria } from "./corpus/case.js";

// nn: models and what they are trained with
export {
  bce,
  bceFromLogits,
  l1Penalty,
  l2Penalty,
  softmaxCrossEntropy,
  squaredError,
  type Loss,
} from "./nn/losses.js";
export {
  accuracy,
  classAccuracy,
  classes,
  confusionMatrix,
  oneHot,
  rocCurve,
  type RocCurve,
} from "./nn/metrics.js";
export { he, xavier, type Deviation } from "./nn/initializers.js";
export { cosineDecay, stepDecay, warmUp, type Schedule } from "./nn/schedules.js";
export {
  dense,
  network,
  sequential,
  type Activation,
  type DenseOptions,
  type Layer,
  type Mode,
  type NetworkOptions,
} from "./nn/layers.js";
export { dropout, type DropoutOptions } from "./nn/dropout.js";
export { batchNorm, type BatchNormOptions } from "./nn/batch-norm.js";
export type { ParameterSet } from "./nn/parameters.js";
export { loadModel, modelBytes, readModel, saveModel } from "./nn/saving.js";
export {
  adam,
  adamW,
  clipped,
  gradientDescent,
  momentum,
  nesterov,
  rmsProp,
  type AdaptiveOptions,
  type MomentumOptions,
  type Optimizer,
  type Rate,
} from "./nn/optimizers.js";
export { fit, type FitOptions, type FitProgress, type Metric } from "./nn/fit.js";
export { trainerOf, type Trainer } from "./nn/trainer.js";
export type { TrainerOptions } from "./nn/updates.js";

// display: showing values in a notebook
export { show, liveDisplay, type LiveDisplay } from "./display/show.js";
export { bundle } from "./display/bundle.js";
export { table, type Row } from "./display/table.js";
export { written, type Written } from "./display/written.js";
export type { MimeBundle, MimeType, WritingOptions } from "./display/mime.js";
export { train, type TrainOptions } from "./display/train.js";
export { Training } from "./display/training.js";

// data: datasets, examples and generators
export { normal, Random, random, uniform, type Seed } from "./tensor/random.js";
export {
  loadDataset,
  pickImages,
  selectImages,
  type ImageDataset,
  type LabelledImages,
} from "./data/dataset.js";
export {
  batches,
  exampleCount,
  imageExamples,
  pickExamples,
  shuffle,
  split,
  type Examples,
} from "./data/examples.js";
export {
  loadTable,
  standardizer,
  tableExamples,
  type LabelledTable,
  type TableExampleOptions,
} from "./data/tables.js";
export { and, blobs, circles, moons, or, spiral, xor } from "./data/generate.js";
export { strokes, STROKE_NAMES } from "./data/strokes.js";
export { parseIdx } from "./data/idx.js";

// charts: values as Plotly figures, drawings and words
export { Chart, type Table } from "./charts/chart.js";
export { learningCurve, lineChart } from "./charts/lines.js";
export { activationPlot, tangentPlot } from "./charts/functions.js";
export { decisionBoundary } from "./charts/boundary.js";
export { barChart, heatmap } from "./charts/matrices.js";
export { imageGrid, weightImages, type WeightImageOptions } from "./charts/images.js";
export {
  confusionChart,
  histogram,
  rocChart,
  type ConfusionOptions,
  type HistogramOptions,
  type RocRates,
} from "./charts/learning.js";
export { lossContour, lossSurface, type LossFieldOptions, type LossOfTwo } from "./charts/loss-surface.js";
