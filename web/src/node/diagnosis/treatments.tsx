import type { ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { NodeNames } from "../../ui/node-names";
import { percent, words } from "../../ui/words";
import { isCode } from "../../api/curie";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";
import type { Diagnosis } from "./query";
import { TREATMENTS as DOCUMENT } from "./treatments-query";

type Data = ResultOf<typeof DOCUMENT>;
type Mapped = NonNullable<Data["diagnosis"]>["mappedFrom"]["edges"][number];
type Match = NonNullable<Data["match"]>["nodes"][number];
interface Above {
  curie: string;
  name: string;
  mappedFrom?: { edges: readonly Mapped[] };
}

const WIDER = "Indications that mean something wider";

/** What is done for it. */
export const TREATMENTS: Part<Diagnosis> = { document: DOCUMENT, Shown: Treatments };

/** Procedures by what pages call it, a kind of it, or what it is a kind of. */
function Treatments({ node: { curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Procedures for it"
      id="procedures"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={(data) => procedures(data).size}
    >
      {(data) => <All data={data} />}
    </AnsweredPanel>
  );
}

/** The procedures that are named in one way or another, each once. */
function procedures(data: Data): ReadonlySet<string> {
  const mapped = [...own(data), ...above(data).flatMap((node) => node.mappedFrom?.edges ?? [])];
  const named = mapped.flatMap(({ node }) => ("procedures" in node ? node.procedures.nodes : []));
  const matched = (data.match?.nodes ?? []).map(({ node }) => node);
  return new Set([...matched, ...named].map(({ curie }) => curie));
}

function own(data: Data): readonly Mapped[] {
  return data.diagnosis?.mappedFrom.edges ?? [];
}

function above(data: Data): readonly Above[] {
  return (data.ancestors?.nodes ?? []).map(({ node }): Above => node).filter(isMapped);
}

function All({ data }: { data: Data }) {
  return (
    <>
      <Matches matches={data.match?.nodes ?? []} />
      <Indications title="Indications that mean it" mapped={own(data)} />
      {above(data).map((node) => (
        <Indications key={node.curie} title={WIDER} of={node} mapped={node.mappedFrom?.edges ?? []} />
      ))}
    </>
  );
}

function isMapped(node: Above): boolean {
  return Boolean(node.mappedFrom?.edges.length);
}

function Matches({ matches }: { matches: readonly Match[] }) {
  if (!matches.length) return null;
  return (
    <>
      <p class="about">Done for this, or for a kind of it:</p>
      <Cut name="treatments" first={8} class="statements">
        {matches.map(({ node, edges }) => (
          <li key={node.curie}>
            <NodeLink node={{ curie: node.curie, name: node.name }} />{" "}
            <span class="detail">
              for <NodeNames nodes={edges.map((edge) => edge.node).filter(({ kind }) => kind === "INDICATION")} />
            </span>
          </li>
        ))}
      </Cut>
    </>
  );
}

function Indications({ title, of, mapped }: { title: string; of?: Above; mapped: readonly Mapped[] }) {
  if (!mapped.length) return null;
  return (
    <>
      <h3>
        {title}
        {of && (
          <>
            : <NodeLink node={{ curie: of.curie, name: of.name }} code={isCode(of.curie)} />
          </>
        )}
      </h3>
      <ul class="statements">
        {mapped.map((edge) => (
          <Indication key={edge.node.curie} edge={edge} />
        ))}
      </ul>
    </>
  );
}

function Indication({ edge: { node, predicate, confidence, comment, evidence } }: { edge: Mapped }) {
  const procedures = "procedures" in node ? node.procedures.nodes : [];
  return (
    <li>
      <NodeLink node={{ curie: node.curie, name: node.name }} />
      {predicate && <span class="tag">{words(predicate)}</span>}
      {confidence !== null && <span class="tag">confidence {percent(confidence)}</span>}
      <Sources of={node.name} evidence={evidence} />
      {comment && <p class="detail">{comment}</p>}
      {procedures.length > 0 && (
        <p class="detail">
          Procedures: <NodeNames nodes={procedures} />
        </p>
      )}
    </li>
  );
}
