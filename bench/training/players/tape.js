/**
 * @file A tape in the manner of micrograd: every scalar is an object with a closure that passes its gradient back, and
 * the backward pass sorts the graph anew. The yardstick for scalar work.
 */

import { CHAIN_FACTOR, CHAIN_SUMMAND, SMALL_NETWORK } from "../work.js";
import { repeated } from "./stepper.js";

export function about() {
  return "a tape of scalars with closures, in the manner of micrograd";
}

export function prepare(work) {
  return { small, chain }[work.kind]?.(work);
}

class Scalar {
  gradient = 0;
  passBack = () => undefined;

  constructor(value, inputs = []) {
    this.value = value;
    this.inputs = inputs;
  }

  add(other) {
    const result = new Scalar(this.value + other.value, [this, other]);
    result.passBack = () => {
      this.gradient += result.gradient;
      other.gradient += result.gradient;
    };
    return result;
  }

  mul(other) {
    const result = new Scalar(this.value * other.value, [this, other]);
    result.passBack = () => {
      this.gradient += other.value * result.gradient;
      other.gradient += this.value * result.gradient;
    };
    return result;
  }

  sigmoid() {
    const result = new Scalar(1 / (1 + Math.exp(-this.value)), [this]);
    result.passBack = () => {
      this.gradient += result.value * (1 - result.value) * result.gradient;
    };
    return result;
  }

  softplus() {
    const result = new Scalar(Math.log1p(Math.exp(this.value)), [this]);
    result.passBack = () => {
      this.gradient += result.gradient / (1 + Math.exp(-this.value));
    };
    return result;
  }

  backward() {
    const order = [];
    const seen = new Set();
    const visit = (node) => {
      if (seen.has(node)) return;
      seen.add(node);
      node.inputs.forEach(visit);
      order.push(node);
    };
    visit(this);
    this.gradient = 1;
    for (const node of order.reverse()) node.passBack();
  }
}

function small() {
  const scalars = (values) => values.map((value) => new Scalar(value));
  return repeated(() => {
    const [W1, b1, W2, x] = ["W1", "b1", "W2", "x"].map((key) => scalars(SMALL_NETWORK[key]));
    let z = new Scalar(SMALL_NETWORK.b2[0]);
    for (let unit = 0; unit < 3; unit++) {
      const sum = W1[2 * unit].mul(x[0]).add(W1[2 * unit + 1].mul(x[1]));
      z = z.add(W2[unit].mul(sum.add(b1[unit]).sigmoid()));
    }
    // Binary cross-entropy from z: softplus(z) − y z.
    z.softplus()
      .add(z.mul(new Scalar(-SMALL_NETWORK.y)))
      .backward();
    return W1[0].gradient;
  });
}

function chain({ nodes }) {
  return repeated(() => {
    const [factor, summand] = [new Scalar(CHAIN_FACTOR), new Scalar(CHAIN_SUMMAND)];
    let value = new Scalar(1);
    for (let node = 0; node < nodes; node += 2) value = value.mul(factor).add(summand);
    value.backward();
    return factor.gradient;
  });
}
