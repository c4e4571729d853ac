import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";

/** What can be done instead, what payers say of it, and what the page calls similar. */
export const AROUND = graphql(
  `
    fragment Around on Procedure {
      alternatives {
        totalCount
        edges {
          detail
          condition
          durationMin
          durationMax
          durationUnit
          pros
          cons
          node {
            curie
            name
            denotes {
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
      policies {
        totalCount
        edges {
          coverage
          node {
            curie
            name
            number
            url
            type
            status
            effectiveDate
            retiredDate
            reviewDate
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
      listedSimilar {
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
  `,
  [EVIDENCE],
);
