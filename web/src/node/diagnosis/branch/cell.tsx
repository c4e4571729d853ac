import { cut, widthOf, wrapped } from "../../../picture/text";
import { ALL } from "./entry";
import type { Cell, Many } from "./layout";
import { shortName } from "./short-name";

const PAD = 7;
const LINE = 15;
/** So little room beside the code is none for a name. */
const NAMED = 60;
const MARK = 16;

interface Properties {
  cell: Cell;
  /** Whether the page is about it. */
  isCurrent: boolean;
  /** Whether Tab leads to it. */
  isNext: boolean;
  choose: () => void;
}

/** An entry as a box: its code, as much of its name as there is room for, and whether it is billable or how much is below. */
export function CellOf({ cell, isCurrent, isNext, choose }: Properties) {
  const { entry, depth, place, siblings, x, y, width, height } = cell;
  const style = ["cell", entry.isBillable ? "billable" : "", isCurrent ? "current" : ""].filter(Boolean).join(" ");
  return (
    <g
      role="treeitem"
      tabindex={isNext ? 0 : -1}
      aria-level={depth + 1}
      aria-posinset={place + 1}
      aria-setsize={siblings}
      aria-current={isCurrent ? "page" : undefined}
      aria-expanded={entry.below > 0 ? entry.entries.length > 0 : undefined}
      data-curie={entry.curie}
      class={style}
      onClick={choose}
    >
      <title>{inWords(cell)}</title>
      <rect class="place" x={x + 0.5} y={y + 0.5} width={Math.max(width - 1, 1)} height={Math.max(height - 1, 0.5)} />
      <Texts cell={cell} />
      <Mark cell={cell} />
    </g>
  );
}

/** An entry as those hear it who do not see where it stands. */
export function inWords({ entry: { code, name, isBillable, below } }: Pick<Cell, "entry">): string {
  const what = isBillable ? "billable" : below ? `${below} below` : "not billable";
  return `${code} ${name}, ${what}`;
}

/** The code, and the name beside it or, where there is more height than width, below it. */
function Texts({ cell: { entry, parent, x, y, width, height } }: { cell: Cell }) {
  const size = height < 20 ? 11 : 12;
  const room = width - 2 * PAD - MARK;
  const code = cut(entry.code, room, size);
  const beside = widthOf("0", size) * 1.08 * entry.code.length + PAD;
  const lines = Math.floor((height - PAD) / LINE);
  const isBelow = lines >= 2 && beside + widthOf(entry.name, size) > room;
  const base = lines >= 2 ? y + LINE + 1 : y + height / 2 + size * 0.36;
  const most = isBelow ? Math.min(lines - 1, 6) : 1;
  const linesOf = (name: string) => wrapped(name, isBelow ? width - 2 * PAD : room - beside, size, most);
  const full = linesOf(entry.name);
  const isTight = !isBelow && room - beside < NAMED;
  const names = isTight
    ? []
    : full.join(" ") === entry.name
      ? full
      : linesOf(shortName(entry.name, parent?.name));
  return (
    <>
      <text class={`code strong size-${size}`} x={x + PAD} y={base}>
        {code}
      </text>
      {names.map((name, line) => (
        <text
          key={line}
          class={`size-${size}`}
          x={isBelow ? x + PAD : x + PAD + beside}
          y={isBelow ? base + (line + 1) * LINE : base}
        >
          {name}
        </text>
      ))}
    </>
  );
}

/** A tick for what is billable; an arrow to the right for what is divided further, and to the left for what leads back. */
function Mark({ cell: { entry, depth, x, y, width, height } }: { cell: Cell }) {
  const right = x + width - PAD;
  const middle = height > 2 * LINE + PAD ? y + LINE - 3 : y + height / 2;
  if (entry.isBillable) return <path class="tick" d={`M${right - 9} ${middle}l3.5 3.5l6 -7`} />;
  if (!entry.below || entry.curie === ALL) return null;
  if (!depth) return <path class="more" d={`M${right - 1} ${middle - 4}l-4 4l4 4`} />;
  return <path class="more" d={`M${right - 5} ${middle - 4}l4 4l-4 4`} />;
}

/** Entries in one box: how many, and as many of their codes as there is room for; it leads to what they are below. */
export function ManyOf({ many: { cell, x, y, width, height }, choose }: { many: Many; choose: () => void }) {
  const { entries } = cell.entry;
  const lines = Math.max(1, Math.floor((height - PAD) / LINE));
  const text = `${entries.length} entries: ${entries.map(({ code }) => code).join(", ")}`;
  return (
    <g class="cell many" aria-hidden="true" onClick={choose}>
      <rect class="place" x={x + 0.5} y={y + 0.5} width={Math.max(width - 1, 1)} height={height - 1} />
      {wrapped(text, width - 2 * PAD, 12, lines).map((line, place) => (
        <text key={place} class="note" x={x + PAD} y={lines > 1 ? y + (place + 1) * LINE + 1 : y + height / 2 + 4}>
          {line}
        </text>
      ))}
    </g>
  );
}
