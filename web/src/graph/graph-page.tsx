import type { Core } from "cytoscape";
import { useMemo, useState } from "preact/hooks";
import { nodeAddress } from "../api/address";
import { Panel } from "../ui/panel";
import { Failed, Loading } from "../ui/states";
import { useTitle } from "../ui/title";
import { useActions } from "./actions";
import { Begin, NodeBox } from "./begin";
import { Details } from "./details";
import { ExportMenu } from "./export-menu";
import { Find, matching } from "./find";
import type { Gathered } from "./gather";
import "./graph.css";
import { Legend } from "./legend";
import { layout } from "./layout";
import { PickedPanel } from "./picked-panel";
import { Picture } from "./picture";
import { AROUND, around } from "./query";
import { reveal, type Revealed } from "./reveal";
import { shownOf } from "./shown";
import { Summary } from "./summary";
import "./side.css";
import { Tables } from "./tables";
import { timed } from "./timed";
import { Toolbar } from "./toolbar";
import { useGathered } from "./use-gathered";
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
  if (data?.nodes.size === 0 && !loading) return <Unknown curie={view.of} />;
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
  const revealed = useMemo(() => timed("graph: reveal", () => reveal(gathered, view)), [gathered, view]);
  const shown = useMemo(() => shownOf(gathered, revealed, view), [gathered, revealed, view]);
  const [picture, hold] = useState<Core>();
  const [text, setText] = useState("");
  const found = useMemo(() => matching(text, shown, gathered), [text, shown, gathered]);
  const actions = useActions(view, change);
  const parts = { gathered, revealed, shown, view, change, actions };
  const query = { document: AROUND, variables: around(view.of) };
  return (
    <>
      <div class="graph-tools">
        <Toolbar view={view} change={change} />
        <ExportMenu of={view.of} depth={view.depth} shown={shown} picture={picture} />
      </div>
      <div class="graph-tools">
        <Summary {...parts} loading={loading} />
        <Find {...parts} text={text} setText={setText} found={found} />
      </div>
      <div class="graph-parts">
        {view.as === "picture" && (
          <Panel title="Picture" query={query}>
            <Arranged {...parts} found={found} hold={hold} />
          </Panel>
        )}
        <div class="graph-side">
          <Details {...parts} />
          <PickedPanel {...parts} />
          <Panel title="What is shown" query={query}>
            <Legend {...parts} />
          </Panel>
        </div>
        <div class="graph-tables">
          <Tables {...parts} />
        </div>
      </div>
    </>
  );
}

type ArrangedProperties = Omit<Parameters<typeof Picture>[0], "layout" | "items"> & { revealed: Revealed };

/** The picture with everything in its place. */
function Arranged({ revealed, ...parts }: ArrangedProperties) {
  const drawn = useMemo(
    () => ({ layout: timed("graph: layout", () => layout(revealed.steps)), items: revealed.steps.flat() }),
    [revealed],
  );
  return <Picture {...parts} {...drawn} />;
}
