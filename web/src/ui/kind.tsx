import type { NodeKind } from "../api/kinds";
import { NODE_STYLES } from "./node-styles";
import { words } from "./words";

/** A kind of node as people say it: `DIAGNOSIS_GROUP` is a diagnosis group. */
export const kindLabel = words;

/** The kind of a node, with a dot in its colour. */
export function KindBadge({ kind }: { kind: NodeKind }) {
  return (
    <span class="kind" style={{ "--hue": String(NODE_STYLES[kind].hue) }}>
      {kindLabel(kind)}
    </span>
  );
}
