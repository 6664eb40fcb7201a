/** @file How a row is written down: the constructors that turn a rule into an operation that can be called. */

import { BIG, entryValue } from "../compute/entries.js";
import type { Notation } from "../tensor/notation.js";
import type { DoubleRule, EntryRule } from "../tensor/entry.js";
import { apply, asTensor } from "../tensor/apply.js";
import type { Application, Domain, Operation, Pullback, Sample, Settings } from "../tensor/operation.js";
import type { Role } from "../tensor/role.js";
import { broadcast } from "../tensor/shape.js";
import { allocate, numbersOf, type Operand, Tensor } from "../tensor/tensor.js";
import { sharedShape, stretchedOffsets, sumToShape, zip } from "./broadcasting.js";

/** An operation of one tensor, entry by entry. */
export type Unary = ((x: Operand) => Tensor) & { readonly row: Operation };
/** An operation of two tensors. */
export type Binary = ((a: Operand, b: Operand) => Tensor) & { readonly row: Operation };
/** An operation of one tensor with settings such as an axis. */
export type Configured<Given> = ((x: Operand, settings?: Given) => Tensor) & { readonly row: Operation };

/** A derivative by one input, entry by entry; a plain number where it is the same everywhere. */
type Partial2 = (a: Tensor, b: Tensor, output: Tensor) => Operand;

interface Common {
  readonly law: string;
  readonly needs?: string;
  readonly notation: Notation;
  readonly role?: Role;
  readonly piece?: Operation["piece"];
  readonly definition?: Operation["definition"];
}

interface UnaryRule extends Common {
  readonly value: (x: number) => number;
  /** The same by arithmetic alone, where that is all it takes. */
  readonly entry?: EntryRule;
  /** For float32, where it takes an exponential. */
  readonly inDouble?: DoubleRule;
  readonly partial: (x: Tensor, output: Tensor) => Operand;
  /** The numbers of `partial`, rounding by rounding: spares small gradients a tensor for each operation in it. */
  readonly slope?: (x: number, output: number) => number;
  readonly domain?: Domain;
}

interface BinaryRule extends Common {
  readonly value: (a: number, b: number) => number;
  /** The same by arithmetic alone, where that is all it takes. */
  readonly entry?: EntryRule;
  readonly partials: readonly [Partial2, Partial2];
  readonly domain?: readonly [Domain, Domain];
}

/** Where nothing else is said, tests sample here: away from zero, saturation and kinks. */
const EVERYWHERE: Domain = { low: 0.3, high: 1.7 };

/** Shapes at which tests try a row of one tensor: a number, a vector, a matrix. */
const UNARY_SAMPLES: readonly Sample[] = [{ shapes: [[]] }, { shapes: [[3]] }, { shapes: [[2, 3]] }];
/** Of two tensors: equal shapes, and every way in which one, the other or both are stretched. */
const BINARY_SAMPLES: readonly Sample[] = [
  { shapes: [[], []] },
  {
    shapes: [
      [2, 3],
      [2, 3],
    ],
  },
  { shapes: [[2, 3], []] },
  { shapes: [[1, 1], [3]] },
  { shapes: [[3], [2, 3]] },
  {
    shapes: [
      [2, 1],
      [1, 3],
    ],
  },
];

/** A row that acts entry by entry on one tensor. */
export function unary(name: string, rule: UnaryRule): Unary {
  const { value, entry, inDouble, partial, slope, domain = EVERYWHERE, ...common } = rule;
  const row: Operation = {
    ...common,
    name,
    elementwise: true,
    domain: [domain],
    samples: UNARY_SAMPLES,
    compute: {
      entry,
      inDouble,
      evaluate: ([x]) => ((entry ?? inDouble) && x.size >= BIG ? entryValue(row, [x], x.shape) : undefined),
      write: ([{ entries }], _, scribe) =>
        entries.map((x) => entry?.(scribe.by, x) ?? scribe.call(value, [x])),
      pullbacks: slope && [(application) => scaledBySlope(application, slope)],
    },
    evaluate: ([x]) => {
      const data = allocate([x], x.size);
      for (let i = 0; i < data.length; i++) data[i] = value(x.data[i]);
      return { data, shape: x.shape };
    },
    pullbacks: [({ gradient, inputs: [x], output }) => scaleGradient(gradient, partial(x, output))],
  };
  return Object.assign((x: Operand) => apply(row, [x]), { row });
}

/** A row that acts entry by entry on two tensors, which broadcast. */
export function binary(name: string, { value, entry, partials, domain, ...common }: BinaryRule): Binary {
  const pullback =
    (index: 0 | 1): Pullback =>
    ({ gradient, inputs: [a, b], output }) =>
      sumToShape(scaleGradient(gradient, partials[index](a, b, output)), index === 0 ? a.shape : b.shape);
  const row: Operation = {
    ...common,
    name,
    elementwise: true,
    domain: domain ?? [EVERYWHERE, EVERYWHERE],
    samples: BINARY_SAMPLES,
    compute: {
      entry,
      evaluate: ([a, b]) => {
        const shape = entry && a.size * b.size >= BIG ? sharedShape(a, b) : undefined;
        return shape && entryValue(row, [a, b], shape);
      },
      write: ([a, b], _, scribe) => {
        const shape = broadcast(a.shape, b.shape) ?? [];
        const [left, right] = [stretchedOffsets(a.shape, shape), stretchedOffsets(b.shape, shape)];
        return Array.from(left, (from, at) => {
          const operands = [a.entries[from], b.entries[right[at]]] as const;
          return entry?.(scribe.by, ...operands) ?? scribe.call(value, operands);
        });
      },
    },
    evaluate: ([a, b]) => zip(name, [a, b], value),
    pullbacks: [pullback(0), pullback(1)],
  };
  return Object.assign((a: Operand, b: Operand) => apply(row, [a, b]), { row });
}

/** What a row over whole tensors states beside its rules. */
export interface WholeRule extends Common {
  readonly compute?: Operation["compute"];
  readonly evaluate: Operation["evaluate"];
  readonly domain?: Domain;
  readonly samples: readonly Sample[];
  readonly settingsText?: (settings: Settings) => readonly string[];
}

/** The row of an operation over whole tensors, one pullback per input. */
export function whole(name: string, pullbacks: readonly Pullback[], rule: WholeRule): Operation {
  const { domain = EVERYWHERE, ...rest } = rule;
  return { ...rest, name, elementwise: false, pullbacks, domain: pullbacks.map(() => domain) };
}

/** The one-tensor function of a row with settings. */
export function configured<Given extends object>(
  row: Operation,
  toSettings: (given: Given | undefined, x: Tensor) => Settings,
): Configured<Given> {
  return Object.assign(
    (x: Operand, given?: Given) => {
      const input = asTensor(x, row.name);
      return apply(row, [input], toSettings(given, input));
    },
    { row },
  );
}

/** The gradient times a derivative; 1 and −1 leave no product behind. */
function scaleGradient(gradient: Tensor, partial: Operand): Tensor {
  if (partial === 1) return gradient;
  return partial === -1 ? gradient.neg() : gradient.mul(partial);
}

/** The same at once, for few numbers in float64: others have kernels, or round in between. */
function scaledBySlope(
  { gradient, inputs: [x], output }: Application,
  slope: (x: number, output: number) => number,
): Tensor | undefined {
  if (x.size >= BIG || x.data instanceof Float32Array || gradient.data instanceof Float32Array)
    return undefined;
  const data = numbersOf(x.size, false);
  for (let i = 0; i < data.length; i++) data[i] = gradient.data[i] * slope(x.data[i], output.data[i]);
  return new Tensor(data, x.shape);
}
