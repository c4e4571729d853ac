import { nodeAddress } from "../../api/address";
import { count } from "../../ui/words";
import { Entry } from "./items";
import type { Procedure } from "./query";

/** What can go wrong, and how many other procedures can cause the same. */
export function Risks({ procedure }: { procedure: Procedure }) {
  return (
    <ul class="statements">
      {procedure.risks.edges.map((item) => (
        <li key={item.node.curie}>
          <Entry item={item}>
            <Shared curie={item.node.curie} others={item.node.procedures.totalCount - 1} />
          </Entry>
        </li>
      ))}
    </ul>
  );
}

function Shared({ curie, others }: { curie: string; others: number }) {
  if (others < 1) return null;
  return (
    <a class="tag" href={`${nodeAddress(curie)}#procedures`}>
      also a risk of {count(others, "procedure")}
    </a>
  );
}
