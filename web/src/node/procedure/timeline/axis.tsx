import { widthOf } from "../../../picture/text";
import type { Side } from "./entries";
import type { Tick } from "./scale";
import type { Segment } from "./segments";

/** How much room the axis takes, in pixels. */
export const AXIS = 40;
const APART = 8;

/** The names of the sides, and the times that their marks stand for. */
export function Axis({ segments }: { segments: Record<Side, Segment> }) {
  return (
    <g aria-hidden="true">
      <Band segment={segments.during} top={0} bottom={AXIS} />
      {Object.values(segments).map((segment) => (
        <g key={segment.side}>
          <text class="note strong" x={(segment.left + segment.right) / 2} y={12} text-anchor="middle">
            {segment.side}
          </text>
          {fitting(segment).map(({ at, label }) => (
            <text key={label} class="small" x={segment.along(at)} y={AXIS - 9} text-anchor={anchorOf(segment, at)}>
              {label}
            </text>
          ))}
        </g>
      ))}
    </g>
  );
}

/** Lines through the rows at the marks. */
export function Grid({ segments, top, bottom }: { segments: Record<Side, Segment>; top: number; bottom: number }) {
  return (
    <g aria-hidden="true">
      <Band segment={segments.during} top={top} bottom={bottom} />
      {Object.values(segments).flatMap((segment) =>
        fitting(segment).map(({ at, label }) => {
          const x = segment.along(at);
          return <path key={`${segment.side} ${label}`} class="rule" d={`M${x} ${top}V${bottom}`} />;
        }),
      )}
    </g>
  );
}

function Band({ segment: { left, right }, top, bottom }: { segment: Segment; top: number; bottom: number }) {
  return <rect class="band" x={left} y={top} width={right - left} height={bottom - top} />;
}

/** A label at an end of a segment stays within it. */
function anchorOf({ side }: Segment, at: number): "start" | "middle" | "end" {
  if (at === 1) return side === "before" ? "start" : "end";
  return at === 0 ? "start" : "middle";
}

/** The marks whose labels fit within the segment and beside those before them. */
function fitting(segment: Segment): readonly Tick[] {
  const taken: [number, number][] = [];
  return (segment.scale?.ticks ?? []).filter(({ at, label }) => {
    const [from, to] = spanOf(segment, at, widthOf(label, 11));
    const isFree = taken.every(([start, end]) => to + APART <= start || from - APART >= end);
    const fits = isFree && from >= segment.left - 0.5 && to <= segment.right + 0.5;
    if (fits) taken.push([from, to]);
    return fits;
  });
}

function spanOf(segment: Segment, at: number, width: number): [number, number] {
  const x = segment.along(at);
  const anchor = anchorOf(segment, at);
  const from = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return [from, from + width];
}
