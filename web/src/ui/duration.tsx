import { minutesSpan } from "./minutes";
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

/** How long a procedure takes, as its page states it. */
export function durationOf(procedure: {
  durationMinMinutes: number | null;
  durationMaxMinutes: number | null;
  durationPer: string | null;
}): Duration {
  return { min: procedure.durationMinMinutes, max: procedure.durationMaxMinutes, per: procedure.durationPer };
}

/** Whether any time is stated. */
export function isStated({ min, max }: Duration): boolean {
  return min !== null || max !== null;
}

/** The end of a scale, in minutes, on which all of these times have a place. */
export function scaleFor(...durations: readonly Duration[]): number {
  const longest = Math.max(...durations.map(({ min, max }) => max ?? min ?? 0));
  return ENDS.find((end) => end >= longest) ?? longest;
}

/** A time in words, as in '5 to 15 minutes per eye', with a bar on a scale. */
export function DurationBar({ duration, scale }: { duration: Duration; scale: number }) {
  const { min, max, per } = duration;
  const [start, end] = [min ?? 0, max ?? min ?? 0];
  const percent = (minutes: number) => `${(minutes / scale) * 100}%`;
  return (
    <figure class="duration">
      <figcaption>
        <strong>{isStated(duration) ? minutesSpan(min, max) : "Not stated"}</strong>
        {per && ` per ${per}`}
      </figcaption>
      <div class="scale" aria-hidden="true">
        {end > 0 && (
          <div
            class={max === null ? "bar open" : "bar"}
            style={{ left: percent(start), width: percent(end - start) }}
          />
        )}
      </div>
    </figure>
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
