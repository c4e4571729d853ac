import { isCode } from "../../api/curie";
import type { ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";
import type { Diagnosis } from "./query";
import { REFERENCES as DOCUMENT } from "./references-query";

type Found = NonNullable<ResultOf<typeof DOCUMENT>["diagnosis"]>;

const HEADINGS: [keyof Found, string][] = [
  ["excludedBy", "Excluded at"],
  ["codedBefore", "To be coded first at"],
  ["additionalTo", "To be used as an additional code at"],
  ["codedAlsoWith", "To be coded also at"],
  ["mentionedBy", "Referred to at"],
];

/** What notes of other codes say of it. */
export const REFERENCES: Part<Diagnosis> = { document: DOCUMENT, Shown: References };

/** The notes that stand at other codes and name it, or what is above it. */
function References({ node: { curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="In notes of other codes"
      id="references"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ diagnosis }) => HEADINGS.reduce((sum, [name]) => sum + (diagnosis?.[name].totalCount ?? 0), 0)}
    >
      {({ diagnosis }) => diagnosis && <Lists found={diagnosis} />}
    </AnsweredPanel>
  );
}

function Lists({ found }: { found: Found }) {
  return (
    <>
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
    </>
  );
}
