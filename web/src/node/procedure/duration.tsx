import { DurationBar, DurationTicks, durationOf, isStated, scaleFor } from "../../ui/duration";
import "./duration.css";
import type { Procedure } from "./query";

/** How long it takes: a bar from the shortest to the longest time, and the page's words. */
export function Duration({ procedure }: { procedure: Procedure }) {
  const duration = durationOf(procedure);
  const scale = scaleFor(duration);
  return (
    <>
      {isStated(duration) && (
        <div class="how-long">
          <DurationBar duration={duration} scale={scale} />
          <DurationTicks scale={scale} />
        </div>
      )}
      {procedure.durationText && <p>{procedure.durationText}</p>}
    </>
  );
}
