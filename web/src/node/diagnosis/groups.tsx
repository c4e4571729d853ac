import type { ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { AnsweredPanel } from "../book/answered-panel";
import { GroupTable, type Section } from "../book/group-table";
import type { Part } from "../book/part";
import { GROUPS as DOCUMENT } from "./groups-query";
import type { Diagnosis } from "./query";

type Group = NonNullable<ResultOf<typeof DOCUMENT>["diagnosis"]>["diagnosisGroups"]["edges"][number];

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

/** The groups by which stays with it are paid. */
export const GROUPS: Part<Diagnosis> = { document: DOCUMENT, Shown: Groups };

/** Groups by what else they take; those of a stay without a procedure first. */
function Groups({ node: { majorDiagnosticCategories, curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Groups of hospital stays"
      id="groups"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ diagnosis }) => diagnosis?.diagnosisGroups.totalCount ?? 0}
    >
      {({ diagnosis }) => (
        <>
          <Categories edges={majorDiagnosticCategories.edges} />
          <GroupTable sections={sections(diagnosis?.diagnosisGroups.edges ?? [])} />
        </>
      )}
    </AnsweredPanel>
  );
}

function Categories({ edges }: Pick<Diagnosis["majorDiagnosticCategories"], "edges">) {
  if (!edges.length) return null;
  return (
    <p>
      A stay with this principal diagnosis is sorted under{" "}
      {edges.map(({ node, evidence }) => (
        <span key={node.curie}>
          <NodeLink node={node} code />
          <Sources of={node.name} evidence={evidence} />{" "}
        </span>
      ))}
    </p>
  );
}

function sections(groups: readonly Group[]): readonly Section[] {
  const order = [...groups].sort((one, other) => rank(one) - rank(other));
  return grouped(order, title).map(([heading, same]) => ({
    heading: same.length > 1 && same[0]?.condition === "ALONE" ? `${heading}: complications decide` : heading,
    groups: same,
  }));
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
