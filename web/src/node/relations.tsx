import type { Evidence } from "../api/evidence";
import { type Answer, useQuery } from "../api/use-query";
import { Sources } from "../ui/evidence";
import { NodeLink } from "../ui/node-link";
import { Panel } from "../ui/panel";
import { Failed, Loading } from "../ui/states";
import { useParameter } from "../ui/use-parameter";
import { words } from "../ui/words";
import { isCode } from "../api/curie";
import type { Headed } from "./frame";
import { pageOf } from "./kinds";
import type { Kind, Relation } from "./listing";
import { About, Marks } from "./properties";

/** What a query of `documentOf` or `pageOf` answers. */
export interface Found {
  byCurie: (Headed & Record<string, unknown>) | null;
}

interface Edge extends Record<string, unknown> {
  node: Headed;
  evidence: readonly Evidence[];
}

interface Connection {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: readonly Edge[];
}

const MORE = 100;
/** Where an item stands on the page of a procedure says nothing where it is one of many procedures. */
const PLACE = "position";

interface Several {
  kind: Kind;
  relations: readonly Relation[];
  /** The node with the beginning of each of them. */
  node: NonNullable<Found["byCurie"]>;
  /** What relations are called here, and properties, where it is not what the schema calls them. */
  titles?: Readonly<Record<string, string>> | undefined;
}

/** A panel for each relation in which the node has something. */
export function Relations({ kind, relations, node, titles = {} }: Several) {
  return (
    <>
      {relations.map((relation) => {
        const found = node[relation.name] as Connection | undefined;
        return found?.totalCount ? (
          <One
            key={relation.name}
            title={titles[relation.name] ?? words(relation.name)}
            kind={kind}
            relation={relation}
            curie={node.curie}
            found={found}
          />
        ) : null;
      })}
    </>
  );
}

interface Remaining {
  /** A kind with those properties and relations that the page shows in no other way. */
  kind: Kind;
  answer: Answer<Found> & { retry: () => void };
  titles?: Several["titles"];
  /** The title over the properties. */
  about?: string;
}

/** What a page with a design of its own has no design for, as the schema has it. */
export function Others({ kind, answer, titles, about = "Also known of it" }: Remaining) {
  const node = answer.data?.byCurie;
  if (answer.error && !answer.loading) return <Failed error={answer.error} retry={answer.retry} />;
  if (!node) return <Loading what="what else is known" />;
  return (
    <>
      <About title={about} kind={kind} node={node} labels={titles} />
      <Relations kind={kind} relations={kind.relations} node={node} titles={titles} />
    </>
  );
}

interface Properties {
  kind: Kind;
  relation: Relation;
  curie: string;
  found: Connection;
}

function One({ title, kind, relation, curie, found }: Properties & { title: string }) {
  const query = { document: pageOf(kind, relation), variables: { curie, first: Math.max(found.edges.length, 1) } };
  return (
    <Panel title={title} count={found.totalCount} id={relation.name} query={query}>
      <p class="about">{relation.what}</p>
      <ul class="statements">
        <Items relation={relation} edges={found.edges} />
        <Rest kind={kind} relation={relation} curie={curie} found={found} shown={found.edges.length} page={1} />
      </ul>
    </Panel>
  );
}

function Items({ relation, edges }: { relation: Relation; edges: readonly Edge[] }) {
  return (
    <>
      {edges.map((edge, place) => (
        <li key={place}>
          <NodeLink node={["Node", "Concept"].includes(relation.target) ? edge.node : bare(edge.node)} code={isCode(edge.node.curie)} />
          <Sources of={edge.node.name} evidence={edge.evidence} />
          <Marks marks={relation.marks.filter(({ name }) => name !== PLACE)} of={edge} />
        </li>
      ))}
    </>
  );
}

/** Where all are of one kind, it need not be said of each. */
function bare({ curie, name }: Headed) {
  return { curie, name };
}

/** What follows, once it is asked for; the address remembers how many pages were. */
function Rest({ kind, relation, curie, found, shown, page }: Properties & { shown: number; page: number }) {
  const [opened, open] = useParameter(relation.name);
  if (!found.pageInfo.hasNextPage) return null;
  if (Number(opened ?? 0) >= page) {
    return <Page kind={kind} relation={relation} curie={curie} found={found} shown={shown} page={page} />;
  }
  const left = found.totalCount - shown;
  return (
    <li class="more">
      <button type="button" onClick={() => open(String(page))}>
        {left <= MORE ? `Show all ${found.totalCount.toLocaleString("en")}` : `Show ${MORE} more`}
      </button>
    </li>
  );
}

function Page({ kind, relation, curie, found, shown, page }: Properties & { shown: number; page: number }) {
  const variables = { curie, first: MORE, after: found.pageInfo.endCursor };
  const { data, error, retry } = useQuery<Found, typeof variables>(pageOf(kind, relation), variables);
  const next = data?.byCurie?.[relation.name] as Connection | undefined;
  if (error) return <li><Failed error={error} retry={retry} /></li>;
  if (!next) return <li role="status">Loading more …</li>;
  const all = shown + next.edges.length;
  return (
    <>
      <Items relation={relation} edges={next.edges} />
      <Rest kind={kind} relation={relation} curie={curie} found={next} shown={all} page={page + 1} />
    </>
  );
}
