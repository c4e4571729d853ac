import type { Drawing } from "../../../picture/picture";
import { SvgLink } from "../../../picture/svg-link";
import { NODE_STYLES } from "../../../ui/node-styles";
import { AXIS, Axis, Grid } from "./axis";
import { Bar } from "./bar";
import type { Entry, Group, Side } from "./entries";
import { type Chip, isNarrow, labelWidth, noteOf, type Placed, placed, type Row } from "./layout";
import { type Segment, segmentsOf } from "./segments";

const STRIP = 8;
type Segments = Record<Side, Segment>;

/** The groups with an axis above them. */
export function drawTimeline(groups: readonly Group[], width: number): Drawing {
  const segments = segmentsOf(groups, isNarrow(width) ? 1 : labelWidth(width) + 12, width - 1);
  const all = placed(groups, width, AXIS);
  const shapes = (
    <>
      <Axis segments={segments} />
      {all.map((one) => (
        <One key={one.group.title} placed={one} segments={segments} width={width} />
      ))}
    </>
  );
  return { height: all.at(-1)?.bottom ?? AXIS, shapes };
}

function One({ placed: { group, top, bottom, rows, chips }, segments, width }: { placed: Placed; segments: Segments; width: number }) {
  return (
    <g style={{ "--hue": String(NODE_STYLES[group.kind].hue) }}>
      <path class="rule" d={`M0 ${top}H${width}`} />
      {!isNarrow(width) && !group.isSequence && <Grid segments={segments} top={top} bottom={bottom} />}
      <text class="note strong" x={0} y={top + 18}>
        {group.title}
      </text>
      {group.isSequence && (
        <text class="note" x={48} y={top + 18}>
          in this order; no times stated
        </text>
      )}
      {rows.map((row) => (
        <RowOf key={row.entry.anchor} row={row} segments={segments} side={group.side} width={width} />
      ))}
      {chips.map((chip, place) => (
        <ChipOf key={chip.entry.anchor} chip={chip} isLast={place === chips.length - 1} />
      ))}
    </g>
  );
}

function RowOf({ row, segments, side, width }: { row: Row; segments: Segments; side: Side; width: number }) {
  const { entry, top, height, lines, bar } = row;
  return (
    <SvgLink href={`#${entry.anchor}`} label={inWords(entry)}>
      <rect class="place" x={1} y={top + 1} width={isNarrow(width) ? width - 2 : labelWidth(width)} height={height - 2} rx={4} />
      {lines.map(({ text, x, y, isNote }) => (
        <text key={y + x} class={isNote ? "note" : "name"} x={x} y={y}>
          {text}
        </text>
      ))}
      {bar !== undefined && (
        <>
          {isNarrow(width) && <Grid segments={segments} top={bar - STRIP} bottom={bar + STRIP} />}
          <Bar entry={entry} segment={segments[side]} y={bar} />
        </>
      )}
    </SvgLink>
  );
}

function ChipOf({ chip: { entry, text, left, top, width, height }, isLast }: { chip: Chip; isLast: boolean }) {
  return (
    <SvgLink href={`#${entry.anchor}`} label={inWords(entry)} class="chip">
      <rect class="place" x={left + 0.5} y={top + 0.5} width={width - 1} height={height - 1} rx={6} />
      <text class="name" x={left + 8} y={top + 16}>
        {text}
      </text>
      {!isLast && <path class="onward" d={`M${left + width + 4} ${top + height / 2}h9m-4 -4l4 4l-4 4`} />}
    </SvgLink>
  );
}

/** An entry as those hear it who do not see where it stands. */
function inWords(entry: Entry): string {
  return `${entry.name}: ${noteOf(entry)}`;
}
