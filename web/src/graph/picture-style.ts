import type { EdgeSingular, NodeSingular, StylesheetJson } from "cytoscape";
import type { Colours } from "./colours";
import { DASHES, type Look, lookOf } from "./edge-looks";
import type { Side } from "./layout";
import type { GraphNode } from "./query";
import { shapeOf } from "./shapes";
import { FAMILY } from "./text-width";

/** How Cytoscape draws the graph in some colours. */
export function pictureStyle(colours: Colours): StylesheetJson {
  const kindOf = (node: NodeSingular): GraphNode["kind"] => node.data("kind");
  const look = (edge: EdgeSingular): Look => lookOf(edge.data("kind"));
  const edgeColour = (edge: EdgeSingular) => colours.edge(edge.data("kind"));
  return [
    {
      selector: "node",
      style: {
        width: SIZE,
        height: SIZE,
        shape: "polygon",
        "shape-polygon-points": (node: NodeSingular) => [...shapeOf(kindOf(node))],
        "background-color": (node: NodeSingular) => colours.node(kindOf(node)),
        label: "data(label)",
        color: colours.text,
        "font-size": "data(font)",
        "font-family": FAMILY,
        "text-halign": (node: NodeSingular) => HALIGN[(node.data("side") as Side) + 1] ?? "center",
        "text-valign": "center",
        "text-margin-x": (node: NodeSingular) => node.data("side") * node.data("gap"),
        "text-wrap": "wrap",
        "text-max-width": "10000px", // What is too long was cut before: see labels.ts.
        "text-background-color": colours.surface,
        "text-background-opacity": 0.9,
        "text-events": "yes",
        "overlay-opacity": 0,
      },
    },
    {
      selector: "node.group",
      style: {
        width: SIZE + 2,
        height: SIZE + 2,
        "font-weight": "bold",
        "outline-width": 1.5,
        "outline-offset": 1.5,
        "outline-color": (node: NodeSingular) => colours.node(kindOf(node)),
      },
    },
    {
      selector: "node.mixed",
      style: { shape: "ellipse", "background-color": colours.quiet, "outline-color": colours.quiet },
    },
    {
      selector: "node.heading",
      style: { width: 1, height: 1, "background-opacity": 0, color: colours.quiet, events: "no" },
    },
    {
      selector: "edge",
      style: {
        width: 1.2,
        "curve-style": "bezier",
        "line-color": edgeColour,
        "line-style": (edge: EdgeSingular) => look(edge).line,
        "line-dash-pattern": (edge: EdgeSingular) => [...DASHES[look(edge).line]],
        "line-opacity": 0.1,
        "target-arrow-shape": "none",
        "target-arrow-color": edgeColour,
        "arrow-scale": 0.6,
        label: "data(label)",
        color: colours.text,
        "font-size": "data(font)",
        "font-family": FAMILY,
        "text-background-color": colours.surface,
        "text-background-opacity": 0.9,
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge.arc",
      style: {
        "curve-style": "unbundled-bezier",
        "control-point-distances": (edge: EdgeSingular) => [BOW * edge.data("bow")],
        "control-point-weights": [0.5],
      },
    },
    {
      selector: "edge.branch",
      style: {
        "curve-style": "round-taxi",
        "taxi-direction": (edge: EdgeSingular) =>
          (edge.data("side") > 0) === edge.data("isOutward") ? "rightward" : "leftward",
        "taxi-turn": (edge: EdgeSingular) => (edge.data("isOutward") ? -TURN : TURN),
        "taxi-turn-min-distance": 4,
        "taxi-radius": 6,
        "line-opacity": 0.55,
        "target-arrow-shape": (edge: EdgeSingular) => look(edge).arrow,
      },
    },
    {
      selector: "edge.mixed",
      style: { "line-color": colours.quiet, "line-style": "solid", "target-arrow-shape": "none" },
    },
    {
      selector: "node.centre",
      style: {
        width: 28,
        height: 28,
        "font-weight": "bold",
        "text-valign": "bottom",
        "text-margin-y": (node: NodeSingular) => node.data("gap"),
        "z-index": 3,
      },
    },
    { selector: "node.expanded", style: { width: SIZE + 5, height: SIZE + 5 } },
    { selector: ".aside", style: { opacity: 0.3 } },
    {
      selector: "edge.near",
      style: {
        width: 2.2,
        "line-opacity": 1,
        "target-arrow-shape": (edge: EdgeSingular) => look(edge).arrow,
        "arrow-scale": 0.8,
        "z-index": 4,
      },
    },
    { selector: "edge.on-path", style: { width: 4, "line-opacity": 1, "arrow-scale": 1, "z-index": 4 } },
    { selector: "node.on-path", style: { "border-width": 2, "border-color": colours.text, "z-index": 5 } },
    {
      selector: "node.picked",
      style: { "border-width": 3, "border-style": "double", "border-color": colours.text, width: 20, height: 20, "z-index": 5 },
    },
    { selector: ".under", style: { "z-index": 6 } },
    {
      selector: ".chosen",
      style: {
        "underlay-color": colours.accent,
        "underlay-opacity": 0.45,
        "underlay-padding": 5,
        "z-index": 6,
      },
    },
    { selector: "edge.chosen", style: { width: 3, "line-opacity": 1 } },
  ] as StylesheetJson;
}

const SIZE = 14;
/** From where a branch turns to where it ends. */
const TURN = 16;
/** How far an arc stands out. */
const BOW = 46;
/** Names stand on the side that looks away from the middle. */
const HALIGN = ["left", "center", "right"] as const;
