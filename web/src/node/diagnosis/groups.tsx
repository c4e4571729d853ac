import type { ResultOf } from "../../api/graphql";
import type { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { type Diagnosis, GROUPS } from "./query";

type Found = ResultOf<typeof GROUPS>;
type Group = NonNullable<Found["diagnosis"]>["diagnosisGroups"]["edges"][number];

const ROLES: Record<string, string> = {
  PRINCIPAL: "As the principal diagnosis",
  SECONDARY: "As a secondary diagnosis",
  EITHER: "As the principal or a secondary diagnosis",
};
const CONDITIONS: Record<string, string> = {
  ALONE: "",
  PROCEDURE: ", with an O.R. procedure",
  OTHER: ", if more is there",
};

/** The groups by which stays with it are paid, by what else that takes; those of a stay without a procedure first. */
export function Groups({ diagnosis, answer }: { diagnosis: Diagnosis; answer: ReturnType<typeof useQuery<Found, { curie: string }>> }) {
  const { edges } = diagnosis.majorDiagnosticCategories;
  const found = answer.data?.diagnosis;
  if (found && !edges.length && !found.diagnosisGroups.totalCount) return null;
  return (
    <Panel
      title="Groups of hospital stays"
      count={found?.diagnosisGroups.totalCount}
      id="groups"
      query={{ document: GROUPS, variables: { curie: diagnosis.curie } }}
    >
      {edges.length > 0 && (
        <p>
          A stay with this principal diagnosis is sorted under{" "}
          {edges.map(({ node, evidence }) => (
            <span key={node.curie}>
              <NodeLink node={node} code />
              <Sources of={node.name} evidence={evidence} />{" "}
            </span>
          ))}
        </p>
      )}
      <Answered answer={answer} what="the groups">
        {({ diagnosis: grouping }) => <Lists groups={grouping?.diagnosisGroups.edges ?? []} />}
      </Answered>
    </Panel>
  );
}

function Lists({ groups }: { groups: readonly Group[] }) {
  const order = [...groups].sort((one, other) => rank(one) - rank(other));
  return (
    <>
      {grouped(order, title).map(([heading, same]) => (
        <div key={heading}>
          <h3>{heading}</h3>
          {heading.endsWith(CONDITIONS.ALONE ?? "") && same[0]?.condition === "ALONE" && same.length > 1 && (
            <p class="about">Complications decide between these.</p>
          )}
          <Cut name={`groups-${rank(same[0] as Group)}`} first={12} class="statements">
            {same.map((group) => (
              <li key={group.node.curie + group.rule}>
                <NodeLink node={group.node} code />
                {group.node.weight !== null && (
                  <span class="about"> weight {group.node.weight}, {group.node.geometricMeanStay} days</span>
                )}
                {group.rule && <p class="about">{group.rule}</p>}
                <Sources of={group.node.name} evidence={group.evidence} />
              </li>
            ))}
          </Cut>
        </div>
      ))}
    </>
  );
}

function title({ role, condition }: Group): string {
  return `${ROLES[role ?? ""] ?? "With it"}${CONDITIONS[condition ?? ""] ?? ""}`;
}

/** Groups of a stay with the diagnosis alone come first, then those with a procedure; a principal one before others. */
function rank({ role, condition }: Group): number {
  return (
    4 * ["ALONE", "PROCEDURE", "OTHER"].indexOf(condition ?? "") + ["PRINCIPAL", "EITHER", "SECONDARY"].indexOf(role ?? "")
  );
}
