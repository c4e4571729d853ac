import { scaleFor } from "../../../ui/duration";
import { type Entry, type Group, HOURS, isTimed, type Side } from "./entries";

/** A mark on an axis: how far along it is, from 0 to 1, and the time there. */
export interface Tick {
  at: number;
  label: string;
}

/** The times of one side of the procedure. */
export interface Scale {
  /** How far along a time in hours is, from 0 to 1. */
  at: (hours: number) => number;
  /** Marks, those first that matter most where there is no room for all. */
  ticks: readonly Tick[];
}

const { MINUTE = 0, DAY = 0, WEEK = 0, MONTH = 0, YEAR = 0 } = HOURS;
const MARKS: readonly (readonly [hours: number, label: string])[] = [
  [15 * MINUTE, "15 min"],
  [30 * MINUTE, "30 min"],
  [1, "1 h"],
  [2, "2 h"],
  [4, "4 h"],
  [8, "8 h"],
  [12, "12 h"],
  [DAY, "1 day"],
  [2 * DAY, "2 days"],
  [4 * DAY, "4 days"],
  [WEEK, "1 week"],
  [2 * WEEK, "2 weeks"],
  [MONTH, "1 month"],
  [3 * MONTH, "3 months"],
  [6 * MONTH, "6 months"],
  [YEAR, "1 year"],
  [2 * YEAR, "2 years"],
  [5 * YEAR, "5 years"],
  [10 * YEAR, "10 years"],
];
/** Marks that people look for, before those in between. */
const FIRST = ["1 day", "1 week", "1 month", "1 h", "1 year"];

/** The scale of a side on which something is timed; of a side without times there is none. */
export function scaleOf(groups: readonly Group[], side: Side): Scale | undefined {
  const timed = groups.filter((group) => group.side === side).flatMap(({ entries }) => entries.filter(isTimed));
  if (!timed.length) return undefined;
  return side === "during" ? even(timed) : widening(longest(timed));
}

/** Where the longest time is open, there is room for more than the shortest. */
function longest(entries: readonly Entry[]): number {
  return Math.max(...entries.map(({ min, max }) => max ?? (min ?? 0) * 1.4));
}

/** An hour is as long everywhere. */
function even(entries: readonly Entry[]): Scale {
  const end = scaleFor({ min: null, max: longest(entries) * 60, per: null }) / 60;
  const label = (hours: number) => (hours >= 1 ? `${hours} h` : `${Math.round(hours * 60)} min`);
  return {
    at: (hours) => hours / end,
    ticks: [
      { at: 1, label: label(end) },
      { at: 0, label: "0" },
      { at: 0.5, label: label(end / 2) },
    ],
  };
}

/** Hours near the procedure are as wide as weeks far from it: a logarithm, moved so that it begins at nothing. */
function widening(most: number): Scale {
  const within = MARKS.filter(([hours]) => hours <= most);
  const last = MARKS.find(([hours]) => hours >= most * 0.999) ?? [most, ""];
  const [end] = last;
  const unit = Math.min(1, end / 8);
  const at = (hours: number) => Math.log1p(hours / unit) / Math.log1p(end / unit);
  const rank = ([, label]: readonly [number, string]) => (FIRST.includes(label) ? FIRST.indexOf(label) : FIRST.length);
  const marks = [last, ...[...within].sort((one, other) => rank(one) - rank(other))];
  return { at, ticks: marks.map(([hours, label]) => ({ at: at(hours), label })) };
}
