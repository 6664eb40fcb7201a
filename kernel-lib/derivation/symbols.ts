/** @file Symbols of one's own: the computation again with other symbols for its named tensors, for display only. */

import { ancestors } from "../autodiff/trace.js";
import { UsageError } from "../tensor/errors.js";
import { nameText, type Name } from "../tensor/name.js";
import { Tensor } from "../tensor/tensor.js";
import { nameLatex } from "../writing/names.js";
import { writtenSymbol } from "../writing/symbol.js";

/** LaTeX by the names of tensors as they are typed: `{ W1: "\\Theta" }`. */
export type Symbols = Readonly<Record<string, string>>;

/** What a tensor has become where symbols were given. */
export type Renaming = (tensor: Tensor) => Tensor;

/**
 * The tensors behind a result under other symbols; everything else about them stays.
 * @throws UsageError for a name that nothing has, LaTeX that is no symbol, or a symbol that two tensors would have.
 */
export function renaming(output: Tensor, symbols: Symbols): Renaming {
  if (Object.keys(symbols).length === 0) return (tensor) => tensor;
  const given = new Map(Object.entries(symbols).map(([text, latex]) => [text, writtenSymbol(latex)]));
  const order = ancestors(output);
  const copies = new Map<Tensor, Tensor>();
  const names: Name[] = [];
  for (const tensor of order) {
    const { data, shape, trace } = tensor;
    const written = tensor.name && given.get(nameText(tensor.name));
    const name = tensor.name && (written === undefined ? tensor.name : { ...tensor.name, written });
    if (name !== undefined) names.push(name);
    const inputs = trace?.inputs.map((input) => copies.get(input) ?? input);
    const isSame =
      written === undefined && (inputs?.every((input, at) => input === trace?.inputs[at]) ?? true);
    if (!isSame)
      copies.set(
        tensor,
        new Tensor(data, shape, { name, trace: trace && { ...trace, inputs: inputs ?? [] } }),
      );
  }
  requireDistinct(names, [...given.keys()]);
  return (tensor) => copies.get(tensor) ?? tensor;
}

/** What options say of symbols and of data by tensors. */
interface Options {
  readonly symbols?: Symbols;
  readonly elsewhere?: ReadonlyMap<Tensor, Tensor> | undefined;
}

/** A result and a source under the symbols that options give, and the options without them. */
export function underSymbols<Given extends Options>(
  output: Tensor,
  source: Tensor,
  { symbols = {}, elsewhere, ...options }: Given,
): {
  output: Tensor;
  source: Tensor;
  to: Renaming;
  options: Omit<Given, "symbols" | "elsewhere"> & Omit<Options, "symbols">;
} {
  const to = renaming(output, symbols);
  const moved = elsewhere && renamedKeys(elsewhere, to);
  return { output: to(output), source: to(source), to, options: { ...options, elsewhere: moved } };
}

/** Values by the tensors under their new symbols. */
export function renamedKeys(values: ReadonlyMap<Tensor, Tensor>, to: Renaming): ReadonlyMap<Tensor, Tensor> {
  return new Map([...values].map(([tensor, value]) => [to(tensor), value]));
}

function requireDistinct(names: readonly Name[], given: readonly string[]): void {
  const known = names.map((name) => nameText(name));
  const unknown = given.find((text) => !known.includes(text));
  if (unknown !== undefined)
    throw new UsageError(
      `symbols: no tensor behind the result is named ${unknown}; there are ${known.join(", ")}`,
    );
  const shown = names.map((name) => nameLatex(name));
  const twice = names.find(
    ({ written }) => written !== undefined && shown.filter((latex) => latex === written.latex).length > 1,
  );
  if (twice?.written !== undefined)
    throw new UsageError(
      `symbols: two tensors would be written ${twice.written.latex}; give ${nameText(twice)} another symbol`,
    );
}
