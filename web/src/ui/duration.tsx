import { minutesInWords } from "./minutes";
import "./duration.css";

/** The shortest and the longest time that is stated, in minutes. */
export interface Duration {
  min: number | null;
  max: number | null;
  /** What takes so long, as in 'eye', if it is not the whole. */
  per: string | null;
}

const ENDS = [30, 60, 120, 240, 480, 720, 1440, 2880];
const TICKS = 4;

/** The end of a scale, in minutes, on which all of these times have a place. */
export function scaleFor(...durations: readonly Duration[]): number {
  const longest = Math.max(...durations.map(({ min, max }) => max ?? min ?? 0));
  return ENDS.find((end) => end >= longest) ?? longest;
}

/** A time in words, as in '1 hour to 90 minutes per eye'. */
export function durationInWords({ min, max, per }: Duration): string {
  const each = per ? ` per ${per}` : "";
  if (min === null && max === null) return "not stated";
  if (min === null) return `up to ${minutesInWords(max as number)}${each}`;
  if (max === null) return `at least ${minutesInWords(min)}${each}`;
  return (min === max ? minutesInWords(min) : `${minutesInWords(min)} to ${minutesInWords(max)}`) + each;
}

/** A time as a bar on a scale. */
export function DurationBar({ duration: { min, max }, scale }: { duration: Duration; scale: number }) {
  const [start, end] = [min ?? 0, max ?? min ?? 0];
  const percent = (minutes: number) => `${(minutes / scale) * 100}%`;
  return (
    <div class="duration-bar" aria-hidden="true">
      {end > 0 && <div class={max === null ? "open" : undefined} style={{ left: percent(start), width: percent(end - start) }} />}
    </div>
  );
}

/** The scale itself. */
export function DurationTicks({ scale }: { scale: number }) {
  return (
    <ol class="duration-ticks" aria-hidden="true">
      {Array.from({ length: TICKS + 1 }, (_, tick) => (
        <li key={tick}>{tick ? short((scale / TICKS) * tick) : "0"}</li>
      ))}
    </ol>
  );
}

function short(minutes: number): string {
  return minutes >= 60 && Number.isInteger(minutes / 30) ? `${minutes / 60} h` : `${minutes} min`;
}
