import type { Drawing } from "./picture";
import "./shares.css";
import { SvgLink } from "./svg-link";
import { widthOf, wrapped } from "./text";

/** How many of some have something. */
export interface Share {
  /** Of whom, as in 'similar'. */
  among: string;
  number: number;
  of: number;
}

/** Something that several have, and how many of whom; the share that matters most stands first. */
export interface Shared {
  curie: string;
  name: string;
  href: string;
  shares: readonly Share[];
}

const NARROW = 560;
const AXIS = 22;
const LINE = 17;
const PAD = 6;
const BAR = 10;
const STEP = 18;
const NAME_SIZE = 13;
const SMALL_SIZE = 12;
/** Up to so many, each of those who have it is a piece of the bar. */
const PIECES = 12;

/** A bar for each share, on one scale from none to all. */
export function drawShares(all: readonly Shared[], width: number): Drawing {
  const isNarrow = width < NARROW;
  const label = isNarrow ? width : Math.min(280, width * 0.34);
  const words = Math.max(
    0,
    ...all.flatMap(({ shares }) =>
      shares.map((share, place) => widthOf(inWords(share), SMALL_SIZE, place ? 400 : 600)),
    ),
  );
  const [left, right] = [isNarrow ? 1 : label + 12, width - words - 10];
  let top = AXIS;
  const rows = all.map((one) => {
    const lines = wrapped(one.name, label - 8, NAME_SIZE);
    const [texts, bars] = [lines.length * LINE, one.shares.length * STEP];
    const height = (isNarrow ? texts + bars : Math.max(texts, bars)) + 2 * PAD;
    const row = { one, lines, top, height, barTop: top + PAD + (isNarrow ? texts : (height - 2 * PAD - bars) / 2) };
    top += height;
    return row;
  });
  const shapes = (
    <>
      <Axis left={left} right={right} bottom={top} isNarrow={isNarrow} />
      {rows.map(({ one, lines, top: from, height, barTop }) => (
        <SvgLink key={one.curie} href={one.href} label={`${one.name}: ${one.shares.map(inWords).join(", ")}`}>
          <rect class="place" x={1} y={from + 1} width={label - 2} height={height - 2} rx={4} />
          {lines.map((line, place) => (
            <text key={place} class="name" x={4} y={from + PAD + 13 + place * LINE}>
              {line}
            </text>
          ))}
          {one.shares.map((share, place) => (
            <Bar key={share.among} share={share} isFirst={!place} left={left} right={right} top={barTop + place * STEP} />
          ))}
        </SvgLink>
      ))}
    </>
  );
  return { height: top, shapes };
}

/** A share as a text, as in '3 of 4 similar'. */
export function inWords({ number, of, among }: Share): string {
  return `${number} of ${of} ${among}`;
}

function Axis({ left, right, bottom, isNarrow }: { left: number; right: number; bottom: number; isNarrow: boolean }) {
  return (
    <g aria-hidden="true">
      {[0, 0.5, 1].map((at) => {
        const x = left + at * (right - left);
        return (
          <g key={at}>
            <text class="small" x={x} y={12} text-anchor={at ? (at === 1 ? "end" : "middle") : "start"}>
              {at * 100} %
            </text>
            <path class="rule" d={`M${x} ${AXIS - 4}V${isNarrow ? AXIS : bottom}`} />
          </g>
        );
      })}
    </g>
  );
}

interface BarProperties {
  share: Share;
  isFirst: boolean;
  left: number;
  right: number;
  top: number;
}

/** The first share is a bar in colour, in pieces where they can be counted; the others are thin and quiet. */
function Bar({ share, isFirst, left, right, top }: BarProperties) {
  const { number, of } = share;
  const width = right - left;
  const height = isFirst ? BAR : BAR / 2;
  const y = top + (STEP - height) / 2;
  const pieces = isFirst && of <= PIECES ? of : 1;
  const filled = pieces > 1 ? number : 1;
  const piece = pieces > 1 ? width / of : (width * number) / of;
  return (
    <g aria-hidden="true">
      <rect class="track" x={left} y={y} width={width} height={height} />
      {Array.from({ length: filled }, (_, place) => (
        <rect
          key={place}
          class={isFirst ? "hued" : "quiet"}
          x={left + place * piece}
          y={y}
          width={pieces > 1 ? Math.max(piece - 2, 1) : piece}
          height={height}
        />
      ))}
      <text class={isFirst ? "note strong" : "note"} x={right + 8} y={top + STEP / 2 + 4}>
        {inWords(share)}
      </text>
    </g>
  );
}
