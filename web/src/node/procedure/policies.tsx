import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { words } from "../../ui/words";
import { meaning } from "../kinds";
import type { Procedure } from "./query";

type Policy = Procedure["policies"]["edges"][number];

/** What payers say of it: their policies, whether they cover it, and since when. */
export function Policies({ policies: all }: { policies: readonly Policy[] }) {
  const payers = grouped(all, ({ node }) => node.issuers.nodes[0]?.curie);
  return (
    <>
      {payers.map(([curie, policies]) => (
        <div key={curie} class="payer">
          <Payer policy={policies[0]} />
          <ul class="statements">
            {policies.map((policy) => (
              <One key={policy.node.curie} policy={policy} />
            ))}
          </ul>
        </div>
      ))}
      <Legend coverages={new Set(all.map(({ coverage }) => coverage))} />
    </>
  );
}

function Payer({ policy }: { policy: Policy | undefined }) {
  const payer = policy?.node.issuers.nodes[0];
  return <h3>{payer ? <NodeLink node={payer} /> : "A payer that the page does not name"}</h3>;
}

function One({ policy: { node, coverage, evidence } }: { policy: Policy }) {
  const said = [node.number, node.type, node.status].filter(Boolean).join(" · ");
  return (
    <li>
      <NodeLink node={node} />
      {coverage && <span class={`tag coverage ${coverage.toLowerCase()}`}>{words(coverage)}</span>}
      {said && <span class="detail"> {said}</span>}
      {node.url && (
        <a class="detail" href={node.url} rel="noreferrer">
          {" "}
          published
        </a>
      )}
      <Day label="in effect from" day={node.effectiveDate} />
      <Day label="reviewed" day={node.reviewDate} />
      <Day label="retired" day={node.retiredDate} />
      <Sources of={node.name} evidence={evidence} />
    </li>
  );
}

function Day({ label, day }: { label: string; day: string | null }) {
  if (!day) return null;
  return (
    <span class="tag">
      {label} <time dateTime={day}>{day}</time>
    </span>
  );
}

function Legend({ coverages }: { coverages: ReadonlySet<Policy["coverage"]> }) {
  return (
    <ul class="legend">
      {[...coverages].map((coverage) => coverage && (
        <li key={coverage}>
          {words(coverage)}: {meaning("Coverage", coverage)}
        </li>
      ))}
    </ul>
  );
}
