import type { Core } from "cytoscape";
import { useMemo, useState } from "preact/hooks";
import { nodeAddress } from "../api/address";
import { Panel } from "../ui/panel";
import { Failed, Loading } from "../ui/states";
import { useTitle } from "../ui/title";
import { count } from "../ui/words";
import { useActions } from "./actions";
import { Begin, NodeBox } from "./begin";
import { Details, inWords } from "./details";
import { ExportMenu } from "./export-menu";
import type { Gathered } from "./gather";
import "./graph.css";
import { Legend } from "./legend";
import { PathPanel } from "./path-panel";
import { Picture } from "./picture";
import { AROUND, start } from "./query";
import { shownOf } from "./shown";
import "./side.css";
import { Tables } from "./tables";
import { Toolbar } from "./toolbar";
import { useGathered } from "./use-gathered";
import { useLayout } from "./use-layout";
import { useView, type View } from "./view";

/** The graph around the node of the address, as a picture or as tables; without a node, where to begin. */
export function GraphPage() {
  const { view, change } = useView();
  return view.of ? <Graph key={view.of} view={view} change={change} /> : <Begin />;
}

interface Properties {
  view: View;
  change: (patch: Partial<View>, replace?: boolean) => void;
}

function Graph({ view, change }: Properties) {
  const { data, error, loading, retry } = useGathered(view);
  const name = data?.nodes.get(view.of)?.name ?? view.of;
  useTitle(`Graph of ${name}`);
  const isUnknown =
    data?.nodes.size === 0 || error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "INVALID_CURIE");
  if (isUnknown && !loading) return <Unknown curie={view.of} />;
  return (
    <article class="graph">
      <h1>
        Graph of <a href={nodeAddress(view.of)}>{name}</a>
      </h1>
      {error && !loading && <Failed error={error} retry={retry} />}
      {!data && loading && <Loading what="the graph" />}
      {data && data.nodes.size > 0 && <Known gathered={data} view={view} change={change} loading={loading} />}
    </article>
  );
}

function Unknown({ curie }: { curie: string }) {
  return (
    <article class="graph-begin">
      <h1>
        The graph has no <code>{curie}</code>
      </h1>
      <p>
        <a href={nodeAddress(curie)}>See what is near it</a>, or begin with something else.
      </p>
      <NodeBox />
    </article>
  );
}

function Known({ gathered, view, change, loading }: Properties & { gathered: Gathered; loading: boolean }) {
  const shown = useMemo(() => shownOf(gathered, view), [gathered, view]);
  const [picture, hold] = useState<Core>();
  const actions = useActions(view, change);
  const selected = view.selected && inWords(view.selected, gathered);
  const parts = { gathered, shown, view, change, actions };
  return (
    <>
      <div class="graph-tools">
        <Toolbar view={view} change={change} />
        <ExportMenu of={view.of} depth={view.depth} shown={shown} picture={picture} />
      </div>
      <p class="graph-summary" role="status">
        {count(shown.nodes.length, "node")} and {count(shown.edges.length, "edge")}
        {shown.nodes.length < gathered.nodes.size && ` of ${gathered.nodes.size} and ${gathered.edges.size}`}
        {gathered.cut.includes(view.of) && "; there is more around it than is shown"}
        {selected && `; selected: ${selected}`}
        {loading && "; more is being loaded …"}
      </p>
      <div class="graph-parts">
        <div class="graph-main">
          {view.as === "table" ? (
            <Tables {...parts} />
          ) : (
            <Panel title="Picture" query={{ document: AROUND, variables: start(view) }}>
              <Arranged {...parts} hold={hold} />
            </Panel>
          )}
        </div>
        <div class="graph-side">
          <Details {...parts} />
          <PathPanel {...parts} />
          <Panel title="What is shown" query={{ document: AROUND, variables: start(view) }}>
            <Legend {...parts} />
          </Panel>
        </div>
      </div>
    </>
  );
}

/** The picture, once the nodes have their places. */
function Arranged(parts: Omit<Parameters<typeof Picture>[0], "positions">) {
  const { positions, failed, retry } = useLayout(parts.gathered);
  if (failed) {
    return (
      <div class="state failed" role="alert">
        <p>The picture could not be arranged; the table shows the same.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </div>
    );
  }
  return positions ? <Picture {...parts} positions={positions} /> : <Loading what="the picture" />;
}
