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
      $scope: SearchScope
      $billable: Boolean!
      $isScoped: Boolean!
      $first: Int!
      $after: String
    ) {
      search(
        query: $query
        kinds: $kinds
        systems: $systems
        specialties: $specialties
        scope: $scope
        billable: $billable
        first: $first
        after: $after
      ) {
        totalCount
        notices {
          kind
          message
          suggestions
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...Hit
          sameAs {
            procedures
            node {
              curie
              kind
              name
            }
          }
        }
        facets {
          scopes {
            scope
            count
          }
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
      ofAllScopes: search(
        query: $query
        kinds: $kinds
        systems: $systems
        specialties: $specialties
        billable: $billable
        first: 0
      ) @include(if: $isScoped) {
        totalCount
      }
    }
  `,
  [HIT],
);

/** What a search found. */
export type Found = NonNullable<ResultOf<typeof SEARCH>["search"]>;
/** Something that is to be said of a question besides its hits. */
export type Notice = Found["notices"][number];
/** A group of hits that can be asked for alone: the name of its parameter. */
export type Facet = "kind" | "system" | "specialty";

/** What the address of the results asks for. */
export interface Question {
  q: string;
  chosen: Readonly<Record<Facet, readonly string[]>>;
  /** The only sort of hits that is asked for, as `codes`. */
  scope: string | undefined;
  /** Whether only codes that can be reported are asked for. */
  billable: boolean;
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
    scope: all.get("scope") || undefined,
    billable: all.get("billable") === "true",
    after: all.getAll("after"),
  };
}

/** The address of a question. */
export function questionAddress({ q, scope, billable, chosen, after }: Question): string {
  return addressOf("/search", { q, scope, billable: billable ? "true" : undefined, ...chosen, after });
}

/** The question with one more value of a facet, or one less; its pages begin anew. */
export function toggled(question: Question, facet: Facet, value: string): Question {
  const before = question.chosen[facet];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...question, chosen: { ...question.chosen, [facet]: values }, after: [] };
}

/** The question without any facet. */
export function withoutFacets(question: Question): Question {
  return { ...question, chosen: { kind: [], system: [], specialty: [] }, after: [] };
}

/** The question about everything. */
export function widened(question: Question): Question {
  return { ...withoutFacets(question), scope: undefined, billable: false };
}

/** Whether a facet is chosen. */
export function hasFacets({ chosen }: Question): boolean {
  return Object.values(chosen).some((values) => values.length > 0);
}

/** Whether only some groups are asked for. */
export function isNarrow(question: Question): boolean {
  return hasFacets(question) || question.scope !== undefined || question.billable;
}

/** The question in the words of the schema. What the schema has not is left to it to refuse. */
export function variablesOf({ q, chosen, scope, billable, after }: Question): VariablesOf<typeof SEARCH> {
  const { kind, system, specialty } = chosen as Record<Facet, never[]>;
  const some = <Value>(values: readonly Value[]) => (values.length ? [...values] : null);
  return {
    query: q,
    kinds: some(kind),
    systems: some(system),
    specialties: some(specialty),
    scope: (scope?.toUpperCase() ?? null) as never,
    billable,
    isScoped: scope !== undefined,
    first: PAGE,
    after: after.at(-1) ?? null,
  };
}
