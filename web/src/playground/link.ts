import { addressOf } from "../api/address";

/** What a link to the playground carries. */
export interface Asked {
  query: string;
  /** JSON, as it is in the editor. */
  variables: string;
  /** Which operation is meant, where there are several. */
  operationName: string | undefined;
}

/** The server, and nginx before it, read no longer request target than 32 kB. */
const LONGEST = 30_000;

/** What the address of this page asks; undefined where it asks nothing. */
export function askedHere(): Asked | undefined {
  const search = new URLSearchParams(location.search);
  const query = search.get("query");
  if (!query) return undefined;
  return { query, variables: search.get("variables") ?? "", operationName: search.get("operationName") ?? undefined };
}

/** The address that asks this, and undefined where it would be too long for one. */
export function linkTo({ query, variables, operationName }: Asked): string | undefined {
  const address = addressOf("/graphql", { query, variables, operationName });
  return address.length <= LONGEST ? address : undefined;
}
