import { Panel } from "../ui/panel";
import { count } from "../ui/words";
import type { Pair } from "./address";
import { Letter } from "./letter";
import { COMPARE, type Comparison, type Section } from "./query";
import { titleOf } from "./titles";

/** How many of what both have and only one of them has. */
export function Overview({ comparison: { a, b, sections }, names }: { comparison: Comparison; names: Pair }) {
  const shared = sections.reduce((sum, section) => sum + section.shared.length, 0);
  const all = sections.reduce((sum, section) => sum + sizeOf(section), 0);
  return (
    <Panel title="In numbers" query={{ document: COMPARE, variables: names }}>
      <p>
        Of {count(all, "statement")} about them, {shared} {shared === 1 ? "is" : "are"} true of both.
      </p>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">Section</th>
            <th scope="col">
              <span aria-hidden="true">
                <i>Only</i> <Letter of="A" />
              </span>
              <span class="hidden">Only {a.name}</span>
            </th>
            <th scope="col">Both</th>
            <th scope="col">
              <span aria-hidden="true">
                <i>Only</i> <Letter of="B" />
              </span>
              <span class="hidden">Only {b.name}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sections.map((section) => (
            <Row key={section.edgeKind} section={section} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ section }: { section: Section }) {
  const { edgeKind, shared, onlyA, onlyB } = section;
  return (
    <tr>
      <th scope="row">
        <a href={`#${edgeKind}`}>{titleOf(edgeKind)}</a>
      </th>
      {[onlyA, shared, onlyB].map((nodes, place) => (
        <td key={place}>{nodes.length}</td>
      ))}
    </tr>
  );
}

function sizeOf({ shared, onlyA, onlyB }: Section): number {
  return shared.length + onlyA.length + onlyB.length;
}
