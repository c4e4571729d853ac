import { graphql } from "../../api/graphql";
import type { NodeKind } from "../../api/kinds";
import { type Answer, useQuery } from "../../api/use-query";
import { grouped } from "../grouped";
import { type Hit, HIT, isHit } from "../hit";

const MOST = 12;
const SUGGEST = graphql(
  `
    query Suggest($prefix: String!, $kinds: [NodeKind!], $first: Int!) {
      suggest(prefix: $prefix, kinds: $kinds, first: $first) {
        ...Hit
      }
    }
  `,
  [HIT],
);

/** Hits of one kind. */
export type Group = readonly [kind: NodeKind, hits: readonly Hit[]];

/** What someone may mean who has typed so far, by kind, the kind of the best hit first. */
export function useSuggestions(prefix: string, kinds: readonly NodeKind[] | undefined): Answer<readonly Group[]> {
  const variables = { prefix, kinds: kinds ? [...kinds] : null, first: MOST };
  const { data, error, loading } = useQuery(SUGGEST, variables, prefix === "");
  const hits = data?.suggest?.filter(isHit);
  return { data: hits && grouped(hits, (hit) => hit.node.kind), error, loading };
}
