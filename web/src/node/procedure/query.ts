import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";
import { AROUND } from "./around";

/** What the page of a procedure shows first: all that its source page says. */
export const PROCEDURE = graphql(
  `
    query ProcedurePage($curie: String!) {
      procedure(curie: $curie) {
        curie
        kind
        slug
        name
        descriptor
        codeKind
        synonyms
        licensed
        isAddOn
        isStub
        summary
        purpose
        patientExperience
        settingText
        durationText
        durationMinMinutes
        durationMaxMinutes
        durationPer
        alternativesText
        sections {
          edges {
            node {
              curie
              name
              text
              remarks
            }
            evidence {
              ...Evidence
            }
          }
        }
        categories {
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
        indications {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        contraindications {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        preparations {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        steps {
          totalCount
          edges {
            node {
              curie
              name
              number
              text
              phase
            }
            evidence {
              ...Evidence
            }
          }
        }
        settings {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        personnel {
          totalCount
          edges {
            entry
            interchangeable
            specialty
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        risks {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
              procedures(first: 0) {
                totalCount
              }
            }
            evidence {
              ...Evidence
            }
          }
        }
        benefits {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        recovery {
          totalCount
          edges {
            detail
            condition
            durationMin
            durationMax
            durationUnit
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        examples {
          edges {
            exampleOf
            node {
              curie
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        ...Around
      }
    }
  `,
  [EVIDENCE, AROUND],
);

/** A procedure as that query answers it. */
export type Procedure = NonNullable<ResultOf<typeof PROCEDURE>["procedure"]>;
