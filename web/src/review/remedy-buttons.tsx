import { useState } from "preact/hooks";
import { nodeAddress } from "../api/address";
import type { CaseActions } from "./use-case";
import { type Remedy, remediesOf } from "./remedies";
import type { PlacedFinding } from "./placed";

const FIRST = 4;

/** What can be done about a finding, as buttons; the first few, until all are asked for. */
export function RemedyButtons({ found, apply }: { found: PlacedFinding; apply: CaseActions["apply"] }) {
  const [all, setAll] = useState(false);
  const remedies = remediesOf(found);
  if (!remedies.length) return null;
  const shown = all ? remedies : remedies.slice(0, FIRST);
  return (
    <ul class="remedies">
      {shown.map((remedy) => (
        <li key={remedy.key}>
          <One remedy={remedy} act={apply} />
        </li>
      ))}
      {remedies.length > shown.length && (
        <li>
          <button type="button" class="more" onClick={() => setAll(true)}>
            Show all {remedies.length}
          </button>
          <span class="on-paper">and {remedies.length - shown.length} more</span>
        </li>
      )}
    </ul>
  );
}

function One({ remedy, act }: { remedy: Remedy; act: CaseActions["apply"] }) {
  const { verb, code, name, apply, said, curie } = remedy;
  if (!apply) {
    return <a href={nodeAddress(curie)}>{name}</a>;
  }
  return (
    <button type="button" onClick={() => act(apply, said)}>
      {verb} <code>{code}</code> <span class="name">{name}</span>
    </button>
  );
}
