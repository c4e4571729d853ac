import type { EdgeSingular, NodeSingular, StylesheetJson } from "cytoscape";
import { words } from "../ui/words";
import type { Colours } from "./colours";
import { DASHES, EDGE_LOOKS, type Look } from "./edge-looks";
import type { GraphEdge, GraphNode } from "./query";
import { shapeOf } from "./shapes";

/** How Cytoscape draws the graph in some colours. */
export function pictureStyle(colours: Colours): StylesheetJson {
  const kindOf = (node: NodeSingular): GraphNode["kind"] => node.data("kind");
  const lookOf = (edge: EdgeSingular): Look => EDGE_LOOKS[edge.data("kind") as GraphEdge["kind"]];
  const edgeColour = (edge: EdgeSingular) => colours.edge(edge.data("kind"));
  return [
    {
      selector: "node",
      style: {
        width: 24,
        height: 24,
        shape: "polygon",
        "shape-polygon-points": (node: NodeSingular) => [...shapeOf(kindOf(node))],
        "background-color": (node: NodeSingular) => colours.node(kindOf(node)),
        label: "data(name)",
        color: colours.text,
        "font-size": 11,
        "font-family": "system-ui, sans-serif",
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-wrap": "ellipsis",
        "text-max-width": "130px",
        "text-outline-color": colours.surface,
        "text-outline-width": 2.5,
        "min-zoomed-font-size": 8,
        "text-events": "yes",
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.4,
        "curve-style": "bezier",
        "control-point-step-size": 24,
        "line-color": edgeColour,
        "line-style": (edge: EdgeSingular) => lookOf(edge).line,
        "line-dash-pattern": (edge: EdgeSingular) => [...DASHES[lookOf(edge).line]],
        "line-opacity": 0.65,
        "target-arrow-shape": (edge: EdgeSingular) => lookOf(edge).arrow,
        "target-arrow-color": edgeColour,
        "arrow-scale": 0.8,
        color: colours.text,
        "font-size": 10,
        "font-family": "system-ui, sans-serif",
        "text-rotation": "autorotate",
        "text-outline-color": colours.surface,
        "text-outline-width": 2.5,
        "min-zoomed-font-size": 7,
        "overlay-opacity": 0,
      },
    },
    { selector: ".hidden", style: { display: "none" } },
    {
      selector: "node.centre",
      style: { width: 38, height: 38, "font-weight": "bold", "min-zoomed-font-size": 0, "z-index": 3 },
    },
    { selector: "node.expanded", style: { width: 30, height: 30, "min-zoomed-font-size": 0 } },
    { selector: ".aside", style: { opacity: 0.25 } },
    {
      selector: "edge.near",
      style: { width: 2.2, "line-opacity": 1, label: (edge: EdgeSingular) => words(edge.data("kind")) },
    },
    {
      selector: "edge.on-path",
      style: {
        width: 5,
        "line-opacity": 1,
        "arrow-scale": 1.2,
        "z-index": 4,
        "min-zoomed-font-size": 0,
        label: (edge: EdgeSingular) => words(edge.data("kind")),
      },
    },
    {
      selector: "node.on-path",
      style: { "border-width": 3, "border-color": colours.text, "min-zoomed-font-size": 0, "z-index": 5 },
    },
    {
      selector: "node.picked",
      style: {
        "border-width": 4,
        "border-style": "double",
        "border-color": colours.text,
        width: 34,
        height: 34,
        "min-zoomed-font-size": 0,
        "z-index": 5,
      },
    },
    {
      selector: ".under",
      style: { "min-zoomed-font-size": 0, "line-opacity": 1, "z-index": 6, "text-max-width": "400px" },
    },
    {
      selector: ".chosen",
      style: {
        "underlay-color": colours.accent,
        "underlay-opacity": 0.45,
        "underlay-padding": 8,
        "min-zoomed-font-size": 0,
        "z-index": 6,
        "text-max-width": "400px",
      },
    },
    {
      selector: "edge.chosen",
      style: { width: 4, "line-opacity": 1, label: (edge: EdgeSingular) => words(edge.data("kind")) },
    },
  ] as StylesheetJson;
}
