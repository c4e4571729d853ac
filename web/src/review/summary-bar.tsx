import { localOf } from "../api/curie";
import { count } from "../ui/words";
import type { Placed } from "./placed";
import type { Grouping, Severity } from "./query";
import { SEVERITIES } from "./rule-names";
import { SeverityMark } from "./severity-mark";

interface Properties {
  placed: Placed;
  shown: Severity | undefined;
  show: (severity: Severity | undefined) => void;
  grouping: Grouping | null | undefined;
}

/** How much was found of each severity; a click shows that alone. */
export function SummaryBar({ placed, shown, show, grouping }: Properties) {
  const { all } = placed;
  return (
    <div class="chips" role="group" aria-label="Show findings">
      <button type="button" aria-pressed={!shown} onClick={() => show(undefined)}>
        All <span class="count">{all.length}</span>
      </button>
      {SEVERITIES.map(({ severity, many }) => (
        <button
          key={severity}
          type="button"
          class={severity.toLowerCase()}
          aria-pressed={shown === severity}
          onClick={() => show(shown === severity ? undefined : severity)}
        >
          <SeverityMark severity={severity} />
          {many} <span class="count">{numberOf(placed, severity)}</span>
        </button>
      ))}
      {grouping?.group && (
        <button type="button" class="drg" title={grouping.group.name} onClick={goToGrouping}>
          MS-DRG <code>{localOf(grouping.group.curie)}</code>
        </button>
      )}
    </div>
  );
}

function goToGrouping(): void {
  document.getElementById("grouping")?.scrollIntoView({ block: "center" });
}

/** What was found, in a sentence for those who hear it. */
export function summaryOf(placed: Placed): string {
  const found = SEVERITIES.map(({ severity, one }) => {
    const number = numberOf(placed, severity);
    return severity === "INFORMATION" ? `${number} for information` : count(number, one.toLowerCase());
  });
  return `Found: ${found.join(", ")}.`;
}

function numberOf({ all }: Placed, severity: Severity): number {
  return all.filter(({ finding }) => finding.severity === severity).length;
}
