import type { EdgeKind, NodeKind } from "../api/kinds";
import { NODE_STYLES } from "../ui/node-styles";
import { hued } from "./colours";
import { type Arrow, DASHES, lookOf } from "./edge-looks";
import { shapeOf } from "./shapes";
import "./swatch.css";

/** A node of some kind, as the picture draws it. */
export function NodeSwatch({ kind }: { kind: NodeKind }) {
  return (
    <svg class="swatch" viewBox="-1.1 -1.1 2.2 2.2" aria-hidden="true">
      <polygon points={shapeOf(kind).join(" ")} fill={hued(NODE_STYLES[kind].hue)} />
    </svg>
  );
}

/** An edge of some kind, as the picture draws it. */
export function EdgeSwatch({ kind }: { kind: EdgeKind }) {
  const { hue, line, arrow } = lookOf(kind);
  return (
    <svg class="swatch wide" viewBox="0 -6 34 12" aria-hidden="true" fill={hued(hue)} stroke={hued(hue)}>
      <line x1={0} x2={24} stroke-width={2} stroke-dasharray={DASHES[line].join(" ")} />
      <path d={ARROWS[arrow]} stroke="none" />
    </svg>
  );
}

const ARROWS: Record<Arrow, string> = {
  triangle: "M33 0 22 -5v10z",
  vee: "M33 0 21 -5.5 24 0 21 5.5z",
  tee: "M24 -5.5h3v11h-3z",
  circle: "M23 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
  diamond: "M33 0 27.5 -5 22 0l5.5 5z",
  square: "M23 -4.5h9v9h-9z",
};
