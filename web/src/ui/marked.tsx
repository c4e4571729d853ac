/** How much of a long text is shown, and how much of that before the first marked word. */
const LONGEST = 160;
const BEFORE = 40;

interface Properties {
  text: string;
  /** Words of the text, as they are written in it. */
  words: readonly string[];
}

/** A text with some of its words marked; of a long one the part that has most of them. */
export function Marked({ text, words }: Properties) {
  const pattern = words.length ? patternOf(words) : /(?!)/gu;
  const pieces = excerpt(text.replace(/^- /, ""), pattern).split(pattern);
  return <>{pieces.map((piece, place) => (place % 2 ? <mark key={place}>{piece}</mark> : piece))}</>;
}

/** Finds words in a text; no small letter follows: `heart` is not found in `heartbeat`, but `0FT` in `0FT44ZZ`. */
export function patternOf(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  const escaped = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join("|")})(?!\\p{Ll})`, "gu");
}

function excerpt(text: string, pattern: RegExp): string {
  if (text.length <= LONGEST) return text;
  const first = densest([...text.matchAll(pattern)]);
  const start = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const rest = text.slice(start);
  const shown = rest.length > LONGEST ? rest.slice(0, LONGEST).replace(/\s\S*$/, " …") : rest;
  return start ? `… ${shown}` : shown;
}

/** Where to begin so that most different words are shown; the first such place. */
function densest(matches: readonly RegExpMatchArray[]): number {
  const within = (start: number) =>
    matches.filter(({ index = 0 }) => index >= start && index < start + LONGEST - BEFORE);
  const worth = (start: number) => new Set(within(start).map(([word]) => word.toLowerCase())).size;
  const starts = matches.map(({ index = 0 }) => index);
  return starts.reduce((best, start) => (worth(start) > worth(best) ? start : best), starts[0] ?? 0);
}
