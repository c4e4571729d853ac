import { isCode } from "../../api/curie";
import type { ResultOf } from "../../api/graphql";
import type { Answer } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { Panel } from "../../ui/panel";
import { REFERENCES } from "./query";

type Found = NonNullable<ResultOf<typeof REFERENCES>["diagnosis"]>;

const HEADINGS: [keyof Found, string][] = [
  ["excludedBy", "Excluded at"],
  ["codedBefore", "To be coded first at"],
  ["additionalTo", "To be used as an additional code at"],
  ["codedAlsoWith", "To be coded also at"],
  ["mentionedBy", "Referred to at"],
];

/** The notes that stand at other codes and name it, or what is above it. */
export function References({ curie, answer }: { curie: string; answer: Answer<ResultOf<typeof REFERENCES>> }) {
  const found = answer.data?.diagnosis;
  const count = found ? HEADINGS.reduce((sum, [name]) => sum + found[name].totalCount, 0) : 0;
  if (!found || !count) return null;
  return (
    <Panel title="In notes of other codes" count={count} id="references" query={{ document: REFERENCES, variables: { curie } }}>
      {HEADINGS.filter(([name]) => found[name].totalCount).map(([name, heading]) => (
        <div key={name} id={name}>
          <h3>
            {heading} <span class="count">{found[name].totalCount}</span>
          </h3>
          <Cut name={name} first={8} class="statements">
            {found[name].edges.map(({ node, evidence }) => (
              <li key={node.curie}>
                <NodeLink node={node} code={isCode(node.curie)} />
                <Sources of={node.name} evidence={evidence} />
              </li>
            ))}
          </Cut>
        </div>
      ))}
    </Panel>
  );
}
