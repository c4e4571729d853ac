import { nodeAddress } from "../api/address";
import type { NodeKind } from "../api/kinds";
import { kindLabel } from "../ui/kind";
import { count } from "../ui/words";
import type { Found } from "./question";

/** What a node is to the procedures that name it. */
const AS: Partial<Record<NodeKind, string>> = {
  INDICATION: "an indication of",
  CONTRAINDICATION: "a contraindication to",
  RISK: "a risk of",
  ALTERNATIVE: "an alternative to",
};

/** What a hit is besides, as in 'also an indication of 4 procedures, a risk of 12'. */
export function SameAs({ things }: { things: Found["nodes"][number]["sameAs"] }) {
  return (
    <span class="same-as">
      also{" "}
      {things.map(({ node, procedures }, place) => (
        <span key={node.curie}>
          {place > 0 && ", "}
          <a href={nodeAddress(node.curie)} title={node.name}>
            {AS[node.kind] ?? `${kindLabel(node.kind).toLowerCase()} of`}{" "}
            {place > 0 ? procedures.toLocaleString("en") : count(procedures, "procedure")}
          </a>
        </span>
      ))}
    </span>
  );
}
