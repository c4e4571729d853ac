import cytoscape, { type Core, type EventObject, type NodeSingular } from "cytoscape";
import { useEffect, useRef, useState } from "preact/hooks";
import { type NodeActions, turn } from "./actions";
import { coloursWithin, useScheme } from "./colours";
import { draw, type Drawing, mark } from "./drawing";
import { fit, inSight, NEAREST, PADDING, zoom } from "./frame";
import type { Group } from "./group";
import { label } from "./labels";
import { Lasso } from "./lasso";
import "./picture.css";
import { pressed } from "./picture-keys";
import { pictureStyle } from "./picture-style";
import { timed } from "./timed";
import type { View } from "./view";

interface Properties extends Drawing {
  view: View;
  actions: NodeActions;
  /** Ids of what a search found; undefined if none is on. */
  found: ReadonlySet<string> | undefined;
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
export function Picture({ view, actions, found, hold, ...drawing }: Properties) {
  const { gathered, shown } = drawing;
  const box = useRef<HTMLDivElement>(null);
  const cy = useRef<Core>(undefined);
  const [isLasso, setLasso] = useState(false);
  const groupAt = (id: string | undefined): Group | undefined => shown.groups.find((group) => group.id === id);
  const latest = useLatest({ actions, groupAt });
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
    const made = cy.current;
    if (made) timed("graph: draw", () => draw(made, drawing));
  }, [shown, drawing.layout]);
  useEffect(() => {
    const made = cy.current;
    if (!made) return;
    mark(made, gathered, view, found);
    timed("graph: label", () => label(made));
  }, [shown, drawing.layout, view, found]);
  useEffect(() => {
    const node = cy.current && nodeOf(cy.current, view.selected);
    if (cy.current && node && !inSight(cy.current, node.position())) cy.current.center(node);
  }, [view.selected]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!cy.current || event.altKey || event.ctrlKey || event.metaKey) return;
    const from = nodeOf(cy.current, view.selected) ?? nodeOf(cy.current, view.of);
    if (from && pressed(cy.current, event, from, groupAt(from.id()), actions)) event.preventDefault();
  };
  const control = (does: (cy: Core) => void) => () => {
    if (cy.current) does(cy.current);
  };
  const contents = `${shown.nodes.length} nodes, ${shown.groups.length} groups and ${shown.edges.length} edges`;
  return (
    <div class="graph-picture">
      <div class="graph-zoom" role="group" aria-label="Zoom and pick">
        <button type="button" aria-pressed={isLasso} onClick={() => setLasso(!isLasso)}>
          Lasso
        </button>
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
      <div class="graph-sheet">
        <div
          ref={box}
        style={{ "--needed": `${heightOf(drawing.layout)}px` }}
          id={NO_STYLE_SHEET}
          class="graph-canvas"
          role="application"
          tabIndex={0}
          aria-label={`Picture of ${contents}; the tables show the same`}
          aria-describedby={KEYS}
          onKeyDown={onKeyDown}
        />
        {isLasso && cy.current && <Lasso cy={cy.current} onCaught={actions.pickAll} />}
      </div>
      <p id={KEYS} class="graph-keys">
        Click a node to see its edges and details, double-click to add its neighbours; click a group, as “+73
        procedures”, to take some out of it. With the keyboard: arrows go from node to node, <kbd>Enter</kbd> adds
        neighbours or opens a group, <kbd>Backspace</kbd> takes them away, <kbd>p</kbd> picks, <kbd>o</kbd> opens the
        page, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>Shift</kbd> and arrows move the picture.
      </p>
    </div>
  );
}

/** Pixels that show all rows as large as they are shown at most. */
function heightOf({ places }: Drawing["layout"]): number {
  const rows = [...places.values()].map(({ y }) => y);
  return Math.round((Math.max(...rows) - Math.min(...rows)) * NEAREST) + 8 * PADDING;
}

/** The node of a CURIE, or a group, in the picture. The view is asked, as the marks of the picture follow a paint later. */
function nodeOf(cy: Core, id: string | undefined): NodeSingular | undefined {
  const found = cy.getElementById(id ?? "");
  return found.isNode() ? found : undefined;
}

function canvas(container: HTMLElement): Core {
  return cytoscape({
    container,
    style: [],
    minZoom: 0.05,
    maxZoom: 3,
    boxSelectionEnabled: false,
    autounselectify: true,
    autoungrabify: true, // What is where it is stays there.
    userZoomingEnabled: false, // The wheel moves the page until someone has come to the picture.
  });
}

interface Latest {
  actions: NodeActions;
  groupAt: (id: string) => Group | undefined;
}

function listen(cy: Core, latest: { readonly current: Latest }): void {
  const container = cy.container();
  const relabel = eachFrame(() => {
    if (!cy.destroyed()) label(cy);
  });
  container?.addEventListener("focus", () => cy.userZoomingEnabled(true));
  container?.addEventListener("blur", () => cy.userZoomingEnabled(false));
  cy.on("tapstart", () => container?.focus({ preventScroll: true }));
  cy.on("tap", ({ target }: EventObject) => {
    const { actions, groupAt } = latest.current;
    const group = target === cy ? undefined : groupAt(target.id());
    if (group) turn(group, actions);
    else actions.select(target === cy ? undefined : target.id().replace(/^edge /, ""));
  });
  cy.on("dbltap", "node", ({ target }: EventObject) => {
    if (!target.hasClass("group")) latest.current.actions.expand(target.id());
  });
  cy.on("mouseover mouseout", "node", ({ type, target }: EventObject) => {
    target.toggleClass("under", type === "mouseover");
    target.connectedEdges().toggleClass("near", type === "mouseover" || target.hasClass("chosen"));
    cy.nodes(".chosen").connectedEdges().addClass("near");
    relabel();
  });
  cy.on("viewport resize", relabel);
}

/** Does something once before the next paint, however often it is asked for. */
function eachFrame(does: () => void): () => void {
  let asked = 0;
  return () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(does);
  };
}

/** What was rendered last, for those who listen since the first time. */
function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
