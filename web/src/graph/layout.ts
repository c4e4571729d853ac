import { grouped } from "../ui/grouped";
import type { Block } from "./blocks";
import type { Item } from "./reveal";

/** Which side of the middle something stands on: left, in the middle, right. */
export type Side = -1 | 0 | 1;

/** A cell of the grid; the node in the middle stands in column 0. */
interface Cell {
  side: Side;
  column: number;
  row: number;
}

/** Where something stands, in units of the picture. */
export interface Place {
  x: number;
  y: number;
  side: Side;
}

/** What stands above a block: what kind of edge leads to it. */
export interface Heading extends Place {
  id: string;
  block: Block;
}

export interface Layout {
  places: ReadonlyMap<string, Place>;
  headings: readonly Heading[];
}

/** Height of a row: room for a node with its name beside it. */
const ROW = 20;
/** From the middle to the first column, from there to the second, and from each to the next: what is near has longer names. */
const [INNER, FIRST_COLUMN, COLUMN] = [96, 200, 130];
/** How far around its parent a free cell is looked for: in columns outwards, and in rows. */
const [OUTWARDS, AROUND] = [8, 400];
/** Few stand side by side in their parent's row, more one below the other: a column outwards is as far as so many rows. */
const [FEW, ROWS_OF_COLUMN_FOR_FEW, ROWS_OF_COLUMN] = [3, 1, 3];

/** Finds a place for everything, in the order in which it came; nothing moves for what comes after it. */
export function layout(steps: readonly (readonly Item[])[]): Layout {
  const grid = new Grid();
  for (const step of steps) grid.place(step);
  return { places: grid.places(), headings: grid.headings };
}

class Grid {
  readonly headings: Heading[] = [];
  readonly #cells = new Map<string, Cell>();
  readonly #taken = new Set<string>();
  #centre = "";

  place(step: readonly Item[]): void {
    if (!this.#centre) return this.#putCentre(step[0]?.id ?? "");
    const near = byBlock(step.filter(({ block }) => block?.of === this.#centre && !this.#cells.has(block.id)));
    this.#putBlocks(near);
    const left = step.filter(({ id }) => !this.#cells.has(id));
    const parent = ({ block }: Item) => (block && this.#cells.has(block.id) ? block.id : (block?.of ?? ""));
    this.#putAround(new Map(grouped(left, parent)));
  }

  places(): Map<string, Place> {
    return new Map([...this.#cells].map(([id, cell]) => [id, placeOf(cell)]));
  }

  #putCentre(id: string): void {
    this.#centre = id;
    this.#put(id, { side: 0, column: 0, row: 0 });
  }

  /** Blocks at the node in the middle stand to its right and its left, one below the other under their headings. */
  #putBlocks(blocks: readonly (readonly Item[])[]): void {
    const isFirst = this.#cells.size === 1;
    const halves = isFirst ? halved(blocks) : blocks.map((block) => [[block], this.#shorterSide()] as const);
    for (const [half, side] of halves) {
      const height = heightOf(half);
      let row = isFirst ? -Math.floor(height / 2) : this.#end(side) + 1;
      for (const items of half) row = this.#putBlock(items, side, row);
    }
  }

  #putBlock(items: readonly Item[], side: Side, row: number): number {
    const block = items[0]?.block;
    if (block) this.headings.push({ id: `heading ${block.id}`, block, ...placeOf({ side, column: 1, row }) });
    this.#taken.add(keyOf({ side, column: 1, row }));
    items.forEach(({ id }, place) => this.#put(id, { side, column: 1, row: row + 1 + place }));
    return row + items.length + 1;
  }

  /** What is joined to something else stands outside of it, as near as there is room: for each its first, its second … */
  #putAround(byParent: ReadonlyMap<string, readonly Item[]>): void {
    const found = new Map<string, Cell[]>([...byParent.keys()].map((parent) => [parent, []]));
    const most = Math.max(0, ...[...byParent.values()].map(({ length }) => length));
    for (let turn = 0; turn < most; turn++) {
      for (const [parent, items] of byParent) {
        if (turn >= items.length) continue;
        const nearest = items.length > FEW ? BELOW_FIRST : BESIDE_FIRST;
        const cell = this.#free(this.#cells.get(parent) ?? this.#below(), nearest);
        this.#taken.add(keyOf(cell));
        found.get(parent)?.push(cell);
      }
    }
    for (const [parent, items] of byParent) {
      const cells = (found.get(parent) ?? []).sort((one, other) => one.column - other.column || one.row - other.row);
      cells.forEach((cell, place) => this.#put(items[place]?.id ?? "", cell));
    }
  }

  #free({ side, column, row }: Cell, nearest: readonly Step[]): Cell {
    for (const { outwards, rows } of nearest) {
      const cell: Cell = { side: side || 1, column: column + outwards, row: row + rows };
      if (!this.#taken.has(keyOf(cell))) return cell;
    }
    return { side: side || 1, column: column + 1, row: this.#end(side || 1) + 1 };
  }

  #put(id: string, cell: Cell): void {
    this.#cells.set(id, cell);
    this.#taken.add(keyOf(cell));
  }

  /** Below all else in the middle, for what a path brings. */
  #below(): Cell {
    return { side: 1, column: 0, row: Math.max(this.#end(1), this.#end(-1)) + 2 };
  }

  #shorterSide(): Side {
    return this.#end(-1) < this.#end(1) ? -1 : 1;
  }

  #end(side: Side): number {
    return Math.max(0, ...[...this.#cells.values()].filter((cell) => cell.side === side).map(({ row }) => row));
  }
}

/** A way from a cell to one outside of it. */
interface Step {
  outwards: number;
  rows: number;
}

const STEPS: readonly Step[] = Array.from({ length: OUTWARDS * (2 * AROUND + 1) }, (_, place) => ({
  outwards: 1 + (place % OUTWARDS),
  rows: Math.floor(place / OUTWARDS) - AROUND,
}));
const BESIDE_FIRST = nearestFirst(ROWS_OF_COLUMN_FOR_FEW);
const BELOW_FIRST = nearestFirst(ROWS_OF_COLUMN);

function nearestFirst(rowsOfColumn: number): Step[] {
  const far = ({ outwards, rows }: Step) => rowsOfColumn * outwards + Math.abs(rows) + (rows < 0 ? 0.5 : 0); // Rather below.
  return STEPS.toSorted((one, other) => far(one) - far(other));
}

function byBlock(items: readonly Item[]): Item[][] {
  return grouped(items, ({ block }) => block?.id).map(([, block]) => block);
}

/** The blocks of the right and of the left, which are about as high. */
function halved(blocks: readonly (readonly Item[])[]): (readonly [(readonly Item[])[], Side])[] {
  const half = heightOf(blocks) / 2;
  const right = blocks.filter((block, place) => heightOf(blocks.slice(0, place)) + heightOf([block]) / 2 <= half);
  return [
    [right, 1],
    [blocks.slice(right.length), -1],
  ];
}

function heightOf(blocks: readonly (readonly Item[])[]): number {
  return blocks.reduce((height, { length }) => height + length + 1, 0);
}

function keyOf({ side, column, row }: Cell): string {
  return `${side} ${column} ${row}`;
}

function placeOf({ side, column, row }: Cell): Place {
  const out = [0, INNER][column] ?? INNER + FIRST_COLUMN + (column - 2) * COLUMN;
  return { x: side * out, y: row * ROW, side };
}
