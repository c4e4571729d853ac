import { useId } from "preact/hooks";
import { count } from "../ui/words";
import type { NodeActions } from "./actions";
import "./find.css";
import type { Gathered } from "./gather";
import { title } from "./group";
import type { Shown } from "./shown";

/** Matches that are listed; the picture marks all. */
const LISTED = 8;

interface Properties {
  text: string;
  setText: (text: string) => void;
  found: ReadonlySet<string> | undefined;
  gathered: Gathered;
  shown: Shown;
  actions: NodeActions;
}

/** A search among what is shown. */
export function Find({ text, setText, found, gathered, shown, actions }: Properties) {
  const box = useId();
  const nodes = shown.nodes.filter(({ curie }) => found?.has(curie));
  const groups = shown.groups.filter(({ id }) => found?.has(id));
  return (
    <div class="graph-find" role="search" aria-label="Within the graph">
      <label for={box}>Find in it</label>
      <input
        id={box}
        type="search"
        value={text}
        placeholder="A name or a code"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {found && (
        <div class="graph-found">
          <p role="status">
            {count(nodes.length, "node")}
            {groups.length > 0 && ` and ${count(groups.length, "group")} with such in it`}
          </p>
          <ul>
            {nodes.slice(0, LISTED).map(({ curie, name }) => (
              <li key={curie}>
                <button type="button" class="link" onClick={() => actions.select(curie)}>
                  {name}
                </button>
              </li>
            ))}
            {groups.slice(0, LISTED).map((group) => (
              <li key={group.id}>
                <button type="button" class="link" onClick={() => actions.select(group.id)}>
                  {title(group, gathered.names)} of {gathered.nodes.get(group.of)?.name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** The ids of the nodes with a text in their name or code, and of the groups with such nodes. */
export function matching(text: string, { nodes, groups }: Shown, gathered: Gathered): ReadonlySet<string> | undefined {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return undefined;
  const isFound = (curie: string) =>
    [curie, gathered.nodes.get(curie)?.name ?? ""].some((said) => said.toLowerCase().includes(wanted));
  return new Set([
    ...nodes.map(({ curie }) => curie).filter(isFound),
    ...groups.filter(({ rest }) => rest.some(isFound)).map(({ id }) => id),
  ]);
}
