import { graphql, type ResultOf } from "./graphql.ts";

/** What is asked of every statement: where it comes from. */
export const EVIDENCE = graphql(`
  fragment Evidence on Evidence {
    section
    quote
    start
    end
    method
    confidence
    source {
      id
      title
      edition
      licence
    }
  }
`);

/** Where a statement comes from. */
export type Evidence = ResultOf<typeof EVIDENCE>;
