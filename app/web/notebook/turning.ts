/** @file Turning a drawing in space by buttons, for those who have no pointer to drag it with. */

import { element } from "../page/element.js";

/** Where a drawing is seen from, with its middle at zero. */
export type Eye = Readonly<Record<"x" | "y" | "z", number>>;

/** By how much the eye goes around and up. */
interface Turn {
  readonly around?: number;
  readonly up?: number;
}

const STEP = Math.PI / 12;
/** Straight from above a drawing has no left and right. */
const HIGHEST = (Math.PI / 180) * 85;

const TURNS: readonly (Turn & { readonly label: string; readonly sign: string })[] = [
  { label: "Turn left", sign: "←", around: STEP },
  { label: "Turn right", sign: "→", around: -STEP },
  { label: "Look from higher up", sign: "↑", up: STEP },
  { label: "Look from lower down", sign: "↓", up: -STEP },
];

/** A button for each way to turn; `turn` moves the eye. */
export function turningButtons(turn: (move: (eye: Eye) => Eye) => void): HTMLElement {
  const buttons = TURNS.map(({ label, sign, ...by }) =>
    element(
      "button",
      {
        attributes: { type: "button", class: "quiet", "aria-label": label, title: label },
        onClick: () => {
          turn((eye) => turned(eye, by));
        },
      },
      sign,
    ),
  );
  return element(
    "div",
    { attributes: { class: "turning", role: "group", "aria-label": "Turn the drawing" } },
    ...buttons,
  );
}

function turned({ x, y, z }: Eye, { around = 0, up = 0 }: Turn): Eye {
  const distance = Math.hypot(x, y, z);
  const angle = Math.atan2(y, x) + around;
  const height = Math.min(HIGHEST, Math.max(-HIGHEST, Math.asin(z / distance) + up));
  return {
    x: distance * Math.cos(height) * Math.cos(angle),
    y: distance * Math.cos(height) * Math.sin(angle),
    z: distance * Math.sin(height),
  };
}
