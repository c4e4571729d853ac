import { nodeAddress } from "../api/address";
import { codeOf } from "../ui/codes";
import type { Pair } from "./address";
import { Durations } from "./durations";
import { Letter } from "./letter";
import { Overview } from "./overview";
import type { Comparison, Side } from "./query";
import { SectionPanel } from "./section-panel";

/** What two procedures share and what only one of them has: in numbers, then one section after the other. */
export function SideBySide({ comparison, names }: { comparison: Comparison; names: Pair }) {
  const { a, b, sections } = comparison;
  return (
    <>
      <div class="sides">
        <Name letter="A" side={a} />
        <Name letter="B" side={b} />
      </div>
      {a.curie === b.curie && <p>Both are the same procedure.</p>}
      <div class="at-a-glance">
        <Overview comparison={comparison} names={names} />
        <Durations a={a} b={b} names={names} />
      </div>
      {sections.map((section) => (
        <SectionPanel key={section.edgeKind} section={section} names={names} />
      ))}
    </>
  );
}

function Name({ letter, side }: { letter: "A" | "B"; side: Side }) {
  const code = codeOf(side.curie);
  return (
    <p>
      <Letter of={letter} />
      <a href={nodeAddress(side.curie)}>
        {code && <code>{code}</code>} {side.name}
      </a>
    </p>
  );
}
