import type { EdgeKind } from "../api/kinds";
import { grouped } from "../ui/grouped";
import { NodeLink } from "../ui/node-link";
import { count, words } from "../ui/words";

/** Something that two nodes have in common. */
export interface Reason {
  edgeKind: EdgeKind;
  weight: number;
  words: readonly string[];
  node: { curie: string; name: string } | null;
}

const FIRST = 4;

/** Why two nodes are alike: what weighs most, by kind; the rest opens. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const rest = reasons.slice(FIRST);
  return (
    <>
      <Groups reasons={reasons.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details class="reasons">
          <summary>{count(rest.length, "more reason")}</summary>
          <Groups reasons={rest} />
        </details>
      )}
    </>
  );
}

function Groups({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul class="reasons">
      {grouped(reasons, (reason) => reason.edgeKind).map(([kind, same]) => (
        <li key={kind}>
          {words(kind)}:{" "}
          {same.map((reason, place) => (
            <span key={place}>
              {place > 0 && ", "}
              {reason.node ? <NodeLink node={reason.node} /> : <q>{reason.words.join(" ")}</q>}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
