import type { NodeKind } from "../api/kinds";
import { HUES } from "./kind-colours";

/** A kind of node as people say it: `DIAGNOSIS_GROUP` is a diagnosis group. */
export function kindLabel(kind: string): string {
  const words = kind.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The kind of a node, with a dot in its colour. */
export function KindBadge({ kind }: { kind: NodeKind }) {
  return (
    <span class="kind" style={{ "--hue": String(HUES[kind]) }}>
      {kindLabel(kind)}
    </span>
  );
}
