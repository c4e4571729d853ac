import cytoscape, { type Core, type EventObject, type NodeSingular } from "cytoscape";
import { useEffect, useRef } from "preact/hooks";
import type { NodeActions } from "./actions";
import { coloursWithin, useScheme } from "./colours";
import { draw, fit, mark, zoom } from "./drawing";
import type { Gathered } from "./gather";
import { pressed } from "./picture-keys";
import { pictureStyle } from "./picture-style";
import type { Shown } from "./shown";
import type { Positions } from "./use-layout";
import type { View } from "./view";

interface Properties {
  gathered: Gathered;
  shown: Shown;
  positions: Positions;
  view: View;
  actions: NodeActions;
  /** Holds the picture as long as there is one. */
  hold: (cy: Core | undefined) => void;
}

/**
 * Cytoscape writes a style sheet into the page, which its policy forbids, unless there is an element of this id; ours
 * says in `graph.css` the one thing that it would.
 */
const NO_STYLE_SHEET = "__________cytoscape_stylesheet";
const KEYS = "graph-keys";

/** The picture of the graph. */
export function Picture({ gathered, shown, positions, view, actions, hold }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  const cy = useRef<Core>(undefined);
  const latest = useLatest(actions);
  const scheme = useScheme();

  useEffect(() => {
    if (!box.current) return;
    const made = canvas(box.current);
    cy.current = made;
    hold(made);
    listen(made, latest);
    return () => {
      hold(undefined);
      made.destroy();
    };
  }, []);
  useEffect(() => {
    if (cy.current && box.current) cy.current.style(pictureStyle(coloursWithin(box.current)));
  }, [scheme]);
  useEffect(() => {
    if (cy.current) draw(cy.current, gathered, positions);
  }, [positions]);
  useEffect(() => {
    if (cy.current) mark(cy.current, gathered, shown, view);
  }, [positions, shown, view]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!cy.current || event.altKey || event.ctrlKey || event.metaKey) return;
    const from = nodeOf(cy.current, view.selected) ?? nodeOf(cy.current, view.of);
    if (from && pressed(cy.current, event, from, actions)) event.preventDefault();
  };
  const control = (does: (cy: Core) => void) => () => {
    if (cy.current) does(cy.current);
  };
  return (
    <div class="graph-picture">
      <div
        ref={box}
        id={NO_STYLE_SHEET}
        class="graph-canvas"
        role="application"
        tabIndex={0}
        aria-label={`Picture of ${shown.nodes.length} nodes and ${shown.edges.length} edges; the table shows the same`}
        aria-describedby={KEYS}
        onKeyDown={onKeyDown}
      />
      <div class="graph-zoom" role="group" aria-label="Zoom">
        <button type="button" aria-label="Nearer" onClick={control((it) => zoom(it, 1.4))}>
          +
        </button>
        <button type="button" aria-label="Further away" onClick={control((it) => zoom(it, 1 / 1.4))}>
          −
        </button>
        <button type="button" onClick={control(fit)}>
          Fit
        </button>
      </div>
      <p id={KEYS} class="graph-keys">
        Click a node to see its details and add its neighbours, double-click to open its page. With the keyboard: arrows
        go from node to node, <kbd>Enter</kbd> adds neighbours, <kbd>o</kbd> opens, <kbd>p</kbd> picks for a path,{" "}
        <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>Shift</kbd> and arrows move the picture.
      </p>
    </div>
  );
}

/** The node of a CURIE in the picture. The view is asked for it, as the marks of the picture follow a paint later. */
function nodeOf(cy: Core, curie: string | undefined): NodeSingular | undefined {
  const found = cy.getElementById(curie ?? "");
  return found.isNode() ? found : undefined;
}

function canvas(container: HTMLElement): Core {
  return cytoscape({
    container,
    style: [],
    minZoom: 0.05,
    maxZoom: 2.5,
    boxSelectionEnabled: false,
    autounselectify: true,
    userZoomingEnabled: false, // The wheel moves the page until someone has come to the picture.
  });
}

function listen(cy: Core, latest: { current: NodeActions }): void {
  const container = cy.container();
  container?.addEventListener("focus", () => cy.userZoomingEnabled(true));
  container?.addEventListener("blur", () => cy.userZoomingEnabled(false));
  cy.on("tapstart", () => container?.focus({ preventScroll: true }));
  cy.on("tap", ({ target }: EventObject) => latest.current.select(target === cy ? undefined : target.id()));
  cy.on("onetap", "node", ({ target }: EventObject) => latest.current.expand(target.id()));
  cy.on("dbltap", "node", ({ target }: EventObject) => latest.current.open(target.id()));
  cy.on("mouseover", "node", ({ target }: EventObject) => target.addClass("under"));
  cy.on("mouseout", "node", ({ target }: EventObject) => target.removeClass("under"));
}

/** What was rendered last, for those who listen since the first time. */
function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
