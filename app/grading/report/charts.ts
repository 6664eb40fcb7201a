/** @file The report's two charts as Plotly figures, with what they show in words. */

import type { State } from "../judging/finding.js";
import { isSubmission, STATES, submissionsText, type Report } from "./summary.js";

/** A figure for Plotly, its place on the page, and its content in one sentence. */
export interface Chart {
  readonly id: string;
  readonly says: string;
  readonly data: readonly object[];
  readonly layout: object;
}

const LINE_PX = 30;
const FRAME_PX = 110;
/** Told apart by pattern too, not by colour alone; of at least 3 : 1 on light and on dark paper. */
const LOOKS: Readonly<Record<State, { readonly color: string; readonly pattern: string }>> = {
  passed: { color: "#2c7a5b", pattern: "" },
  "to mark": { color: "#3f76c4", pattern: "." },
  failed: { color: "#b4561b", pattern: "/" },
  "not answered": { color: "#7a6a1e", pattern: "-" },
  "not run": { color: "#6b7280", pattern: "x" },
  error: { color: "#b44c96", pattern: "\\" },
};

/** How many students have each misconception. */
export function misconceptionChart({ misconceptions }: Report): Chart {
  const rows = [...misconceptions].reverse();
  const [first] = misconceptions;
  return {
    id: "misconception-chart",
    says:
      misconceptions.length === 0
        ? "No answer shows a misconception."
        : `The most frequent misconception: ${first.sentence}. Bars: students by misconception.`,
    data: [
      {
        ...{ type: "bar", orientation: "h", marker: { color: "#3f76c4" } },
        x: rows.map(({ count }) => count),
        y: rows.map(({ code, unit }) => `${code}, unit ${unit}`),
        text: rows.map(({ count, of }) => `${count} of ${of}`),
        hovertext: rows.map(({ sentence }) => sentence),
        hoverinfo: "text",
      },
    ],
    layout: {
      height: FRAME_PX + LINE_PX * rows.length,
      xaxis: {
        title: { text: "students" },
        rangemode: "tozero",
        dtick: tick(rows.map(({ count }) => count)),
        fixedrange: true,
      },
      yaxis: { title: { text: "misconception", standoff: 12 }, automargin: true, fixedrange: true },
    },
  };
}

/** The exercises of each student by state. */
export function studentChart({ students }: Report): Chart {
  const rows = students.filter(isSubmission).reverse();
  const used = STATES.filter((state) => students.some(({ counts }) => counts[state] > 0));
  const isTwice = (name: string): boolean => students.filter((one) => one.name === name).length > 1;
  const passed = students.reduce((sum, { counts }) => sum + counts.passed, 0);
  const all = students.reduce((sum, { findings }) => sum + findings.length, 0);
  return {
    id: "student-chart",
    says: `Bars: exercises of each student by state. Of ${all === 1 ? "1 exercise" : `${all} exercises`} in ${submissionsText(students)} ${passed} are passed.`,
    data: used.map((state) => ({
      ...{ type: "bar", orientation: "h", name: state },
      marker: { color: LOOKS[state].color, pattern: { shape: LOOKS[state].pattern } },
      x: rows.map(({ counts }) => counts[state]),
      // A file is in the list once, a name perhaps twice.
      y: rows.map(({ name, file }) => shortened(isTwice(name) ? file : name)),
      hovertemplate: `%{y}: %{x} ${state}<extra></extra>`,
    })),
    layout: {
      barmode: "stack",
      height: FRAME_PX + LINE_PX * (rows.length + 2),
      legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0, traceorder: "normal" },
      xaxis: {
        title: { text: "exercises" },
        rangemode: "tozero",
        dtick: tick(rows.map(({ findings }) => findings.length)),
        fixedrange: true,
      },
      yaxis: {
        title: { text: "student", standoff: 12 },
        automargin: true,
        fixedrange: true,
        type: "category",
      },
    },
  };
}

const LONGEST_LABEL = 28;

function shortened(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}…` : label;
}

/** Whole numbers on the axis, few enough to be read. */
function tick(counts: readonly number[]): number {
  return Math.max(1, Math.ceil(Math.max(0, ...counts) / 10));
}
