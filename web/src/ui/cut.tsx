import type { VNode } from "preact";
import { useParameter } from "./use-parameter";

interface Properties {
  /** The parameter of the address that says that all are shown. */
  name: string;
  /** How many are shown at first. */
  first: number;
  class?: string;
  children: readonly VNode[];
}

/** A list of which only the beginning is shown, until all are asked for. */
export function Cut({ name, first, class: style, children }: Properties) {
  const [all, set] = useParameter(name);
  const cut = !all && children.length > first;
  return (
    <>
      <ul class={style}>{cut ? children.slice(0, first) : children}</ul>
      {cut && (
        <>
          <button type="button" class="more" onClick={() => set("all")}>
            Show all {children.length}
          </button>
          <p class="on-paper">and {children.length - first} more</p>
        </>
      )}
    </>
  );
}
