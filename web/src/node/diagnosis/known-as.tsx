import { EVIDENCE, type Evidence } from "../../api/evidence";
import { graphql } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";
import type { Diagnosis } from "./query";

const DOCUMENT = graphql(
  `
    query DiagnosisKnownAs($curie: String!) {
      diagnosis(curie: $curie) {
        knownAs(first: 200) {
          totalCount
          edges {
            node {
              curie
              name
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

/** What it is called elsewhere than in the book. */
export const KNOWN_AS: Part<Diagnosis> = { document: DOCUMENT, Shown: KnownAs };

/** The words of records and of patients for it. */
function KnownAs({ node: { curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Also called"
      id="knownAs"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ diagnosis }) => diagnosis?.knownAs.totalCount ?? 0}
    >
      {({ diagnosis }) => (
        <>
          <p class="about">
            In records and in everyday speech; no words of the classification.
            <Sources of="these words" evidence={bySource(diagnosis?.knownAs.edges.flatMap((edge) => edge.evidence) ?? [])} />
          </p>
          <Cut name="knownAs" first={12} class="inline-list">
            {(diagnosis?.knownAs.edges ?? []).map(({ node }) => (
              <li key={node.curie}>
                <NodeLink node={node} />
              </li>
            ))}
          </Cut>
        </>
      )}
    </AnsweredPanel>
  );
}

/** One evidence of each document. */
function bySource(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((one) => [one.source?.id, one])).values()];
}
