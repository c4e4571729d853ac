import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { NodeLink } from "../../ui/node-link";
import { Policies } from "../procedure/policies";
import { AnsweredPanel } from "./answered-panel";
import type { Part } from "./part";

const DOCUMENT = graphql(
  `
    query CoverageOfCode($curie: String!) {
      byCurie(curie: $curie) {
        curie
        ... on Diagnosis {
          policies(first: 200) {
            ...Covering
          }
        }
        ... on Procedure {
          policies(first: 200) {
            ...Covering
          }
          mappedFrom(first: 50) {
            nodes {
              curie
              name
              ... on Procedure {
                policies(first: 100) {
                  ...Covering
                }
              }
            }
          }
        }
      }
    }

    fragment Covering on PolicyCoverageConnection {
      totalCount
      edges {
        coverage
        node {
          curie
          name
          number
          type
          status
          url
          effectiveDate
          reviewDate
          retiredDate
          issuers {
            nodes {
              curie
              name
            }
          }
        }
        evidence {
          ...Evidence
        }
      }
    }
  `,
  [EVIDENCE],
);

/** Who covers a code: the policies of payers that speak of it. */
export const COVERAGE: Part<{ curie: string }> = { document: DOCUMENT, fields: ["policies"], Shown: Coverage };

type Found = ResultOf<typeof DOCUMENT>;
type Covering = { totalCount: number; edges: Parameters<typeof Policies>[0]["policies"] };

/** Policies of a code itself, and of the pages that are mapped to it. */
function Coverage({ node: { curie } }: { node: { curie: string } }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Who covers it"
      id="coverage"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={(data) => [own(data), ...ofPages(data)].reduce((sum, { policies }) => sum + policies.totalCount, 0)}
    >
      {(data) => (
        <>
          <Policies policies={own(data).policies.edges} />
          {ofPages(data).map((page) => (
            <div key={page.curie}>
              <p class="from">
                As the page <NodeLink node={{ curie: page.curie, name: page.name }} /> says:
              </p>
              <Policies policies={page.policies.edges} />
            </div>
          ))}
        </>
      )}
    </AnsweredPanel>
  );
}

function own({ byCurie }: Found): { policies: Covering } {
  return byCurie && "policies" in byCurie ? byCurie : { policies: { totalCount: 0, edges: [] } };
}

function ofPages({ byCurie }: Found): { curie: string; name: string; policies: Covering }[] {
  const pages = byCurie && "mappedFrom" in byCurie ? byCurie.mappedFrom.nodes : [];
  return pages.flatMap((page) => ("policies" in page && page.policies.totalCount ? [page] : []));
}
