import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { addressOf } from "../api/address";
import type { NodeKind } from "../api/kinds";
import { KindBadge } from "../ui/kind";
import { useTitle } from "../ui/title";
import { Contents } from "./contents";
import { isCode, localOf } from "../api/curie";

/** What the head of every page shows. */
export interface Headed {
  curie: string;
  kind: NodeKind;
  name: string;
}

interface Properties {
  node: Headed;
  /** What stands below the name. */
  lead?: ComponentChildren;
  children: ComponentChildren;
}

/** What the pages of all nodes have in common: name and ways on, a table of contents, and panels. */
export function Frame({ node, lead, children }: Properties) {
  const panels = useRef<HTMLDivElement>(null);
  useTitle(isCode(node.curie) ? `${localOf(node.curie)} ${node.name}` : node.name);
  return (
    <article class="node-page">
      <header>
        <p class="what">
          <KindBadge kind={node.kind} /> <code>{node.curie}</code>
        </p>
        <h1>{node.name}</h1>
        {lead}
        <Ways node={node} />
      </header>
      <Contents of={panels} />
      <div class="panels" ref={panels}>
        {children}
      </div>
    </article>
  );
}

function Ways({ node }: { node: Headed }) {
  return (
    <p class="ways">
      <a class="button" href={addressOf("/graph", { of: node.curie })}>
        Graph
      </a>{" "}
      {node.kind === "PROCEDURE" && (
        <a class="button" href={addressOf("/compare", { a: node.curie })}>
          Compare with …
        </a>
      )}
    </p>
  );
}
