import { nodeAddress } from "../api/address";
import type { NodeKind } from "../api/kinds";
import { KindBadge } from "./kind";

interface Properties {
  node: { curie: string; name: string; kind?: NodeKind };
  /** Whether the code is shown before the name. */
  code?: boolean;
}

/** A node by its name, as a link to its page. */
export function NodeLink({ node, code }: Properties) {
  const local = node.curie.slice(node.curie.indexOf(":") + 1);
  return (
    <a class="node" href={nodeAddress(node.curie)}>
      {node.kind && (
        <>
          <KindBadge kind={node.kind} />{" "}
        </>
      )}
      {code && local !== node.name && (
        <>
          <code>{local}</code>{" "}
        </>
      )}
      {node.name}
    </a>
  );
}
