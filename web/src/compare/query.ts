import { graphql, type ResultOf } from "../api/graphql";

/** What a procedure is, and how long it takes. */
const SIDE = graphql(`
  fragment Side on Procedure {
    curie
    name
    durationText
    durationMinMinutes
    durationMaxMinutes
    durationPer
  }
`);

/** Two procedures, and what they have in common. */
export const COMPARE = graphql(
  `
    query Compare($a: String!, $b: String!, $edgeKinds: [EdgeKind!]) {
      compare(a: $a, b: $b, edgeKinds: $edgeKinds) {
        a {
          ...Side
        }
        b {
          ...Side
        }
        sections {
          edgeKind
          shared {
            curie
            name
          }
          onlyA {
            curie
            name
          }
          onlyB {
            curie
            name
          }
        }
      }
    }
  `,
  [SIDE],
);

/** Two procedures side by side. */
export type Comparison = NonNullable<ResultOf<typeof COMPARE>["compare"]>;
/** What one section of both has. */
export type Section = Comparison["sections"][number];
/** One of the two procedures. */
export type Side = ResultOf<typeof SIDE>;
