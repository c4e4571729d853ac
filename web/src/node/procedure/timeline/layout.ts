import { widthOf, wrapped } from "../../../picture/text";
import { type Entry, type Group, isTimed } from "./entries";

const NARROW = 560;
const LINE = 17;
const PAD = 5;
const INDENT = 10;
const HEADING = 26;
const BAR = 16;
const CHIP = 24;
const GAP = 6;
/** Between two steps, with the arrow from one to the next. */
const APART = 18;
const NAME_SIZE = 13;
const NOTE_SIZE = 12;
const UNKNOWN = "no time stated";

/** A line of text with its place. */
export interface Line {
  text: string;
  x: number;
  y: number;
  isNote?: boolean;
}

/** An entry with its place: its texts, and where its bar goes. */
export interface Row {
  entry: Entry;
  top: number;
  height: number;
  lines: readonly Line[];
  /** The middle of the bar, downwards; nothing where no time is stated. */
  bar: number | undefined;
}

/** A step with its place. */
export interface Chip {
  entry: Entry;
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A group with the places of what is in it. */
export interface Placed {
  group: Group;
  top: number;
  bottom: number;
  rows: readonly Row[];
  chips: readonly Chip[];
}

/** Where names end and bars begin. */
export function labelWidth(width: number): number {
  return isNarrow(width) ? width : Math.min(300, width * 0.36);
}

/** Whether bars stand below names, not beside them. */
export function isNarrow(width: number): boolean {
  return width < NARROW;
}

/** The groups one below the other, from `top` on. */
export function placed(groups: readonly Group[], width: number, top: number): readonly Placed[] {
  let from = top;
  return groups.map((group) => {
    const one = group.isSequence ? sequence(group, width, from) : rows(group, width, from);
    from = one.bottom;
    return one;
  });
}

function rows(group: Group, width: number, top: number): Placed {
  let from = top + HEADING;
  const all = group.entries.map((entry) => {
    const row = rowOf(entry, width, from);
    from += row.height;
    return row;
  });
  return { group, top, bottom: from + PAD, rows: all, chips: [] };
}

function rowOf(entry: Entry, width: number, top: number): Row {
  const room = labelWidth(width) - INDENT;
  const note = noteOf(entry);
  const names = wrapped(entry.name, room, NAME_SIZE);
  const beside = widthOf(names.at(-1) ?? "", NAME_SIZE) + 2 * GAP;
  const fits = beside + widthOf(note, NOTE_SIZE) <= room;
  const notes = fits ? [] : wrapped(note, room, NOTE_SIZE);
  const y = (line: number) => top + PAD + 12 + line * LINE;
  const lines: Line[] = [
    ...names.map((text, line) => ({ text, x: INDENT, y: y(line) })),
    ...(fits ? [{ text: note, x: INDENT + beside, y: y(names.length - 1), isNote: true }] : []),
    ...notes.map((text, line) => ({ text, x: INDENT, y: y(names.length + line), isNote: true })),
  ];
  const texts = (names.length + notes.length) * LINE + 2 * PAD;
  const below = isNarrow(width) && isTimed(entry) ? BAR : 0;
  const middle = below ? top + texts + BAR / 2 - PAD : top + texts / 2;
  return { entry, top, height: texts + below, lines, bar: isTimed(entry) ? middle : undefined };
}

/** When, and under which condition; or that it is not said when. */
export function noteOf({ said, condition }: Entry): string {
  return [said || UNKNOWN, condition].filter(Boolean).join(", ");
}

/** Steps in lines, as words are. */
function sequence(group: Group, width: number, top: number): Placed {
  let [left, line] = [INDENT, top + HEADING];
  const chips = group.entries.map((entry, place) => {
    const text = `${place + 1}. ${entry.name}`;
    const lines = wrapped(text, width - INDENT - APART - 3 * GAP, NAME_SIZE, 1);
    const wide = Math.ceil(widthOf(lines[0] ?? "", NAME_SIZE)) + 2 * GAP + 4;
    if (left > INDENT && left + wide + APART > width) [left, line] = [INDENT, line + CHIP + GAP];
    const chip = { entry, text: lines[0] ?? "", left, top: line, width: wide, height: CHIP };
    left += wide + APART;
    return chip;
  });
  return { group, top, bottom: line + CHIP + 2 * PAD, rows: [], chips };
}
