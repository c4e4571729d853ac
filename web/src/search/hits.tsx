import { nodeAddress } from "../api/address";
import { type Hit, HitName, HitText, isHit } from "../ui/hit";
import { KindBadge } from "../ui/kind";
import { reasonOf } from "./reason";
import type { Found } from "./question";
import { SameAs } from "./same-as";

/** What was found, and of each why. */
export function Hits({ hits }: { hits: Found["nodes"] }) {
  return (
    <ol class="hits">
      {hits.filter(isHit).map((hit) => (
        <One key={hit.node.curie} hit={hit} />
      ))}
    </ol>
  );
}

function One({ hit }: { hit: Found["nodes"][number] & Hit }) {
  return (
    <li>
      <a href={nodeAddress(hit.node.curie)}>
        <HitName hit={hit} />
      </a>
      <HitText hit={hit} />
      <p>
        <KindBadge kind={hit.node.kind} /> <span class="reason">{reasonOf(hit)}</span>
        {hit.sameAs.length > 0 && <SameAs things={hit.sameAs} />}
      </p>
    </li>
  );
}
