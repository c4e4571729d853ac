import { grouped } from "../ui/grouped";
import { Panel } from "../ui/panel";
import type { Review } from "./query";
import { ruleName } from "./rule-names";

/** What was not looked at, and why: silence is never approval. */
export function Unreviewed({ review: { unreviewed } }: { review: Review }) {
  return (
    <Panel title="Not looked at, and why" count={unreviewed.length}>
      {unreviewed.length ? (
        <dl class="unreviewed">
          {grouped(unreviewed, ({ rule }) => rule).map(([rule, same]) => (
            <div key={rule}>
              <dt>{ruleName(rule)}</dt>
              {same.map(({ reason }) => (
                <dd key={reason}>{reason}</dd>
              ))}
            </div>
          ))}
        </dl>
      ) : (
        <p>No rule lacked anything that it needs for this case. What the record shows, none of them has seen.</p>
      )}
    </Panel>
  );
}
