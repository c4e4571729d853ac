import { Panel, type Query } from "../../ui/panel";
import { Sources } from "../../ui/evidence";
import { words } from "../../ui/words";
import { meaning } from "../kinds";
import type { Diagnosis } from "./query";

const BILLABLE = "Billable: reported as it is";
const NOT_BILLABLE = "Not billable: it is divided further";

/** Whether it can be reported, and what the classification says it includes. */
export function Terms({ diagnosis, query }: { diagnosis: Diagnosis; query: Query }) {
  const { level, isBillable, isStub, includes, synonyms } = diagnosis;
  return (
    <Panel title="What it is" id="terms" query={query}>
      <p>
        {level && (
          <span class="tag" title={meaning("DiagnosisLevel", level)}>
            {words(level)}
          </span>
        )}
        {isBillable !== null && <span class="tag">{isBillable ? BILLABLE : NOT_BILLABLE}</span>}
        {isStub && <span class="tag">Only mentioned: no source describes it</span>}
      </p>
      <Editions diagnosis={diagnosis} />
      <List title="Includes" items={includes} />
      <List title="Also called" items={synonyms} />
    </Panel>
  );
}

/** The classification that it is of, with its edition. */
function Editions({ diagnosis: { broader, name } }: { diagnosis: Diagnosis }) {
  const evidence = broader.edges.flatMap((edge) => edge.evidence).slice(0, 1);
  return (
    <>
      {evidence.map(({ source }) => (
        <p key={source?.id} class="about">
          {source?.title}
          {source?.edition && `, ${source.edition}`} <Sources of={name} evidence={evidence} />
        </p>
      ))}
    </>
  );
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (!items.length) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}
