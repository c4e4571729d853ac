import type { ComponentChildren } from "preact";
import type { Evidence } from "../../api/evidence";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { NodeNames } from "../../ui/node-names";
import { anchorOf } from "./anchor";
import { type Time, spanOf } from "./times";

/** An entry of a section of a page: a node, and what the page says of it in this procedure. */
export interface Item extends Partial<Time> {
  node: { curie: string; name: string };
  detail?: string | null;
  condition?: string | null;
  evidence: readonly Evidence[];
}

/** An example that the page gives of one of its entries. */
export interface Example {
  exampleOf: string | null;
  node: { curie: string; name: string };
}

interface Listed {
  items: readonly Item[];
  examples?: readonly Example[];
  /** The key of the section, where its entries can be gone to one by one. */
  section?: string | undefined;
}

/** The entries of a section, in the order of the page, each with its examples. */
export function Items({ items, examples = [], section }: Listed) {
  return (
    <ul class="statements">
      {items.map((item, place) => (
        <li key={place} id={section && anchorOf(section, place)}>
          <Entry item={item}>
            <Examples of={examples.filter((example) => example.exampleOf === item.node.curie)} />
          </Entry>
        </li>
      ))}
    </ul>
  );
}

/** One entry: its name, what the page adds, and where it says so. */
export function Entry({ item, children }: { item: Item; children?: ComponentChildren }) {
  return (
    <>
      <NodeLink node={item.node} />
      {children}
      <Added item={item} />
      <Sources of={item.node.name} evidence={item.evidence} />
    </>
  );
}

/** How long, under which condition, and what else the page adds. */
export function Added({ item }: { item: Item }) {
  const span = spanOf(item);
  return (
    <>
      {span && <span class="tag">{span}</span>}
      {item.condition && <span class="tag">{item.condition}</span>}
      {item.detail && <span class="detail"> {item.detail}</span>}
    </>
  );
}

function Examples({ of }: { of: readonly Example[] }) {
  if (!of.length) return null;
  return (
    <span class="detail">
      {" "}
      (for example <NodeNames nodes={of.map(({ node }) => node)} />)
    </span>
  );
}
