import type { ResultOf } from "../../api/graphql";
import type { Answer } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { percent } from "../../ui/words";
import { isCode } from "../../api/curie";
import { Reasons } from "../reasons";
import { NEAREST } from "./query";

type Data = ResultOf<typeof NEAREST>;

interface Properties {
  curie: string;
  answer: Answer<Data> & { retry: () => void };
}

/** The entries nearest to it, by the tree and by Excludes notes. */
export function Nearest({ curie, answer }: Properties) {
  const near = answer.data?.diagnosis?.nearest ?? [];
  if (answer.data && !near.length) return null;
  return (
    <Panel title="Nearest codes" id="nearest" query={{ document: NEAREST, variables: { curie } }}>
      <p class="about">By the tree, and by Excludes notes: what must not be taken for each other is near.</p>
      <Answered answer={answer} what="the nearest codes">
        {() => (
          <Cut name="nearest" first={5} class="statements">
            {near.map(({ node, score, reasons }) => (
              <li key={node.curie}>
                <NodeLink node={{ curie: node.curie, name: node.name }} code={isCode(node.curie)} />
                <span class="tag">{percent(score)} near</span>
                <Reasons reasons={reasons} />
              </li>
            ))}
          </Cut>
        )}
      </Answered>
    </Panel>
  );
}
