import type { PlacedFinding } from "./placed";
import { Reasons } from "./reasons";
import { RemedyButtons } from "./remedy-buttons";
import { ruleName } from "./rule-names";
import { SeverityMark } from "./severity-mark";
import type { CaseActions } from "./use-case";

interface Properties {
  found: PlacedFinding;
  apply: CaseActions["apply"];
  isShown: boolean;
}

/** A finding: what it is, what to do, why. Information is opened by those who want it. */
export function FindingItem({ found, apply, isShown }: Properties) {
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
      <RemedyButtons found={found} apply={apply} />
      {because ? (
        <Reasons because={because} of={message} />
      ) : (
        <p class="from">There are too many findings for their reasons: they are shown for a part of the codes.</p>
      )}
    </details>
  );
}
