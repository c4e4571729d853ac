import { graphql, type ResultOf } from "../api/graphql";
import { type Answer, useQuery } from "../api/use-query";

const PROCEDURE = graphql(`
  query ProcedureToCompare($curie: String, $slug: String) {
    procedure(curie: $curie, slug: $slug) {
      curie
      name
      similar(first: 6) {
        nodes {
          curie
          name
        }
      }
    }
  }
`);

/** A procedure, and those that have much in common with it. */
export type Procedure = NonNullable<ResultOf<typeof PROCEDURE>["procedure"]>;
/** A procedure that the address names; null if there is none of that name. */
export type Named = Omit<Answer<unknown>, "data"> & { procedure: Procedure | null | undefined; retry: () => void };

/** The procedure of a CURIE or slug. */
export function useProcedure(name: string): Named {
  const variables = name.includes(":") ? { curie: name } : { slug: name };
  const { data, error, loading, retry } = useQuery(PROCEDURE, variables, name === "");
  return { procedure: loading ? undefined : data?.procedure, error, loading, retry };
}
