import type { AnyVariables, TypedDocumentNode } from "@urql/core";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { playgroundAddress } from "../api/address";

/** A query with its variables, as the playground opens it. */
export interface Query {
  document: TypedDocumentNode<any, any> | string;
  variables?: AnyVariables;
}

interface Properties {
  title: string;
  /** How many there are, shown beside the title. */
  count?: number | undefined;
  /** What this panel was answered from; it opens in the playground. */
  query?: Query | undefined;
  id?: string | undefined;
  children: ComponentChildren;
}

/** A part of a page under a heading of its own, with a way to the query behind it. */
export function Panel({ title, count, query, id, children }: Properties) {
  const label = useId();
  return (
    <section class="panel" id={id} aria-labelledby={label}>
      <header>
        <h2 id={label}>
          {title}
          {count !== undefined && <span class="count"> {count.toLocaleString("en")}</span>}
        </h2>
        {query && (
          <a class="query" href={playgroundAddress(query.document, query.variables)} aria-label={`Show me the query of ${title}`}>
            Show me the query
          </a>
        )}
      </header>
      {children}
    </section>
  );
}
