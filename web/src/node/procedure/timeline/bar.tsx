import type { Entry } from "./entries";
import type { Segment } from "./segments";

const HALF = 5;
const OPEN = 18;

interface Properties {
  entry: Entry;
  segment: Segment;
  /** The pixel of its middle, downwards. */
  y: number;
}

/**
 * A stated time: a thin line up to the shortest, a bar from there to the longest. What is one time is a diamond; where the
 * longest is not stated, an arrow leads on.
 */
export function Bar({ entry: { min, max }, segment, y }: Properties) {
  const start = segment.x(0);
  const [from, to] = [segment.x(min ?? 0), segment.x(max ?? min ?? 0)];
  const [left, right] = from < to ? [from, to] : [to, from];
  return (
    <g aria-hidden="true">
      {min !== null && <path class="until" d={`M${start} ${y}H${from}`} />}
      {min !== null && (max === null || min === max) ? (
        <>
          <path class="hued" d={`M${from - HALF - 1} ${y}l${HALF + 1} ${-HALF - 1}l${HALF + 1} ${HALF + 1}l${-HALF - 1} ${HALF + 1}Z`} />
          {max === null && <Onward from={from} direction={segment.side === "before" ? -1 : 1} segment={segment} y={y} />}
        </>
      ) : (
        <rect class="hued" x={left} y={y - HALF} width={Math.max(right - left, 3)} height={2 * HALF} rx={2} />
      )}
    </g>
  );
}

/** An arrow that leads on, or stands at the edge where there is no room. */
function Onward({ from, direction, segment, y }: { from: number; direction: 1 | -1; segment: Segment; y: number }) {
  const to = Math.max(segment.left + 1, Math.min(segment.right - 1, from + direction * OPEN));
  const back = to - direction * 6;
  return (
    <>
      <path class="onward" d={`M${from} ${y}H${to}`} />
      <path class="hued" d={`M${to} ${y}L${back} ${y - 5}V${y + 5}Z`} />
    </>
  );
}
