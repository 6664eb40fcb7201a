/** @file Writing random programs of the corpus grammar whose shapes fit. */

import { called } from "../../../kernel-lib/syntax/program.js";
import type { Random } from "../../../kernel-lib/tensor/random.js";
import { sizeOf, type Shape } from "../../../kernel-lib/tensor/shape.js";
import { Tensor } from "../../../kernel-lib/tensor/tensor.js";
import type { RandomProgram } from "./random-programs.js";

const SMOOTH = ["exp", "sin", "cos", "tanh", "sigmoid", "softplus", "square", "atan", "erf", "silu", "sinh"];
const POSITIVE = ["log", "sqrt", "log1p"];
const KINKED = ["abs", "relu"];
const REDUCTIONS = ["sum", "mean", "sum", "mean", "max", "min", "prod", "var", "norm1", "norm2", "logsumexp"];
const POWERS = ["**2", "**3", "**2.5", "**-1", "**0.5"];
/** Writes one program; every choice comes from one source of random numbers. */
export class ProgramWriter {
  private readonly variables = new Map<string, Tensor>();
  private readonly bound = new Map<string, Shape>();
  private readonly sizes: readonly number[];

  constructor(private readonly source: Random) {
    this.sizes = [this.among([1, 2, 2, 3]), this.among([2, 3])];
  }

  /** A program, its data and what to derive it by; undefined where it has no data. */
  program(): RandomProgram | undefined {
    const bindings = Array.from({ length: this.below(4) }, (_, at) => {
      const shape = this.shape();
      const value = this.expression(shape, 2);
      this.bound.set(`t${at}`, shape);
      return `t${at} = ${value}; `;
    });
    const result = this.expression(this.chance(0.6) ? [] : this.shape(), 3);
    const text = `${bindings.join("")}${result}`;
    if (this.variables.size === 0) return undefined;
    return { text, variables: this.variables, wrt: this.among([...this.variables.keys()]) };
  }

  private below(count: number): number {
    return Math.floor(this.source.uniform() * count);
  }

  private chance(share: number): boolean {
    return this.source.uniform() < share;
  }

  private among<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }

  private size(): number {
    return this.among(this.sizes);
  }

  private shape(): Shape {
    const [n, m] = [this.size(), this.size()];
    return this.among([[], [n], [n, 1], [1, n], [m, n], [m, n], [n, n], [2, m, n]]);
  }

  private expression(shape: Shape, depth: number): string {
    if (depth === 0 || this.chance(0.12)) return this.leaf(shape);
    const written = this.among(this.ways(shape))(shape, depth - 1);
    return written ?? this.leaf(shape);
  }

  private leaf(shape: Shape): string {
    const same = (other: Shape): boolean => other.join() === shape.join();
    const bound = [...this.bound].flatMap(([name, other]) => (same(other) ? [name] : []));
    if (bound.length > 0 && this.chance(0.6)) return this.among(bound);
    if (shape.length === 0 && this.chance(0.2)) return String(this.among([1, 2, 3, 0.5]));
    const known = [...this.variables].flatMap(([name, tensor]) => (same(tensor.shape) ? [name] : []));
    if (known.length > 0 && this.chance(0.7)) return this.among(known);
    const name = "abcdefghijklmnopqrs".at(this.variables.size) ?? `x${this.variables.size}`;
    const data = Float64Array.from({ length: sizeOf(shape) }, () => 0.4 + 1.2 * this.source.uniform());
    this.variables.set(name, called(new Tensor(data, shape), { base: name }));
    return name;
  }

  /** What can give a tensor of a shape. */
  private ways(shape: Shape): readonly ((shape: Shape, depth: number) => string | undefined)[] {
    const always = [
      this.elementwise,
      this.elementwise,
      this.arithmetic,
      this.arithmetic,
      this.arithmetic,
      this.reduction,
    ];
    const products = [this.product, this.product];
    if (shape.length === 0) return [...always, ...products, this.ofSquare, this.entry, this.reduction];
    if (shape.length === 1) return [...always, ...products, this.softmax, this.entry, this.reshaped];
    if (shape.length > 2) return [...always, ...products, this.transposed, this.softmax];
    const matrix = [
      ...always,
      ...products,
      this.transposed,
      this.softmax,
      this.reshaped,
      this.stacked,
      this.structured,
    ];
    return shape[0] === shape[1] ? [...matrix, this.square] : matrix;
  }

  private readonly elementwise = (shape: Shape, depth: number): string => {
    const inside = this.expression(shape, depth);
    const kind = this.source.uniform();
    if (kind < 0.55) return `${this.among(SMOOTH)}(${inside})`;
    if (kind < 0.65) return `${this.among(POSITIVE)}(${this.leaf(shape)})`;
    if (kind < 0.72) return `${this.among(KINKED)}(${inside})`;
    if (kind < 0.76) return `(${this.leaf(shape)})**(${this.expression(shape, depth)})`;
    if (kind < 0.8) return `maximum(${inside}, ${this.leaf(shape)})`;
    if (kind < 0.85) return `(-(${inside}))`;
    return `(${inside})${this.among(POWERS)}`;
  };

  private readonly arithmetic = (shape: Shape, depth: number): string => {
    const sign = this.among(["+", "-", "*", "/", "*", "+"]);
    const small = this.smaller(shape);
    const [left, right] = this.chance(0.5) ? [shape, small] : [small, shape];
    return `(${this.expression(left, depth)} ${sign} ${this.expression(right, depth)})`;
  };

  /** A shape that broadcasts to this one. */
  private smaller(shape: Shape): Shape {
    if (this.chance(0.5)) return shape;
    if (this.chance(0.3)) return [];
    const cut = this.chance(0.4) ? shape.slice(1) : shape;
    return cut.map((size) => (this.chance(0.4) ? 1 : size));
  }

  private readonly product = (shape: Shape, depth: number): string => {
    const [k, last] = [this.size(), shape.at(-1) ?? 1];
    const of = (left: Shape, right: Shape): string =>
      `(${this.expression(left, depth)} @ ${this.expression(right, depth)})`;
    if (shape.length === 0) return of([k], [k]);
    if (shape.length === 1) return this.chance(0.5) ? of([last, k], [k]) : of([k], [k, last]);
    const left = [
      ...(shape.length > 2 && this.chance(0.4) ? [] : shape.slice(0, -2)),
      shape[shape.length - 2],
      k,
    ];
    const right =
      left.length === shape.length && shape.length > 2 && this.chance(0.5)
        ? [k, last]
        : [...shape.slice(0, -2), k, last];
    return of(left, right);
  };

  private readonly transposed = (shape: Shape, depth: number): string =>
    `(${this.expression([...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]], depth)}).T`;

  private readonly reduction = (shape: Shape, depth: number): string => {
    const name = this.among(REDUCTIONS);
    const kept = shape.indexOf(1);
    if (kept >= 0 && this.chance(0.6)) {
      const before = shape.map((size, at) => (at === kept ? this.size() : size));
      return `${name}(${this.expression(before, depth)}, axis=${kept}, keepdims=true)`;
    }
    if (shape.length === 0 && this.chance(0.7)) return `${name}(${this.expression(this.shape(), depth)})`;
    if (shape.length > 2) return this.elementwise(shape, depth);
    const axis = this.below(shape.length + 1);
    const before = [...shape.slice(0, axis), this.size(), ...shape.slice(axis)];
    return `${name}(${this.expression(before, depth)}, axis=${axis})`;
  };

  private readonly softmax = (shape: Shape, depth: number): string =>
    `${this.among(["softmax", "log_softmax"])}(${this.expression(shape, depth)}, axis=${this.below(shape.length)})`;

  private readonly ofSquare = (_: Shape, depth: number): string => {
    const n = this.size();
    const inside = this.expression([n, n], depth);
    if (this.chance(0.5)) return `trace(${inside})`;
    return `${this.among(["det", "logdet"])}(${inside} + 4*eye(${n}))`;
  };

  private readonly entry = (shape: Shape, depth: number): string => {
    if (shape.length === 1) return `elem(${this.expression([2, ...shape], depth)}, ${this.below(2)})`;
    const [n, m] = [this.size(), this.size()];
    return `elem(${this.expression([n, m], depth)}, ${this.below(n)}, ${this.below(m)})`;
  };

  private readonly reshaped = (shape: Shape, depth: number): string => {
    const size = sizeOf(shape);
    if (shape.length === 2 && shape[1] === 1 && size % 2 === 0 && this.chance(0.5))
      return `vec(${this.expression([2, size / 2], depth)})`;
    const before = size % 2 === 0 ? [2, size / 2] : this.chance(0.5) ? [size] : [1, size];
    return `reshape(${this.expression(before, depth)}, ${shape.join(", ")})`;
  };

  private readonly stacked = (shape: Shape, depth: number): string | undefined => {
    const [rows, columns] = shape;
    if (rows > 1)
      return `vstack(${this.expression([1, columns], depth)}, ${this.expression([rows - 1, columns], depth)})`;
    if (columns > 1)
      return `hstack(${this.expression([rows, 1], depth)}, ${this.expression([rows, columns - 1], depth)})`;
    return undefined;
  };

  private readonly structured = (shape: Shape, depth: number): string => {
    const [rows, columns] = shape;
    if (columns === 1 && this.chance(0.6)) return `diagpart(${this.expression([rows, rows], depth)})`;
    if (this.chance(0.5))
      return `outer(${this.expression([rows], depth)}, ${this.expression([columns], depth)})`;
    const [a, b] = this.chance(0.5)
      ? [
          [rows, 1],
          [1, columns],
        ]
      : [
          [1, columns],
          [rows, 1],
        ];
    return `kron(${this.expression(a, depth)}, ${this.expression(b, depth)})`;
  };

  private readonly square = (shape: Shape, depth: number): string => {
    const [n] = shape;
    const kind = this.source.uniform();
    if (kind < 0.4) return `inv(${this.expression(shape, depth)} + 4*eye(${n}))`;
    if (kind < 0.7) return `diag(${this.expression(this.chance(0.5) ? [n] : [n, 1], depth)})`;
    return `matpow(${this.expression(shape, depth)}, ${2 + this.below(2)})`;
  };
}
