import type { AnyVariables, TypedDocumentNode } from "@urql/core";
import { stringifyDocument } from "@urql/core";

/** The page of a node. */
export function nodeAddress(curie: string): string {
  return `/node/${encodeURIComponent(curie)}`;
}

/** An address with those parameters that have a value; a list becomes several of the same name. */
export function addressOf(path: string, parameters: Record<string, string | number | readonly string[] | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== "") search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** The playground with a query and its variables. */
export function playgroundAddress<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables> | string,
  variables?: Variables,
): string {
  const query = typeof document === "string" ? document : stringifyDocument(document);
  return addressOf("/graphql", { query, variables: variables && JSON.stringify(variables, null, 2) });
}
