import { useQuery } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { NodeLink } from "../../ui/node-link";
import { percent } from "../../ui/words";
import { isCode } from "../../api/curie";
import { Reasons } from "../reasons";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";
import { NEAREST as DOCUMENT } from "./nearest-query";
import type { Diagnosis } from "./query";

/** What is near it. */
export const NEAREST: Part<Diagnosis> = { document: DOCUMENT, Shown: Nearest };

/** The entries nearest to it, by the tree and by Excludes notes. */
function Nearest({ node: { curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Nearest codes"
      id="nearest"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ diagnosis }) => diagnosis?.nearest.length ?? 0}
    >
      {({ diagnosis }) => (
        <>
          <p class="about">By the tree, and by Excludes notes: what must not be taken for each other is near.</p>
          <Cut name="nearest" first={5} class="statements">
            {(diagnosis?.nearest ?? []).map(({ node, score, reasons }) => (
              <li key={node.curie}>
                <NodeLink node={{ curie: node.curie, name: node.name }} code={isCode(node.curie)} />
                <span class="tag">{percent(score)} near</span>
                <Reasons reasons={reasons} />
              </li>
            ))}
          </Cut>
        </>
      )}
    </AnsweredPanel>
  );
}
