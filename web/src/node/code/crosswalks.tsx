import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { isCode } from "../../api/curie";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { percent, words } from "../../ui/words";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";

const DOCUMENT = graphql(
  `
    query ProcedureCrosswalks($curie: String!) {
      procedure(curie: $curie) {
        mappings(first: 200) {
          totalCount
          edges {
            predicate
            confidence
            comment
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        mappedFrom(first: 200) {
          totalCount
          edges {
            predicate
            confidence
            comment
            node {
              curie
              kind
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

type Found = NonNullable<ResultOf<typeof DOCUMENT>["procedure"]>;
type Mapped = Found["mappedFrom"]["edges"][number];

/** What a code is in other systems, and which pages describe it. */
export const CROSSWALKS: Part<{ curie: string }> = { document: DOCUMENT, Shown: Crosswalks };

/** Mappings to it and from it. */
function Crosswalks({ node: { curie } }: { node: { curie: string } }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Crosswalks"
      id="crosswalks"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ procedure }) => (procedure?.mappings.totalCount ?? 0) + (procedure?.mappedFrom.totalCount ?? 0)}
    >
      {({ procedure }) => (
        <Cut name="crosswalks" first={12} class="statements">
          {[...(procedure?.mappings.edges ?? []), ...(procedure?.mappedFrom.edges ?? [])].map((edge) => (
            <One key={edge.node.curie} edge={edge} />
          ))}
        </Cut>
      )}
    </AnsweredPanel>
  );
}

function One({ edge: { node, predicate, confidence, comment, evidence } }: { edge: Mapped }) {
  return (
    <li>
      <NodeLink node={node} code={isCode(node.curie)} />
      {predicate && <span class="tag">{words(predicate)}</span>}
      {confidence !== null && <span class="tag">confidence {percent(confidence)}</span>}
      <Sources of={node.name} evidence={evidence} />
      {comment && <p class="detail">{comment}</p>}
    </li>
  );
}
