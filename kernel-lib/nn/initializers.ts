/** @file Initializers: how wide the normal weights of a layer are drawn, by the numbers of its inputs and outputs. */

/** A standard deviation of weights for `dense`. */
export type Deviation = (inputs: number, outputs: number) => number;

/** √(2 / (inputs + outputs)): for activations that are straight near 0, such as tanh. @see Glorot & Bengio, 2010. */
export const xavier: Deviation = (inputs, outputs) => Math.sqrt(2 / (inputs + outputs));

/** √(2 / inputs): for rectified linear units, which drop half of what they are given. @see He et al., 2015. */
export const he: Deviation = (inputs) => Math.sqrt(2 / inputs);
