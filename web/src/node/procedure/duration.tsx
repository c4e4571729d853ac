import "./duration.css";
import type { Procedure } from "./query";
import { minutesSpan } from "./times";

const SCALES = [30, 60, 120, 240, 480, 720, 1440, 2880];
const TICKS = 4;

/** How long it takes: a bar from the shortest to the longest time, and the page's words. */
export function Duration({ procedure }: { procedure: Procedure }) {
  const { durationMinMinutes: min, durationMaxMinutes: max, durationPer, durationText } = procedure;
  return (
    <>
      {(min ?? max) !== null && <Bar min={min} max={max} per={durationPer} />}
      {durationText && <p>{durationText}</p>}
    </>
  );
}

interface Span {
  min: number | null;
  max: number | null;
  per: string | null;
}

function Bar({ min, max, per }: Span) {
  const longest = max ?? min ?? 0;
  const scale = SCALES.find((end) => end >= longest) ?? longest;
  const from = ((min ?? 0) / scale) * 100;
  const width = ((longest - (min ?? 0)) / scale) * 100;
  return (
    <figure class="duration">
      <figcaption>
        <strong>{minutesSpan(min, max)}</strong>
        {per && ` per ${per}`}
      </figcaption>
      <div class="scale" aria-hidden="true">
        <div class={max === null ? "bar open" : "bar"} style={{ left: `${from}%`, width: `${width}%` }} />
      </div>
      <ol class="ticks" aria-hidden="true">
        {Array.from({ length: TICKS + 1 }, (_, tick) => (
          <li key={tick}>{tick ? short((scale / TICKS) * tick) : "0"}</li>
        ))}
      </ol>
    </figure>
  );
}

function short(minutes: number): string {
  return minutes >= 60 && Number.isInteger(minutes / 30) ? `${minutes / 60} h` : `${minutes} min`;
}
