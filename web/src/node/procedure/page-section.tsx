import { nodeAddress } from "../../api/address";
import { Sources } from "../../ui/evidence";
import { Panel } from "../../ui/panel";
import { words } from "../../ui/words";
import { PROCEDURE, type Procedure } from "./query";
import { SECTIONS } from "./sections";

type OnPage = Procedure["sections"]["edges"][number];

/** What names a section within its page. */
export function keyOf(curie: string): string {
  return curie.slice(curie.lastIndexOf("/") + 1);
}

/** A section of the page; nothing where neither the page has it nor the graph knows what would stand in it. */
export function PageSection({ name, procedure }: { name: string; procedure: Procedure }) {
  const section = SECTIONS[name];
  const onPage = procedure.sections.edges.find(({ node }) => keyOf(node.curie) === name);
  const known = section?.has(procedure);
  if (!known && !onPage) return null;
  return (
    <Panel
      title={onPage?.node.name ?? section?.title ?? words(name)}
      count={known ? section?.count?.(procedure) : undefined}
      id={name}
      query={{ document: PROCEDURE, variables: { curie: procedure.curie } }}
    >
      {known && section ? <section.Body procedure={procedure} /> : <Text of={onPage} />}
      {onPage && <Origin of={onPage} />}
    </Panel>
  );
}

function Text({ of }: { of: OnPage | undefined }) {
  return of?.node.text ? <p class="text">{of.node.text}</p> : <p class="about">The page says nothing here.</p>;
}

/** What of the section became no statement, and where to read all of it. */
function Origin({ of: { node, evidence } }: { of: OnPage }) {
  return (
    <footer class="origin">
      {node.remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
      {node.text && <a href={nodeAddress(node.curie)}>This section in the page’s words</a>}
      <Sources of={`the section ${node.name}`} evidence={evidence} />
    </footer>
  );
}
