import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { Added } from "./items";
import type { Procedure } from "./query";

type Member = Procedure["personnel"]["edges"][number];

/** Who takes part, an entry of the page each: one role, or several of which one is enough. */
export function Personnel({ procedure }: { procedure: Procedure }) {
  const entries = grouped(procedure.personnel.edges, (member) => member.entry ?? member.node.curie);
  return (
    <ul class="statements">
      {entries.map(([entry, members]) => (
        <li key={entry}>
          <One members={members} />
        </li>
      ))}
    </ul>
  );
}

function One({ members }: { members: readonly Member[] }) {
  const [first] = members;
  if (!first) return null;
  return (
    <>
      {members.map(({ node, interchangeable }, place) => (
        <span key={node.curie}>
          {place > 0 && (interchangeable ? " or " : " and ")}
          <NodeLink node={node} />
        </span>
      ))}
      {first.specialty && <span class="tag">specialized in {first.specialty}</span>}
      <Added item={first} />
      <Sources of={members.map(({ node }) => node.name).join(" or ")} evidence={first.evidence} />
    </>
  );
}
