import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { addressOf } from "../api/address";
import type { NodeKind } from "../api/kinds";
import { Footnoted } from "../ui/footnotes";
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
  /** The code, for what has one; it stands beside the name, and the sources are footnotes on paper. */
  code?: ComponentChildren;
  /** What stands below the name. */
  lead?: ComponentChildren;
  /** What else can be done with it. */
  ways?: ComponentChildren;
  children: ComponentChildren;
}

/** What the pages of all nodes have in common: name and ways on, a table of contents, and panels. */
export function Frame(properties: Properties) {
  return properties.code ? (
    <Footnoted>
      <Page {...properties} />
    </Footnoted>
  ) : (
    <Page {...properties} />
  );
}

function Page({ node, code, lead, ways, children }: Properties) {
  const panels = useRef<HTMLDivElement>(null);
  useTitle(isCode(node.curie) ? `${localOf(node.curie)} ${node.name}` : node.name);
  return (
    <article class={code ? "node-page of-code" : "node-page"}>
      <header>
        <p class="what">
          <KindBadge kind={node.kind} /> <code>{node.curie}</code>
        </p>
        <div class="named">
          {code}
          <h1>{node.name}</h1>
        </div>
        {lead}
        <Ways node={node}>{ways}</Ways>
      </header>
      <Contents of={panels} />
      <div class="panels" ref={panels}>
        {children}
      </div>
    </article>
  );
}

function Ways({ node, children }: { node: Headed; children: ComponentChildren }) {
  return (
    <div class="ways">
      <a class="button" href={addressOf("/graph", { of: node.curie })}>
        Graph
      </a>{" "}
      {node.kind === "PROCEDURE" && (
        <a class="button" href={addressOf("/compare", { a: node.curie })}>
          Compare with …
        </a>
      )}{" "}
      {children}
    </div>
  );
}
