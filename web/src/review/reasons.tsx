import { localOf, isCode } from "../api/curie";
import type { Evidence } from "../api/evidence";
import { nodeAddress } from "../api/address";
import { FootnoteMark } from "../ui/footnotes";
import { grouped } from "../ui/grouped";
import { count, words } from "../ui/words";
import type { Reason } from "./query";

const YES_OR_NO: Readonly<Record<string, string>> = { true: "yes", false: "no" };
type EdgeReason = NonNullable<Reason["edge"]>;

const RELATIONS: Readonly<Record<string, string>> = {
  EXCLUDES: "excludes",
  CODE_FIRST: "is coded after",
  USE_ADDITIONAL: "asks for",
  CODE_ALSO: "is coded with",
  ADD_ON_TO: "is an add-on to",
  BUNDLED_WITH: "includes",
  HAS_EXCLUSION_LIST: "does not count beside what is on",
  EXCLUDES_PRINCIPAL: "has",
  MAPS_TO: "means",
  GOVERNED_BY: "is governed by",
  LISTED_BY: "is listed by",
};

/** Why a finding is there: words of sources, properties of nodes, rules of guidelines; a button opens them. */
export function Reasons({ because, of }: { because: readonly Reason[]; of: string }) {
  if (!because.length) return null;
  const edges = because.flatMap(({ edge }) => edge ?? []);
  return (
    <details class="why">
      <summary>
        Why<span class="hidden">, {of}</span> <span class="count">{count(because.length, "reason")}</span>
      </summary>
      <ul>
        {grouped(edges, originOf).map(([key, same]) => (
          <li key={key}>
            <Edges edges={same} />
          </li>
        ))}
        {because
          .filter(({ edge }) => !edge)
          .map((reason, place) => (
            <li key={place}>
              <Stated reason={reason} />
            </li>
          ))}
      </ul>
    </details>
  );
}

/** Edges of one kind and node that one part of a source states: what they lead to, each with the words that say so. */
function Edges({ edges }: { edges: readonly EdgeReason[] }) {
  const [first] = edges;
  if (!first) return null;
  return (
    <>
      <p>
        <Code node={first.source} /> {RELATIONS[first.kind] ?? words(first.kind).toLowerCase()}
      </p>{" "}
      <ul class="quoted">
        {grouped(edges, quotesOf).map(([quotes, same]) => (
          <li key={quotes}>
            {same.map(({ target }, place) => (
              <span key={target.curie}>
                {place > 0 && ", "}
                <Code node={target} />
              </span>
            ))}{" "}
            {quotes && <q>{quotes}</q>}
          </li>
        ))}
      </ul>
      {distinctSources(first).map((evidence, place) => (
        <From key={place} evidence={evidence} />
      ))}
    </>
  );
}

function From({ evidence }: { evidence: Evidence }) {
  const { section, source } = evidence;
  if (!source) return null;
  return (
    <p class="from">
      <span class="on-screen">
        <cite>{source.title}</cite>
        {source.edition && `, ${source.edition}`}
        {section && `, ${section}`}
      </span>
      <FootnoteMark evidence={[evidence]} />
    </p>
  );
}

function Stated({ reason: { node, property, value, text } }: { reason: Reason }) {
  if (text) return <p>{text}</p>;
  if (!node) return null;
  return (
    <p>
      <Code node={node} /> {node.name}
      {property && property !== "name" && (
        <>
          : {words(property).toLowerCase()}, {value === null ? "not stated" : (YES_OR_NO[value] ?? <q>{value}</q>)}
        </>
      )}
    </p>
  );
}

/** A node by its code, or by its name where it has none. */
function Code({ node: { curie, name } }: { node: { curie: string; name: string } }) {
  return (
    <a href={nodeAddress(curie)} title={name}>
      {isCode(curie) ? <code>{localOf(curie)}</code> : name}
    </a>
  );
}

/** What edges have in common that are told together. */
function originOf(edge: EdgeReason): string {
  const sources = distinctSources(edge).map(({ section, source }) => `${source?.id} ${section}`);
  return [edge.kind, edge.source.curie, ...sources].join(" ");
}

function quotesOf({ evidence }: EdgeReason): string {
  return [...new Set(evidence.flatMap(({ quote }) => quote ?? []))].join("; ");
}

function distinctSources({ evidence }: EdgeReason): Evidence[] {
  return grouped(evidence, ({ section, source }) => `${source?.id} ${section}`).flatMap(([, same]) => same.slice(0, 1));
}
