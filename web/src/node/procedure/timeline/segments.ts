import type { Group, Side } from "./entries";
import { type Scale, scaleOf } from "./scale";

/** The part of the picture for one side of the procedure, from pixel to pixel. */
export interface Segment {
  side: Side;
  left: number;
  right: number;
  scale: Scale | undefined;
  /** The pixel of a time in hours; times before the procedure run to the left. */
  x: (hours: number) => number;
  /** The pixel of what is so far along, from 0 to 1. */
  along: (at: number) => number;
}

/** Shares of the width; a side without any time is only as wide as its name. */
const WEIGHTS: Readonly<Record<Side, number>> = { before: 3, during: 2, after: 5 };
const NAME = 48;
/** Room for what stands at an outer end. */
const MARGIN = 8;

/** Before, during and after, one beside the other. */
export function segmentsOf(groups: readonly Group[], left: number, right: number): Record<Side, Segment> {
  const sides = (["before", "during", "after"] as const).map((side) => ({ side, scale: scaleOf(groups, side) }));
  const empty = sides.filter(({ scale }) => !scale).length * NAME;
  const weights = sides.reduce((sum, { side, scale }) => sum + (scale ? WEIGHTS[side] : 0), 0);
  let from = left;
  const segments = sides.map(({ side, scale }): [Side, Segment] => {
    const width = scale ? ((right - left - empty) * WEIGHTS[side]) / weights : NAME;
    const [start, end] = [from, from + width];
    from = end;
    const room = side === "during" ? width : width - MARGIN;
    const along = (at: number) => (side === "before" ? end - at * room : start + at * room);
    const x = (hours: number) => along(Math.min(1, scale?.at(hours) ?? 0));
    return [side, { side, left: start, right: end, scale, x, along }];
  });
  return Object.fromEntries(segments) as Record<Side, Segment>;
}
