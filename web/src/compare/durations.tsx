import { type Duration, DurationBar, DurationTicks, durationOf, isStated, scaleFor } from "../ui/duration";
import { Panel } from "../ui/panel";
import type { Pair } from "./address";
import { Letter } from "./letter";
import { COMPARE, type Side } from "./query";

/** How long both take, on one scale. */
export function Durations({ a, b, names }: { a: Side; b: Side; names: Pair }) {
  const [one, other] = [durationOf(a), durationOf(b)];
  if (!isStated(one) && !isStated(other)) return null;
  const scale = scaleFor(one, other);
  return (
    <Panel title="Duration" query={{ document: COMPARE, variables: names }}>
      <dl class="durations">
        <Row letter="A" side={a} duration={one} scale={scale} />
        <Row letter="B" side={b} duration={other} scale={scale} />
      </dl>
      <div class="durations-scale">
        <DurationTicks scale={scale} />
      </div>
    </Panel>
  );
}

function Row({ letter, side, duration, scale }: { letter: "A" | "B"; side: Side; duration: Duration; scale: number }) {
  return (
    <div class={letter.toLowerCase()}>
      <dt>
        <Letter of={letter} />
        <span class="hidden">{side.name}</span>
      </dt>
      <dd>
        <DurationBar duration={duration} scale={scale} />
        {side.durationText && <p>{side.durationText}</p>}
      </dd>
    </div>
  );
}
