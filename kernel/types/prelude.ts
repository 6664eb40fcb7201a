/** @file What every cell knows beside Node: the kernel's display module under the name that tslab gave it. */

/** Declarations of the module `tslab`, whose functions send rich contents to the notebook. */
export const PRELUDE = `
declare module "tslab" {
  interface Versions {
    tslab: string;
    typescript: string;
    node: string;
  }
  /** The versions of the kernel's interface, of TypeScript and of Node.js. */
  export const versions: Versions;
  /** Shows contents in the notebook, one function for each kind. */
  export interface Display {
    /** Runs JavaScript in the page. */
    javascript(code: string): void;
    html(html: string): void;
    markdown(markdown: string): void;
    /** Shows a formula; the text holds its dollar signs. */
    latex(latex: string): void;
    svg(svg: string): void;
    png(image: Uint8Array): void;
    jpeg(image: Uint8Array): void;
    gif(image: Uint8Array): void;
    pdf(document: Uint8Array): void;
    text(text: string): void;
    /** Shows contents of any MIME type. */
    raw(contentType: string, content: string | Uint8Array): void;
  }
  /** Shows contents below the cell. */
  export const display: Display;
  /** A place below the cell, whose contents each further call replaces. */
  export function newDisplay(): Display;
}
`;
