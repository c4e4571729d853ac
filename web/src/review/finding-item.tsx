import type { PlacedFinding } from "./placed";
import { Reasons } from "./reasons";
import { RemedyButtons } from "./remedy-buttons";
import { ruleName } from "./rule-names";
import { SeverityMark } from "./severity-mark";
import type { CaseInHand } from "./use-case";

/** A finding: what it is, what to do, why. Information is opened by those who want it. */
export function FindingItem({ found, hand, isShown }: { found: PlacedFinding; hand: CaseInHand; isShown: boolean }) {
  const { rule, severity, message, action, because } = found.finding;
  return (
    <details
      class={`finding ${severity.toLowerCase()} ${isShown ? "" : "filtered"}`}
      id={found.anchor}
      open={severity !== "INFORMATION"}
    >
      <summary>
        <SeverityMark severity={severity} />
        <span>
          <strong>{ruleName(rule)}</strong> {message}
        </span>
      </summary>
      <p class="action">{action}</p>
      <RemedyButtons found={found} hand={hand} />
      <Reasons because={because} of={message} />
    </details>
  );
}
