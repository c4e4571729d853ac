import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";

/** What a diagnosis counts as where payment or outcomes are adjusted for risk. */
export const RISK = graphql(
  `
    query DiagnosisRisk($curie: String!) {
      diagnosis(curie: $curie) {
        riskCategories(first: 50) {
          totalCount
          edges {
            paymentYears
            provisionalYears
            sex
            ageMin
            ageMax
            node {
              curie
              name
              model
              number
              label
              trumps(first: 0) {
                totalCount
              }
              coefficients(first: 100) {
                edges {
                  paymentYear
                  coefficient
                  isProposed
                  node {
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
        comorbidities(first: 50) {
          totalCount
          edges {
            isSequela
            node {
              curie
              name
              needsPresentOnAdmission
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
