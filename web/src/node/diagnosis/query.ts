import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";

/** What an entry of ICD-10-CM is, and where it stands. */
export const DIAGNOSIS = graphql(
  `
    query DiagnosisPage($curie: String!) {
      diagnosis(curie: $curie) {
        curie
        kind
        name
        level
        isBillable
        isStub
        synonyms
        includes
        broader {
          nodes {
            curie
            name
            narrower(first: 300) {
              nodes {
                curie
                name
              }
            }
          }
        }
        narrower(first: 300) {
          nodes {
            curie
            name
          }
        }
        excludes(first: 300) {
          totalCount
          edges {
            excludesType
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        majorDiagnosticCategories {
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
      ancestors(of: $curie, first: 20) {
        nodes {
          distance
          node {
            curie
            name
          }
        }
      }
    }
  `,
  [EVIDENCE],
);

/** What that query answers. */
export type Found = ResultOf<typeof DIAGNOSIS>;
/** An entry as that query answers it. */
export type Diagnosis = NonNullable<Found["diagnosis"]>;

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

/** The groups of hospital stays that a principal diagnosis of these categories can fall into. */
export const GROUPS = graphql(`
  query DiagnosisGroups($categories: [String!]!) {
    diagnosisGroups(where: { majorDiagnosticCategories: { anyOf: $categories } }, first: 300) {
      totalCount
      nodes {
        curie
        name
        isSurgical
      }
    }
  }
`);

/** The entries nearest to one, with what they share. */
export const NEAREST = graphql(`
  query NearestDiagnoses($curie: String!) {
    diagnosis(curie: $curie) {
      nearest(first: 12) {
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
      }
    }
  }
`);
