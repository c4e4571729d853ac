import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { words } from "../ui/words";
import type { Gathered } from "./gather";
import type { GraphEdge, GraphNode } from "./query";
import type { Revealed } from "./reveal";
import { countsByKind } from "./shown";
import "./legend.css";
import { EdgeSwatch, NodeSwatch } from "./swatch";
import { toggled, type View } from "./view";

interface Properties {
  gathered: Gathered;
  revealed: Revealed;
  view: View;
  change: (patch: Partial<View>) => void;
}

/** What the shapes and lines mean, how many there are of each, and which of them are shown. */
export function Legend({ gathered, revealed, view, change }: Properties) {
  const known = useMemo(() => knownOf(gathered, revealed), [gathered, revealed]);
  return (
    <>
      <Choices
        title="Kinds of node"
        counts={countsByKind(known.nodes)}
        hidden={view.hiddenKinds}
        onChange={(hiddenKinds) => change({ hiddenKinds })}
        swatch={(kind) => <NodeSwatch kind={kind} />}
      />
      <Choices
        title="Kinds of edge"
        counts={countsByKind(known.edges)}
        hidden={view.hiddenEdgeKinds}
        onChange={(hiddenEdgeKinds) => change({ hiddenEdgeKinds })}
        swatch={(kind) => <EdgeSwatch kind={kind} />}
      />
    </>
  );
}

/** What the picture can show now: the neighbours of all that has a place in it, and the edges to them. */
function knownOf({ nodes, edges }: Gathered, { steps }: Revealed): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const placed = new Set(steps.flat().map(({ id }) => id));
  const near = [...edges.values()].filter(({ sourceCurie, targetCurie }) => placed.has(sourceCurie) || placed.has(targetCurie));
  const known = new Set([...placed, ...near.flatMap(({ sourceCurie, targetCurie }) => [sourceCurie, targetCurie])]);
  return { nodes: [...nodes.values()].filter(({ curie }) => known.has(curie)), edges: near };
}

interface ChoicesProperties<Kind extends string> {
  title: string;
  counts: readonly (readonly [Kind, number])[];
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
  swatch: (kind: Kind) => ComponentChildren;
}

function Choices<Kind extends string>({ title, counts, hidden, onChange, swatch }: ChoicesProperties<Kind>) {
  const kinds = counts.map(([kind]) => kind);
  return (
    <fieldset class="graph-legend">
      <legend>{title}</legend>
      <ul>
        {counts.map(([kind, count]) => (
          <li key={kind}>
            <label>
              <input
                type="checkbox"
                checked={!hidden.includes(kind)}
                onChange={() => onChange(toggled(hidden, kind))}
              />
              {swatch(kind)} {words(kind)} <span class="count">{count.toLocaleString("en")}</span>
            </label>
          </li>
        ))}
      </ul>
      <button type="button" disabled={!hidden.length} onClick={() => onChange([])} aria-label={`Show all: ${title}`}>
        All
      </button>
      <button
        type="button"
        disabled={kinds.every((kind) => hidden.includes(kind))}
        onClick={() => onChange(kinds)}
        aria-label={`Show none: ${title}`}
      >
        None
      </button>
    </fieldset>
  );
}
