/** A notebook's text with the outputs that the cells of an earlier one had: those with the same id and source. */
export function withOutputsOf(text: string, earlier: string): string;
/** The same notebook as if nothing had run. */
export function withoutOutputs(text: string): string;
