import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";
import { linkTo } from "./link";

/** Browsers refuse to have the address changed more than about three times a second. */
const PAUSE = 400;

/** The link to what the editor has; the address of the page follows it. */
export function useLink(): string | undefined {
  const link = useGraphiQL(({ tabs, activeTabIndex, operations = [], operationName }) => {
    const { query, variables } = tabs[activeTabIndex] ?? {};
    const which = operations.length > 1 ? operationName : undefined;
    return linkTo({ query: query ?? "", variables: variables ?? "", operationName: which });
  });
  useEffect(() => {
    const later = setTimeout(() => history.replaceState(null, "", link ?? "/graphql"), PAUSE);
    return () => clearTimeout(later);
  }, [link]);
  return link;
}
