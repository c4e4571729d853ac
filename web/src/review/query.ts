import { EVIDENCE } from "../api/evidence";
import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";

const REASON = graphql(
  `
    fragment ReviewReason on FindingReason {
      edge {
        kind
        source {
          curie
          name
        }
        target {
          curie
          name
        }
        evidence {
          ...Evidence
        }
      }
      node {
        curie
        name
      }
      property
      value
      text
    }
  `,
  [EVIDENCE],
);

/** A case reviewed: its codes, what was found, and what was not looked at. */
export const REVIEW = graphql(
  `
    query Review($case: CaseInput!) {
      review(case: $case) {
        codes {
          curie
          name
          place
          isProcedure
        }
        findings {
          rule
          severity
          message
          action
          codes {
            curie
            text
            name
            place
            isProcedure
          }
          because {
            ...ReviewReason
          }
          remedies {
            curie
            name
          }
        }
        unreviewed {
          rule
          reason
        }
        disclaimer
        editions {
          id
          title
          edition
          licence
        }
      }
    }
  `,
  [REASON],
);

/** Payers and places that the graph has, to choose from. */
export const CHOICES = graphql(`
  query ReviewChoices {
    payers(first: 200) {
      nodes {
        name
      }
    }
    placesOfService(first: 100) {
      nodes {
        code
        name
      }
    }
  }
`);

/** What a review says. */
export type Review = NonNullable<ResultOf<typeof REVIEW>["review"]>;
export type Finding = Review["findings"][number];
export type Reason = ResultOf<typeof REASON>;
export type Severity = Finding["severity"];
export type CaseInput = VariablesOf<typeof REVIEW>["case"];
