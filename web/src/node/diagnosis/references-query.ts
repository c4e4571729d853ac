import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";

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
