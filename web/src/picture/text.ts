/** Texts of a picture are set in these, so that a picture that is taken along looks the same. */
const SANS = "system-ui, sans-serif";

let ink: CanvasRenderingContext2D | null | undefined;

/** How wide a text is, in pixels, in a font of this size in pixels. */
export function widthOf(text: string, size: number, weight: 400 | 600 = 400): number {
  ink ??= document.createElement("canvas").getContext("2d");
  if (!ink) return text.length * size * 0.55;
  ink.font = `${weight} ${size}px ${SANS}`;
  return ink.measureText(text).width;
}

/** A text as long as there is room for; what is left out stands as an ellipsis, and nothing where not even that fits. */
export function cut(text: string, room: number, size: number): string {
  if (widthOf(text, size) <= room) return text;
  let length = text.length - 1;
  while (length > 0 && widthOf(`${text.slice(0, length).trimEnd()}…`, size) > room) length -= 1;
  return length ? `${text.slice(0, length).trimEnd()}…` : "";
}

/** A text in lines, broken between words; a word that is longer than a line is cut, and so is what is beyond the last line. */
export function wrapped(text: string, room: number, size: number, most = 3): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const rest = lines.slice(most - 1).join(" ");
  return [...lines.slice(0, most - 1), ...(rest ? [rest] : [])].map((line) => cut(line, room, size));
}
