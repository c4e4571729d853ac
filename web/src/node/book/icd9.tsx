import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { AnsweredPanel } from "./answered-panel";
import type { Part } from "./part";

const DOCUMENT = graphql(
  `
    query EquivalentsOfCode($curie: String!) {
      byCurie(curie: $curie) {
        curie
        ... on Diagnosis {
          gemNoMap
          gemMappings(first: 200) {
            ...Equivalents
          }
          gemMappedFrom(first: 200) {
            ...Equivalents
          }
        }
        ... on Procedure {
          gemNoMap
          gemMappings(first: 200) {
            ...Equivalents
          }
          gemMappedFrom(first: 200) {
            ...Equivalents
          }
        }
      }
    }

    fragment Equivalents on CodedGemMappingConnection {
      totalCount
      edges {
        isApproximate
        isCombination
        scenario
        choiceList
        node {
          curie
          name
        }
        evidence {
          ...Evidence
        }
      }
    }
  `,
  [EVIDENCE],
);
type Found = Extract<NonNullable<ResultOf<typeof DOCUMENT>["byCurie"]>, { gemMappings: unknown }>;

/** What a code was in ICD-9, by the general equivalence mappings. */
export const ICD9: Part<{ curie: string }> = { document: DOCUMENT, Shown: Icd9 };

function Icd9({ node: { curie } }: { node: { curie: string } }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Crosswalk to ICD-9"
      id="icd9"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      isCounted={false}
      count={(data) => {
        const found = codeOf(data);
        return found ? found.gemMappings.totalCount + found.gemMappedFrom.totalCount + (found.gemNoMap ? 1 : 0) : 0;
      }}
    >
      {(data) => {
        const found = codeOf(data);
        return (
          found && (
            <>
              {found.gemNoMap && <p>By the general equivalence mappings ICD-9 has nothing like it.</p>}
              <Equivalents name="gemMappings" heading="It is mapped to" edges={found.gemMappings.edges} />
              <Equivalents name="gemMappedFrom" heading="Mapped to it are" edges={found.gemMappedFrom.edges} />
            </>
          )
        );
      }}
    </AnsweredPanel>
  );
}

function codeOf({ byCurie }: ResultOf<typeof DOCUMENT>): Found | undefined {
  return byCurie && "gemMappings" in byCurie ? byCurie : undefined;
}

interface Properties {
  name: string;
  heading: string;
  edges: Found["gemMappings"]["edges"];
}

function Equivalents({ name, heading, edges }: Properties) {
  if (!edges.length) return null;
  return (
    <>
      <h3>{heading}</h3>
      <Cut name={name} first={8} class="statements">
        {edges.map(({ node, evidence, isApproximate, isCombination, scenario, choiceList }, place) => (
          <li key={place}>
            <NodeLink node={node} code />
            <span class="tag">{isApproximate ? "approximate" : "the same"}</span>
            {isCombination && (
              <span class="tag">
                one of list {choiceList} in combination {scenario}
              </span>
            )}
            <Sources of={node.name} evidence={evidence} />
          </li>
        ))}
      </Cut>
    </>
  );
}
