import type { ResultOf } from "../../api/graphql";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { meaning } from "../kinds";
import { type Diagnosis, GROUPS } from "./query";

/** What it is as a secondary diagnosis: how severe, whether acquired in hospital, beside what it does not count. */
export function Severity({ diagnosis, groups }: { diagnosis: Diagnosis; groups: ResultOf<typeof GROUPS> | undefined }) {
  const { severityLevel, severityIfAlive, hospitalAcquiredCondition, curie } = diagnosis;
  if (!severityLevel) return null;
  return (
    <Panel title="As a secondary diagnosis" id="severity" query={{ document: GROUPS, variables: { curie } }}>
      <p>
        <span class="tag" title={meaning("SeverityLevel", severityLevel)}>
          {severityLevel}
        </span>{" "}
        {meaning("SeverityLevel", severityLevel)}
        {severityIfAlive && " It counts only where the patient was discharged alive."}
      </p>
      {hospitalAcquiredCondition && (
        <p>
          Hospital-acquired condition {hospitalAcquiredCondition}: it does not count unless it was present on admission.
        </p>
      )}
      {groups?.diagnosis?.exclusionLists.nodes.map((node, place) => (
        <div key={node.curie}>
          <h3>Does not count beside these principal diagnoses</h3>
          <Cut name="principals" first={12} class="statements">
            {node.principalDiagnoses.nodes.map((principal) => (
              <li key={principal.curie}>
                <NodeLink node={principal} code />
              </li>
            ))}
          </Cut>
          <p class="about">
            <NodeLink node={node} />, {node.principalDiagnoses.totalCount} entries with all below them
            <Sources of={node.name} evidence={groups.diagnosis?.exclusionLists.edges[place]?.evidence ?? []} />
          </p>
        </div>
      ))}
    </Panel>
  );
}
