import { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { type Diagnosis, GROUPS } from "./query";

/** The groups by which stays are paid that can have it as principal diagnosis. */
export function Groups({ diagnosis }: { diagnosis: Diagnosis }) {
  const { edges } = diagnosis.majorDiagnosticCategories;
  const variables = { categories: edges.map(({ node }) => node.curie) };
  const answer = useQuery(GROUPS, variables, !edges.length);
  if (!edges.length) return null;
  return (
    <Panel
      title="Groups of hospital stays"
      count={answer.data?.diagnosisGroups?.totalCount}
      id="groups"
      query={{ document: GROUPS, variables }}
    >
      <p>
        A stay with this principal diagnosis is sorted under{" "}
        {edges.map(({ node, evidence }) => (
          <span key={node.curie}>
            <NodeLink node={node} code />
            <Sources of={node.name} evidence={evidence} />{" "}
          </span>
        ))}
        and falls into one of its groups, by procedures and other diagnoses:
      </p>
      <Answered answer={answer} what="the groups">
        {({ diagnosisGroups }) => <Lists groups={diagnosisGroups?.nodes ?? []} />}
      </Answered>
    </Panel>
  );
}

function Lists({ groups }: { groups: readonly { curie: string; name: string; isSurgical: boolean | null }[] }) {
  return (
    <>
      {grouped(groups, (group) => group.isSurgical ?? false).map(([isSurgical, same]) => (
        <div key={String(isSurgical)}>
          <h3>{isSurgical ? "With an operation" : "Without an operation"}</h3>
          <Cut name={isSurgical ? "surgical" : "medical"} first={8} class="statements">
            {same.map(({ curie, name }) => (
              <li key={curie}>
                <NodeLink node={{ curie, name }} code />
              </li>
            ))}
          </Cut>
        </div>
      ))}
    </>
  );
}
