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
          edges {
            evidence {
              ...Evidence
            }
          }
          nodes {
            curie
            name
            narrower(first: 300, orderBy: [{ field: CODE }]) {
              nodes {
                curie
                name
              }
            }
          }
        }
        narrower(first: 300, orderBy: [{ field: CODE }]) {
          nodes {
            curie
            name
          }
        }
        severityLevel
        severityIfAlive
        hospitalAcquiredCondition
        notes {
          kind
          text
          codes {
            curie
            code
            name
          }
          at {
            curie
            name
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

/** The notes that other codes have of an entry, or of what is above it. */
export const REFERENCES = graphql(
  `
    query ReferencesToDiagnosis($curie: String!) {
      diagnosis(curie: $curie) {
        excludedBy(first: 100, inherited: true, orderBy: [{ field: CODE }]) {
          totalCount
          edges {
            excludesType
            ...Reference
          }
        }
        additionalTo(first: 100, inherited: true, orderBy: [{ field: CODE }]) {
          ...References
        }
        codedBefore(first: 100, inherited: true, orderBy: [{ field: CODE }]) {
          ...References
        }
        codedAlsoWith(first: 100, inherited: true, orderBy: [{ field: CODE }]) {
          ...References
        }
        mentionedBy(first: 100, inherited: true, orderBy: [{ field: CODE }]) {
          ...References
        }
      }
    }

    fragment References on DiagnosisCodingRuleConnection {
      totalCount
      edges {
        ...Reference
      }
    }

    fragment Reference on EvidencedEdge {
      node {
        curie
        name
      }
      evidence {
        ...Evidence
      }
    }
  `,
  [EVIDENCE],
);

/** The groups of hospital stays that a diagnosis leads to, and beside what it is no complication. */
export const GROUPS = graphql(
  `
    query DiagnosisGroups($curie: String!) {
      diagnosis(curie: $curie) {
        diagnosisGroups(first: 200, orderBy: [{ field: CODE }]) {
          totalCount
          edges {
            role
            condition
            rule
            node {
              curie
              name
              weight
              geometricMeanStay
            }
            evidence {
              ...Evidence
            }
          }
        }
        exclusionLists {
          nodes {
            curie
            name
            principalDiagnoses(first: 60, orderBy: [{ field: CODE }]) {
              totalCount
              nodes {
                curie
                name
              }
            }
          }
          edges {
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
