import { nodeAddress } from "../api/address";
import { type Hit, HitName, HitText, isHit } from "../ui/hit";
import { KindBadge } from "../ui/kind";
import { reasonOf } from "./reason";
import type { Found } from "./question";

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

function One({ hit }: { hit: Hit }) {
  return (
    <li>
      <a href={nodeAddress(hit.node.curie)}>
        <HitName hit={hit} />
      </a>
      <HitText hit={hit} />
      <p>
        <KindBadge kind={hit.node.kind} /> <span class="reason">{reasonOf(hit)}</span>
      </p>
    </li>
  );
}
