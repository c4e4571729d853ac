import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";

/** The groups of hospital stays that a diagnosis leads to. */
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
              meanStay
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
