/** @file How a row is written down: the constructors that turn a rule into an operation that can be called. */

import { BIG, entryValue } from "../compute/entries.js";
import { ShapeError } from "../tensor/errors.js";
import type { Notation } from "../tensor/notation.js";
import type { DoubleRule, EntryRule } from "../tensor/entry.js";
import {
  allocate,
  apply,
  asTensor,
  type Domain,
  type Operation,
  type Pullback,
  type Sample,
  type Settings,
} from "../tensor/operation.js";
import type { Role } from "../tensor/role.js";
import {
  broadcast,
  sameShape,
  shapeText,
  sizeOf,
  stretchedAxes,
  stridesOf,
  type Shape,
} from "../tensor/shape.js";
import { type Operand, Tensor } from "../tensor/tensor.js";

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
  const { value, entry, inDouble, partial, domain = EVERYWHERE, ...common } = rule;
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

/** Undoes a broadcast: a gradient is summed over the axes along which its input was stretched. */
export function sumToShape(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const axes = stretchedAxes(shape, gradient.shape);
  const missing = gradient.rank - shape.length;
  if (axes.length === gradient.rank) return gradient.sum({ keepdims: shape.length > 0 }).reshape(shape);
  // From the last axis to the first, so that the axes still to come keep their numbers.
  return axes.reduceRight((sum, axis) => sum.sum({ axis, keepdims: axis >= missing }), gradient);
}

function zip(name: string, [a, b]: readonly [Tensor, Tensor], value: (a: number, b: number) => number) {
  const shape = sharedShape(a, b);
  if (shape === undefined) throw new ShapeError(broadcastMessage(name, a.shape, b.shape));
  const data = allocate([a, b], sizeOf(shape));
  const [left, right] = [a.data, b.data];
  // A number adapts to the precision of the others before it is used, not after.
  const adapts = data instanceof Float32Array;
  if (data.length === 1 && left.length === 1 && right.length === 1) {
    data[0] = adapts ? value(Math.fround(left[0]), Math.fround(right[0])) : value(left[0], right[0]);
  } else if (left.length === data.length && right.length === data.length) {
    for (let i = 0; i < data.length; i++) data[i] = value(left[i], right[i]);
  } else if (b.size === 1) {
    const second = adapts ? Math.fround(right[0]) : right[0];
    for (let i = 0; i < data.length; i++) data[i] = value(left[i], second);
  } else if (a.size === 1) {
    const first = adapts ? Math.fround(left[0]) : left[0];
    for (let i = 0; i < data.length; i++) data[i] = value(first, right[i]);
  } else {
    const [fromLeft, fromRight] = [stretchedOffsets(a.shape, shape), stretchedOffsets(b.shape, shape)];
    for (let i = 0; i < data.length; i++) data[i] = value(left[fromLeft[i]], right[fromRight[i]]);
  }
  return { data, shape };
}

/** The shape of the result; most often it is that of an operand. */
function sharedShape(a: Tensor, b: Tensor): Shape | undefined {
  if (sameShape(a.shape, b.shape) || (b.size === 1 && b.rank <= a.rank)) return a.shape;
  return a.size === 1 && a.rank <= b.rank ? b.shape : broadcast(a.shape, b.shape);
}

/** For every entry of `large`, where the entry of `small` lies that is stretched onto it. */
export function stretchedOffsets(small: Shape, large: Shape): Uint32Array {
  const missing = large.length - small.length;
  const strides = stridesOf(small);
  let offsets = Uint32Array.of(0);
  large.forEach((size, axis) => {
    const step = axis < missing || small[axis - missing] === 1 ? 0 : strides[axis - missing];
    const next = new Uint32Array(offsets.length * size);
    for (let i = 0; i < offsets.length; i++) {
      for (let k = 0; k < size; k++) next[i * size + k] = offsets[i] + k * step;
    }
    offsets = next;
  });
  return offsets;
}

function broadcastMessage(name: string, a: Shape, b: Shape): string {
  const turned = [...b].reverse();
  const joint = a.length === 2 && b.length === 2 ? broadcast(a, turned) : undefined;
  // Only where the other way round one of them keeps its shape: a column and a row always broadcast.
  const flipped = joint !== undefined && (sameShape(joint, a) || sameShape(joint, turned));
  const advice = flipped
    ? "one of them lies the other way round, as in b.transpose()"
    : "entries pair up only where sizes are equal or 1; matmul takes the matrix product";
  return `${name}: ${shapeText(a)} and ${shapeText(b)} do not broadcast; ${advice}`;
}
