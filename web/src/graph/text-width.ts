export const FAMILY = "system-ui, sans-serif";
const LINES = 3;

const ink = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
const known = new Map<string, number>();

/** How wide a text is, in the unit that its size is in. */
export function widthOf(text: string, size: number, weight: string): number {
  const key = `${weight} ${text}`;
  const width = known.get(key) ?? measured(text, weight);
  known.set(key, width);
  return (width * size) / REFERENCE;
}

/** Letters are measured at this size; widths grow with the size. */
const REFERENCE = 100;

function measured(text: string, weight: string): number {
  if (!ink) return text.length * REFERENCE * 0.6;
  ink.font = `${weight} ${REFERENCE}px ${FAMILY}`;
  return ink.measureText(text).width;
}

/** A text that is no wider than there is room, its end cut off if need be. */
export function elided(text: string, room: number, size: number, weight: string): string {
  if (widthOf(text, size, weight) <= room) return text;
  let [fits, over] = [0, text.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (widthOf(`${text.slice(0, middle)}…`, size, weight) <= room) fits = middle;
    else over = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}

/** A text in a few lines, each no wider than there is room. */
export function wrapped(text: string, room: number, size: number, weight: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (lines.length && widthOf(longer, size, weight) <= room) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  const kept = lines.slice(0, LINES);
  if (lines.length > LINES) kept.splice(-1, 1, `${kept.at(-1)} …`);
  return kept.map((line) => elided(line, room, size, weight)).join("\n");
}
