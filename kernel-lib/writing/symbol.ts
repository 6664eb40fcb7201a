/** @file A symbol that a user gives as LaTeX: read, so that it is well-formed and can be printed and spoken as well. */

import { UsageError } from "../tensor/errors.js";
import type { WrittenSymbol } from "../tensor/name.js";

/** Letters of mathematics by their command: as a character, and what is said where that is not the command. */
const LETTERS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ϵ",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  iota: "ι",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  upsilon: "υ",
  phi: "ϕ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Pi: "Π",
  Sigma: "Σ",
  Upsilon: "Υ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
  ell: "ℓ",
};

/** Marks above a letter: the character that combines with it, and the word. */
const MARKS: Readonly<Record<string, readonly [combining: string, word: string]>> = {
  hat: ["\u0302", "hat"],
  bar: ["\u0304", "bar"],
  tilde: ["\u0303", "tilde"],
  dot: ["\u0307", "dot"],
  vec: ["\u20d7", "arrow"],
};

/** Styles of letters, which plain text does not have. */
const STYLES = ["mathbf", "mathcal", "mathrm", "mathsf", "mathit", "mathbb", "boldsymbol"];

const TOKEN = /\\[A-Za-z]+|[\p{L}\d]|[{}^_'*+\-,[\]()]|\s+/gu;

/**
 * A symbol given in LaTeX, in plain text and spoken: a letter or a Greek one such as `\Theta`, in a style or with a mark
 * above, with an index below and above: `\hat{\theta}_{1}`, `\mathbf{W}^{[1]}`.
 * @throws UsageError for any other LaTeX.
 */
export function writtenSymbol(latex: string): WrittenSymbol {
  return new SymbolReader(latex).symbol();
}

interface Words {
  readonly plain: string;
  readonly spoken: string;
}

class SymbolReader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(private readonly latex: string) {
    this.tokens = (latex.match(TOKEN) ?? []).filter((token) => token.trim() !== "");
    if (this.tokens.join("") !== latex.replaceAll(/\s/g, "")) throw this.failure();
  }

  symbol(): WrittenSymbol {
    const { plain, spoken } = this.core();
    const parts = [{ plain, spoken }, ...this.indices()];
    if (this.at < this.tokens.length) throw this.failure();
    return {
      latex: this.latex.trim(),
      plain: parts.map((part) => part.plain).join(""),
      spoken: parts.map((part) => part.spoken).join(" "),
    };
  }

  private core(): Words {
    const token = this.next();
    const command = token.slice(1);
    if (/^\p{L}$/u.test(token)) return { plain: token, spoken: token };
    if (!token.startsWith("\\")) throw this.failure();
    if (Object.hasOwn(LETTERS, command)) return { plain: LETTERS[command], spoken: spokenLetter(command) };
    if (Object.hasOwn(MARKS, command)) {
      const inside = this.braced(() => this.core());
      const [combining, word] = MARKS[command];
      return { plain: `${inside.plain}${combining}`.normalize("NFC"), spoken: `${inside.spoken} ${word}` };
    }
    if (STYLES.includes(command)) return this.braced(() => this.letters());
    throw this.failure();
  }

  /** A word of letters, or one Greek letter. */
  private letters(): Words {
    if (this.tokens.at(this.at)?.startsWith("\\")) return this.core();
    let word = "";
    while (/^\p{L}$/u.test(this.tokens.at(this.at) ?? "")) word += this.next();
    if (word === "") throw this.failure();
    return { plain: word, spoken: word };
  }

  /** At most one index below and one above, in either order, then primes. */
  private indices(): Words[] {
    const found: Words[] = [];
    for (const signs of ["_^", "_^"]) {
      const sign = this.tokens.at(this.at);
      if (sign === undefined || !signs.includes(sign) || found.some(({ plain }) => plain.startsWith(sign)))
        break;
      this.at++;
      const inside = this.tokens.at(this.at) === "{" ? this.braced(() => this.inside()) : this.single();
      found.push({
        plain: `${sign}${inside.plain}`,
        spoken: sign === "_" ? `sub ${inside.spoken}` : raised(inside),
      });
    }
    return found;
  }

  private inside(): Words {
    const parts: Words[] = [];
    while (this.at < this.tokens.length && this.tokens[this.at] !== "}") parts.push(this.single());
    if (parts.length === 0) throw this.failure();
    return {
      plain: parts.map(({ plain }) => plain).join(""),
      spoken: parts
        .map(({ spoken }) => spoken)
        .join(" ")
        .replaceAll(/\s+/g, " ")
        .trim(),
    };
  }

  /** What may stand in an index: letters, digits and a few signs. */
  private single(): Words {
    const token = this.next();
    const said = SIGNS[token] as string | undefined;
    if (said !== undefined) return { plain: token, spoken: said };
    if (/^\d$/.test(token)) return { plain: token, spoken: token };
    this.at--;
    return this.core();
  }

  private braced<Result>(read: () => Result): Result {
    if (this.next() !== "{") throw this.failure();
    const inside = read();
    if (this.next() !== "}") throw this.failure();
    return inside;
  }

  private next(): string {
    const token = this.tokens.at(this.at);
    if (token === undefined) throw this.failure();
    this.at++;
    return token;
  }

  private failure(): UsageError {
    return new UsageError(
      `symbols: "${this.latex}" is not a symbol; write a letter such as \\Theta or \\mathbf{W}, with an index below or above, as in \\theta_{1} or W^{[1]}`,
    );
  }
}

/** Signs in an index, and what is said for them. */
const SIGNS: Readonly<Record<string, string>> = {
  "[": "",
  "]": "",
  "(": "",
  ")": "",
  ",": "",
  "*": "star",
  "+": "plus",
  "-": "minus",
};

/** Θ is not θ: a capital is said so. */
function spokenLetter(command: string): string {
  return /^[A-Z]/.test(command) ? `capital ${command.toLowerCase()}` : command.replace(/^var/, "");
}

function raised({ plain, spoken }: Words): string {
  if (/^\[.*\]$/.test(plain)) return `of layer ${spoken}`;
  return /^\(.*\)$/.test(plain) ? `of example ${spoken}` : `superscript ${spoken}`;
}
