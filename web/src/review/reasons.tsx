import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { localOf, isCode } from "../api/curie";
import type { Evidence } from "../api/evidence";
import { nodeAddress } from "../api/address";
import { grouped } from "../ui/grouped";
import { count, words } from "../ui/words";
import type { Reason } from "./query";

type EdgeReason = NonNullable<Reason["edge"]>;

/** The numbers of sources on paper, by their ids. */
export const SourceNumbers = createContext<ReadonlyMap<string, { number: number }>>(new Map());

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
  const quoted = grouped(edges, quoteOf);
  return (
    <details class="why">
      <summary>
        Why<span class="hidden">: {of}</span> <span class="count">{count(because.length, "reason")}</span>
      </summary>
      <ul>
        {quoted.map(([key, same]) => (
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

/** Edges of one node that one quote stands for. */
function Edges({ edges }: { edges: readonly EdgeReason[] }) {
  const [first] = edges;
  if (!first) return null;
  return (
    <>
      {first.evidence.map((evidence, place) => (
        <Quote key={place} evidence={evidence} />
      ))}
      <p>
        <Code node={first.source} /> {RELATIONS[first.kind] ?? words(first.kind).toLowerCase()}{" "}
        {edges.map(({ target }, place) => (
          <span key={target.curie}>
            {place > 0 && ", "}
            <Code node={target} />
          </span>
        ))}
      </p>
    </>
  );
}

function Quote({ evidence }: { evidence: Evidence }) {
  const { quote, section, source } = evidence;
  const number = useContext(SourceNumbers).get(source?.id ?? "")?.number;
  return (
    <>
      {quote && <blockquote>{quote}</blockquote>}
      {source && (
        <p class="from">
          <cite>{source.title}</cite>
          <span class="on-screen">{source.edition && `, ${source.edition}`}</span>
          {section && `, ${section}`}
          {number && <sup class="on-paper">{number}</sup>}
        </p>
      )}
    </>
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
          : {words(property).toLowerCase()} <q>{value ?? "not stated"}</q>
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

function quoteOf({ kind, source, evidence }: EdgeReason): string {
  const quotes = evidence.map(({ quote, source }) => `${quote} ${source?.id}`);
  return [kind, source.curie, ...quotes].join(" ");
}
