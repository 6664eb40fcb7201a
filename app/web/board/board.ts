/** @file A board in an output: lines are written here, judged by the kernel, and stay readable without one. */

import { MimeModel, type IRenderMimeRegistry } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { element } from "../page/element.js";
import { onLanguageChange, verdictLanguage } from "../page/language.js";
import { BOARD_TYPE, boardIn, type BoardData, type WrittenLine } from "./data.js";
import { LineInput } from "./input.js";
import type { BoardLink, BoardLinks } from "./link.js";
import { headOf, lineItem, markSteps, spokenVerdict, stepsOf } from "./view.js";
import { boardWords } from "./words.js";

/** Boards of one notebook, chosen before the table that other front ends show. */
export function boardRenderer(
  links: BoardLinks,
  rendering: IRenderMimeRegistry,
): IRenderMime.IRendererFactory {
  return {
    safe: true,
    mimeTypes: [BOARD_TYPE],
    defaultRank: 0,
    createRenderer: () => new BoardWidget(links, rendering),
  };
}

class BoardWidget extends Widget implements IRenderMime.IRenderer {
  private readonly head = element("div", { attributes: { class: "board-head" } });
  private readonly lines = element("ol", { attributes: { class: "board-lines" } });
  /** What the items of the list were drawn from. */
  private drawnLines: readonly string[] = [];
  private drawnHead = "";
  private readonly foot = element("div", { attributes: { class: "board-foot" } });
  private readonly said = element("p", { attributes: { class: "visually-hidden", role: "status" } });
  private readonly note = element("p", { attributes: { class: "board-note" } });
  private readonly beside = element("div", { attributes: { class: "board-engine" } });
  private readonly again = element("button", {
    attributes: { type: "button", class: "quiet again" },
    onClick: () => void this.link?.clear(),
  });
  private board: BoardData | undefined;
  private link: BoardLink | null = null;
  private input: LineInput | null = null;
  private trusted = false;
  private derivation: string | undefined;
  private readonly unfollow = onLanguageChange(() => {
    this.input?.say();
    void this.draw();
  });

  constructor(
    private readonly links: BoardLinks,
    private readonly rendering: IRenderMimeRegistry,
  ) {
    super({ node: element("section", { attributes: { class: "board" } }) });
    const own = element("div", { attributes: { class: "board-own" } }, this.lines, this.foot);
    this.node.append(
      this.head,
      element("div", { attributes: { class: "board-body" } }, own, this.beside),
      this.said,
    );
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const board = boardIn(model.data);
    if (board === undefined) throw new Error("board: the output is no board; run its cell again");
    this.board = board;
    this.trusted = model.trusted;
    if (this.link === null) {
      this.link = this.links.of(board.id);
      this.link.changed.connect(this.showState);
    }
    await this.draw();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.unfollow();
    this.link?.changed.disconnect(this.showState);
    super.dispose();
  }

  private async draw(): Promise<void> {
    const { board } = this;
    if (board === undefined) return;
    const words = boardWords();
    this.again.textContent = words.clear;
    this.showState();
    await Promise.all([this.drawHead(board), this.drawLines(board), this.showDerivation(board)]);
    this.input?.keepInView();
  }

  private async drawHead(board: BoardData): Promise<void> {
    const language = verdictLanguage();
    if (this.drawnHead === language) {
      markSteps(this.head, board);
      return;
    }
    this.drawnHead = language;
    const words = boardWords();
    this.node.setAttribute("aria-label", `${words.derive} ${board.target.text}`);
    this.lines.setAttribute("aria-label", words.lines);
    this.head.replaceChildren(...headOf(board), stepsOf(board));
    await this.typeset(this.head);
  }

  /** Draws what has changed; lines that stand stay, so that nothing moves. */
  private async drawLines({ lines }: BoardData): Promise<void> {
    const language = verdictLanguage();
    const sources = lines.map((line) => `${language} ${JSON.stringify(line)}`);
    const same = sources.findIndex((source, at) => source !== this.drawnLines[at]);
    const kept = same < 0 ? sources.length : same;
    this.drawnLines = sources;
    while (this.lines.children.length > kept) this.lines.lastElementChild?.remove();
    const added = lines.slice(kept).map(lineItem);
    this.lines.append(...added);
    this.lines.hidden = lines.length === 0;
    await Promise.all(added.map((item) => this.typeset(item)));
  }

  /** What can be done now: write, or read and know how to go on. */
  private readonly showState = (): void => {
    const { board, link } = this;
    if (board === undefined || link === null || this.isDisposed) return;
    const words = boardWords();
    const { state } = link;
    const isOpen = state === "open";
    if (isOpen) this.input ??= new LineInput(board, (line) => this.submit(line));
    this.note.textContent = !isOpen ? words[state] : board.done ? words.done : "";
    this.note.hidden = this.note.textContent === "";
    this.again.hidden = !isOpen || board.lines.length === 0;
    const parts = [this.note, ...(isOpen && this.input !== null ? [this.input.node] : []), this.again];
    // What has the focus must not be moved.
    if (
      parts.some((part, at) => this.foot.children[at] !== part) ||
      this.foot.children.length !== parts.length
    )
      this.foot.replaceChildren(...parts);
  };

  private async submit(line: WrittenLine): Promise<boolean> {
    const answer = (await this.link?.write(line)) ?? {};
    const last = this.board?.lines.at(-1);
    if (answer.problem === undefined) this.said.textContent = last === undefined ? "" : spokenVerdict(last);
    else {
      this.note.hidden = false;
      this.note.textContent = `${boardWords().failed}: ${answer.problem}.`;
      this.said.textContent = this.note.textContent;
    }
    return answer.problem === undefined;
  }

  /** The library's derivation beside the student's own. */
  private async showDerivation({ derivation }: BoardData): Promise<void> {
    this.node.classList.toggle("done", derivation !== undefined);
    if (this.derivation === derivation) return;
    this.derivation = derivation;
    if (derivation === undefined) {
      this.beside.replaceChildren();
      return;
    }
    const data = { "text/html": derivation };
    const rendered = this.rendering.createRenderer("text/html");
    await rendered.renderModel(new MimeModel({ data, trusted: this.trusted }));
    const title = element("p", { attributes: { class: "board-label" } }, boardWords().engine);
    this.beside.replaceChildren(title, rendered.node);
    await this.typeset(this.beside);
  }

  private async typeset(node: HTMLElement): Promise<void> {
    await this.rendering.latexTypesetter?.typeset(node);
  }
}
