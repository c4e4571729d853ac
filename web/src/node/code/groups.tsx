import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { AnsweredPanel } from "../book/answered-panel";
import { GroupTable } from "../book/group-table";
import type { Part } from "../book/part";

const DOCUMENT = graphql(
  `
    query ProcedureGroups($curie: String!) {
      procedure(curie: $curie) {
        diagnosisGroups(first: 200, orderBy: [{ field: CODE }]) {
          totalCount
          edges {
            rule
            node {
              curie
              name
              weight
              geometricMeanStay
              meanStay
            }
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

/** The groups by which stays with a procedure are paid. */
export const GROUPS: Part<{ curie: string }> = { document: DOCUMENT, Shown: Groups };

/** The groups; which of them it is, the diagnoses decide. */
function Groups({ node: { curie } }: { node: { curie: string } }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Groups of hospital stays"
      id="groups"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ procedure }) => procedure?.diagnosisGroups.totalCount ?? 0}
    >
      {({ procedure }) => (
        <>
          <p class="about">The diagnoses of the stay decide between these.</p>
          <GroupTable sections={[{ groups: procedure?.diagnosisGroups.edges ?? [] }]} />
        </>
      )}
    </AnsweredPanel>
  );
}
