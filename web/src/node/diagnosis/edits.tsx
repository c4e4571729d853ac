import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { words } from "../../ui/words";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";
import type { Diagnosis } from "./query";

const DOCUMENT = graphql(
  `
    query DiagnosisEdits($curie: String!) {
      diagnosis(curie: $curie) {
        edits(first: 50) {
          totalCount
          nodes {
            curie
            name
            description
            careSetting
          }
          edges {
            evidence {
              ...Evidence
            }
          }
        }
        otherSides(first: 20, orderBy: [{ field: CODE }]) {
          totalCount
          nodes {
            curie
            name
          }
        }
      }
    }
  `,
  [EVIDENCE],
);
const FIELDS = [
  "sex",
  "ageMinYears",
  "ageMaxYears",
  "isManifestation",
  "isUnacceptablePrincipal",
  "isUnacceptableFirstListed",
  "isExternalCause",
  "isFirstOnly",
  "laterality",
];

/** What a code asks of the patient and of its place among the diagnoses. */
export const EDITS: Part<Diagnosis> = { document: DOCUMENT, fields: FIELDS, Shown: Edits };

/** The edits that a claim with it is checked for, and the codes of the other sides. */
function Edits({ node: { curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title={answer.data?.diagnosis?.edits.totalCount ? "Age, sex and sequence" : "The other sides"}
      id="edits"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      isCounted={false}
      count={({ diagnosis }) => (diagnosis?.edits.totalCount ?? 0) + (diagnosis?.otherSides.totalCount ?? 0)}
    >
      {({ diagnosis }) => (
        <>
          <ul class="statements">
            {diagnosis?.edits.nodes.map(({ curie: edit, name, description, careSetting }, place) => (
              <li key={edit}>
                <NodeLink node={{ curie: edit, name }} />
                {careSetting && <span class="tag">{words(careSetting)}</span>}
                <Sources of={name} evidence={diagnosis.edits.edges[place]?.evidence ?? []} />
                {description && <p class="detail">{description}</p>}
              </li>
            ))}
          </ul>
          {diagnosis && diagnosis.otherSides.totalCount > 0 && (
            <>
              {diagnosis.edits.totalCount > 0 && <h3>The other sides</h3>}
              <ul class="statements">
                {diagnosis.otherSides.nodes.map((side) => (
                  <li key={side.curie}>
                    <NodeLink node={side} code />
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </AnsweredPanel>
  );
}
