import type { Evidence } from "../../api/evidence";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { useParameter } from "../../ui/use-parameter";
import "./group-table.css";

/** A group of hospital stays, with its relative weight and its mean stays in days. */
export interface Group {
  rule: string | null;
  node: {
    curie: string;
    name: string;
    weight: number | null;
    geometricMeanStay: number | null;
    meanStay: number | null;
  };
  evidence: readonly Evidence[];
}

/** Groups that have something in common. */
export interface Section {
  heading?: string | undefined;
  groups: readonly Group[];
}

const FIRST = 16;

/** Groups of hospital stays, with what they weigh and how long a stay is. */
export function GroupTable({ sections }: { sections: readonly Section[] }) {
  return (
    <table class="groups">
      <thead>
        <tr>
          <th scope="col">MS-DRG</th>
          <th scope="col">Weight</th>
          <th scope="col">Geometric mean stay</th>
          <th scope="col">Mean stay</th>
        </tr>
      </thead>
      {sections.map((section, place) => (
        <Rows key={section.heading} section={section} name={`groups-${place}`} />
      ))}
    </table>
  );
}

/** A section, of which only the beginning is shown until all is asked for; `name` is the parameter that says so. */
function Rows({ section: { heading, groups }, name }: { section: Section; name: string }) {
  const [all, set] = useParameter(name);
  const shown = all ? groups : groups.slice(0, FIRST);
  return (
    <tbody>
      {heading && (
        <tr>
          <th scope="rowgroup" colSpan={4}>
            {heading}
          </th>
        </tr>
      )}
      {shown.map((group) => (
        <Row key={group.node.curie + group.rule} group={group} />
      ))}
      {shown.length < groups.length && (
        <tr>
          <td colSpan={4}>
            <button type="button" onClick={() => set("all")}>
              Show all {groups.length}
            </button>
            <span class="on-paper">and {groups.length - shown.length} more</span>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Row({ group: { node, rule, evidence } }: { group: Group }) {
  return (
    <tr>
      <td>
        <NodeLink node={{ curie: node.curie, name: node.name }} code />
        <Sources of={node.name} evidence={evidence} />
        {rule && <p class="detail">Rule of the grouper: {rule}</p>}
      </td>
      <td data-what="weight">{node.weight?.toFixed(4)}</td>
      <td data-what="GMLOS">{days(node.geometricMeanStay)}</td>
      <td data-what="AMLOS">{days(node.meanStay)}</td>
    </tr>
  );
}

function days(stay: number | null): string {
  return stay === null ? "" : `${stay.toFixed(1)} days`;
}
