/** @file What the kernel says about itself, for every front end that highlights, exports or converts its cells. */

import type { JsonObject } from "../evaluate/evaluator.js";
import { PROTOCOL_VERSION } from "./message.js";

/** Version numbers that the protocol does not know by itself. */
export interface Versions {
  readonly kernel: string;
  readonly typescript: string;
}

/** The content of a `kernel_info_reply`. */
export function kernelInfo({ kernel, typescript }: Versions): JsonObject {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "chainrule",
    implementation_version: kernel,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // JupyterLab looks at `mode`; Notebook 6 hands the whole object to CodeMirror 5, where TypeScript is a variety of
      // its JavaScript mode.
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
      nbconvert_exporter: "script",
    },
    banner: `Chainrule ${kernel}, TypeScript ${typescript}`,
    debugger: false,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "JavaScript", url: "https://developer.mozilla.org/docs/Web/JavaScript" },
    ],
    supported_features: [],
  };
}
