import { isCode } from "../../api/curie";
import { Cut } from "../../ui/cut";
import { NodeLink } from "../../ui/node-link";
import { Panel, type Query } from "../../ui/panel";
import { count } from "../../ui/words";
import type { Diagnosis } from "./query";

const FIRST = 30;

/** What to go on to from what is not billable: the entries below it. */
export function Below({ diagnosis, query }: { diagnosis: Diagnosis; query: Query }) {
  const { nodes } = diagnosis.narrower;
  if (!nodes.length) return null;
  return (
    <Panel title="Go on to" count={nodes.length} id="below" query={query}>
      <p class="about">Not billable: it is divided further. A claim needs a code from below.</p>
      <Cut name="below" first={FIRST} class="statements">
        {nodes.map(({ curie, name, isBillable, narrower }) => (
          <li key={curie}>
            <NodeLink node={{ curie, name }} code={isCode(curie)} />
            {isBillable ? (
              <span class="tag good">billable</span>
            ) : (
              <span class="tag">{count(narrower.totalCount, "entry", "entries")} below</span>
            )}
          </li>
        ))}
      </Cut>
    </Panel>
  );
}
