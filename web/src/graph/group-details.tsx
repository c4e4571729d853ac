import { NodeLink } from "../ui/node-link";
import type { NodeActions } from "./actions";
import type { Gathered } from "./gather";
import { contents, type Group, joinedBy } from "./group";
import { GroupButtons } from "./node-buttons";

/** Members that are listed. */
const LISTED = 25;

interface Properties {
  group: Group;
  gathered: Gathered;
  actions: NodeActions;
}

/** What stands in a group. */
export function GroupDetails({ group, gathered, actions }: Properties) {
  const listed = group.rest.slice(0, LISTED).flatMap((curie) => gathered.nodes.get(curie) ?? []);
  return (
    <>
      <p class="graph-subject">
        <strong>{inWordsOf(group, gathered)}</strong>
      </p>
      <GroupButtons group={group} gathered={gathered} actions={actions} />
      <ul class="graph-connections">
        {listed.map((node) => (
          <li key={node.curie}>
            <NodeLink node={node} />
          </li>
        ))}
      </ul>
      {group.rest.length > listed.length && (
        <p class="graph-hint">
          The first {listed.length} of {group.rest.length.toLocaleString("en")}.
        </p>
      )}
    </>
  );
}

/** A group in words: '73 procedures, has risk, Infection'. */
export function inWordsOf(group: Group, gathered: Gathered): string {
  const hub = gathered.nodes.get(group.of)?.name ?? group.of;
  const parts = [contents(group, gathered.names), joinedBy(group).toLowerCase(), hub];
  return (group.isOut && !group.isMixed ? parts.reverse() : parts).join(", ");
}
