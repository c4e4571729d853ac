import { graphql, type ResultOf } from "../../../api/graphql";

/** An entry of ICD-10-CM, the entries below it, and those below these, in the order of the book; and all above it. */
export const BRANCH = graphql(`
  query Branch($curie: String!) {
    diagnosis(curie: $curie) {
      curie
      name
      code
      isBillable
      narrower(first: 300, orderBy: [{ field: TABULAR_POSITION }]) {
        totalCount
        nodes {
          curie
          name
          code
          isBillable
          narrower(first: 300, orderBy: [{ field: TABULAR_POSITION }]) {
            totalCount
            nodes {
              curie
              name
              code
              isBillable
              narrower(first: 0) {
                totalCount
              }
            }
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
          ... on Diagnosis {
            code
          }
        }
      }
    }
  }
`);

/** All chapters, and the blocks in them. */
export const CHAPTERS = graphql(`
  query Chapters {
    diagnoses(first: 100, where: { level: { equals: CHAPTER } }, orderBy: [{ field: TABULAR_POSITION }]) {
      totalCount
      nodes {
        curie
        name
        code
        isBillable
        narrower(first: 300, orderBy: [{ field: TABULAR_POSITION }]) {
          totalCount
          nodes {
            curie
            name
            code
            isBillable
            narrower(first: 0) {
              totalCount
            }
          }
        }
      }
    }
  }
`);

export type FoundBranch = ResultOf<typeof BRANCH>;
export type FoundChapters = ResultOf<typeof CHAPTERS>;
