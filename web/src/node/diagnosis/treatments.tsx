import type { ResultOf } from "../../api/graphql";
import type { Answer } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { NodeNames } from "../../ui/node-names";
import { Panel } from "../../ui/panel";
import { Empty } from "../../ui/states";
import { percent, words } from "../../ui/words";
import { isCode } from "../../api/curie";
import { TREATMENTS } from "./query";

type Data = ResultOf<typeof TREATMENTS>;
type Mapped = NonNullable<Data["diagnosis"]>["mappedFrom"]["edges"][number];
type Match = NonNullable<Data["match"]>["nodes"][number];
interface Above {
  curie: string;
  name: string;
  mappedFrom?: { edges: readonly Mapped[] };
}

const WIDER = "Indications that mean something wider";

interface Properties {
  curie: string;
  answer: Answer<Data> & { retry: () => void };
}

/** What is done for it: by what pages call it, a kind of it, or what it is a kind of. */
export function Treatments({ curie, answer }: Properties) {
  return (
    <Panel
      title="Procedures for it"
      count={answer.data?.match?.totalCount}
      id="procedures"
      query={{ document: TREATMENTS, variables: { curie } }}
    >
      <Answered answer={answer} what="procedures">
        {(data) => <All data={data} />}
      </Answered>
    </Panel>
  );
}

function All({ data }: { data: Data }) {
  const own = data.diagnosis?.mappedFrom.edges ?? [];
  const above = (data.ancestors?.nodes ?? []).map(({ node }): Above => node).filter(isMapped);
  const matches = data.match?.nodes ?? [];
  if (!own.length && !above.length && !matches.length) return <Empty>No page names it as an indication.</Empty>;
  return (
    <>
      <Matches matches={matches} />
      <Indications title="Indications that mean it" mapped={own} />
      {above.map((node) => (
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
