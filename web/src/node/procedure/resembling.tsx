import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";
import type { Answer } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { percent } from "../../ui/words";
import { Reasons } from "../reasons";

/** The procedures that resemble one, and why. */
export const RESEMBLING = graphql(
  `
    query Resembling($curie: String!) {
      procedure(curie: $curie) {
        similar {
          totalCount
          edges {
            score
            node {
              curie
              name
            }
            reasons {
              edgeKind
              weight
              words
              node {
                curie
                name
              }
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

type Data = ResultOf<typeof RESEMBLING>;

interface Properties {
  curie: string;
  answer: Answer<Data> & { retry: () => void };
}

/** The procedures that resemble this one, the most alike first, with the reasons. */
export function Resembling({ curie, answer }: Properties) {
  const similar = answer.data?.procedure?.similar;
  if (similar?.totalCount === 0) return null;
  return (
    <Panel
      title="Procedures that resemble it"
      count={similar?.totalCount}
      id="resembling"
      query={{ document: RESEMBLING, variables: { curie } }}
    >
      <p class="about">Computed from all that the pages say; what few pages say weighs most.</p>
      <Answered answer={answer} what="similar procedures">
        {() => (
          <Cut name="resembling" first={4} class="statements">
            {(similar?.edges ?? []).map(({ node, score, reasons, evidence }) => (
              <li key={node.curie}>
                <NodeLink node={node} />
                {score !== null && <span class="tag">{percent(score)} alike</span>}
                <Sources of={node.name} evidence={evidence} />
                <Reasons reasons={reasons} />
              </li>
            ))}
          </Cut>
        )}
      </Answered>
    </Panel>
  );
}
