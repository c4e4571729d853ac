import { useLocation } from "preact-iso";
import { addressOf } from "../api/address";
import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";
import { HIT } from "../ui/hit";

/** How many hits a page has. */
export const PAGE = 20;

/** Hits, and how all of them fall into groups. */
export const SEARCH = graphql(
  `
    query Search(
      $query: String!
      $kinds: [NodeKind!]
      $systems: [CuriePrefix!]
      $specialties: [String!]
      $first: Int!
      $after: String
    ) {
      search(query: $query, kinds: $kinds, systems: $systems, specialties: $specialties, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...Hit
        }
        facets {
          kinds {
            kind
            count
          }
          systems {
            system
            count
          }
          specialties {
            count
            specialty {
              curie
              name
            }
          }
        }
      }
    }
  `,
  [HIT],
);

/** What a search found. */
export type Found = NonNullable<ResultOf<typeof SEARCH>["search"]>;
/** A group of hits that can be asked for alone: the name of its parameter. */
export type Facet = "kind" | "system" | "specialty";

/** What the address of the results asks for. */
export interface Question {
  q: string;
  chosen: Readonly<Record<Facet, readonly string[]>>;
  /** The cursors of the pages before this one: the last leads to this page, the others back. */
  after: readonly string[];
}

/** The question that the address asks. */
export function useQuestion(): Question {
  const { url } = useLocation();
  const all = new URL(url, location.origin).searchParams;
  return {
    q: all.get("q")?.trim() ?? "",
    chosen: { kind: all.getAll("kind"), system: all.getAll("system"), specialty: all.getAll("specialty") },
    after: all.getAll("after"),
  };
}

/** The address of a question. */
export function questionAddress({ q, chosen, after }: Question): string {
  return addressOf("/search", { q, ...chosen, after });
}

/** The question with one more value of a facet, or one less; its pages begin anew. */
export function toggled(question: Question, facet: Facet, value: string): Question {
  const before = question.chosen[facet];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...question, chosen: { ...question.chosen, [facet]: values }, after: [] };
}

/** The question about everything, without any facet. */
export function widened(question: Question): Question {
  return { ...question, chosen: { kind: [], system: [], specialty: [] }, after: [] };
}

/** Whether only some groups are asked for. */
export function isNarrow({ chosen }: Question): boolean {
  return Object.values(chosen).some((values) => values.length > 0);
}

/** The question in the words of the schema. What the schema has not is left to it to refuse. */
export function variablesOf({ q, chosen, after }: Question): VariablesOf<typeof SEARCH> {
  const { kind, system, specialty } = chosen as Record<Facet, never[]>;
  const some = <Value>(values: readonly Value[]) => (values.length ? [...values] : null);
  return {
    query: q,
    kinds: some(kind),
    systems: some(system),
    specialties: some(specialty),
    first: PAGE,
    after: after.at(-1) ?? null,
  };
}
