import { graphql } from "../../api/graphql";

/** The entries nearest to one, with what they share. */
export const NEAREST = graphql(`
  query NearestDiagnoses($curie: String!) {
    diagnosis(curie: $curie) {
      nearest(first: 12) {
        score
        node {
          curie
          name
        }
        reasons {
          edgeKind
          weight
          words
          node {
            curie
            name
          }
        }
      }
    }
  }
`);
