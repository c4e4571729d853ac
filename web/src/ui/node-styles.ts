import type { NodeKind } from "../api/kinds";
import styles from "../api/node-styles.json";

/** How a kind of node is drawn: its hue in degrees of oklch, and the name of its shape. `make schema` writes them. */
export const NODE_STYLES: Record<NodeKind, { hue: number; shape: string }> = styles;
