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

const CODE = graphql(`
  fragment ReviewCode on CaseCode {
    curie
    text
    name
    place
    isProcedure
  }
`);

/** The group of a stay, and what led there; none of its weights stands beside a question about documentation. */
const GROUPING = graphql(
  `
    fragment ReviewGrouping on Grouping {
      group {
        curie
        name
      }
      category {
        curie
        name
      }
      weight
      meanStay
      geometricMeanStay
      severity
      decidedBy {
        ...ReviewCode
      }
      without {
        code {
          ...ReviewCode
        }
        group {
          curie
          name
        }
      }
      questions {
        message
        groups {
          curie
          name
        }
      }
      unknown
    }
  `,
  [CODE],
);

const CATEGORY = graphql(
  `
    fragment ReviewCategory on DocumentedCategory {
      model
      paymentYear
      isProvisional
      category {
        curie
        name
      }
      codes {
        ...ReviewCode
      }
      trumpedBy {
        curie
        name
      }
      unchecked
    }
  `,
  [CODE],
);

/** A case reviewed: its codes, what was found, and what was not looked at. */
export const REVIEW = graphql(
  `
    query Review($case: CaseInput!, $reasons: Boolean!) {
      review(case: $case) {
        codes {
          ...ReviewCode
        }
        findings {
          rule
          severity
          message
          action
          codes {
            ...ReviewCode
          }
          because @include(if: $reasons) {
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
        grouping {
          ...ReviewGrouping
        }
        riskCategories {
          ...ReviewCategory
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
  [CODE, REASON, GROUPING, CATEGORY],
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
export type Grouping = ResultOf<typeof GROUPING>;
export type DocumentedCategory = ResultOf<typeof CATEGORY>;
export type CodeOfCase = ResultOf<typeof CODE>;
export type Reason = ResultOf<typeof REASON>;
export type Severity = Finding["severity"];
export type CaseInput = VariablesOf<typeof REVIEW>["case"];
