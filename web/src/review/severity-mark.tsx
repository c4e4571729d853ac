import type { Severity } from "./query";
import { SEVERITIES } from "./rule-names";

/** The sign of a severity, in its colour, with its name for those who hear it. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { sign, one } = SEVERITIES.find((entry) => entry.severity === severity) ?? { sign: "", one: severity };
  return (
    <span class={`severity ${severity.toLowerCase()}`}>
      <span aria-hidden="true">{sign}</span>
      <span class="hidden">{one}: </span>
    </span>
  );
}
