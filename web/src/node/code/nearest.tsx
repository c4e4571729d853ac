import type { Answer } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { Empty } from "../../ui/states";
import { words } from "../../ui/words";
import { NEAREST, type Nearest as Found } from "./query";

type Near = NonNullable<Found["procedure"]>["approaches"][number];

/** The codes that are the same but for one axis, the last axes first: there codes are nearest. */
export function Nearest({ curie, answer }: { curie: string; answer: Answer<Found> & { retry: () => void } }) {
  return (
    <Panel title="Nearest codes, by axis" id="nearest" query={{ document: NEAREST, variables: { curie } }}>
      <Answered answer={answer} what="the nearest codes">
        {(data) => <ByAxis lists={listsOf(data)} />}
      </Answered>
    </Panel>
  );
}

function listsOf({ procedure }: Found): (readonly Near[])[] {
  if (!procedure) return [];
  const { codeSections, bodySystems, rootOperations, bodyParts, approaches, devices, qualifiers } = procedure;
  const lists = [qualifiers, devices, approaches, bodyParts, rootOperations, bodySystems, codeSections];
  return lists.filter((list) => list.length);
}

function ByAxis({ lists }: { lists: readonly (readonly Near[])[] }) {
  if (!lists.length) return <Empty>No other code differs in one axis only.</Empty>;
  return (
    <>
      {lists.map((list) => {
        const kind = list[0]?.differences[0]?.there.kind ?? "";
        return (
          <div key={kind}>
            <h3>Another {words(kind).toLowerCase()}</h3>
            <Cut name={kind.toLowerCase()} first={5} class="statements">
              {list.map((near) => (
                <One key={near.node.curie} near={near} />
              ))}
            </Cut>
          </div>
        );
      })}
    </>
  );
}

function One({ near: { node, differences } }: { near: Near }) {
  return (
    <li>
      {differences.map(({ there }) => (
        <strong key={there.curie}>{there.name} </strong>
      ))}
      <NodeLink node={node} code />
    </li>
  );
}
