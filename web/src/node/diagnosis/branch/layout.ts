import type { Entry } from "./entry";

const NARROW = 560;
/** Heights in pixels: of an entry in the middle, and of the last column, one by one if it can be so low, or in boxes. */
const LEAST = 28;
const TOGETHER = 800;
const BOXED = 440;
/** Of an entry in the last column: what can be read, and what a finger meets (WCAG 2.2, 2.5.8). */
const READABLE = 14;
const TOUCHED = 24;
/** What one of many counts for, and what one of few does. */
const [THINNEST, THICKEST] = [3, 26];
/** The width of a column with codes only. */
const CODES = 108;
const GAP = 4;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** An entry with its place. */
export interface Cell extends Box {
  entry: Entry;
  /** The entry that it is drawn beside. */
  parent: Entry | undefined;
  /** 0 for the entry that all is about. */
  depth: number;
  place: number;
  siblings: number;
}

/** Entries that are too many to be drawn one by one, in one box beside what they are below. */
export interface Many extends Box {
  cell: Cell;
}

/** What is drawn, and how high it is. */
export interface Layout {
  cells: readonly Cell[];
  many: readonly Many[];
  height: number;
}

/**
 * An icicle that lies: the entry, beside it those below it, beside these those below them. An entry is as high as what is
 * below it, but never so low that it cannot be read. Where there is no room, the entry itself stands above the picture only.
 * Beside `chosen` all are readable.
 */
export function laidOut(root: Entry, width: number, chosen: string): Layout {
  const columns = columnsOf(root, width);
  const leaves = root.entries.reduce((sum, { entries }) => sum + entries.length, 0);
  const readable = isNarrow(width) ? TOUCHED : READABLE;
  const isCrowded = leaves * readable > TOGETHER;
  const thickness = isCrowded ? Math.max(THINNEST, BOXED / leaves) : Math.min(THICKEST, TOGETHER / Math.max(leaves, 1));
  const [cells, many]: [Cell[], Many[]] = [[], []];
  let y = 0;
  root.entries.forEach((entry, place) => {
    const each = entry.entries.some(({ curie }) => curie === chosen) ? Math.max(TOUCHED, thickness) : thickness;
    const height = Math.max(LEAST, entry.entries.length * each);
    const of = { parent: root, depth: 1, place, siblings: root.entries.length };
    const cell = { entry, ...of, ...columns[1], y, height: height - 1 };
    cells.push(cell);
    const share = height / Math.max(entry.entries.length, 1);
    if (share < readable) many.push({ cell, ...columns[2], y, height: height - 1 });
    else cells.push(...stacked(entry, columns[2], y, share));
    y += height;
  });
  const height = Math.max(y, LEAST);
  const whole = { parent: undefined, depth: 0, place: 0, siblings: 1, ...columns[0], y: 0, height: height - 1 };
  return { cells: isNarrow(width) ? cells : [{ entry: root, ...whole }, ...cells], many, height };
}

function isNarrow(width: number): boolean {
  return width < NARROW;
}

type Column = Pick<Box, "x" | "width">;

/** Where the three levels stand; a level without entries has no room. */
function columnsOf(root: Entry, width: number): [Column, Column, Column] {
  const hasThird = root.entries.some(({ entries }) => entries.length > 0);
  const first = isNarrow(width) ? 0 : Math.round(width * 0.2);
  const third = isNarrow(width) ? CODES : Math.round((width - first) * 0.55);
  const second = hasThird ? width - third : width;
  const column = (x: number, end: number) => ({ x, width: Math.max(end - x - GAP, 0) });
  return [column(0, first), column(first, second), column(second, width + GAP)];
}

function stacked(parent: Entry, column: Column, top: number, share: number): Cell[] {
  return parent.entries.map((entry, place) => {
    const of = { parent, depth: 2, place, siblings: parent.entries.length };
    return { entry, ...of, ...column, y: top + place * share, height: share - 1 };
  });
}

/** The cell that a key leads to: up and down in a column, to the left what an entry is below, to the right what is below it. */
export function cellTowards(cells: readonly Cell[], from: Cell, key: string): Cell | undefined {
  const column = cells.filter(({ depth }) => depth === from.depth);
  const place = column.indexOf(from);
  switch (key) {
    case "ArrowUp":
      return column[place - 1];
    case "ArrowDown":
      return column[place + 1];
    case "ArrowLeft":
      return cells.find(({ entry }) => entry.curie === from.parent?.curie);
    case "ArrowRight":
      return cells.find(({ parent }) => parent?.curie === from.entry.curie);
    case "Home":
      return column[0];
    case "End":
      return column.at(-1);
    default:
      return undefined;
  }
}
