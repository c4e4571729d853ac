import { Sources } from "../../ui/evidence";
import { words } from "../../ui/words";
import { meaning } from "../kinds";
import type { Diagnosis } from "./query";

/** Whether it can be reported, what it is beside others, and the edition that says so. */
export function Lead({ diagnosis }: { diagnosis: Diagnosis }) {
  const { level, isBillable, isStub, isDeleted, severityLevel } = diagnosis;
  return (
    <p class="lead">
      {isDeleted && <strong class="tag bad">Deleted</strong>}
      {isBillable !== null && !isDeleted && (
        <strong class={isBillable ? "tag good" : "tag bad"}>{isBillable ? "Billable" : "Not billable"}</strong>
      )}
      {severityLevel && (
        <span class="tag" title={meaning("SeverityLevel", severityLevel)}>
          {severityLevel}
        </span>
      )}
      {level && level !== "CODE" && (
        <span class="tag" title={meaning("DiagnosisLevel", level)}>
          {words(level)}
        </span>
      )}
      {isStub && <span class="tag">Only mentioned: no source describes it</span>}
      <Edition diagnosis={diagnosis} />
    </p>
  );
}

/** The classification that it is of, with its edition. */
function Edition({ diagnosis: { broader, narrower, name } }: { diagnosis: Diagnosis }) {
  const evidence = [...broader.edges, ...narrower.edges].flatMap((edge) => edge.evidence).slice(0, 1);
  return (
    <>
      {evidence.map(({ source }) => (
        <span key={source?.id} class="detail">
          {source?.title}
          {source?.edition && `, ${source.edition}`} <Sources of={name} evidence={evidence} />
        </span>
      ))}
    </>
  );
}
