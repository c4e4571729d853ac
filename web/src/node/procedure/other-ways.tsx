import { graphql, type ResultOf } from "../../api/graphql";
import type { Answer } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Cut } from "../../ui/cut";
import { NodeLink } from "../../ui/node-link";
import { NodeNames } from "../../ui/node-names";
import { Panel } from "../../ui/panel";
import { percent } from "../../ui/words";

/** Other procedures for the same conditions, computed from all pages. */
export const WAYS = graphql(`
  query OtherWays($curie: String!) {
    comparableProcedures(to: $curie) {
      share
      lessInvasive
      listed
      node {
        curie
        name
      }
      approach {
        curie
        name
      }
      setting {
        curie
        name
      }
      covered {
        curie
        name
      }
      missing {
        curie
        name
      }
    }
  }
`);

type Ways = ResultOf<typeof WAYS>;
type Way = NonNullable<Ways["comparableProcedures"]>[number];

interface Properties {
  curie: string;
  answer: Answer<Ways> & { retry: () => void };
}

/** Other procedures for the same conditions, the least invasive first. */
export function OtherWays({ curie, answer }: Properties) {
  const ways = answer.data?.comparableProcedures;
  if (ways && !ways.length) return null;
  return (
    <Panel
      title="Other procedures for the same conditions"
      count={ways?.length}
      id="other-ways"
      query={{ document: WAYS, variables: { curie } }}
    >
      <p class="about">
        The least invasive first, by approach and setting. What suits a patient is for clinicians to say.
      </p>
      <Answered answer={answer} what="other procedures">
        {() => (
          <Cut name="other-ways" first={5} class="statements">
            {(ways ?? []).map((way) => (
              <One key={way.node.curie} way={way} />
            ))}
          </Cut>
        )}
      </Answered>
    </Panel>
  );
}

function One({ way }: { way: Way }) {
  return (
    <li>
      <NodeLink node={way.node} />
      {way.lessInvasive && <span class="tag good">less invasive</span>}
      {way.listed && <span class="tag">the page lists it</span>}
      {way.approach && <span class="tag">{way.approach.name}</span>}
      {way.setting && <span class="tag">{way.setting.name}</span>}
      <p class="detail">
        For {percent(way.share)} of the conditions: <NodeNames nodes={way.covered} />
        {way.missing.length > 0 && (
          <>
            ; not for <NodeNames nodes={way.missing} />
          </>
        )}
      </p>
    </li>
  );
}
