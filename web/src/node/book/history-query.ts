import { EVIDENCE } from "../../api/evidence";
import { graphql } from "../../api/graphql";

/** What was and what became of a code. */
export const HISTORY = graphql(
  `
    query HistoryOfCode($curie: String!) {
      byCurie(curie: $curie) {
        curie
        ... on Diagnosis {
          firstFiscalYear
          lastFiscalYear
          isDeleted
          isFormerCode
          formerNames
          renamedFiscalYears
          ...DiagnosisReplacements
        }
        ... on Procedure {
          firstFiscalYear
          lastFiscalYear
          isDeleted
          isFormerCode
          formerNames
          renamedFiscalYears
          ...ProcedureReplacements
        }
      }
    }

    fragment DiagnosisReplacements on Diagnosis {
      replacedBy(first: 100) {
        ...Replacements
      }
      partlyReplacedBy(first: 100) {
        ...Replacements
      }
      replaces(first: 100) {
        ...Replacements
      }
      partlyReplaces(first: 100) {
        ...Replacements
      }
    }

    fragment ProcedureReplacements on Procedure {
      replacedBy(first: 100) {
        ...Replacements
      }
      partlyReplacedBy(first: 100) {
        ...Replacements
      }
      replaces(first: 100) {
        ...Replacements
      }
      partlyReplaces(first: 100) {
        ...Replacements
      }
    }

    fragment Replacements on CodedReplacementConnection {
      totalCount
      edges {
        fiscalYear
        together
        node {
          curie
          name
        }
        evidence {
          ...Evidence
        }
      }
    }
  `,
  [EVIDENCE],
);
