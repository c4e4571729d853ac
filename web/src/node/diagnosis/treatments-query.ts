import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";

/** The indications mapped to an entry or to what it is a kind of, and all procedures for it or a kind of it. */
export const TREATMENTS = graphql(
  `
    query Treatments($curie: String!) {
      diagnosis(curie: $curie) {
        mappedFrom(first: 300) {
          ...Mapped
        }
      }
      ancestors(of: $curie, first: 20) {
        nodes {
          node {
            curie
            name
            ... on Diagnosis {
              mappedFrom(first: 300) {
                ...Mapped
              }
            }
          }
        }
      }
      match(
        pattern: {
          kind: PROCEDURE
          edges: [{ kind: HAS_INDICATION, node: { edges: [{ kind: MAPS_TO, node: { descendantOf: $curie } }] } }]
        }
        first: 200
      ) {
        totalCount
        nodes {
          node {
            curie
            name
          }
          edges {
            node {
              curie
              kind
              name
            }
          }
        }
      }
    }

    fragment Mapped on NodeMappingConnection {
      edges {
        predicate
        confidence
        comment
        node {
          curie
          name
          ... on Indication {
            procedures {
              nodes {
                curie
                name
              }
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
