import type { ComponentChildren } from "preact";
import { NodeLink } from "../ui/node-link";
import { Panel } from "../ui/panel";
import type { Pair } from "./address";
import { Letter } from "./letter";
import { COMPARE, type Section } from "./query";
import { titleOf } from "./titles";

/** One section: what only the first has, what both have, what only the second has. */
export function SectionPanel({ section, names }: { section: Section; names: Pair }) {
  const { edgeKind, shared, onlyA, onlyB } = section;
  return (
    <Panel
      title={titleOf(edgeKind)}
      id={edgeKind}
      query={{ document: COMPARE, variables: { ...names, edgeKinds: [edgeKind] } }}
    >
      <div class="thirds">
        <Third nodes={onlyA}>
          Only <Letter of="A" />
          <span class="hidden">A</span>
        </Third>
        <Third nodes={shared}>Both</Third>
        <Third nodes={onlyB}>
          Only <Letter of="B" />
          <span class="hidden">B</span>
        </Third>
      </div>
    </Panel>
  );
}

function Third({ nodes, children }: { nodes: Section["shared"]; children: ComponentChildren }) {
  return (
    <section class={nodes.length ? undefined : "none"}>
      <h3>{children}</h3>
      {nodes.length ? (
        <ul>
          {nodes.map((node) => (
            <li key={node.curie}>
              <NodeLink node={node} />
            </li>
          ))}
        </ul>
      ) : (
        <p>Nothing</p>
      )}
    </section>
  );
}
