import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { Panel, type Query } from "../../ui/panel";
import { words } from "../../ui/words";
import { isCode } from "../../api/curie";
import { meaning } from "../kinds";
import type { Diagnosis } from "./query";

/** What notes of the classification exclude from it, by kind of note. */
export function Excludes({ diagnosis, query }: { diagnosis: Diagnosis; query: Query }) {
  const { totalCount, edges } = diagnosis.excludes;
  if (!totalCount) return null;
  return (
    <Panel title="Excludes" count={totalCount} id="excludes" query={query}>
      {grouped(edges, (edge) => edge.excludesType).map(([type, notes]) => (
        <div key={type}>
          {type && (
            <>
              <h3>{words(type)}</h3>
              <p class="about">{meaning("ExcludesType", type)}</p>
            </>
          )}
          <ul class="statements">
            {notes.map(({ node, evidence }) => (
              <li key={node.curie}>
                <NodeLink node={node} code={isCode(node.curie)} />
                <Sources of={node.name} evidence={evidence} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}
