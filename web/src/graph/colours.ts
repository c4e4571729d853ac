import { useEffect, useState } from "preact/hooks";
import type { EdgeKind, NodeKind } from "../api/kinds";
import { hexReader } from "../ui/hex";
import { NODE_STYLES } from "../ui/node-styles";
import { lookOf } from "./edge-looks";

/** The colours of a picture as a canvas takes them: `#rrggbb`. */
export interface Colours {
  text: string;
  quiet: string;
  surface: string;
  accent: string;
  node: (kind: NodeKind) => string;
  edge: (kind: EdgeKind) => string;
}

/** A colour of the style sheet by its hue; the same for a node, its edges, and what the legend shows of them. */
export function hued(hue: number): string {
  return `oklch(0.62 0.15 ${hue})`;
}

/** The colours that hold within an element now. */
export function coloursWithin(element: HTMLElement): Colours {
  const resolve = resolver(element);
  const known = new Map<number, string>();
  const ofHue = (hue: number): string => {
    const colour = known.get(hue) ?? resolve(hued(hue));
    known.set(hue, colour);
    return colour;
  };
  return {
    text: resolve("var(--text)"),
    quiet: resolve("var(--quiet)"),
    surface: resolve("var(--surface)"),
    accent: resolve("var(--accent)"),
    node: (kind) => ofHue(NODE_STYLES[kind].hue),
    edge: (kind) => ofHue(lookOf(kind).hue),
  };
}

/** A colour as it is within the element, where `light-dark()` is one of two. */
function resolver(element: HTMLElement): (colour: string) => string {
  const hex = hexReader();
  return (colour) => {
    const probe = element.appendChild(document.createElement("span"));
    probe.style.color = colour;
    const computed = hex(getComputedStyle(probe).color);
    probe.remove();
    return computed;
  };
}

/** A number that changes when the page turns light or dark. */
export function useScheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = () => setChanges((before) => before + 1);
    const system = matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(changed);
    system.addEventListener("change", changed);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      system.removeEventListener("change", changed);
      chosen.disconnect();
    };
  }, []);
  return changes;
}
