import type { ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Cut } from "../../ui/cut";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { AnsweredPanel } from "./answered-panel";
import { HISTORY as DOCUMENT } from "./history-query";
import type { Part } from "./part";

type Found = Extract<NonNullable<ResultOf<typeof DOCUMENT>["byCurie"]>, { replacedBy: unknown }>;

/** In which fiscal years a code was reported, what it was called, what it took the place of. */
export const HISTORY: Part<{ curie: string }> = { document: DOCUMENT, Shown: History };

const LISTS = [
  ["replacedBy", "Replaced by"],
  ["partlyReplacedBy", "For a part of it there is now"],
  ["replaces", "In the place of"],
  ["partlyReplaces", "Reported before with"],
] as const;

function History({ node: { curie } }: { node: { curie: string } }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="History"
      id="history"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      isCounted={false}
      count={(data) => known(data)}
    >
      {(data) => {
        const found = codeOf(data);
        return found && <Told found={found} />;
      }}
    </AnsweredPanel>
  );
}

function codeOf({ byCurie }: ResultOf<typeof DOCUMENT>): Found | undefined {
  return byCurie && "replacedBy" in byCurie ? byCurie : undefined;
}

/** How many statements there are. */
function known(data: ResultOf<typeof DOCUMENT>): number {
  const found = codeOf(data);
  if (!found) return 0;
  const replacements = LISTS.reduce((sum, [name]) => sum + found[name].totalCount, 0);
  return replacements + found.formerNames.length + (found.firstFiscalYear === null ? 0 : 1);
}

function Told({ found }: { found: Found }) {
  const { firstFiscalYear, lastFiscalYear, isDeleted, isFormerCode, formerNames, renamedFiscalYears } = found;
  return (
    <>
      <p>
        {firstFiscalYear !== null && `Fiscal year ${firstFiscalYear} is the first known with it.`}
        {(isDeleted || isFormerCode) && lastFiscalYear !== null && ` It was last reported in fiscal year ${lastFiscalYear}.`}
      </p>
      {formerNames.length > 0 && (
        <ul class="statements">
          {formerNames.map((name, place) => (
            <li key={place}>
              Before fiscal year {renamedFiscalYears[place]}: {name}
            </li>
          ))}
        </ul>
      )}
      {LISTS.map(([name, heading]) => (
        <Replacements key={name} name={name} heading={heading} edges={found[name].edges} />
      ))}
    </>
  );
}

interface Properties {
  name: string;
  heading: string;
  edges: Found["replacedBy"]["edges"];
}

function Replacements({ name, heading, edges }: Properties) {
  if (!edges.length) return null;
  return (
    <>
      <h3>{heading}</h3>
      <Cut name={name} first={12} class="statements">
        {edges.map(({ node, fiscalYear, together, evidence }) => (
          <li key={node.curie}>
            <NodeLink node={node} code />
            {fiscalYear !== null && <span class="tag">since fiscal year {fiscalYear}</span>}
            {together && <span class="tag">for several together</span>}
            <Sources of={node.name} evidence={evidence} />
          </li>
        ))}
      </Cut>
    </>
  );
}
