import { graphql } from "../../api/graphql";
import { EVIDENCE } from "../../api/evidence";
import { useQuery } from "../../api/use-query";
import { Sources } from "../../ui/evidence";
import { Panel } from "../../ui/panel";
import { Failed } from "../../ui/states";
import type { Part } from "../book/part";
import { meaning } from "../kinds";
import { Principals } from "./principals";
import type { Diagnosis } from "./query";

const EXCLUSIONS = graphql(
  `
    query ExclusionLists($curie: String!) {
      diagnosis(curie: $curie) {
        exclusionLists {
          nodes {
            curie
            name
            principalDiagnoses(first: 0) {
              totalCount
            }
          }
          edges {
            evidence {
              ...Evidence
            }
          }
        }
      }
    }
  `,
  [EVIDENCE],
);

/** What it is as a secondary diagnosis. */
export const SEVERITY: Part<Diagnosis> = { document: EXCLUSIONS, Shown: Severity };

/** How severe it is, whether acquired in hospital, and beside which principal diagnoses it does not count. */
function Severity({ node: { severityLevel, severityIfAlive, hospitalAcquiredCondition, curie } }: { node: Diagnosis }) {
  const { data, error, loading, retry } = useQuery(EXCLUSIONS, { curie }, !severityLevel);
  if (!severityLevel) return null;
  const lists = data?.diagnosis?.exclusionLists;
  return (
    <Panel title="As a secondary diagnosis" id="severity" query={{ document: EXCLUSIONS, variables: { curie } }}>
      <p>
        <strong class="tag">{severityLevel}</strong> {meaning("SeverityLevel", severityLevel)}
        {severityIfAlive && " It counts only where the patient was discharged alive."}
      </p>
      {hospitalAcquiredCondition && (
        <p>
          Hospital-acquired condition {hospitalAcquiredCondition}: it does not count unless it was present on admission.
        </p>
      )}
      {error && !loading && <Failed error={error} retry={retry} />}
      {lists?.nodes.map(({ curie: list, name, principalDiagnoses }, place) => (
        <div key={list}>
          <Principals curie={list} total={principalDiagnoses.totalCount} />
          <p class="about">
            {name} <Sources of={name} evidence={lists.edges[place]?.evidence ?? []} />
          </p>
        </div>
      ))}
      {lists && !lists.nodes.length && <p>No principal diagnosis excludes it.</p>}
    </Panel>
  );
}
