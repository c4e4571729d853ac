import { playgroundAddress } from "../api/address";
import { Panel } from "../ui/panel";
import { words } from "../ui/words";
import type { NodeActions } from "./actions";
import { FileButtons } from "./export-menu";
import type { Gathered } from "./gather";
import { PathOf } from "./path";
import { AROUND, among } from "./query";
import { partOf, type Shown } from "./shown";
import { NodeSwatch } from "./swatch";
import type { View } from "./view";

interface Properties {
  gathered: Gathered;
  shown: Shown;
  view: View;
  change: (patch: Partial<View>) => void;
  actions: NodeActions;
}

/** The nodes that were picked: as a table, to take along, as a query, and how the one leads to the other. */
export function PickedPanel({ gathered, shown, view, change, actions }: Properties) {
  const { picked } = view;
  return (
    <Panel title="Picked" count={picked.length || undefined}>
      {picked.length < 2 && (
        <p class="graph-hint">
          Pick nodes by the lasso of the picture or the boxes of the table. Two of them show how one leads to the other.
        </p>
      )}
      {picked.length > 0 && (
        <>
          <PickedTable {...{ gathered, picked, actions }} />
          <div class="graph-buttons" role="group" aria-label="Take along what is picked">
            <FileButtons name={`picked-${view.of}`} what="what is picked" shown={partOf(shown, picked)} />
            <a class="button" href={playgroundAddress(AROUND, among(picked))}>
              Query
            </a>
            <button type="button" onClick={() => change({ picked: [] })}>
              Clear
            </button>
          </div>
        </>
      )}
      {picked.length === 2 && <PathOf {...{ gathered, view, change, actions }} />}
    </Panel>
  );
}

function PickedTable({ gathered, picked, actions }: Pick<Properties, "gathered" | "actions"> & { picked: readonly string[] }) {
  return (
    <div class="graph-picked" tabIndex={0} role="group" aria-label="Picked nodes">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">
              <span class="hidden">Pick no longer</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {picked.map((curie) => {
            const node = gathered.nodes.get(curie);
            const name = node?.name ?? curie;
            return (
              <tr key={curie}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => actions.select(curie)}>
                    {name}
                  </button>
                  <code>{curie}</code>
                </th>
                <td>
                  {node && (
                    <>
                      <NodeSwatch kind={node.kind} /> {words(node.kind)}
                    </>
                  )}
                </td>
                <td>
                  <button type="button" onClick={() => actions.pick(curie)} aria-label={`Pick ${name} no longer`}>
                    ×
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
