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
        code
        level
        isBillable
        isStub
        isDeleted
        previous {
          curie
          name
        }
        next {
          curie
          name
        }
        broader {
          edges {
            evidence {
              ...Evidence
            }
          }
          nodes {
            curie
            name
            narrower(first: 300, orderBy: [{ field: TABULAR_POSITION }]) {
              nodes {
                curie
                name
              }
            }
          }
        }
        narrower(first: 300, orderBy: [{ field: TABULAR_POSITION }]) {
          edges {
            evidence {
              ...Evidence
            }
          }
          nodes {
            curie
            name
            isBillable
            narrower(first: 0) {
              totalCount
            }
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
